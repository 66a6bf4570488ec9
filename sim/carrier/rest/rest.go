// Package rest turns HTTP requests into frames of a world, and frames of a world into
// answers, within bounds.
//
//	asked, err := rest.Read(w, r)
//	asked.Path, asked.Base = path, base
//	answer, err := world.Exchange(ctx, wire, user, rest.Encode(asked))
//	rest.Answered(answer).Write(w)
package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a request.
const (
	maxBody  = 1 << 20 // bytes
	maxDepth = 100     // of objects and arrays
)

// Request is a request as a world reads it.
type Request struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Query  string          `json:"query,omitempty"`
	Base   string          `json:"base"`             // what the addresses in answers begin with
	Socket string          `json:"socket,omitempty"` // likewise of WebSockets
	Secret string          `json:"secret,omitempty"` // that nobody can guess, where one is asked for
	Track  string          `json:"track,omitempty"`  // by what the client knows it
	Body   json.RawMessage `json:"body,omitempty"`
	Text   *string         `json:"text,omitempty"` // a body that is not JSON
}

// TooMuch is why a request is not read: the status that says so, and a sentence.
type TooMuch struct {
	Status int
	Text   string
}

func (e *TooMuch) Error() string { return e.Text }

// Read reads the method, the query and the body of a request; HEAD counts as GET.
func Read(w http.ResponseWriter, r *http.Request) (*Request, *TooMuch) {
	asked := &Request{Method: r.Method, Query: r.URL.RawQuery}
	if r.Method == http.MethodHead {
		asked.Method = http.MethodGet
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, big := errors.AsType[*http.MaxBytesError](err); big {
		return nil, &TooMuch{http.StatusRequestEntityTooLarge, "The body is too long: at most 1 MiB is taken"}
	}
	switch {
	case err != nil:
		return nil, &TooMuch{http.StatusRequestTimeout, "The body did not come"}
	case len(bytes.TrimSpace(body)) == 0:
	case !utf8.Valid(body) || !json.Valid(body):
		text := strings.ToValidUTF8(string(body), "\uFFFD")
		asked.Text = &text
	case depth(body) > maxDepth:
		return nil, &TooMuch{http.StatusBadRequest, "The body is nested too deep"}
	default:
		asked.Body = body
	}
	return asked, nil
}

// depth is how deep JSON is nested.
func depth(raw []byte) int {
	most, now := 0, 0
	within, escaped := false, false // a text
	for _, c := range raw {
		switch {
		case escaped:
			escaped = false
		case within && c == '\\':
			escaped = true
		case c == '"':
			within = !within
		case !within && (c == '{' || c == '['):
			now++
			most = max(most, now)
		case !within && (c == '}' || c == ']'):
			now--
		}
	}
	return most
}

// Answer is what a world answers.
type Answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    json.RawMessage   `json:"body,omitempty"` // nil: it is empty
}

// Answered reads what a world says. What is no answer, as a fault can make it, is said as
// it is.
func Answered(frame []byte) Answer {
	var a Answer
	if err := json.Unmarshal(frame, &a); err != nil || a.Status < 200 || a.Status > 599 {
		return Answer{Status: http.StatusOK, Body: frame}
	}
	return a
}

// Write answers a request.
func (a Answer) Write(w http.ResponseWriter) {
	for name, value := range a.Headers {
		w.Header().Set(name, value)
	}
	Write(w, a.Status, a.Body)
}

// Write sends JSON, exactly of the media type that clients accept; none: an empty answer.
func Write(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone
}

// CutOff ends a connection in the middle of an answer: there is none.
func CutOff(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "2")
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush() // a client that has read this asks no second time by itself
	panic(http.ErrAbortHandler)
}

// Encode is a value as JSON, in which nothing is escaped for HTML.
func Encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // all that is said here is JSON
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Accepts reports whether web pages of an origin may make requests of a host: its own, those
// of this machine, and those that are let in besides, of which * is every one.
func Accepts(besides []string, origin, host string) bool {
	if slices.Contains(besides, origin) || slices.Contains(besides, "*") || IsLocal(origin) {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == host
}

// IsLocal reports whether an origin is of a web page on this machine.
func IsLocal(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}
