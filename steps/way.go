package steps

import (
	"fmt"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// leg is one stretch of a way: what is done, and the event and state it leads to.
type leg struct {
	do    func() error
	event string
	state string
}

// way goes a way stretch by stretch. On each the documented event is claimed; the
// scenario goes on as long as the state is reached.
func (w *world) way(agent, label string, legs ...leg) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	for _, l := range legs {
		since := w.Log.Len()
		if err := l.do(); err != nil {
			return err
		}
		w.claimEvent(d, since, label, l.event, l.state)
		if err := w.reached(agent, label, l.state); err != nil {
			return err
		}
	}
	return nil
}

// reached reports whether an interaction was last shown in a state.
func (w *world) reached(agent, label, state string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	it, err := d.the(label)
	if err != nil {
		return err
	}
	if got := it.last.State(); got != state {
		return &suite.NotReachedError{Seen: fmt.Sprintf("the %s at %s's desk was to be in state %s and is in state %s", label, agent, state, orNone(got))}
	}
	return nil
}

// claimEvent claims a documented event on the way to a starting point.
func (w *world) claimEvent(d *desk, since int, label, eventType, state string) {
	e, ok := w.Rules.Book.Event("interaction", eventType)
	if !ok {
		return
	}
	var seen *scapi.Event
	for _, x := range w.events(d, since) {
		if x.Type == eventType && d.isCalled(x, label) {
			seen = &x
			break
		}
	}
	claim := w.Rules.Claim(e.ID, "event", fmt.Sprintf("%s's desk sees %s of the %s", d.name, eventType, label))
	if seen == nil {
		instead, frames := w.missing(eventType, since)
		w.claim(claim, false, eventType+" in state "+state, instead, frames...)
		return
	}
	w.claim(claim, true, eventType, eventType, seen.Seq)
	if pair, ok := w.pair(eventType, state); ok {
		value := w.Rules.Claim(pair, "value", fmt.Sprintf("%s of the %s has state %s", eventType, label, state))
		w.claim(w.ifThere(value, seen.State()), seen.State() == state, state, orNone(seen.State()), seen.Seq)
	}
}
