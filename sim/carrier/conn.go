// Package carrier holds the only sockets of the simulator's side: WebSocket
// connections whose queues, frames and waits are bounded, so that a slow or
// hostile peer is cut off with a named reason and nobody else notices.
package carrier

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// Limits bound a connection. The zero value means the defaults.
type Limits struct {
	Frame int64         // bytes of a frame that is read; 0: 64 KiB
	Queue int           // frames that have not been written; 0: 1024
	Bytes int           // of those frames; 0: 4 MiB
	Write time.Duration // for one write; 0: 10 s
	Ping  time.Duration // between pings; a peer that answers none for two of them is gone; 0: 30 s
}

func (l Limits) orDefaults() Limits {
	if l.Frame == 0 {
		l.Frame = 64 << 10
	}
	if l.Queue == 0 {
		l.Queue = 1024
	}
	if l.Bytes == 0 {
		l.Bytes = 4 << 20
	}
	if l.Write == 0 {
		l.Write = 10 * time.Second
	}
	if l.Ping == 0 {
		l.Ping = 30 * time.Second
	}
	return l
}

// linger is how long a peer that has been told goodbye may take to hang up. Closing
// at once, with frames of the peer unread, could take the goodbye back.
const linger = time.Second

// The reasons for which a connection ends, beside those of its owner.
var (
	ErrClosed = errors.New("connection is closed") // by the peer, by Close, or with the context
	ErrSlow   = errors.New("reader too slow: its queue is full")
	ErrStuck  = errors.New("reader too slow: it has not taken a write in time")
	ErrSilent = errors.New("peer has not answered the pings")
	ErrBig    = errors.New("frame is too big")
	ErrBinary = errors.New("frame is binary: expected text")
	ErrText   = errors.New("frame is not UTF-8 text")
	ErrFrame  = errors.New("frame breaks the protocol")
)

// Conn is one WebSocket connection: one goroutine writes, the one that calls
// Serve reads. Send and Close may be called from any goroutine.
type Conn struct {
	// Refused is told of the frame that ends the connection, if one does, by the
	// goroutine that reads. It is set before Serve, or nil.
	Refused func(context.Context, *FrameError)

	ws     *websocket.Conn // only reads once it is open
	out    net.Conn        // all frames out are ours
	limits Limits
	in     bytes.Buffer // what is read; Serve's
	queue  queue
	closed chan struct{} // closed with reason set
	once   sync.Once
	reason error
}

var upgrader = websocket.Upgrader{
	ReadBufferSize:  1024,
	WriteBufferSize: 512,
	WriteBufferPool: &sync.Pool{},
	// Who may do what is decided by the wire, page by page, from its Origin.
	CheckOrigin: func(*http.Request) bool { return true },
}

// Upgrade makes a WebSocket connection of a request. On an error the request has
// been answered. The connection does nothing until Serve is called.
func Upgrade(w http.ResponseWriter, r *http.Request, limits Limits) (*Conn, error) {
	s := &switchboard{ResponseWriter: w}
	ws, err := upgrader.Upgrade(s, r, nil)
	if err != nil {
		return nil, fmt.Errorf("upgrade %s: %w", r.URL.Path, err)
	}
	s.line.ours = true
	return &Conn{
		ws: ws, out: s.line.Conn, limits: limits.orDefaults(),
		queue: queue{wake: make(chan struct{}, 1)}, closed: make(chan struct{}),
	}, nil
}

// Close closes the connection, after what is queued has been written, and tells
// the peer why.
func (c *Conn) Close(reason string) { c.close(farewell(reason)) }

// Restart is Close, by a code that says that the peer may come back at once.
func (c *Conn) Restart(reason string) { c.close(restart{farewell(reason)}) }

// restart is a farewell until soon.
type restart struct{ farewell }

// farewell is the reason of a connection that its owner closed.
type farewell string

func (f farewell) Error() string        { return string(f) }
func (f farewell) Is(target error) bool { return target == ErrClosed }

