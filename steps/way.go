package steps

import (
	"cmp"
	"context"
	"fmt"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// leg is one stretch of a way: what is done, and the event and state it leads to.
type leg struct {
	do    func() error
	event string
	state string // empty: no document says which it is
	item  string // the book's, of the event there; empty: the event's own
}

// expected is what is to be seen there, in words.
func (l leg) expected() string {
	if l.state == "" {
		return l.event
	}
	return l.event + " in state " + l.state
}

// way goes a way stretch by stretch. On each the documented event is claimed; the
// scenario goes on as long as the state is reached.
func (w *world) way(ctx context.Context, agent, label string, legs ...leg) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	for _, l := range legs {
		since := w.Log.Len()
		if err := l.do(); err != nil {
			return err
		}
		if err := w.claimEvent(ctx, d, since, label, l); err != nil {
			return err
		}
		if l.state == "" {
			continue
		}
		if err := w.reached(ctx, agent, label, l.state); err != nil {
			return err
		}
	}
	return nil
}

// reached is an error if an interaction was not last shown in a state, and is not in it
// when it is asked for: events need not have the state, or tell of each.
func (w *world) reached(ctx context.Context, agent, label, state string) error {
	d, it, err := w.item(ctx, agent, label)
	if err != nil {
		return err
	}
	if _, err := w.TooEarly(ctx, it.state == state); err != nil {
		return err
	}
	got := it.state
	if got == state {
		return nil
	}
	shown, err := w.isShown(ctx, d, it, state)
	if err != nil {
		return err
	}
	if shown {
		it.state = state
		return nil
	}
	return suite.NotReached("the %s at %s's desk was to be in state %s and is in state %s", label, agent, state, scene.OrNone(got))
}

// isShown reports whether an interaction is in a state when it is asked for. If it may
// not be asked for, it is not known to be.
func (w *world) isShown(ctx context.Context, d *desk, it *item, state string) (bool, error) {
	if w.noFence || w.may(scapi.RequestOf(target.Look)) != nil {
		return false, nil
	}
	got, err := w.lookUp(ctx, d, it)
	return err == nil && got.value("state") == state, err
}

// claimEvent claims a documented event on the way to a starting point.
func (w *world) claimEvent(ctx context.Context, d *desk, since int, label string, l leg) error {
	eventType, state := l.event, l.state
	e, ok := w.Rules.Book.Event("interaction", eventType)
	if !ok || !w.Rules.Has(e.ID) {
		return nil
	}
	found, err := w.await(ctx, func() []event {
		return w.which(d, since, func(x event) bool { return x.Type == eventType && d.isCalled(x, label) })
	})
	if err != nil {
		return err
	}
	claim := w.Rules.Claim(cmp.Or(l.item, e.ID), "event", fmt.Sprintf("%s's desk sees %s of the %s", d.name, eventType, label))
	if len(found) == 0 {
		instead, frames := w.missing(eventType, since)
		w.Record(claim, false, l.expected(), instead, frames...)
		return nil
	}
	seen := found[0]
	w.Record(claim, true, eventType, eventType, seen.Seq)
	if pair, ok := w.pair(eventType, state); ok {
		value := w.Rules.Claim(pair, "value", fmt.Sprintf("%s of the %s has state %s", eventType, label, state))
		w.Record(w.ifThere(value, seen.State()), seen.State() == state, state, scene.OrNone(seen.State()), seen.Seq)
	}
	return nil
}
