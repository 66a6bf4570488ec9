package stage

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/carrier"
	"github.com/deskproof/deskproof/sim/carrier/rest"
)

// Handler serves a host's doors: the stage door at /stage, over WebSocket or one
// call a POST, the desks of the door's own world at /scapi?agent=ID, with &tab for a page
// in a tab of its own, the keys of its tokens at /.well-known/jwks.json, and below /api/v2
// and /webex the ways in over HTTP; the same of the other worlds below /w/WORLD/; /healthz, and at /
// what is where.
func Handler(cfg Config) http.Handler {
	cfg = cfg.orDefaults()
	s := &server{cfg: cfg, gateways: gateways{cfg: cfg}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /stage", fromHere(s.stage))
	mux.HandleFunc("POST /stage", fromHere(s.call))
	mux.HandleFunc("GET /scapi", s.own(s.page))
	mux.HandleFunc("GET /w/{world}/scapi", s.named(s.page))
	mux.HandleFunc("GET /.well-known/jwks.json", s.own(s.keys))
	mux.HandleFunc("GET /w/{world}/.well-known/jwks.json", s.named(s.keys))
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("GET /{$}", welcome)
	return s.withWays(mux)
}

// Server is a server of Handler that hangs up on a peer who sends a request too
// slowly, does not read the answer, or has nothing to ask. None of that concerns
// WebSocket connections, whose carrier keeps limits of its own.
func Server(cfg Config) *http.Server {
	cfg = cfg.orDefaults()
	return &http.Server{
		Handler:           Handler(cfg),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       cfg.Limit + 20*time.Second, // also the longest wait for an answer
		WriteTimeout:      cfg.Limit + 20*time.Second,
		IdleTimeout:       30 * time.Second,
		MaxHeaderBytes:    64 << 10,
	}
}

// fromHere keeps web pages of other machines out: a browser would let any site that
// somebody visits call here.
func fromHere(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if origin := r.Header.Get("Origin"); origin != "" && !rest.IsLocal(origin) {
			http.Error(w, "the stage door takes no calls from web pages of "+origin, http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

// maxFrame is how long a call of the stage door may be, in bytes.
const maxFrame = 1 << 20

type server struct {
	cfg      Config
	gateways gateways
}

func (s *server) stage(w http.ResponseWriter, r *http.Request) {
	conn, err := carrier.Upgrade(w, r, carrier.Limits{Frame: maxFrame})
	if err != nil {
		s.cfg.Log.Warn("stage door", "err", err)
		return
	}
	d := &door{cfg: s.cfg, base: scheme(r) + "://" + r.Host}
	defer d.leave()
	err = conn.Serve(r.Context(), func(ctx context.Context, body []byte) error {
		if answer := d.handle(ctx, body); answer != nil {
			conn.Send(answer)
		}
		return nil
	})
	s.ended(err, "door", "stage")
}

// call answers one call. It opens no worlds: they end with their connection.
func (s *server) call(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFrame))
	if err != nil {
		status := http.StatusRequestTimeout
		if _, big := errors.AsType[*http.MaxBytesError](err); big {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, err.Error(), status)
		return
	}
	d := &door{cfg: s.cfg}
	answer := d.handle(r.Context(), body)
	if answer == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(append(answer, '\n')) // the client may be gone
}

func scheme(r *http.Request) string {
	if r.TLS != nil {
		return "wss"
	}
	return "ws"
}

// ended records why a connection ended: a peer that was cut off should be seen.
func (s *server) ended(reason error, who ...any) {
	level := slog.LevelWarn
	if errors.Is(reason, carrier.ErrClosed) {
		level = slog.LevelDebug
	}
	s.cfg.Log.Log(context.Background(), level, "connection ended", append(who, "reason", reason)...)
}

type ofWorld func(http.ResponseWriter, *http.Request, *sim.World)

// own serves the door's own world.
func (s *server) own(serve ofWorld) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if s.cfg.Own == nil {
			http.Error(w, "no world of its own: open one at /stage", http.StatusNotFound)
			return
		}
		serve(w, r, s.cfg.Own)
	}
}

// named serves the world that the path names.
func (s *server) named(serve ofWorld) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		world, err := s.cfg.Host.World(r.PathValue("world"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		serve(w, r, world)
	}
}

// keys serves the key set of a world, to web pages of any origin: it is public.
func (s *server) keys(w http.ResponseWriter, _ *http.Request, world *sim.World) {
	w.Header().Set("Content-Type", "application/jwk-set+json")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	_, _ = w.Write(world.Keys()) // the client may be gone
}

// page makes a connection a page of the agent's desktop.
func (s *server) page(w http.ResponseWriter, r *http.Request, world *sim.World) {
	agent := r.URL.Query().Get("agent")
	if !slices.Contains(world.Agents(), agent) {
		http.Error(w, fmt.Sprintf("no agent %q here: expected ?agent= and one of %s", agent, strings.Join(world.Agents(), ", ")), http.StatusNotFound)
		return
	}
	conn, err := carrier.Upgrade(w, r, carrier.Limits{})
	if err != nil {
		s.cfg.Log.Warn("desk", "agent", agent, "err", err)
		return
	}
	open := world.Open
	if r.URL.Query().Has("tab") {
		open = world.OpenTab
	}
	page, err := open(r.Context(), agent, r.Header.Get("Origin"), conn)
	if err != nil {
		s.cfg.Log.Warn("desk", "agent", agent, "err", err)
		conn.Close(err.Error())
	}
	conn.Refused = func(ctx context.Context, f *carrier.FrameError) {
		_ = world.Refuse(ctx, agent, page, f, f.Body) // the connection ends anyway
	}
	err = conn.Serve(r.Context(), func(ctx context.Context, body []byte) error {
		return world.Receive(ctx, agent, page, body)
	})
	s.ended(err, "agent", agent, "page", page)
	_ = world.LosePage(context.WithoutCancel(r.Context()), agent, page, err) // a world that has ended has closed it
}

// welcome tells whoever opens the address in a browser what is where.
func welcome(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, `deskproof plays a contact center here, for clients:

  /scapi?agent=ID         a page in an agent's desktop, over WebSocket
  /api/v2                 the Interactions API, with notifications below /api/v2/notifications
  /webex                  Webex Contact Center, with notifications over WebSocket
  /stage                  the stage door: one call a POST, or over WebSocket
  /.well-known/jwks.json  the keys of the tokens
  /healthz                says that it is there
`) // the client may be gone
}

func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"status": "ok", "version": s.cfg.Version}) // the client may be gone
}

// ServeLines serves the stage door over a program's standard streams, one JSON
// object a line, until in ends or ctx does; an in that can be closed is closed then.
// Base begins the addresses of desks. A line longer than a frame may be is an error.
func ServeLines(ctx context.Context, cfg Config, base string, in io.Reader, out io.Writer) error {
	d := &door{cfg: cfg.orDefaults(), base: base}
	defer d.leave()
	if c, ok := in.(io.Closer); ok {
		stop := context.AfterFunc(ctx, func() { c.Close() })
		defer stop()
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxFrame)
	for ctx.Err() == nil && lines.Scan() {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		if answer := d.handle(ctx, line); answer != nil {
			if _, err := out.Write(append(answer, '\n')); err != nil {
				return fmt.Errorf("stage door: %w", err)
			}
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("stage door: %w", err)
	}
	return nil
}
