package webex

import (
	"context"
	"errors"
	"fmt"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) offerSentences(r *suite.Registry) {
	r.Step(`^the (call|chat|e-mail) is offered to (\w+)$`, w.isOffered, suite.Doc{
		Does:    "Checks that an interaction has been offered to an agent since the last When.",
		Example: "Then the e-mail is offered to Ben",
		Args:    []string{"call, chat or e-mail", "the agent"},
	})
	r.Step(`^the (call|chat|e-mail) is not offered to (\w+)$`, w.isNotOffered, suite.Doc{
		Does:    "Checks that an interaction has not been offered to an agent since the last When.",
		Example: "Then the chat is not offered to Ana",
		Args:    []string{"call, chat or e-mail", "the agent"},
		Denies:  true,
	})
	r.Step(`^the offer of the (call|chat|e-mail) to (\w+) is withdrawn$`, w.isWithdrawn, suite.Doc{
		Does:    "Checks that an offer has been taken back from an agent since the last When.",
		Example: "Then the offer of the e-mail to Ana is withdrawn",
		Args:    []string{"call, chat or e-mail", "the agent"},
	})
	r.Step(`^(\w+) handles the (call|chat|e-mail)$`, w.handles, suite.Doc{
		Does:    "Checks that an agent was told since the last When that an interaction is theirs, and has it in their list.",
		Example: "Then Ana handles the e-mail",
		Args:    []string{"the agent", "call, chat or e-mail"},
	})
	r.Step(`^(\w+) is told that they no longer have the (chat|e-mail)$`, w.isFinished, suite.Doc{
		Does:    "Checks that an agent was told since the last When that an interaction is no longer theirs.",
		Example: "Then Ana is told that they no longer have the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
}

// isTold claims that one of some events about an interaction came since the last When.
func (w *world) isTold(ctx context.Context, agent, label, text string, events ...string) error {
	p, it, err := w.both(ctx, agent, label)
	if _, unheard := errors.AsType[*suite.NotReachedError](err); unheard && !w.IsGiven() {
		s := scene.Seen{Expected: oneOf(events)}
		s.Instead, s.Frames = w.people[agent].toldInstead(w.Window)
		w.oneCame(text, s, nil, events) // it is what the scenario is about
		return nil
	}
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []notice { return only(p.about(it, w.Window), events...) })
	if err != nil {
		return err
	}
	s := scene.Seen{Expected: oneOf(events)}
	if s.Instead, s.Frames = shownAll(found); len(found) == 0 {
		s.Instead, s.Frames = shownAll(p.about(it, w.Window))
	}
	w.oneCame(text, s, found, events)
	return nil
}

// oneCame claims that one of some events came. What a tag says of one of them is claimed of
// that one.
func (w *world) oneCame(text string, s scene.Seen, found []notice, events []string) {
	said := false
	for _, event := range events {
		if by := tells(event); w.IsTaggedWith(by) {
			s.Met, said = len(only(found, event)) > 0, true
			w.Claims("event", text, s, by)
		}
	}
	if s.Met = len(found) > 0; !said {
		w.Inferred("event", text, s)
	}
}

func (w *world) isOffered(ctx context.Context, label, agent string) error {
	return w.isTold(ctx, agent, label, fmt.Sprintf("the %s is offered to %s", label, agent), "AgentContactReserved")
}

// isNotOffered never binds: no document says to whom something is not offered.
func (w *world) isNotOffered(ctx context.Context, label, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	if err := w.Listen(ctx); err != nil {
		return err
	}
	var ids []string
	if it := p.find(label); it != nil {
		ids = it.ids
	}
	found := only(p.about(&item{ids: ids}, w.Window), "AgentContactReserved", "AgentOfferContact")
	w.Inferred("absent", fmt.Sprintf("the %s is not offered to %s", label, agent), nothing(found))
	return nil
}

func (w *world) isWithdrawn(ctx context.Context, label, agent string) error {
	return w.isTold(ctx, agent, label, fmt.Sprintf("the offer of the %s to %s is withdrawn", label, agent), "AgentOfferContactRona")
}

// handles claims that the agent was told: a consulted one by another event.
func (w *world) handles(ctx context.Context, agent, label string) error {
	return w.isTold(ctx, agent, label, fmt.Sprintf("%s is told that the %s is theirs", agent, label), "AgentContactAssigned", "AgentConsulting")
}

func (w *world) isFinished(ctx context.Context, agent, label string) error {
	return w.isTold(ctx, agent, label, fmt.Sprintf("%s is told that they no longer have the %s", agent, label), "AgentWrappedUp")
}
