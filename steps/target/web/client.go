// Package web is the HTTP half of clients: requests and answers as the trace has them,
// limits, and why there was no answer.
//
// The client of a wire has a Client, and the Page of it for whoever settles. A request is
// written down by Ask and made by Do; its answer is written down by Take, together with
// what the wire learns from it. Frames of sockets are written down by Put and Take. What
// is asked for, and what it means, is the wire's alone.
package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// Config says whose client it is and how it reaches the server.
type Config struct {
	Wire    string
	Account string        // the agent's employee id
	Desk    string        // the agent, as the scenario calls them
	Number  int           // of the agent's clients, from 1
	Answer  time.Duration // how long an answer may take
	TLS     targets.TLS
	Dial    target.Dialer
	Log     *trace.Log
}

// Client is what the clients of all wires have. Its mutex guards what it counts, and what
// the wire's client has beside it. Its methods may be called from any goroutine, where
// they do not say that the mutex is held.
type Client struct {
	Broken error           // why no request can be made; nil: it can
	Life   context.Context // ends when the client is closed

	cfg     Config
	carrier *http.Transport
	end     context.CancelFunc
	running sync.WaitGroup

	sync.Mutex
	changed chan struct{} // closed and replaced at every change below, and of what the wire's client has
	last    int           // exchange
	sent    int
	read    int
	kept    bool // somebody keeps the client alive
}

// New returns a client that has connected to nothing yet.
func New(cfg Config) *Client {
	c := &Client{cfg: cfg, changed: make(chan struct{})}
	c.Life, c.end = context.WithCancel(context.Background())
	c.carrier, c.Broken = target.HTTP(cfg.TLS, cfg.Dial)
	return c
}

// End ends what is under way.
func (c *Client) End() { c.end() }

// Close ends what is under way, waits for all that Go and Keep have begun, and closes the
// connections.
func (c *Client) Close() {
	c.end()
	c.running.Wait()
	if c.Broken == nil {
		c.carrier.CloseIdleConnections()
	}
}

// Go begins something that ends with the client.
func (c *Client) Go(f func()) { c.running.Go(f) }

// Keep begins what keeps the client alive until its Life ends, once: nothing else is begun
// after it, nor anything once the client is closed.
func (c *Client) Keep(alive func()) {
	c.Lock()
	defer c.Unlock()
	if c.kept || c.Life.Err() != nil {
		return
	}
	c.kept = true
	c.running.Go(alive)
}
