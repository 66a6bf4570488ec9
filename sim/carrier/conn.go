// Package carrier holds the only sockets of the simulator's side: WebSocket
// connections whose queues, frames and waits are bounded, so that a slow or
// hostile peer is cut off with a named reason and nobody else notices.
package carrier

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// Limits bound a connection. The zero value means the defaults.
type Limits struct {
	Frame int64         // bytes of a frame that is read; 0: 64 KiB
	Queue int           // frames waiting to be written; 0: 1024
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
	if l.Write == 0 {
		l.Write = 10 * time.Second
	}
	if l.Ping == 0 {
		l.Ping = 30 * time.Second
	}
	return l
}

// The reasons for which a connection is cut off.
var (
	ErrSlow   = errors.New("reader too slow: its queue is full")
	ErrText   = errors.New("frame is not UTF-8 text")
	ErrClosed = errors.New("connection is closed")
)

// Conn is one WebSocket connection: one goroutine writes, the one that calls
// Serve reads. Send and Close may be called from any goroutine.
type Conn struct {
	ws     *websocket.Conn
	limits Limits
	log    *slog.Logger
	queue  chan []byte
	closed chan struct{} // closed with reason set
	once   sync.Once
	reason error
}

var upgrader = websocket.Upgrader{
	ReadBufferSize:  1024,
	WriteBufferSize: 2048,
	WriteBufferPool: &sync.Pool{},
	// Who may do what is decided by the wire, page by page, from its Origin.
	CheckOrigin: func(*http.Request) bool { return true },
}

// Upgrade makes a WebSocket connection of a request. On an error the request has
// been answered. The connection does nothing until Serve is called.
func Upgrade(w http.ResponseWriter, r *http.Request, limits Limits, log *slog.Logger) (*Conn, error) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil, fmt.Errorf("upgrade %s: %w", r.URL.Path, err)
	}
	limits = limits.orDefaults()
	return &Conn{
		ws: ws, limits: limits, log: log,
		queue: make(chan []byte, limits.Queue), closed: make(chan struct{}),
	}, nil
}

// Send queues a frame. A full queue closes the connection with ErrSlow.
func (c *Conn) Send(body []byte) {
	select {
	case <-c.closed:
		return
	default:
	}
	select {
	case c.queue <- body:
	default:
		c.close(ErrSlow)
	}
}

// Close closes the connection, after what is queued has been written, and tells
// the peer why.
func (c *Conn) Close(reason string) { c.close(errors.New(reason)) }

func (c *Conn) close(reason error) {
	c.once.Do(func() {
		c.reason = reason
		close(c.closed)
	})
}

// Serve reads frames and passes each to receive until the connection ends, ctx
// does, or receive returns an error, which closes the connection with that reason.
// It returns why the connection ended, once its goroutines have.
func (c *Conn) Serve(ctx context.Context, receive func(ctx context.Context, body []byte) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { c.close(ErrClosed) })
	defer stop()
	written := make(chan struct{})
	go func() { defer close(written); c.write() }()
	c.close(c.read(ctx, receive))
	<-written
	return c.reason
}

func (c *Conn) read(ctx context.Context, receive func(context.Context, []byte) error) error {
	c.ws.SetReadLimit(c.limits.Frame)
	alive := func() { _ = c.ws.SetReadDeadline(time.Now().Add(2 * c.limits.Ping)) } // fails only when closed: so does the read
	alive()
	c.ws.SetPongHandler(func(string) error { alive(); return nil })
	for {
		kind, body, err := c.ws.ReadMessage()
		if err != nil {
			return readError(err, c.limits)
		}
		if kind != websocket.TextMessage || !utf8.Valid(body) {
			return ErrText
		}
		alive()
		if err := receive(ctx, body); err != nil {
			return err
		}
	}
}

func readError(err error, l Limits) error {
	if errors.Is(err, websocket.ErrReadLimit) {
		return fmt.Errorf("frame over %d bytes", l.Frame)
	}
	if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway, websocket.CloseNoStatusReceived) {
		return ErrClosed
	}
	return err
}

// write writes what is queued until the connection is closed; then the rest and a
// close frame with the reason.
func (c *Conn) write() {
	defer c.ws.Close()
	ping := time.NewTicker(c.limits.Ping)
	defer ping.Stop()
	for {
		select {
		case body := <-c.queue:
			if !c.put(body) {
				return
			}
		case <-ping.C:
			_ = c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(c.limits.Write)) // a dead peer shows at the read deadline
		case <-c.closed:
			c.goodbye()
			return
		}
	}
}

func (c *Conn) put(body []byte) bool {
	_ = c.ws.SetWriteDeadline(time.Now().Add(c.limits.Write)) // fails only when closed: so does the write
	if err := c.ws.WriteMessage(websocket.TextMessage, body); err != nil {
		c.close(fmt.Errorf("write: %w", err))
		return false
	}
	return true
}

func (c *Conn) goodbye() {
	for {
		select {
		case body := <-c.queue:
			if errors.Is(c.reason, ErrSlow) || !c.put(body) {
				return
			}
			continue
		default:
		}
		break
	}
	frame := websocket.FormatCloseMessage(closeCode(c.reason), short(c.reason.Error()))
	_ = c.ws.WriteControl(websocket.CloseMessage, frame, time.Now().Add(c.limits.Write)) // the peer may be gone
}

func closeCode(reason error) int {
	switch {
	case errors.Is(reason, ErrClosed):
		return websocket.CloseNormalClosure
	case errors.Is(reason, ErrText):
		return websocket.CloseUnsupportedData
	}
	return websocket.ClosePolicyViolation
}

// short cuts a reason to what a close frame can hold.
func short(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	for i := most; i > 0; i-- {
		if utf8.RuneStart(s[i]) {
			return s[:i]
		}
	}
	return ""
}