func (c *Conn) close(reason error) {
	c.once.Do(func() {
		c.reason = reason
		close(c.closed)
	})
}

func (c *Conn) isClosed() bool {
	select {
	case <-c.closed:
		return true
	default:
		return false
	}
}

// Serve reads frames and passes each to receive until the connection ends, ctx
// does, or receive returns an error, which closes the connection with that reason.
// A frame is good until receive returns. It returns why the connection ended, once
// its goroutines have.
func (c *Conn) Serve(ctx context.Context, receive func(ctx context.Context, body []byte) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { c.close(ErrClosed) })
	defer stop()
	written := make(chan *time.Timer)
	go func() { written <- time.AfterFunc(c.write(), func() { c.ws.Close() }) }()
	c.close(c.read(ctx, receive))
	hangUp := <-written
	c.drain()
	hangUp.Stop()
	c.ws.Close()
	return c.reason
}

func (c *Conn) read(ctx context.Context, receive func(context.Context, []byte) error) error {
	alive := func() { _ = c.ws.SetReadDeadline(time.Now().Add(2 * c.limits.Ping)) } // fails only when closed: so does the read
	alive()
	c.ws.SetPongHandler(func(string) error { alive(); return nil })
	c.ws.SetPingHandler(func(data string) error {
		alive()
		c.push(websocket.PongMessage, []byte(data))
		return nil
	})
	c.ws.SetCloseHandler(func(int, string) error { return nil }) // goodbye answers it
	for {
		body, err := c.next()
		if refused, ok := errors.AsType[*FrameError](err); ok && c.Refused != nil {
			c.Refused(ctx, refused)
		}
		if err != nil {
			return err
		}
		if c.isClosed() {
			return ErrClosed
		}
		alive()
		if err := receive(ctx, body); err != nil {
			return err
		}
	}
}

// keptFrame is how much memory a connection keeps for the next frame that it reads.
const keptFrame = 4 << 10

// next reads one text frame, which is good until the next.
func (c *Conn) next() ([]byte, error) {
	kind, r, err := c.ws.NextReader()
	if err != nil {
		return nil, c.readError(err)
	}
	if c.in.Cap() > keptFrame {
		c.in = bytes.Buffer{}
	}
	c.in.Reset()
	_, err = c.in.ReadFrom(io.LimitReader(r, c.limits.Frame+1))
	body := c.in.Bytes()
	switch {
	case err != nil:
		return nil, c.readError(err)
	case int64(len(body)) > c.limits.Frame:
		return nil, &FrameError{c.readError(websocket.ErrReadLimit), body}
	case kind != websocket.TextMessage:
		return nil, &FrameError{ErrBinary, body}
	case !utf8.Valid(body):
		return nil, &FrameError{ErrText, body}
	}
	return body, nil
}

// FrameError is why a connection ends on a frame that it does not take.
type FrameError struct {
	Err  error
	Body []byte // as much of the frame as was read
}

func (e *FrameError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *FrameError) Unwrap() error { return e.Err }

func (c *Conn) readError(err error) error {
	switch {
	case errors.Is(err, websocket.ErrReadLimit):
		return fmt.Errorf("%w: over %d bytes", ErrBig, c.limits.Frame)
	case isTimeout(err):
		return ErrSilent
	case websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway,
		websocket.CloseNoStatusReceived, websocket.CloseAbnormalClosure):
		return ErrClosed
	}
	_, isClose := errors.AsType[*websocket.CloseError](err)
	if what, ok := strings.CutPrefix(err.Error(), "websocket: "); ok && !isClose {
		return fmt.Errorf("%w: %s", ErrFrame, what) // the library has no type for it
	}
	return err
}

func isTimeout(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

// drain drops what the peer still sends, until it hangs up.
func (c *Conn) drain() {
	for {
		if _, _, err := c.ws.NextReader(); err != nil {
			return
		}
	}
}
