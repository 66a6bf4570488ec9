package webex

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// ErrClosed says that the server closed the notification socket, and is followed by how.
var ErrClosed = errors.New("the server closed the socket")

// socket is one notification socket. What came is guarded by the client's mutex.
type socket struct {
	c       *Client
	number  int
	ws      *websocket.Conn
	write   sync.Mutex
	asked   []bool // keepalives without an answer yet, in order: whether the harness's own
	answers int    // to keepalives
	welcome bool
	over    error         // why reading ended; nil: it is open
	ours    bool          // it was closed by us
	done    chan struct{} // closed when reading has ended
}

// keepalive is what the SDK sends at first and every 4 s, and is answered with.
const keepalive = `{"keepalive":"true"}`

// Open opens the socket that the last subscription was answered with, sends the first
// keepalive, and waits for Welcome and for the answer. A *RefusedError says why there is
// no socket, ErrNoAnswer and ErrClosed what has not come.
func (c *Client) Open(ctx context.Context) error {
	k, err := c.plug(ctx)
	if err != nil {
		return err
	}
	c.keep()
	for _, wanted := range []struct {
		what string
		is   func() bool
	}{{"Welcome", func() bool { return k.welcome }}, {"keepalive", func() bool { return k.answers > 0 }}} {
		if err := c.await(ctx, k, wanted.what, wanted.is); err != nil {
			return err
		}
	}
	return nil
}

// await waits for what a socket is to bring.
func (c *Client) await(ctx context.Context, k *socket, what string, is func() bool) error {
	within, cancel := target.Patience(ctx, c.cfg.Answer)
	defer cancel()
	var came bool
	var over error
	err := c.until(within, func() bool { came, over = is(), k.over; return came || over != nil })
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, target.ErrLost):
		return err
	case err != nil:
		return fmt.Errorf("client of %s: %s: %w", c.cfg.Desk, what, late(c.cfg.Answer))
	case !came:
		return fmt.Errorf("client of %s: %s: %w: %w", c.cfg.Desk, what, ErrClosed, over)
	}
	return nil
}

// plug opens a socket, sends the first keepalive, and begins to read.
func (c *Client) plug(ctx context.Context) (*socket, error) {
	c.opening.Lock()
	defer c.opening.Unlock()
	if c.broken != nil {
		return nil, c.broken
	}
	c.mu.Lock()
	place := c.place
	k := &socket{c: c, number: len(c.sockets) + 1, done: make(chan struct{})}
	c.mu.Unlock()
	within, cancel := target.Patience(ctx, c.cfg.Answer)
	defer cancel()
	within, stop := joined(within, c.life)
	defer stop()
	if within.Err() != nil {
		return nil, context.Cause(within)
	}
	ws, err := target.Socket(within, place, c.upgradeHeader(place), c.cfg.TLS, c.cfg.Dial)
	if err != nil {
		return nil, c.unopened(ctx, within, k, place, err)
	}
	m := crossing{Socket: k.number, Opened: c.below(place)}
	k.ws = ws
	k.write.Lock() // until the first keepalive is out
	defer k.write.Unlock()
	c.mu.Lock()
	c.cfg.Log.Add(c.record(trace.Sent, m.frame(), ""))
	c.sockets = append(c.sockets, k)
	k.put([]byte(keepalive), false, true) // before anything is read, so that the trace is always the same
	c.mu.Unlock()
	c.running.Go(k.readAll)
	return k, k.send([]byte(keepalive))
}

// upgradeHeader are the headers of a handshake: those of every request, but never more
// than a browser's page could send elsewhere.
func (c *Client) upgradeHeader(place string) http.Header {
	if c.below(place) == place {
		return nil
	}
	out := c.cfg.Header.Clone()
	out.Del("Authorization") // the address is the secret
	return out
}

// unopened notes why there is no socket.
func (c *Client) unopened(ctx, within context.Context, k *socket, place string, err error) error {
	reason := err.Error()
	answered, isAnswered := errors.AsType[*target.HandshakeError](err)
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case isAnswered:
		reason = answered.Status
	case within.Err() != nil:
		reason = late(c.cfg.Answer).Error()
	}
	m := crossing{Socket: k.number, Opened: c.below(place), Refused: short(reason)}
	c.cfg.Log.Add(c.record(trace.Received, m.frame(), ""))
	return fmt.Errorf("client of %s: %w", c.cfg.Desk, &RefusedError{What: "socket", Reason: short(reason)})
}

// Probe tries to open a socket at an address like the one that the last subscription was
// answered with, which was given to nobody. It reports whether there was one, and what the
// server answered.
func (c *Client) Probe(ctx context.Context) (opened bool, answer string, err error) {
	if c.broken != nil {
		return false, "", c.broken
	}
	c.mu.Lock()
	place := c.place + "-0"
	c.mu.Unlock()
	within, cancel := target.Patience(ctx, c.cfg.Answer)
	defer cancel()
	ws, err := target.Socket(within, place, c.upgradeHeader(place), c.cfg.TLS, c.cfg.Dial)
	if ctx.Err() != nil {
		return false, "", context.Cause(ctx)
	}
	if refused, ok := errors.AsType[*target.HandshakeError](err); ok {
		c.note("a socket that was given to nobody was not opened: " + refused.Status)
		return false, refused.Status, nil
	}
	if err != nil {
		return false, short(err.Error()), nil
	}
	c.note("a socket that was given to nobody was opened")
	_ = ws.Close() // nothing is wanted of it
	return true, "a socket", nil
}

// isSocketURL reports whether a text is the address of a WebSocket.
func isSocketURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "ws" || u.Scheme == "wss")
}
