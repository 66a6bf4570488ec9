package stage

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/edge"
	"github.com/deskproof/deskproof/sim/gateway"
)

// way is a way into a world over HTTP. One with a Close is closed when its world ends.
type way interface {
	At(path string) http.Handler
}

// ways are the ways that there are, by what their paths begin with below a world's.
var ways = map[string]func(context.Context, Config, *sim.World) (way, error){
	gateway.Prefix: func(ctx context.Context, cfg Config, w *sim.World) (way, error) {
		return gateway.New(ctx, gateway.Config{World: w, Version: cfg.Version, Log: cfg.Log})
	},
	edge.Prefix: func(ctx context.Context, cfg Config, w *sim.World) (way, error) {
		return edge.New(ctx, edge.Config{World: w, Log: cfg.Log})
	},
}

// gateways are the ways into worlds, made when somebody comes. Who waits for a world keeps
// nobody out of another.
type gateways struct {
	cfg Config
	mu  sync.Mutex
	of  map[wayTo]*entry
}

// wayTo names a way into a world.
type wayTo struct {
	world  *sim.World
	prefix string
}

// entry is where a way is made. Who first comes may leave before it is, so that the next
// one tries again.
type entry struct {
	mu  sync.Mutex
	way way // nil: nobody has made it yet
}

// to returns a way into a world. It ends with the world.
func (g *gateways) to(ctx context.Context, w *sim.World, prefix string) (way, error) {
	e := g.entry(wayTo{w, prefix})
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.way != nil {
		return e.way, nil
	}
	opened, err := ways[prefix](ctx, g.cfg, w)
	if err != nil {
		return nil, err
	}
	e.way = opened
	return opened, nil
}

// entry returns that of a way. When the world ends, and nobody can make the way any more,
// it is forgotten.
func (g *gateways) entry(to wayTo) *entry {
	g.mu.Lock()
	defer g.mu.Unlock()
	if known := g.of[to]; known != nil {
		return known
	}
	if g.of == nil {
		g.of = map[wayTo]*entry{}
	}
	e := &entry{}
	g.of[to] = e
	go func() {
		<-to.world.Done()
		g.mu.Lock()
		delete(g.of, to)
		g.mu.Unlock()
		e.close()
	}()
	return e
}

func (e *entry) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if c, ok := e.way.(interface{ Close() }); ok {
		c.Close()
	}
}

// worldPath begins the paths of a world that is not the door's own.
const worldPath = "/w/"

// wayPath takes apart a path below the prefix of a way: the world that it is of, empty for
// the door's own, what it begins with, and the prefix; false if it is no such path.
func wayPath(escaped string) (world, path, prefix string, ok bool) {
	rest := escaped
	if after, named := strings.CutPrefix(escaped, worldPath); named {
		name, _, _ := strings.Cut(after, "/")
		path, rest = worldPath+name, after[len(name):]
		world, _ = url.PathUnescape(name) // a request's path has been unescaped once
		if world == "" {
			return "", "", "", false
		}
	}
	for prefix := range ways {
		if after, ok := strings.CutPrefix(rest, prefix); ok && (after == "" || after[0] == '/') {
			return world, path, prefix, true
		}
	}
	return "", "", "", false
}

// withWays serves the ways below their prefixes, as the paths are written: a client that
// posts is not sent elsewhere.
func (s *server) withWays(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, path, prefix, ok := wayPath(r.URL.EscapedPath())
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
			to, err := s.gateways.to(r.Context(), world, prefix)
			if err != nil {
				http.Error(w, err.Error(), http.StatusServiceUnavailable)
				return
			}
			to.At(path).ServeHTTP(w, r)
		})(w, r)
	})
}
