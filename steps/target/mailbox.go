package target

import (
	"context"
	"sync"
)

// mailbox hands the lines a stage door answers with to the calls that wait for
// them, and drops answers that come too late. Its methods may be called from any
// goroutine.
type mailbox struct {
	mu      sync.Mutex
	waiting map[int]chan letter
	stray   *letter // a line that is no answer and came when no call waited; nil: none
	ended   chan struct{}
	err     error // why no more lines come; set before ended is closed
}

func newMailbox() *mailbox {
	return &mailbox{waiting: map[int]chan letter{}, ended: make(chan struct{})}
}

// expect says that a call waits for its answer.
func (m *mailbox) expect(id int) <-chan letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := make(chan letter, 1)
	if m.stray != nil {
		c <- *m.stray
		m.stray = nil
		return c
	}
	m.waiting[id] = c
	return c
}

// deliver hands over a line. One that is no answer goes to the call that waits, or
// to the next one: the reader of the answer says what is wrong with it.
func (m *mailbox) deliver(line []byte) {
	l := open(line)
	a := &l.answer
	isAnswer := l.err == nil && (a.ID != nil || a.Error != nil)
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, c := range m.waiting {
		if !isAnswer || a.ID == nil || *a.ID == float64(id) {
			c <- l
			delete(m.waiting, id)
			return
		}
	}
	if !isAnswer && m.stray == nil {
		m.stray = &l
	}
}

// end says that no more lines come, and why.
func (m *mailbox) end(err error) {
	m.err = err
	close(m.ended)
}

// await waits for the answer to a call.
func (m *mailbox) await(ctx context.Context, id int, answer <-chan letter) (letter, error) {
	select {
	case l := <-answer:
		return l, nil
	case <-m.ended:
		select {
		case l := <-answer: // it came with the last breath
			return l, nil
		default:
			return letter{}, m.err
		}
	case <-ctx.Done():
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.waiting, id)
		return letter{}, ctx.Err()
	}
}
