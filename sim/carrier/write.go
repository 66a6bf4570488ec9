package carrier

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// queue holds the frames that wait to be written, as they go out.
type queue struct {
	mu    sync.Mutex
	bytes *[]byte       // of whole frames, from buffers; nil: none has been queued since take
	open  batch         // what has not been written yet, also what take has taken
	wake  chan struct{} // filled when there are frames
}

// batch is how much some frames are.
type batch struct{ frames, bytes int }

// buffers are those of queues, while something is in them: most connections are idle.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Send queues a frame; the body is copied. A full queue closes the connection with ErrSlow.
func (c *Conn) Send(body []byte) { c.push(websocket.TextMessage, body) }

func (c *Conn) push(op byte, body []byte) {
	if c.isClosed() {
		return
	}
	if !c.queue.push(op, body, c.limits) {
		c.close(ErrSlow)
	}
}

// push reports whether there was room.
func (q *queue) push(op byte, body []byte, l Limits) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.open.frames >= l.Queue || q.open.bytes+len(body) > l.Bytes {
		return false
	}
	if q.bytes == nil {
		q.bytes = buffers.Get().(*[]byte)
	}
	*q.bytes = appendFrame(*q.bytes, op, body)
	q.open.frames++
	q.open.bytes += len(body)
	select {
	case q.wake <- struct{}{}:
	default:
	}
	return true
}

// take takes what waits, for written to give back; nil if nothing does.
func (q *queue) take() (b *[]byte, taken batch) {
	q.mu.Lock()
	defer q.mu.Unlock()
	b, taken = q.bytes, q.open
	q.bytes = nil
	return b, taken
}

// written makes room for others. A large buffer is not worth keeping.
func (q *queue) written(b *[]byte, taken batch) {
	if cap(*b) <= 2*gather {
		*b = (*b)[:0]
		buffers.Put(b)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.open.frames -= taken.frames
	q.open.bytes -= taken.bytes
}

// write writes what is queued until the connection is closed; then the rest and a
// close frame with the reason. It returns how long the peer may take to hang up.
func (c *Conn) write() time.Duration {
	ping := time.NewTicker(c.limits.Ping)
	defer ping.Stop()
	for {
		var err error
		select {
		case <-c.queue.wake:
			err = c.flush()
		case <-ping.C:
			err = c.put(appendFrame(nil, websocket.PingMessage, nil))
		case <-c.closed:
			if c.goodbye() != nil {
				return 0
			}
			return linger
		}
		if err != nil {
			c.close(err)
			return 0
		}
	}
}

// flush writes what is queued.
func (c *Conn) flush() error {
	b, taken := c.queue.take()
	if b == nil {
		return nil
	}
	defer c.queue.written(b, taken)
	return c.put(*b)
}

// goodbye writes what is queued, and tells the peer why. One that is too slow has its
// queue dropped.
func (c *Conn) goodbye() error {
	if !errors.Is(c.reason, ErrSlow) {
		if err := c.flush(); err != nil {
			return err
		}
	}
	why := websocket.FormatCloseMessage(closeCode(c.reason), short(c.reason.Error()))
	return c.put(appendFrame(nil, websocket.CloseMessage, why))
}

// gather is how many bytes are written at once: a system call costs more than copying
// a frame, and a slow reader has time for each.
const gather = 32 << 10

// put writes bytes, as many at once as gather allows.
func (c *Conn) put(b []byte) error {
	for len(b) > 0 {
		n := min(len(b), gather)
		if err := c.putBytes(b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

func (c *Conn) putBytes(b []byte) error {
	_ = c.out.SetWriteDeadline(time.Now().Add(c.limits.Write)) // fails only when closed: so does the write
	switch _, err := c.out.Write(b); {
	case isTimeout(err):
		return ErrStuck
	case err != nil:
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// appendFrame appends one whole, unmasked frame (RFC 6455, section 5.2).
func appendFrame(b []byte, op byte, body []byte) []byte {
	b = append(b, 0x80|op)
	switch n := len(body); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	return append(b, body...)
}

func closeCode(reason error) int {
	switch reason.(type) {
	case restart:
		return websocket.CloseServiceRestart
	case farewell:
		return websocket.CloseGoingAway
	}
	switch {
	case errors.Is(reason, ErrClosed):
		return websocket.CloseNormalClosure
	case errors.Is(reason, ErrBinary):
		return websocket.CloseUnsupportedData
	case errors.Is(reason, ErrText):
		return websocket.CloseInvalidFramePayloadData
	case errors.Is(reason, ErrBig):
		return websocket.CloseMessageTooBig
	case errors.Is(reason, ErrFrame):
		return websocket.CloseProtocolError
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
