// Package edge lets Webex clients in over HTTP: service catalogue, tokens, CORS,
// notification sockets, telemetry. Requests go to the world one by one.
//
// Where the published SDK is silent, it behaves as HTTP has it.
package edge

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/carrier/rest"
	"github.com/deskproof/deskproof/sim/wire"
)

// Prefix begins the paths of a world's edge, below the world's own.
const Prefix = "/webex"

// Config says what an edge opens onto. World is required.
type Config struct {
	World *sim.World
	Limit time.Duration // for an answer of the world; 0: 15 s, longer than faults hold one back
	Log   *slog.Logger  // nil: silent
}

// Edge is the way in to one world. Its methods may be called from any goroutine.
type Edge struct {
	cfg   Config
	rules centers.Webex

	mu       sync.Mutex
	visitors map[string]*visitor // by the agent's id
}

// New returns an edge without visitors. The rules of the world at this moment hold as long
// as it lives, which is as long as the world does.
func New(ctx context.Context, cfg Config) (*Edge, error) {
	if cfg.Limit == 0 {
		cfg.Limit = 15 * time.Second
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	rules, err := cfg.World.Webex(ctx)
	if err != nil {
		return nil, err
	}
	return &Edge{cfg: cfg, rules: rules, visitors: map[string]*visitor{}}, nil
}

// At is the edge where the world's paths begin with path, which may be empty, and then have
// Prefix.
func (e *Edge) At(path string) http.Handler { return entrance{e, path + Prefix} }

// entrance is an edge at a path.
type entrance struct {
	*Edge
	prefix string
}

// trackingID is the header by which a client tells its requests apart.
const (
	trackingID  = "trackingid"
	maxTracking = 256 // bytes
)

// service is what is asked for at a path that never reaches the world.
type service struct {
	method, path string // a path that ends in a slash has something behind it
	open         bool   // to anybody, so that there is no visitor
	serve        func(e entrance, w http.ResponseWriter, r *http.Request, v *visitor, behind string)
}

var services = []service{
	{http.MethodGet, "/u2c/api/v1/limited/catalog", true, entrance.catalogue},
	{http.MethodGet, "/u2c/api/v1/catalog", false, entrance.catalogue},
	{http.MethodGet, subscriptions, true, entrance.socket},
	{http.MethodPost, metricsPath + "/clientmetrics", false, entrance.telemetry},
	{http.MethodPost, logsPath + "/logs/urls", false, entrance.logURL},
	{http.MethodPut, filesPath, true, entrance.logFile},
	{http.MethodPost, logsPath + "/logs/meta", false, entrance.logMeta},
}

// ServeHTTP answers a request whose path begins with the entrance's.
func (e entrance) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if tracking := r.Header.Get(trackingID); tracking != "" && len(tracking) <= maxTracking {
		w.Header().Set(trackingID, tracking) // the SDK shows it with a failure
	}
	if !e.admit(w, r) {
		return
	}
	path, ok := e.path(r)
	for _, s := range services {
		if behind, is := behind(path, s.path); is {
			e.service(w, r, s, behind)
			return
		}
	}
	v := e.authenticate(w, r)
	switch {
	case v == nil:
	case !ok:
		e.refuse(w, r, http.StatusNotFound, "Resource not found")
	default:
		e.rest(w, r, v, path)
	}
}

// service answers a request for a service.
func (e entrance) service(w http.ResponseWriter, r *http.Request, s service, behind string) {
	isHead := r.Method == http.MethodHead && s.method == http.MethodGet
	if r.Method != s.method && !isHead {
		w.Header().Set("Allow", s.method)
		e.refuse(w, r, http.StatusMethodNotAllowed, "Method "+r.Method+" is not supported here")
		return
	}
	if s.open {
		s.serve(e, w, r, nil, behind)
	} else if v := e.authenticate(w, r); v != nil {
		s.serve(e, w, r, v, behind)
	}
}

// behind is what a path has behind another that ends in a slash; without one, they must be
// the same.
func behind(path, known string) (string, bool) {
	if !strings.HasSuffix(known, "/") {
		return "", path == known
	}
	rest, ok := strings.CutPrefix(path, known)
	return rest, ok && rest != "" && !strings.Contains(rest, "/")
}

