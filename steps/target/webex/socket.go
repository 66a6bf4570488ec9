package webex

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/web"
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
	c.web.Keep(c.keepAlive)
	for _, wanted := range []struct {
		what string
		is   func() bool
	}{{"Welcome", func() bool { return k.welcome }}, {"keepalive", func() bool { return k.answers > 0 }}} {
		if err := k.await(ctx, wanted.what, wanted.is); err != nil {
			return err
		}
	}
	return nil
}

// await waits for what a socket is to bring, for no longer than limit, and not once it is
// over. Both are evaluated under the mutex.
func (c *Client) await(ctx context.Context, limit time.Duration, what string, is func() bool, over func() error) error {
	var came bool
	var ended error
	err := c.web.Within(ctx, limit, what, func() bool { came, ended = is(), over(); return came || ended != nil })
	if err == nil && !came {
		return fmt.Errorf("%s: %w: %w", what, ErrClosed, ended)
	}
	return err
}

// await waits for what this socket is to bring.
func (k *socket) await(ctx context.Context, what string, is func() bool) error {
	return k.c.await(ctx, k.c.cfg.Answer, "client of "+k.c.cfg.Desk+": "+what, is, func() error { return k.over })
}

// plug opens a socket, sends the first keepalive, and begins to read.
func (c *Client) plug(ctx context.Context) (*socket, error) {
	c.opening.Lock()
	defer c.opening.Unlock()
	if c.web.Broken != nil {
		return nil, c.web.Broken
	}
	c.web.Lock()
	place := c.place
	k := &socket{c: c, number: len(c.sockets) + 1, done: make(chan struct{})}
	c.web.Unlock()
	within, cancel := c.web.Patience(ctx, c.cfg.Answer)
	defer cancel()
	if within.Err() != nil {
		return nil, context.Cause(within)
	}
	ws, err := target.Socket(within, place, c.upgradeHeader(place), c.cfg.TLS, c.cfg.Dial)
	if err != nil {
		return nil, c.unopened(ctx, within, k, place, err)
	}
	k.ws = ws
	k.write.Lock() // until the first keepalive is out
	defer k.write.Unlock()
	c.web.Lock()
	c.web.Add(trace.Sent, web.Crossing{Socket: k.number, Opened: c.below(place)})
	c.sockets = append(c.sockets, k)
	k.put([]byte(keepalive), false, true) // before anything is read, so that the trace is always the same
	c.web.Unlock()
	c.web.Go(k.readAll)
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
		reason = web.Late(c.cfg.Answer).Error()
	}
	c.web.Add(trace.Received, web.Crossing{Socket: k.number, Opened: c.below(place), Refused: web.Short(reason)})
	return fmt.Errorf("client of %s: %w", c.cfg.Desk, &RefusedError{What: "socket", Reason: web.Short(reason)})
}

// Probe tries to open a socket at an address like the one that the last subscription was
// answered with, which was given to nobody. It reports whether there was one, and what the
// server answered.
func (c *Client) Probe(ctx context.Context) (opened bool, answer string, err error) {
	if c.web.Broken != nil {
		return false, "", c.web.Broken
	}
	c.web.Lock()
	place := c.place + "-0"
	c.web.Unlock()
	within, cancel := target.Patience(ctx, c.cfg.Answer)
	defer cancel()
	ws, err := target.Socket(within, place, c.upgradeHeader(place), c.cfg.TLS, c.cfg.Dial)
	if ctx.Err() != nil {
		return false, "", context.Cause(ctx)
	}
	if refused, ok := errors.AsType[*target.HandshakeError](err); ok {
		c.web.Note("a socket that was given to nobody was not opened: " + refused.Status)
		return false, refused.Status, nil
	}
	if err != nil {
		return false, web.Short(err.Error()), nil
	}
	c.web.Note("a socket that was given to nobody was opened")
	_ = ws.Close() // nothing is wanted of it
	return true, "a socket", nil
}

// isSocketURL reports whether a text is the address of a WebSocket.
func isSocketURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "ws" || u.Scheme == "wss")
}
