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

// frame is a frame to be written.
type frame struct {
	op   byte
	body []byte
}

// queue holds the frames that wait to be written.
type queue struct {
	mu     sync.Mutex
	frames []frame
	bytes  int
	wake   chan struct{} // filled when there are frames
}

// Send queues a frame. A full queue closes the connection with ErrSlow.
func (c *Conn) Send(body []byte) { c.push(frame{websocket.TextMessage, body}) }

func (c *Conn) push(f frame) {
	if c.isClosed() {
		return
	}
	if !c.queue.push(f, c.limits) {
		c.close(ErrSlow)
	}
}

// push reports whether there was room.
func (q *queue) push(f frame, l Limits) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.frames) >= l.Queue || q.bytes+len(f.body) > l.Bytes {
		return false
	}
	q.frames = append(q.frames, f)
	q.bytes += len(f.body)
	select {
	case q.wake <- struct{}{}:
	default:
	}
	return true
}

// take empties the queue.
func (q *queue) take() []frame {
	q.mu.Lock()
	defer q.mu.Unlock()
	frames := q.frames
	q.frames, q.bytes = nil, 0
	return frames
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
			err = c.put(c.queue.take())
		case <-ping.C:
			err = c.put([]frame{{op: websocket.PingMessage}})
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

// goodbye tells the peer why. One that is too slow has its queue dropped.
func (c *Conn) goodbye() error {
	frames := c.queue.take()
	if errors.Is(c.reason, ErrSlow) {
		frames = nil
	}
	why := websocket.FormatCloseMessage(closeCode(c.reason), short(c.reason.Error()))
	return c.put(append(frames, frame{websocket.CloseMessage, why}))
}

// gather is how many bytes are gathered into one write: a system call costs more
// than copying a frame.
const gather = 32 << 10

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// put writes frames, as many at once as gather allows.
func (c *Conn) put(frames []frame) error {
	buffer := buffers.Get().(*[]byte)
	b := (*buffer)[:0]
	for i, f := range frames {
		b = appendFrame(b, f)
		if len(b) < gather && i < len(frames)-1 {
			continue
		}
		if err := c.putBytes(b); err != nil {
			return err
		}
		b = b[:0]
	}
	if cap(b) <= 2*gather { // a large one is not worth keeping
		*buffer = b
		buffers.Put(buffer)
	}
	return nil
}

func (c *Conn) putBytes(b []byte) error {
	conn := c.ws.NetConn()
	_ = conn.SetWriteDeadline(time.Now().Add(c.limits.Write)) // fails only when closed: so does the write
	if _, err := conn.Write(b); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// appendFrame appends one whole, unmasked frame (RFC 6455, section 5.2).
func appendFrame(b []byte, f frame) []byte {
	b = append(b, 0x80|f.op)
	switch n := len(f.body); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	return append(b, f.body...)
}

func closeCode(reason error) int {
	if _, ok := errors.AsType[farewell](reason); ok {
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
