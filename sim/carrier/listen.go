package carrier

import (
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"
)

// Bound returns a listener that keeps at most so many of l's connections open. One
// more is answered 503 and closed at once, so that those who are there stay served;
// the first of a row of those is logged.
func Bound(l net.Listener, most int, log *slog.Logger) net.Listener {
	return &bound{Listener: l, slots: make(chan struct{}, most), log: log}
}

type bound struct {
	net.Listener
	slots chan struct{}
	log   *slog.Logger
	full  bool // the last one was refused; Accept's own
}

func (b *bound) Accept() (net.Conn, error) {
	for {
		conn, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case b.slots <- struct{}{}:
			b.full = false
			return &counted{Conn: conn, release: sync.OnceFunc(func() { <-b.slots })}, nil
		default:
			b.refuse(conn)
		}
	}
}

// refuse tells a peer that it is one too many, if it can be told without waiting.
func (b *bound) refuse(conn net.Conn) {
	reason := fmt.Sprintf("too many connections: %d are open", cap(b.slots))
	if !b.full {
		b.log.Warn("connection refused", "reason", reason)
	}
	b.full = true
	_ = conn.SetWriteDeadline(time.Now().Add(time.Second)) // fails only when closed: so does the write
	_, _ = fmt.Fprintf(conn, "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s\n", len(reason)+1, reason)
	_ = conn.Close() // nothing has been promised
}

// counted is a connection that frees its slot when it is closed.
type counted struct {
	net.Conn
	release func()
}

func (c *counted) Close() error {
	defer c.release()
	return c.Conn.Close()
}
