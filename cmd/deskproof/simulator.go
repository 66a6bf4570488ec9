package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/carrier"
	"github.com/deskproof/deskproof/sim/stage"
)

// simulator is a host of worlds behind a listening socket.
type simulator struct {
	listener net.Listener
	server   *http.Server
	host     *sim.Host
	cancel   context.CancelFunc
	done     chan error
	open     sync.RWMutex // read-locked by what is served, WebSocket connections too
}

// maxConnections is how many peers are served at once.
const maxConnections = 8192

// start serves a host's doors at an address until stop.
func start(ctx context.Context, address string, configure func(*sim.Host) (stage.Config, error)) (*simulator, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s := &simulator{listener: listener, host: sim.NewHost(ctx), cancel: cancel, done: make(chan error, 1)}
	cfg, err := configure(s.host)
	if err != nil {
		cancel()
		_ = listener.Close() // nothing has been served
		return nil, err
	}
	s.server = stage.Server(cfg)
	s.server.BaseContext = func(net.Listener) context.Context { return ctx }
	s.server.Handler = s.counted(s.server.Handler)
	log := cfg.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s.server.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	go func() { s.done <- s.server.Serve(carrier.Bound(listener, maxConnections, log)) }()
	return s, nil
}

// counted serves until stop, which waits for what is served: the server forgets
// connections that became WebSockets.
func (s *simulator) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.open.TryRLock() {
			return // it came too late
		}
		defer s.open.RUnlock()
		next.ServeHTTP(w, r)
	})
}

// farewells is how long peers may take to hear that all is over.
const farewells = 2 * time.Second

// stop ends every world and connection. Those who listen are told.
func (s *simulator) stop() {
	s.host.CloseAll()
	s.cancel()
	_ = s.server.Close() // what is left is cut off
	<-s.done
	told := make(chan struct{})
	go func() { s.open.Lock(); close(told) }()
	select {
	case <-told:
	case <-time.After(farewells):
	}
}

// address is where it listens.
func (s *simulator) address() string { return s.listener.Addr().String() }

// provide starts the simulator for a target that is to be it, until stop. Any other target
// is there already.
func provide(ctx context.Context, file *targets.Target) (stop func(), err error) {
	if file.Kind != targets.BuiltIn {
		return func() {}, nil
	}
	s, err := builtin(ctx)
	if err != nil {
		return nil, &exitError{code: result.ExitHarness, err: err}
	}
	file.Stage.Address = "ws://" + s.address() + "/stage"
	return s.stop, nil
}

// builtin starts the simulator that deskproof run judges when it is given no
// target: it opens worlds, and has none of its own.
func builtin(ctx context.Context) (*simulator, error) {
	doc, err := centers.Parse("default.yaml", centers.Default())
	if err != nil {
		return nil, err
	}
	return start(ctx, "127.0.0.1:0", func(h *sim.Host) (stage.Config, error) {
		return stage.Config{Host: h, Center: doc, Version: version()}, nil
	})
}