// path is what follows the prefix, as the client wrote it; false if no resource can have it.
func (e entrance) path(r *http.Request) (string, bool) {
	path := strings.TrimPrefix(r.URL.EscapedPath(), e.prefix)
	isOdd := func(segment string) bool {
		plain, err := url.PathUnescape(segment)
		return err != nil || plain == "." || plain == ".."
	}
	return path, !slices.ContainsFunc(strings.Split(path, "/"), isOdd)
}

// base is what addresses begin with in answers.
func (e entrance) base(r *http.Request) string { return scheme(r, "http") + r.Host + e.prefix }

func (e entrance) socketBase(r *http.Request) string { return scheme(r, "ws") + r.Host + e.prefix }

func scheme(r *http.Request, plain string) string {
	if r.TLS != nil {
		plain += "s"
	}
	return plain + "://"
}

// rest lets the world answer a request.
func (e entrance) rest(w http.ResponseWriter, r *http.Request, v *visitor, path string) {
	asked, tooMuch := rest.Read(w, r)
	if tooMuch != nil {
		e.refuse(w, r, tooMuch.Status, tooMuch.Text)
		return
	}
	asked.Path, asked.Base, asked.Socket = path, e.base(r), e.socketBase(r)
	asked.Track = w.Header().Get(trackingID)
	if asked.Method == http.MethodPost && path == subscribePath {
		asked.Secret = v.secret()
	}
	ctx, cancel := context.WithTimeout(r.Context(), e.cfg.Limit)
	defer cancel()
	answer, err := e.exchange(ctx, v, asked)
	if err != nil {
		e.fail(w, r, v, err)
		return
	}
	rest.Answered(answer).Write(w)
}

func (e entrance) exchange(ctx context.Context, v *visitor, asked *rest.Request) ([]byte, error) {
	if err := e.enter(ctx, v); err != nil {
		return nil, err
	}
	return e.cfg.World.Exchange(ctx, wire.Webex, v.agent, rest.Encode(asked))
}

// fail answers a request that the world could not take.
func (e entrance) fail(w http.ResponseWriter, r *http.Request, v *visitor, err error) {
	switch {
	case r.Context().Err() != nil: // the client is gone, or the program ends
		w.WriteHeader(http.StatusServiceUnavailable)
	case errors.Is(err, sim.ErrNoAnswer):
		rest.CutOff(w)
	case errors.Is(err, sim.ErrClosed):
		e.refuse(w, r, http.StatusServiceUnavailable, "The contact center has closed")
	case errors.Is(err, sim.ErrTooManyWaiting):
		e.refuse(w, r, http.StatusTooManyRequests, "Too many requests of this agent wait for an answer")
	default:
		e.cfg.Log.Warn("request without an answer", "agent", v.agent, "err", err)
		e.refuse(w, r, http.StatusInternalServerError, "The contact center did not answer")
	}
}

// refuse answers a request that failed, in the form that operations of tasks can show.
func (e entrance) refuse(w http.ResponseWriter, r *http.Request, status int, text string) {
	type body struct {
		Message  string `json:"errorMessage"`
		Type     string `json:"errorType"`
		Data     string `json:"errorData"`
		Code     int    `json:"reasonCode"`
		Tracking string `json:"trackingId"`
	}
	e.say(w, r, status, body{text, http.StatusText(status), "", status, w.Header().Get(trackingID)})
}

// say answers a request that the world was not asked about, as faults have it; no body:
// with nothing.
func (e entrance) say(w http.ResponseWriter, r *http.Request, status int, body any) {
	asked := rest.Request{Method: r.Method, Path: strings.TrimPrefix(r.URL.EscapedPath(), e.prefix), Base: e.base(r)}
	said := rest.Answer{Status: status, Headers: map[string]string{}}
	if body != nil {
		said.Body = rest.Encode(body)
	}
	for name := range w.Header() {
		said.Headers[name] = strings.Join(w.Header().Values(name), ", ")
	}
	clear(w.Header())
	rest.Answered(e.cfg.World.Aside(r.Context(), rest.Encode(asked), rest.Encode(said))).Write(w)
}
