package stage

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/gateway"
)

// gateways are the ways into worlds over HTTP, made when somebody comes. Who waits for a
// world keeps nobody out of another.
type gateways struct {
	cfg Config
	mu  sync.Mutex
	of  map[*sim.World]*entry
}

// entry is where the gateway of one world is made. Who first comes may leave before it is,
// so that the next one tries again.
type entry struct {
	mu      sync.Mutex
	gateway *gateway.Gateway // nil: nobody has made it yet
}

// to returns the gateway of a world. It ends with the world.
func (g *gateways) to(ctx context.Context, w *sim.World) (*gateway.Gateway, error) {
	e := g.entry(w)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.gateway != nil {
		return e.gateway, nil
	}
	opened, err := gateway.New(ctx, gateway.Config{World: w, Version: g.cfg.Version, Log: g.cfg.Log})
	if err != nil {
		return nil, err
	}
	e.gateway = opened
	return opened, nil
}

// entry returns that of a world. When the world ends, and nobody can make its gateway any
// more, it is forgotten.
func (g *gateways) entry(w *sim.World) *entry {
	g.mu.Lock()
	defer g.mu.Unlock()
	if known := g.of[w]; known != nil {
		return known
	}
	if g.of == nil {
		g.of = map[*sim.World]*entry{}
	}
	e := &entry{}
	g.of[w] = e
	go func() {
		<-w.Done()
		g.mu.Lock()
		delete(g.of, w)
		g.mu.Unlock()
		e.close()
	}()
	return e
}

func (e *entry) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.gateway != nil {
		e.gateway.Close()
	}
}

// worldPath begins the paths of a world that is not the door's own.
const worldPath = "/w/"

// apiPath returns the world that a path below the prefix of gateways is of, empty for the
// door's own, and what it begins with; false if it is no such path.
func apiPath(escaped string) (world, path string, ok bool) {
	rest := escaped
	if after, named := strings.CutPrefix(escaped, worldPath); named {
		name, _, _ := strings.Cut(after, "/")
		path, rest = worldPath+name, after[len(name):]
		world, _ = url.PathUnescape(name) // a request's path has been unescaped once
		if world == "" {
			return "", "", false
		}
	}
	after, ok := strings.CutPrefix(rest, gateway.Prefix)
	return world, path, ok && (after == "" || after[0] == '/')
}

// withAPI serves the gateways below their prefix, as the paths are written: a client that
// posts is not sent elsewhere.
func (s *server) withAPI(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, path, ok := apiPath(r.URL.EscapedPath())
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		serve := s.own
		if name != "" {
			r.SetPathValue("world", name)
			serve = s.named
		}
		serve(func(w http.ResponseWriter, r *http.Request, world *sim.World) {
			g, err := s.gateways.to(r.Context(), world)
			if err != nil {
				http.Error(w, err.Error(), http.StatusServiceUnavailable)
				return
			}
			g.At(path).ServeHTTP(w, r)
		})(w, r)
	})
}
