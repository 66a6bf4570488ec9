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
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/web"
)

// Wire is the name of this wire.
const Wire = "gws"

// Config says whose client it is and how it reaches the server.
type Config struct {
	Address  string // of the API, such as http://center.example/api/v2
	User     string
	Password string
	Header   http.Header // that every request carries
	TLS      targets.TLS
	Dial     target.Dialer
	Account  string        // the agent's employee id
	Desk     string        // the agent, as the scenario calls them
	Number   int           // of the agent's clients, from 1
	Answer   time.Duration // how long an answer may take; 0: 10 s
	Log      *trace.Log
}

// What there is instead of an answer.
var (
	ErrNoAnswer   = web.ErrNoAnswer   // none came in time, or none that is HTTP
	ErrUnreadable = web.ErrUnreadable // one came which no client reads, and is followed by why
)

// Client is one login's client. Its methods may be called from any goroutine. It keeps
// cookies and learns the token against request forgery, as a browser's page would.
type Client struct {
	web.Page
	cfg Config
	web *web.Client
	jar jar

	// Guarded by web.
	csrf     [2]string // header and token; empty: none was learned
	messages []Message
	sessions []*Session
}

// New returns a client that has connected to nothing yet.
func New(cfg Config) *Client {
	cfg.Answer = cmp.Or(cfg.Answer, 10*time.Second)
	w := web.New(web.Config{
		Wire: Wire, Account: cfg.Account, Desk: cfg.Desk, Number: cfg.Number, Answer: cfg.Answer, TLS: cfg.TLS, Dial: cfg.Dial, Log: cfg.Log,
	})
	return &Client{Page: w.Page(), cfg: cfg, web: w, jar: newJar()}
}

// Close ends what is under way and closes the connections. It tells the server
// nothing: a session that is to be ended is ended by a request.
func (c *Client) Close() error {
	c.web.End()
	for _, s := range c.Sessions() {
		s.hangUp()
	}
	c.web.Close()
	return nil
}

// Messages are the notifications that have come so far, over all sessions, in order.
func (c *Client) Messages() []Message {
	c.web.Lock()
	defer c.web.Unlock()
	return slices.Clone(c.messages)
}

// Hear waits until something is so of the notifications that have come, no longer than an
// answer may take: then it is ErrNoAnswer. Nothing is fetched meanwhile.
func (c *Client) Hear(ctx context.Context, is func([]Message) bool) error {
	return c.web.Within(ctx, c.cfg.Answer, "notifications for "+c.cfg.Desk, func() bool { return is(c.messages) })
}

// Sessions are those that NewSession and Listen have made, in order.
func (c *Client) Sessions() []*Session {
	c.web.Lock()
	defer c.web.Unlock()
	return slices.Clone(c.sessions)
}
