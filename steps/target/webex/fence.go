package webex

import (
	"context"
	"fmt"
	"time"

	"github.com/gorilla/websocket"
)

// open are the sockets that are.
func (c *Client) open() []*socket {
	c.web.Lock()
	defer c.web.Unlock()
	var out []*socket
	for _, k := range c.sockets {
		if k.over == nil && !k.ours {
			out = append(out, k)
		}
	}
	return out
}

// current is the socket that was opened last; nil: there is none, or it was closed by us.
func (c *Client) current() *socket {
	c.web.Lock()
	defer c.web.Unlock()
	if len(c.sockets) == 0 || c.sockets[len(c.sockets)-1].ours {
		return nil
	}
	return c.sockets[len(c.sockets)-1]
}

// IsOpen reports whether the client has a notification socket.
func (c *Client) IsOpen() bool { return len(c.open()) > 0 }

// Drop lets the connection of the socket break, without a word.
func (c *Client) Drop() { c.leaveAll(websocket.CloseAbnormalClosure) }

func (c *Client) leaveAll(code int) {
	c.web.Lock()
	defer c.web.Unlock()
	for _, k := range c.sockets {
		k.leave(code)
	}
}

// Fence sends a keepalive over the socket and waits for its answer: all that the server
// has told by now has been read when it returns. It passes over a client without a socket,
// and over one that was closed by us. An error is ErrNoAnswer or ErrClosed.
func (c *Client) Fence(ctx context.Context) error {
	k := c.current()
	if k == nil {
		return nil
	}
	err := k.ask(ctx, true)
	if err != nil && c.current() != k { // it was closed by us meanwhile
		return nil
	}
	return err
}

// Keepalive is a Fence of the scenario's own: what crosses is judged.
func (c *Client) Keepalive(ctx context.Context) error {
	k := c.current()
	if k == nil {
		return fmt.Errorf("client of %s: it has no open socket", c.cfg.Desk)
	}
	return k.ask(ctx, false)
}

// ask sends a keepalive and waits until it and all before it are answered.
func (k *socket) ask(ctx context.Context, fence bool) error {
	k.c.web.Lock()
	over := k.over
	wanted := k.answers + len(k.asked) + 1
	k.c.web.Unlock()
	if over != nil {
		return fmt.Errorf("client of %s: %w: %w", k.c.cfg.Desk, ErrClosed, over)
	}
	if err := k.keepalive(fence); err != nil {
		return err
	}
	return k.await(ctx, "keepalive", func() bool { return k.answers >= wanted })
}

// Quiet returns once nothing has been told for that long.
func (c *Client) Quiet(ctx context.Context, d time.Duration) error {
	for {
		before := len(c.Notices())
		if heard, err := c.web.Heard(ctx, d, func() bool { return len(c.notices) > before }); !heard {
			return err
		}
	}
}

// between is how often the SDK sends a keepalive.
const between = 4 * time.Second

// keepAlive sends keepalives until the client is closed. What is wrong with a socket the
// next fence tells.
func (c *Client) keepAlive() {
	for {
		select {
		case <-time.After(between):
		case <-c.web.Life.Done():
			return
		}
		for _, k := range c.open() {
			_ = k.keepalive(true)
		}
	}
}
