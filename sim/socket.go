package sim

import (
	"context"
	"errors"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// ErrUnknownSubscription is why a notification socket cannot be opened.
var ErrUnknownSubscription = errors.New("nobody has this subscription")

// Socket is a page on which an agent is notified. Its methods may be called from any
// goroutine.
type Socket struct {
	world *World
	key   pageKey
}

// Subscriber is the agent to whom a session of Webex gave a subscription out.
func (w *World) Subscriber(ctx context.Context, subscription string) (agent string, ok bool, err error) {
	err = w.ask(ctx, func(l *loop) {
		var id center.AgentID
		id, ok = l.m.tenant.subscriptions[subscription]
		agent = string(id)
	})
	return agent, ok, err
}

// OpenSocket opens a page on which an agent is notified, by a subscription of theirs. Its
// frames go to out, the first of them before OpenSocket returns.
func (w *World) OpenSocket(ctx context.Context, agent, subscription, origin string, out Outbox) (*Socket, error) {
	in := &journal.Input{Wire: wire.Webex, Agent: agent, Subscription: subscription, Origin: origin}
	page, err := w.open(ctx, in, out)
	if err != nil {
		return nil, err
	}
	return &Socket{w, pageKey{wire.Webex, agent, page}}, nil
}

// Page is the number that the socket has among its agent's pages.
func (s *Socket) Page() uint32 { return s.key.page }

// Receive takes one frame that the client sent. An error means that the socket must be
// closed, and why.
func (s *Socket) Receive(ctx context.Context, body []byte) error {
	return s.world.receive(ctx, s.key, body)
}

// Refuse tells the Tap of a frame that the connection did not take, as much of it as was
// read, and why. The socket is to be closed.
func (s *Socket) Refuse(ctx context.Context, reason error, body []byte) error {
	return s.world.refuse(ctx, s.key, reason, body)
}

// Lose says that the socket is gone, and why.
func (s *Socket) Lose(ctx context.Context, reason error) error {
	return s.world.lose(ctx, s.key, reason)
}

// notifier is a session whose pages are not alike: what it says unasked goes to some of
// them alone.
type notifier interface {
	Sockets() []uint32 // those pages
	Attended() bool    // somebody works there
}

// told are the pages of a login that hear what its session says unasked.
func (l *login) told() []uint32 {
	if s, ok := l.session.(notifier); ok {
		return s.Sockets()
	}
	return l.pages
}

// isAttended reports whether somebody works there: a page is open, or what the session
// needs besides.
func (l *login) isAttended() bool {
	if s, ok := l.session.(notifier); ok {
		return s.Attended()
	}
	return len(l.pages) > 0
}
