package sim

import (
	"context"
	"errors"

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
	err = w.ask(ctx, func(l *loop) { agent, ok = l.m.subscriber(subscription) })
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

// subscriber is a session that gives out subscriptions.
type subscriber interface {
	Subscribed(subscription string) bool
}

// gaveOut reports whether a login's session gave out a subscription.
func (l *login) gaveOut(subscription string) bool {
	s, ok := l.session.(subscriber)
	return ok && subscription != "" && s.Subscribed(subscription)
}

func (m *machine) subscriber(subscription string) (agent string, ok bool) {
	for _, d := range m.desks {
		for _, l := range d.logins {
			if l.gaveOut(subscription) {
				return l.agent(), true
			}
		}
	}
	return "", false
}

// told are the pages of a login that hear what its session says unasked: on Webex all but
// the first, which is that of requests.
func (l *login) told() []uint32 {
	if l.wire == wire.Webex && len(l.pages) > 0 {
		return l.pages[1:]
	}
	return l.pages
}
