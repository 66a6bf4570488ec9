package stage

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/carrier"
)

// Handler serves a host's doors: the stage door at /stage, the desks of the door's
// own world at /scapi?agent=ID, those of the others below /w/WORLD/, and /healthz.
func Handler(cfg Config) http.Handler {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	s := &server{cfg}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /stage", s.stage)
	mux.HandleFunc("GET /scapi", s.ownDesk)
	mux.HandleFunc("GET /w/{world}/scapi", s.desk)
	mux.HandleFunc("GET /healthz", s.health)
	return mux
}

type server struct{ cfg Config }

func (s *server) stage(w http.ResponseWriter, r *http.Request) {
	conn, err := carrier.Upgrade(w, r, carrier.Limits{Frame: 1 << 20})
	if err != nil {
		s.cfg.Log.Warn("stage door", "err", err)
		return
	}
	d := &door{cfg: s.cfg, base: "ws://" + r.Host}
	defer d.leave()
	err = conn.Serve(r.Context(), func(ctx context.Context, body []byte) error {
		if answer := d.handle(ctx, body); answer != nil {
			conn.Send(answer)
		}
		return nil
	})
	s.cfg.Log.Debug("stage door closed", "reason", err)
}

func (s *server) ownDesk(w http.ResponseWriter, r *http.Request) {
	if s.cfg.Own == nil {
		http.Error(w, "no world of its own: open one at /stage", http.StatusNotFound)
		return
	}
	s.page(w, r, s.cfg.Own)
}

func (s *server) desk(w http.ResponseWriter, r *http.Request) {
	world, err := s.cfg.Host.World(r.PathValue("world"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	s.page(w, r, world)
}

// page makes a connection a page of the agent's desktop.
func (s *server) page(w http.ResponseWriter, r *http.Request, world *sim.World) {
	agent := r.URL.Query().Get("agent")
	if !slices.Contains(world.Agents(), agent) {
		http.Error(w, fmt.Sprintf("no agent %q here: expected ?agent= and one of %q", agent, world.Agents()), http.StatusNotFound)
		return
	}
	conn, err := carrier.Upgrade(w, r, carrier.Limits{})
	if err != nil {
		s.cfg.Log.Warn("desk", "agent", agent, "err", err)
		return
	}
	page, err := world.Open(r.Context(), agent, r.Header.Get("Origin"), conn)
	if err != nil {
		conn.Close(err.Error())
	}
	err = conn.Serve(r.Context(), func(ctx context.Context, body []byte) error {
		return world.Receive(ctx, agent, page, body)
	})
	s.cfg.Log.Debug("page closed", "agent", agent, "page", page, "reason", err)
	_ = world.ClosePage(context.WithoutCancel(r.Context()), agent, page) // a world that has ended has closed it
}

func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"status": "ok", "version": s.cfg.Version}) // the client may be gone
}

// ServeLines serves the stage door over a program's standard streams, one JSON
// object a line, until in ends or ctx does. Base begins the addresses of desks.
func ServeLines(ctx context.Context, cfg Config, base string, in io.Reader, out io.Writer) error {
	d := &door{cfg: cfg, base: base}
	defer d.leave()
	r := bufio.NewReaderSize(in, 64<<10)
	for ctx.Err() == nil {
		line, err := r.ReadBytes('\n')
		if len(line) > 1 {
			if answer := d.handle(ctx, line); answer != nil {
				if _, err := out.Write(append(answer, '\n')); err != nil {
					return fmt.Errorf("stage door: %w", err)
				}
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("stage door: %w", err)
		}
	}
	return ctx.Err()
}
