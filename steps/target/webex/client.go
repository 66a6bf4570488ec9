// Package webex is the client half of the Webex Contact Center wire, as the agent SDK
// for JavaScript makes it: REST requests of one agent, and the notification socket. It is
// typed from the SDK's declarations and its behaviour, and shares nothing with any server.
//
// A Client makes requests (Call) and, once it has registered (Register), collects what
// the server tells it (Notices). The steps of a registration can be made one by one:
// Discover, Subscribe, Open, Configure and Reload. Everything that crosses the wire is in
// the trace, one record a HTTP message or socket frame; the keepalives of the harness's
// own, which are its fences too, are marked as such.
package webex

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// Wire is the name of this wire.
const Wire = "webex"

// UsualOrganization is the organization of a target that names none.
const UsualOrganization = "11111111-2222-4333-8444-555555555555"

// Config says whose client it is and how it reaches the server.
type Config struct {
	Address      string // below which the service catalogue is, such as https://center.example/webex
	User         string
	Password     string
	Token        string      // access token; empty: made of User, Password and Organization
	Organization string      // empty: that of Token as the SDK reads it, or else UsualOrganization
	Header       http.Header // that every request to Address carries; its Authorization takes the place of the token
	TLS          targets.TLS
	Dial         target.Dialer
	Account      string                    // the agent's employee id
	Desk         string                    // the agent, as the scenario calls them
	Number       int                       // of the agent's clients, from 1
	Several      bool                      // it allows for other clients of the agent, as the SDK does not by default
	Has          func(request string) bool // whether the server has a configuration call, by Name; nil: it has all
	Answer       time.Duration             // how long an answer may take; 0: 10 s. A notification may take twice as long
	Log          *trace.Log
}

// ErrNoAnswer says that a request, a keepalive or what waits for a notification got none
// in time, or no HTTP.
var ErrNoAnswer = errors.New("no answer")

// ErrUnreadable says that an answer came which no client reads, and is followed by why.
var ErrUnreadable = errors.New("unreadable answer")

// RefusedError says that the server would not let a client register.
type RefusedError struct {
	What   string // the request, as Answer.Request has it, or socket
	Reason string
	Answer Answer // the zero value: it was no request
}

func (e *RefusedError) Error() string { return e.What + " was refused: " + e.Reason }

// Client is one agent's client. Its methods may be called from any goroutine.
type Client struct {
	cfg     Config
	carrier *http.Transport
	web     http.Client
	broken  error // why no request can be made; nil: it can
	life    context.Context
	end     context.CancelFunc
	running sync.WaitGroup // readers of sockets, the keeper
	opening sync.Mutex     // held while a socket is opened

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every change below
	last     int           // exchange
	sent     int
	read     int
	services map[string]string // addresses by name, as the catalogue has them
	place    string            // of the socket, as the last subscription was answered; empty: there is none
	profile  Profile
	notices  []Notice
	sockets  []*socket
	kept     bool // somebody keeps the sockets alive
}

// New returns a client that has connected to nothing yet.
func New(cfg Config) *Client {
	if cfg.Answer == 0 {
		cfg.Answer = 10 * time.Second
	}
	cfg.Organization = cmp.Or(cfg.Organization, organizationOf(cfg.Token), UsualOrganization)
	if cfg.Token == "" {
		cfg.Token = cfg.User + "_" + cfg.Password + "_" + cfg.Organization
	}
	c := &Client{cfg: cfg, changed: make(chan struct{}), services: map[string]string{}}
	c.life, c.end = context.WithCancel(context.Background())
	c.carrier, c.broken = target.HTTP(cfg.TLS, cfg.Dial)
	if c.broken != nil {
		return c
	}
	c.web = http.Client{Transport: c.carrier, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c
}

// Close closes the sockets, as the SDK deregisters, and ends what is under way.
func (c *Client) Close() error {
	c.Disconnect()
	c.end()
	c.opening.Lock() // a socket that was being opened is among them now
	for _, k := range c.open() {
		k.hangUp()
	}
	c.opening.Unlock()
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

// Organization is the id of the organization that the client belongs to.
func (c *Client) Organization() string { return c.cfg.Organization }

// Sent is how many HTTP requests and socket frames have been written.
func (c *Client) Sent() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sent
}

// Read is how many HTTP answers and socket frames have been read.
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

// Notices are the notifications that have come so far, over all sockets, in order.
func (c *Client) Notices() []Notice {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.notices)
}

// Services are the addresses in the service catalogue, by name; none: it was not asked
// for, or had none.
func (c *Client) Services() map[string]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.services)
}

// Hear waits until something is so of the notifications that have come, for no longer
// than a notification may take: then it is ErrNoAnswer. It is ErrClosed once the server has
// closed the socket over which it could come.
func (c *Client) Hear(ctx context.Context, is func([]Notice) bool) error {
	within, cancel := target.Patience(ctx, c.limit())
	defer cancel()
	var heard bool
	var over error
	err := c.until(within, func() bool { heard, over = is(c.notices), c.cutOff(); return heard || over != nil })
	switch {
	case err != nil && ctx.Err() == nil && within.Err() != nil:
		return fmt.Errorf("notifications for %s: %w in time (%s)", c.cfg.Desk, ErrNoAnswer, c.limit())
	case err == nil && !heard:
		return fmt.Errorf("notifications for %s: %w: %w", c.cfg.Desk, ErrClosed, over)
	}
	return err
}

// cutOff is why nothing more comes over the socket that was opened last, unless that was
// our doing; nil: it is open. c.mu is held.
func (c *Client) cutOff() error {
	if len(c.sockets) == 0 || c.sockets[len(c.sockets)-1].ours {
		return nil
	}
	return c.sockets[len(c.sockets)-1].over
}

// limit is how long the notification may take that an operation waits for: the SDK's
// 20 s while an answer may take 10 s.
func (c *Client) limit() time.Duration { return 2 * c.cfg.Answer }

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
