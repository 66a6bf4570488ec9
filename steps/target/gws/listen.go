package gws

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/web"
)

// RefusedError says that the server would not let a client listen.
type RefusedError struct {
	What   string // a channel of the protocol
	Reason string
	Answer Answer
}

func (e *RefusedError) Error() string { return e.What + " was refused: " + e.Reason }

// Listen begins to collect notifications: a session, a first connect that does not
// wait, and the channels. A *RefusedError tells what the server would not do. From now
// on the client keeps its session alive.
func (c *Client) Listen(ctx context.Context, channels ...string) error {
	return c.NewSession("").Listen(ctx, channels...)
}

// Listen does so for this session, which may have been forgotten by the server.
func (s *Session) Listen(ctx context.Context, channels ...string) error {
	steps := []func() (Answer, error){
		func() (Answer, error) { return s.Handshake(ctx, nil) },
		func() (Answer, error) { return s.Fetch(ctx, nil) },
		func() (Answer, error) { return s.Subscribe(ctx, channels...) },
	}
	for i, channel := range []string{MetaHandshake, MetaConnect, MetaSubscribe} {
		a, err := steps[i]()
		if err == nil {
			err = accepted(channel, a)
		}
		if err != nil {
			return fmt.Errorf("notifications for %s: %w", s.c.cfg.Desk, err)
		}
	}
	s.c.web.Keep(s.c.keepAlive)
	return nil
}

// accepted is an error unless an answer grants what was asked.
func accepted(channel string, a Answer) error {
	m := a.Reply(channel)
	switch {
	case m == nil && a.Status != 0 && a.Status != 200:
		return &RefusedError{channel, fmt.Sprintf("HTTP %d", a.Status), a}
	case m == nil:
		return &RefusedError{channel, "the answer has no reply to it", a}
	case !web.IsTrue(m.Get("successful")):
		return &RefusedError{channel, web.Short(web.Text(m.Get("error"))), a}
	case channel == MetaHandshake && web.Text(m.Get("clientId")) == "":
		return &RefusedError{channel, "the reply has no clientId", a}
	}
	return nil
}

// Fence fetches what is queued for each session: all that the server has told by now
// has been read when it returns. It passes over a session that has ended, and one that
// waits for messages in a connect of the scenario's own, which a second would end.
func (c *Client) Fence(ctx context.Context) error {
	for _, s := range c.Sessions() {
		if err := s.fence(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *Session) fence(ctx context.Context) error {
	s.connects.Lock()
	defer s.connects.Unlock()
	if !s.isIdle() {
		return nil
	}
	return s.fetch(ctx)
}

// fetch asks for what is queued, for the harness itself; s.connects is held.
func (s *Session) fetch(ctx context.Context) error {
	_, err := s.say(ctx, 0, true, s.Message(MetaConnect, atOnce(nil)))
	if errors.Is(err, ErrNoAnswer) {
		return fmt.Errorf("client of %s: a fence (%s) got no answer: %w", s.c.cfg.Desk, MetaConnect, err)
	}
	return err
}

// LetGo is a Fence of all sessions, also of one that waits for messages: that wait ends,
// and what it brought has been read as well, unless the server holds on to it for longer
// than an answer may take.
func (c *Client) LetGo(ctx context.Context) error {
	for _, s := range c.Sessions() {
		if err := s.letGo(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *Session) letGo(ctx context.Context) error {
	s.connects.Lock()
	defer s.connects.Unlock()
	s.c.web.Lock()
	h, lives := s.held, s.id != ""
	s.c.web.Unlock()
	if lives {
		if err := s.fetch(ctx); err != nil {
			return err
		}
	}
	if h == nil || s.transport == WebSocket { // on which everything comes in its order
		return nil
	}
	_, _ = h.Answer(ctx) // it may have been cut off
	return context.Cause(ctx)
}

// isIdle reports whether there is a session and nothing waits for its messages.
func (s *Session) isIdle() bool {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	return s.id != "" && s.held == nil
}

// Quiet returns once nothing has been told for that long. What is queued in the
// meantime is fetched.
func (c *Client) Quiet(ctx context.Context, d time.Duration) error {
	for {
		if err := c.Fence(ctx); err != nil {
			return err
		}
		before := len(c.Messages())
		if _, err := c.web.Heard(ctx, d, func() bool { return len(c.messages) > before }); err != nil {
			return err
		}
		if err := c.Fence(ctx); err != nil {
			return err
		}
		if len(c.Messages()) == before {
			return nil
		}
	}
}

// keepAlive fetches for each session that has been idle for a third of the time after
// which the server may forget it.
func (c *Client) keepAlive() {
	for {
		next := usualPause / 3
		for _, s := range c.Sessions() {
			left := s.due()
			if left <= 0 {
				_ = s.fence(c.web.Life) // the next request of the scenario tells what is wrong
				left = s.due()
			}
			next = min(next, max(left, shortest))
		}
		select {
		case <-time.After(next):
		case <-c.web.Life.Done():
			return
		}
	}
}

// usualPause is how long a server waits for the next connect unless it says otherwise,
// and shortest how long the client pauses at least between two.
const (
	usualPause = 10 * time.Second
	shortest   = 50 * time.Millisecond
)

// due is how long the session may be idle yet.
func (s *Session) due() time.Duration {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	if s.id == "" || s.held != nil {
		return usualPause
	}
	pause := s.advice.maxInterval
	if pause == 0 {
		pause = usualPause
	}
	return pause/3 - time.Since(s.connected)
}

// Held is a connect that waits for messages.
type Held struct {
	s      *Session
	done   chan struct{}
	answer Answer
	err    error
}

// Wait begins to wait for messages and returns at once. It goes on when ctx ends, until
// the server lets go or the client is closed.
func (s *Session) Wait(ctx context.Context, more Fields) *Held {
	s.connects.Lock() // no connect of the harness's own is under way, which it would end
	defer s.connects.Unlock()
	h := &Held{s: s, done: make(chan struct{})}
	m := s.Message(MetaConnect, more)
	s.c.web.Lock()
	s.held = h
	s.c.web.Unlock()
	s.c.web.Go(func() {
		h.answer, h.err = s.say(context.WithoutCancel(ctx), s.advised().timeout, false, m)
		s.c.web.Lock()
		if s.held == h {
			s.held = nil
		}
		s.c.web.Unlock()
		close(h.done)
	})
	return h
}

// Answered reports whether the server has let go.
func (h *Held) Answered() bool {
	select {
	case <-h.done:
		return true
	default:
		return false
	}
}

// Answer waits for the server to let go, no longer than an answer may take: then it is
// ErrNoAnswer, and goes on being held.
func (h *Held) Answer(ctx context.Context) (Answer, error) {
	if _, err := Either(ctx, h, h); err != nil {
		return Answer{Request: MetaConnect}, err
	}
	return h.answer, h.err
}

// Either waits for the server to let go of one of two connects, no longer than an answer
// may take: then it is ErrNoAnswer. It returns the one that was let go.
func Either(ctx context.Context, a, b *Held) (*Held, error) {
	within, cancel := target.Patience(ctx, a.s.c.cfg.Answer)
	defer cancel()
	select {
	case <-a.done:
		return a, nil
	case <-b.done:
		return b, nil
	case <-within.Done():
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return nil, fmt.Errorf("%s: %w", MetaConnect, web.Late(a.s.c.cfg.Answer))
}
