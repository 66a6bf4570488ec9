package target

import (
	"context"
	"encoding/json"
	"sync"
)

// mailbox hands the lines a stage door answers with to the calls that wait for
// them, and drops answers that come too late. Its methods may be called from any
// goroutine.
type mailbox struct {
	mu      sync.Mutex
	waiting map[int]chan []byte
	stray   []byte // a line that is no answer and came when no call waited
	ended   chan struct{}
	err     error // why no more lines come; set before ended is closed
}

func newMailbox() *mailbox {
	return &mailbox{waiting: map[int]chan []byte{}, ended: make(chan struct{})}
}

// expect says that a call waits for its answer.
func (m *mailbox) expect(id int) <-chan []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := make(chan []byte, 1)
	if m.stray != nil {
		c <- m.stray
		m.stray = nil
		return c
	}
	m.waiting[id] = c
	return c
}

// deliver hands over a line. One that is no answer goes to the call that waits, or
// to the next one: the reader of the answer says what is wrong with it.
func (m *mailbox) deliver(line []byte) {
	var a answer
	isAnswer := json.Unmarshal(line, &a) == nil && (a.ID != nil || a.Error != nil)
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, c := range m.waiting {
		if !isAnswer || a.ID == nil || *a.ID == float64(id) {
			c <- line
			delete(m.waiting, id)
			return
		}
	}
	if !isAnswer && m.stray == nil {
		m.stray = line
	}
}

// end says that no more lines come, and why.
func (m *mailbox) end(err error) {
	m.err = err
	close(m.ended)
}

// await waits for the answer to a call.
func (m *mailbox) await(ctx context.Context, id int, answer <-chan []byte) ([]byte, error) {
	select {
	case line := <-answer:
		return line, nil
	case <-m.ended:
		select {
		case line := <-answer: // it came with the last breath
			return line, nil
		default:
			return nil, m.err
		}
	case <-ctx.Done():
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.waiting, id)
		return nil, ctx.Err()
	}
}
