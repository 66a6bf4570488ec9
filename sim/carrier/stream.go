package carrier

import (
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// streamSize is how many bytes wait to be read before a writer has to wait, as a
// socket's buffers have it.
const streamSize = 256 << 10

// stream is one way of a connection in memory.
type stream struct {
	mu      sync.Mutex
	changed sync.Cond
	waiting []byte // written, yet to be read
	taken   int    // of them, from the front
	ended   bool   // by the writer: the rest is read, then the end
	dropped bool   // by the reader: nothing can be written
	readBy  deadline
	writeBy deadline
}

// deadline is until when somebody waits.
type deadline struct {
	at    time.Time   // zero: for ever
	timer *time.Timer // wakes who waits, until the stream is closed; nil: nobody has yet
}

func (d *deadline) stop() {
	if d.timer != nil {
		d.timer.Stop()
	}
}

func (d *deadline) isOver() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }

func newStream() *stream {
	s := &stream{}
	s.changed.L = &s.mu
	return s
}

func (s *stream) read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.dropped:
			return 0, net.ErrClosed
		case s.readBy.isOver():
			return 0, os.ErrDeadlineExceeded
		case s.taken < len(s.waiting) || len(b) == 0:
			return s.take(b), nil
		case s.ended:
			return 0, io.EOF
		}
		s.wait(&s.readBy)
	}
}

// take moves bytes to the reader; the buffer begins anew once all have been read.
func (s *stream) take(b []byte) int {
	n := copy(b, s.waiting[s.taken:])
	s.taken += n
	if s.taken == len(s.waiting) {
		s.waiting, s.taken = s.waiting[:0], 0
	}
	s.changed.Broadcast()
	return n
}

func (s *stream) write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	written := 0
	for {
		switch {
		case s.ended:
			return written, net.ErrClosed
		case s.dropped:
			return written, io.ErrClosedPipe
		case s.writeBy.isOver():
			return written, os.ErrDeadlineExceeded
		}
		n := min(len(b)-written, streamSize-(len(s.waiting)-s.taken))
		s.put(b[written : written+n])
		if written += n; written == len(b) {
			return written, nil
		}
		s.wait(&s.writeBy)
	}
}

func (s *stream) put(b []byte) {
	if s.taken > 0 && len(s.waiting)+len(b) > cap(s.waiting) {
		s.waiting = s.waiting[:copy(s.waiting, s.waiting[s.taken:])]
		s.taken = 0
	}
	s.waiting = append(s.waiting, b...)
	s.changed.Broadcast()
}

// wait waits until something has changed or the deadline is over; the caller holds
// the lock and looks again.
func (s *stream) wait(by *deadline) {
	switch {
	case by.at.IsZero():
	case by.timer == nil:
		by.timer = time.AfterFunc(time.Until(by.at), s.wake)
	default:
		by.timer.Reset(time.Until(by.at))
	}
	s.changed.Wait()
}

// wake lets those who wait look at the time.
func (s *stream) wake() {
	s.mu.Lock() // who waits has looked, and is waiting by now
	defer s.mu.Unlock()
	s.changed.Broadcast()
}

func (s *stream) close(byWriter bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if byWriter {
		s.ended = true
	} else {
		s.dropped = true
	}
	s.readBy.stop()
	s.writeBy.stop()
	s.changed.Broadcast()
}

// setDeadline sets one of the stream's deadlines; who waits looks at it.
func (s *stream) setDeadline(which *deadline, t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	which.at = t
	s.changed.Broadcast()
}
