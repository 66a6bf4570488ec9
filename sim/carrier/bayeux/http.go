package bayeux

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// browserCookie tells the browsers of a user apart. Nothing depends on it: other
// servers set it, and there may be clients that wait for it.
const browserCookie = "BAYEUX_BROWSER"

// Serve answers a request that its caller has found to be the user's: POST with
// messages, GET for callback polling, or the upgrade to a WebSocket. It returns when
// the answer has been written, or when the client has gone.
func (s *Server) Serve(w http.ResponseWriter, r *http.Request, user string) {
	if websocket.IsWebSocketUpgrade(r) {
		s.serveSocket(w, r, user)
		return
	}
	sent, callback, err := s.read(w, r)
	if err != nil {
		refuse(w, err)
		return
	}
	p := s.take(w, r, user, callback, sent)
	if p == nil {
		return
	}
	// While thousands wait here, every frame of the stack counts.
	gone := r.Context().Done()
	select {
	case <-p.released:
	case <-gone:
	}
	s.finish(w, r, user, callback, p)
}

// finish answers a connect that has waited, unless nobody is there any more who would
// read the answer, or the program ends: then the messages stay for the next, and who may
// still be there does not take silence for an answer.
func (s *Server) finish(w http.ResponseWriter, r *http.Request, user, callback string, p *poll) {
	if r.Context().Err() != nil {
		s.abandon(p)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	s.answer(w, callback, user, s.settled(p))
}

// take acts on what was sent and answers it, but for the connect that it returns, which
// is to wait.
func (s *Server) take(w http.ResponseWriter, r *http.Request, user, callback string, sent []byte) *poll {
	batch, err := decode(sent, s.cfg.Limits.Messages)
	if err != nil {
		refuse(w, err)
		return nil
	}
	a, p, err := s.act(user, batch, &poll{})
	switch {
	case err != nil:
		refuse(w, &refusedError{http.StatusServiceUnavailable, err.Error()})
	case p != nil:
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // that of a whole request may be shorter; else there is none
	default:
		s.setBrowser(w, r, a)
		s.answer(w, callback, user, a)
	}
	return p
}

// bodyOf is an answer as it goes out.
func (s *Server) bodyOf(user string, a answer) []byte { return body(s.cfg.Alter(user, a.batch())) }

// opens reports whether an answer grants a handshake.
func (a *answer) opens() bool {
	return len(a.replies) == 1 && a.replies[0].greets && a.replies[0].successful
}

// refusedError is why a request is not taken.
type refusedError struct {
	status int
	why    string
}

func (e *refusedError) Error() string { return e.why }

func refuse(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	if e, ok := err.(*refusedError); ok {
		status = e.status
	}
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, POST")
	}
	http.Error(w, err.Error(), status)
}

// isFunction is what a callback may be named: a path of identifiers, so that no other
// script can be smuggled in.
var isFunction = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*$`).MatchString

// read returns what a request says, and the name of the function that the answer
// calls, if it is a callback.
func (s *Server) read(w http.ResponseWriter, r *http.Request) ([]byte, string, error) {
	switch r.Method {
	case http.MethodPost:
		sent, err := s.readBody(w, r)
		return sent, "", err
	case http.MethodGet:
		_, _ = io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, s.cfg.Limits.Body)) // only so can be seen that a client has gone
		return s.readQuery(r)
	}
	return nil, "", &refusedError{http.StatusMethodNotAllowed, r.Method + " is not for this path: POST messages, or GET with jsonp"}
}

func (s *Server) readQuery(r *http.Request) ([]byte, string, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	callback, sent := query.Get("jsonp"), query.Get("message")
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("read the query: %w", err)
	case len(callback) > 128 || !isFunction(callback):
		return nil, "", fmt.Errorf("jsonp must name the function to call: GET is for callback polling, POST for messages")
	case int64(len(sent)) > s.cfg.Limits.Body:
		return nil, "", s.tooBig()
	}
	return []byte(sent), callback, nil
}

func (s *Server) readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if err := checkType(r.Header.Get("Content-Type")); err != nil {
		return nil, err
	}
	sent, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.cfg.Limits.Body))
	if _, ok := err.(*http.MaxBytesError); ok {
		return nil, s.tooBig()
	}
	if err != nil {
		return nil, fmt.Errorf("read the body: %w", err)
	}
	return sent, nil
}

func (s *Server) tooBig() error {
	return &refusedError{http.StatusRequestEntityTooLarge, fmt.Sprintf("the messages are too big: over %d bytes", s.cfg.Limits.Body)}
}

// checkType takes what clients call JSON; some call it nothing at all.
func checkType(header string) error {
	if header == "" {
		return nil
	}
	kind, parameters, err := mime.ParseMediaType(header)
	charset := strings.ToLower(parameters["charset"])
	isJSON := kind == "application/json" || kind == "text/json" || kind == "text/plain"
	if err != nil || !isJSON || charset != "" && charset != "utf-8" && charset != "utf8" && charset != "us-ascii" {
		return &refusedError{http.StatusUnsupportedMediaType, fmt.Sprintf("content type %q: send application/json in UTF-8", header)}
	}
	return nil
}

// setBrowser sets the cookie with an answer that grants a handshake, unless it has
// come along.
func (s *Server) setBrowser(w http.ResponseWriter, r *http.Request, a answer) {
	if _, err := r.Cookie(browserCookie); err == nil || !a.opens() {
		return
	}
	s.mu.Lock()
	value, err := s.random()
	s.mu.Unlock()
	if err == nil {
		http.SetCookie(w, &http.Cookie{Name: browserCookie, Value: value, Path: "/", HttpOnly: true})
	}
}

// answer writes an answer, and gives up when its reader takes too long.
func (s *Server) answer(w http.ResponseWriter, callback, user string, a answer) {
	out := s.bodyOf(user, a)
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Type", "application/json")
	if callback != "" {
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		out = []byte(callback + "(" + scriptSafe.Replace(string(out)) + ")")
	}
	h.Set("Content-Length", strconv.Itoa(len(out)))
	c := http.NewResponseController(w)
	_ = c.SetWriteDeadline(time.Now().Add(s.cfg.Limits.Write)) // where there is no connection, nothing is slow
	_, err := w.Write(out)
	if flushed := c.Flush(); err != nil || flushed != nil && !errors.Is(flushed, http.ErrNotSupported) {
		s.restore(a)
	}
	_ = c.SetWriteDeadline(time.Time{}) // the connection has other uses
}

// scriptSafe replaces what is JSON but was no JavaScript for long.
var scriptSafe = strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`)
