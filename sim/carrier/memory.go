package carrier

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"
)

// Memory is a listener whose connections never leave the process: what listens to
// it and what dials it behave as over sockets, and no system call is made. Dial may
// be called from any goroutine.
type Memory struct {
	calls  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// NewMemory returns a listener that waits for Dial.
func NewMemory() *Memory {
	return &Memory{calls: make(chan net.Conn), closed: make(chan struct{})}
}

// Accept returns the far end of the next connection that is dialed.
func (m *Memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.calls:
		return c, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

// Close refuses what is dialed from now on; connections stay.
func (m *Memory) Close() error {
	m.once.Do(func() { close(m.closed) })
	return nil
}

// Addr is the same for all: the process has no network.
func (m *Memory) Addr() net.Addr { return inMemory{} }

// Dial connects to the listener, whatever the network and the address: it has the
// form of a dialer's function. It returns once the connection has been accepted.
func (m *Memory) Dial(ctx context.Context, _, address string) (net.Conn, error) {
	near, far := pair()
	select {
	case m.calls <- far:
		return near, nil
	case <-m.closed:
		return nil, fmt.Errorf("dial %s in memory: nobody listens", address)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type inMemory struct{}

func (inMemory) Network() string { return "memory" }
func (inMemory) String() string  { return "memory" }

// pair is a connection: what is written to one is read from the other.
func pair() (net.Conn, net.Conn) {
	a, b := newStream(), newStream()
	return &memoryConn{in: a, out: b}, &memoryConn{in: b, out: a}
}

// memoryConn is one end of a connection in memory.
type memoryConn struct{ in, out *stream }

func (c *memoryConn) Read(b []byte) (int, error)  { return c.in.read(b) }
func (c *memoryConn) Write(b []byte) (int, error) { return c.out.write(b) }

// Close ends both ways: the far end reads what was written, then the end.
func (c *memoryConn) Close() error {
	c.in.close(false)
	c.out.close(true)
	return nil
}

func (c *memoryConn) LocalAddr() net.Addr  { return inMemory{} }
func (c *memoryConn) RemoteAddr() net.Addr { return inMemory{} }

func (c *memoryConn) SetDeadline(t time.Time) error {
	_ = c.SetReadDeadline(t) // neither fails
	return c.SetWriteDeadline(t)
}

func (c *memoryConn) SetReadDeadline(t time.Time) error {
	c.in.setDeadline(&c.in.readBy, t)
	return nil
}

func (c *memoryConn) SetWriteDeadline(t time.Time) error {
	c.out.setDeadline(&c.out.writeBy, t)
	return nil
}
