package webex

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// leg is one stretch of a way: what is done, and the event that tells that it was.
type leg struct {
	do    func() error
	event string
}

// way goes a way stretch by stretch. On each the documented event is claimed.
func (w *world) way(ctx context.Context, agent, label string, legs ...leg) error {
	for _, l := range legs {
		since := w.Log.Len()
		if err := l.do(); err != nil {
			return err
		}
		if err := w.arrives(ctx, agent, label, l.event, since); err != nil {
			return err
		}
	}
	return nil
}

// arrives claims that an event has come to somebody about the interaction of a label since
// a trace record. The scenario's starting point is not reached without.
func (w *world) arrives(ctx context.Context, agent, label, event string, since int) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []notice {
		it := p.find(label)
		if it == nil {
			return nil
		}
		return only(p.about(it, since), event)
	})
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: event}
	if s.Instead, s.Frames = shownAll(found); !s.Met {
		s.Instead, s.Frames = p.toldInstead(since)
	}
	w.comes(event, fmt.Sprintf("%s is told %s of the %s", agent, event, label), s)
	if !s.Met {
		return suite.NotReached("%s was not told %s of the %s", agent, event, label)
	}
	return nil
}

// only are the notifications of an event.
func only(all []notice, events ...string) []notice {
	var out []notice
	for _, n := range all {
		for _, event := range events {
			if n.Event == event {
				out = append(out, n)
			}
		}
	}
	return out
}
