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
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/web"
)

// Wire is the name of this wire.
const Wire = "webex"

// usualOrganization is the organization of a target that names none.
const usualOrganization = "11111111-2222-4333-8444-555555555555"

// Config says whose client it is and how it reaches the server.
type Config struct {
	Address      string // below which the service catalogue is, such as https://center.example/webex
	User         string
	Password     string
	Token        string      // access token; empty: made of User, Password and Organization
	Organization string      // empty: that of Token as the SDK reads it, or else the usual one
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

// What there is instead of an answer or of a notification.
var (
	ErrNoAnswer   = web.ErrNoAnswer   // none came in time, or none that is HTTP
	ErrUnreadable = web.ErrUnreadable // one came which no client reads, and is followed by why
)

// RefusedError says that the server would not let a client register.
type RefusedError struct {
	What   string // the request, as Answer.Request has it, or socket
	Reason string
	Answer Answer // the zero value: it was no request
}

func (e *RefusedError) Error() string { return e.What + " was refused: " + e.Reason }

// Client is one agent's client. Its methods may be called from any goroutine.
type Client struct {
	web.Page
	cfg     Config
	web     *web.Client
	opening sync.Mutex // held while a socket is opened

	// Guarded by web.
	services map[string]string // addresses by name, as the catalogue has them
	place    string            // of the socket, as the last subscription was answered; empty: there is none
	profile  Profile
	notices  []Notice
	sockets  []*socket
}

// New returns a client that has connected to nothing yet.
func New(cfg Config) *Client {
	cfg.Answer = cmp.Or(cfg.Answer, 10*time.Second)
	cfg.Organization = cmp.Or(cfg.Organization, organizationOf(cfg.Token), usualOrganization)
	cfg.Token = cmp.Or(cfg.Token, cfg.User+"_"+cfg.Password+"_"+cfg.Organization)
	w := web.New(web.Config{
		Wire: Wire, Account: cfg.Account, Desk: cfg.Desk, Number: cfg.Number, Answer: cfg.Answer, TLS: cfg.TLS, Dial: cfg.Dial, Log: cfg.Log,
	})
	return &Client{Page: w.Page(), cfg: cfg, web: w, services: map[string]string{}}
}

// Close closes the sockets, as the SDK deregisters, and ends what is under way.
func (c *Client) Close() error {
	c.leaveAll(websocket.CloseNormalClosure)
	c.web.End()
	c.opening.Lock() // a socket that was being opened is among them now
	for _, k := range c.open() {
		k.hangUp()
	}
	c.opening.Unlock()
	c.web.Close()
	return nil
}

// Organization is the id of the organization that the client belongs to.
func (c *Client) Organization() string { return c.cfg.Organization }

// Notices are the notifications that have come so far, over all sockets, in order.
func (c *Client) Notices() []Notice {
	c.web.Lock()
	defer c.web.Unlock()
	return slices.Clone(c.notices)
}

// Services are the addresses in the service catalogue, by name; none: it was not asked
// for, or had none.
func (c *Client) Services() map[string]string {
	c.web.Lock()
	defer c.web.Unlock()
	return maps.Clone(c.services)
}

// Hear waits until something is so of the notifications that have come, for no longer
// than a notification may take: then it is ErrNoAnswer. It is ErrClosed once the server has
// closed the socket over which it could come.
func (c *Client) Hear(ctx context.Context, is func([]Notice) bool) error {
	return c.await(ctx, c.limit(), "notifications for "+c.cfg.Desk, func() bool { return is(c.notices) }, c.cutOff)
}

// cutOff is why nothing more comes over the socket that was opened last, unless that was
// our doing; nil: it is open. The mutex is held.
func (c *Client) cutOff() error {
	if len(c.sockets) == 0 || c.sockets[len(c.sockets)-1].ours {
		return nil
	}
	return c.sockets[len(c.sockets)-1].over
}

// limit is how long the notification may take that an operation waits for: the SDK's
// 20 s while an answer may take 10 s.
func (c *Client) limit() time.Duration { return 2 * c.cfg.Answer }
