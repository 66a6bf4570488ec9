// Package gws is the client half of the Interactions API: REST requests of one login
// and its notifications over Bayeux, by long polling or WebSocket. It is typed from
// the documents and from the Bayeux protocol, and shares nothing with any server.
//
// A Client makes requests (Call) and, once it listens (Listen), collects what the
// server tells it (Messages). Below that a Session is one Bayeux client, message by
// message. Everything that crosses the wire is in the trace, one record a HTTP message
// or WebSocket frame.
package gws

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// Wire is the name of this wire.
const Wire = "gws"

// Config says whose client it is and how it reaches the server.
type Config struct {
	Address   string // of the API, such as http://center.example/api/v2
	User      string
	Password  string
	Header    http.Header // that every request carries
	Transport string      // of notifications: LongPolling, the default, or WebSocket
	TLS       targets.TLS
	Dial      target.Dialer
	Account   string        // the agent's employee id
	Desk      string        // the agent, as the scenario calls them
	Number    int           // of the agent's clients, from 1
	Answer    time.Duration // how long an answer may take; 0: 10 s
	Log       *trace.Log
}

// ErrNoAnswer says that a request got no answer in time, or none that is HTTP.
var ErrNoAnswer = errors.New("no answer")

// ErrUnreadable says that an answer came which no client reads, and is followed by why.
var ErrUnreadable = errors.New("unreadable answer")

// Client is one login's client. Its methods may be called from any goroutine. It keeps
// cookies and learns the token against request forgery, as a browser's page would.
type Client struct {
	cfg     Config
	carrier *http.Transport
	web     http.Client
	broken  error // why no request can be made; nil: it can
	life    context.Context
	end     context.CancelFunc
	running sync.WaitGroup // held polls, readers of sockets, the keeper

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every change below
	last     int           // exchange
	sent     int
	read     int
	csrf     [2]string // header and token; empty: none was learned
	messages []Message
	sessions []*Session
	kept     bool // somebody keeps the sessions alive
}

// New returns a client that has connected to nothing yet.
func New(cfg Config) *Client {
	if cfg.Answer == 0 {
		cfg.Answer = 10 * time.Second
	}
	c := &Client{cfg: cfg, changed: make(chan struct{})}
	c.life, c.end = context.WithCancel(context.Background())
	c.carrier, c.broken = target.HTTP(cfg.TLS, cfg.Dial)
	if c.broken != nil {
		return c
	}
	c.web = http.Client{Transport: c.carrier, Jar: newJar(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c
}

// Close ends what is under way and closes the connections. It tells the server
// nothing: a session that is to be ended is ended by a request.
func (c *Client) Close() error {
	c.end()
	for _, s := range c.Sessions() {
		s.hangUp()
	}
	c.running.Wait()
	if c.broken == nil {
		c.carrier.CloseIdleConnections()
	}
	return nil
}

// Account is the agent's employee id.
func (c *Client) Account() string { return c.cfg.Account }

// Number is the number of the client among the agent's, from 1.
func (c *Client) Number() int { return c.cfg.Number }

// Sent is how many HTTP requests and WebSocket frames have been written.
func (c *Client) Sent() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sent
}

// Wrote returns once so many HTTP requests and WebSocket frames have been written.
func (c *Client) Wrote(ctx context.Context, sent int) error {
	return c.until(ctx, func() bool { return c.sent >= sent })
}

// Read is how many HTTP answers and WebSocket frames have been read.
func (c *Client) Read() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.read
}

// Await returns at once: nobody counts on this wire.
func (c *Client) Await(context.Context, int) error { return nil }

// Uncounted says that no target counts what a page of this wire is handed: settling
// asks it instead, once the target is done.
func (c *Client) Uncounted() {}

// Messages are the notifications that have come so far, over all sessions, in order.
func (c *Client) Messages() []Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.messages)
}

// Hear waits until something is so of the notifications that have come, no longer than an
// answer may take: then it is ErrNoAnswer. Nothing is fetched meanwhile.
func (c *Client) Hear(ctx context.Context, is func([]Message) bool) error {
	within, cancel := target.Patience(ctx, c.cfg.Answer)
	defer cancel()
	err := c.until(within, func() bool { return is(c.messages) })
	if err != nil && ctx.Err() == nil && within.Err() != nil {
		return fmt.Errorf("notifications for %s: %w in time (%s)", c.cfg.Desk, ErrNoAnswer, c.cfg.Answer)
	}
	return err
}

// Sessions are those that NewSession and Listen have made, in order.
func (c *Client) Sessions() []*Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.sessions)
}

// wake lets everybody who waits look again; c.mu is held.
func (c *Client) wake() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// until waits for a condition, which is evaluated under c.mu. It gives up when the
// client is closed.
func (c *Client) until(ctx context.Context, is func() bool) error {
	for {
		c.mu.Lock()
		done, changed := is(), c.changed
		c.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-c.life.Done():
			return fmt.Errorf("%w: client of %s: it is closed", target.ErrLost, c.cfg.Desk)
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// note writes down what happened besides messages.
func (c *Client) note(text string) {
	c.cfg.Log.Add(c.record(trace.Event, nil, text))
}

func (c *Client) record(dir trace.Direction, frame []byte, text string) trace.Record {
	return trace.Record{Door: Wire, Desk: c.cfg.Desk, Page: c.cfg.Number, Dir: dir, Frame: frame, Text: text}
}
