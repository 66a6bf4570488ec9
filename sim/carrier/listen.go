package carrier

import (
	"net"
	"sync"
)

// Bound returns a listener that keeps at most so many of l's connections open. One
// more is closed at once, so that those who are there stay served.
func Bound(l net.Listener, most int) net.Listener {
	return &bound{Listener: l, slots: make(chan struct{}, most)}
}

type bound struct {
	net.Listener
	slots chan struct{}
}

func (b *bound) Accept() (net.Conn, error) {
	for {
		conn, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case b.slots <- struct{}{}:
			return &counted{Conn: conn, release: sync.OnceFunc(func() { <-b.slots })}, nil
		default:
			_ = conn.Close() // nothing has been promised
		}
	}
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
