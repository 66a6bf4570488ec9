// Package gateway lets the users of a world in over HTTP, as Genesys Web Services do:
// it finds out who asks, hands REST requests to the world one by one, and tells what
// the world says unasked through a Bayeux server.
//
// Where the documents are silent, it behaves as their general rules have it; how users
// log in is inferred but for the cookie, the header and the body of a refusal.
package gateway

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
	"github.com/deskproof/deskproof/sim/carrier/bayeux"
	"github.com/deskproof/deskproof/sim/carrier/rest"
	"github.com/deskproof/deskproof/sim/wire"
)

// Prefix begins the paths of a world's gateway, below the world's own.
const Prefix = "/api/v2"

// Config says what a gateway opens onto. World is required.
type Config struct {
	World   *sim.World
	Version string        // of the program
	Limit   time.Duration // for an answer of the world; 0: 15 s, longer than faults hold one back
	Log     *slog.Logger  // nil: silent
}

// Gateway is the way in to one world. Its methods may be called from any goroutine.
type Gateway struct {
	cfg    Config
	rules  centers.GWS
	bayeux *bayeux.Server

	mu       sync.Mutex          // guards all below
	visitors map[string]*visitor // by the id of the user
	sessions map[string]*session // by the cookie
	clock    int                 // counts uses of sessions
}

// New returns a gateway without users. The rules of the world at this moment hold as
// long as it lives. Close ends it.
func New(ctx context.Context, cfg Config) (*Gateway, error) {
	if cfg.Limit == 0 {
		cfg.Limit = 15 * time.Second
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	rules, err := cfg.World.GWS(ctx)
	if err != nil {
		return nil, err
	}
	return &Gateway{
		cfg: cfg, rules: rules,
		bayeux: bayeux.New(bayeux.Config{
			Hold: rules.Hold, MaxInterval: rules.Expiry, Alter: cfg.World.Alter,
			Rand: cfg.World.Random("bayeux"), Log: cfg.Log,
		}),
		visitors: map[string]*visitor{}, sessions: map[string]*session{},
	}, nil
}

// Close ends all sessions; connects that wait are answered.
func (g *Gateway) Close() { g.bayeux.Close() }

// At is the gateway where the world's paths begin with path, which may be empty, and then
// have Prefix.
func (g *Gateway) At(path string) http.Handler { return entrance{g, path + Prefix} }

// entrance is a gateway at a path.
type entrance struct {
	*Gateway
	prefix string
}

// ServeHTTP answers a request whose path begins with the entrance's.
func (g entrance) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.admit(w, r) {
		return
	}
	path, ok := g.path(r)
	if path == "/diagnostics/version" {
		g.version(w, r)
		return
	}
	v, s := g.authenticate(w, r)
	switch {
	case v == nil:
		refuse(w, r, unauthenticated)
	case !ok:
		refuse(w, r, &failure{http.StatusNotFound, codeNotFound, "Resource not found"})
	case path == "/notifications" || strings.HasPrefix(path, "/notifications/"):
		g.notify(w, r, v)
	case !g.mayChange(r, s):
		refuse(w, r, noToken)
	default:
		g.tellToken(w, r, s)
		g.rest(w, r, v, s, path)
	}
}

// path is what follows the prefix, decoded; false if no resource can have it.
func (g entrance) path(r *http.Request) (string, bool) {
	escaped := strings.TrimPrefix(r.URL.EscapedPath(), g.prefix)
	path, err := url.PathUnescape(escaped)
	if err != nil || strings.Contains(strings.ToLower(escaped), "%2f") || strings.Contains(path, "//") {
		return "", false
	}
	isDots := func(segment string) bool { return segment == "." || segment == ".." }
	return path, !slices.ContainsFunc(strings.Split(path, "/"), isDots)
}

// base is what the URIs in answers begin with.
func (g entrance) base(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host + g.prefix
}

// version tells the version, to anybody.
func (g *Gateway) version(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		refuseMethod(w, r, "GET")
		return
	}
	say(w, http.StatusOK, map[string]any{"statusCode": 0, "version": g.cfg.Version})
}

// notify serves the Bayeux protocol to a user.
func (g *Gateway) notify(w http.ResponseWriter, r *http.Request, v *visitor) {
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		refuseMethod(w, r, "GET, POST")
		return
	}
	if err := g.enter(r.Context(), v); err != nil {
		g.fail(w, r, v, err)
		return
	}
	g.bayeux.Serve(w, r, v.user)
}

// enter lets the world know of a user, once.
func (g *Gateway) enter(ctx context.Context, v *visitor) error {
	v.entering.Lock()
	defer v.entering.Unlock()
	if v.entered.Load() {
		return nil
	}
	v.entered.Store(true) // before: the page may be closed as soon as it is open
	err := g.cfg.World.Enter(ctx, wire.GWS, v.user, outbox{g, v})
	if err != nil {
		v.entered.Store(false)
	}
	return err
}

// fail answers a request that the world could not take.
func (g *Gateway) fail(w http.ResponseWriter, r *http.Request, v *visitor, err error) {
	switch {
	case r.Context().Err() != nil: // the client is gone, or the program ends
		w.WriteHeader(http.StatusServiceUnavailable)
	case errors.Is(err, sim.ErrNoAnswer):
		rest.CutOff(w)
	case errors.Is(err, sim.ErrClosed):
		refuse(w, r, &failure{http.StatusServiceUnavailable, codeInternal, "The contact center has closed"})
	case errors.Is(err, sim.ErrTooManyWaiting):
		refuse(w, r, &failure{http.StatusServiceUnavailable, codeInternal, "Too many requests of this user wait for an answer"})
	default:
		g.cfg.Log.Warn("request without an answer", "user", v.user, "err", err)
		refuse(w, r, &failure{http.StatusInternalServerError, codeInternal, "The contact center did not answer"})
	}
}
