package gws

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) offerSentences(r *suite.Registry) {
	r.Step(`^the (call|chat|e-mail) is offered to (\w+)$`, w.isOffered, suite.Doc{
		Does:    "Checks that an interaction has been offered to an agent since the last When.",
		Example: "Then the e-mail is offered to Ben",
		Args:    []string{"chat or e-mail", "the agent"},
	})
	r.Step(`^the (call|chat|e-mail) is not offered to (\w+)$`, w.isNotOffered, suite.Doc{
		Does:    "Checks that an interaction has not been offered to an agent since the last When.",
		Example: "Then the chat is not offered to Ana",
		Args:    []string{"chat or e-mail", "the agent"},
		Denies:  true,
	})
	r.Step(`^the offer of the (call|chat|e-mail) to (\w+) is withdrawn$`, w.isWithdrawn, suite.Doc{
		Does:    "Checks that an offer has been taken back from an agent since the last When.",
		Example: "Then the offer of the e-mail to Ana is withdrawn",
		Args:    []string{"chat or e-mail", "the agent"},
	})
	r.Step(`^(\w+) handles the (call|chat|e-mail)$`, w.handles, suite.Doc{
		Does:    "Checks that an agent was told since the last When that an interaction is theirs, and has it in their list.",
		Example: "Then Ana handles the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) is invited to the conference of the (chat|e-mail)$`, w.isInvited, suite.Doc{
		Does:    "Checks that an agent has been invited to a conference about an interaction since the last When.",
		Example: "Then Ben is invited to the conference of the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) is told that somebody has left the conference of the (chat|e-mail)$`, w.isLeft, suite.Doc{
		Does:    "Checks that an agent was told since the last When that another one has left a conference.",
		Example: "Then Ana is told that somebody has left the conference of the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) is told that they no longer have the (chat|e-mail)$`, w.isCompleted, suite.Doc{
		Does:    "Checks that an agent was told since the last When that an interaction is no longer theirs. Later releases say so; here it never binds.",
		Example: "Then Ana is told that they no longer have the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^exactly one of it happens: (\w+) handles the (chat|e-mail), or its offer is withdrawn$`, w.oneOfTwo, suite.Doc{
		Does:    "Checks that an interaction was either accepted or taken back since the last When, and not both. No document says what comes of a race.",
		Example: "Then exactly one of it happens: Ana handles the e-mail, or its offer is withdrawn",
		Args:    []string{"the agent", "chat or e-mail"},
	})
}

// What says that an interaction is offered, withdrawn, handled and so on.
var (
	saysOffered = scene.Either(tells("Invited"), scene.Only(
		"gws.msg.invited", "gws.msg.invited.email", "gws.msg.invited.chat", "gws.state.invited", "gws.channel.me-interactions", "gws.seq.login.3",
		"gws.transition.offer", "gws.transition.reject", "gws.transition.requeue", "gws.transition.transfer.told",
		"gws.op.reject", "gws.op.place-in-queue", "gws.op.transfer.target-rejects",
		"gws.op.channel.ready", "gws.op.me.ready", "gws.quirk.place-in-queue-text",
	))
	saysNotOffered = scene.Either(tells(""), scene.Only("gws.op.channel.not-ready", "gws.op.me.not-ready"))
	saysWithdrawn  = scene.Either(tells("Revoked"), scene.Only("gws.msg.revoked", "gws.state.revoked", "gws.transition.timeout"))
	saysTheirs     = scene.Either(tells("Accepted"), scene.Only(
		"gws.msg.accepted", "gws.msg.accepted.email", "gws.msg.accepted.chat", "gws.transition.accept", "gws.op.accept", "gws.transition.conference-join",
	))
	saysListed = scene.Either(answers("GET /me/interactions"), scene.Only(
		"gws.endpoint.me-interactions.get", "gws.op.accept", "gws.transition.accept", "gws.op.start-conference", "gws.transition.conference-start",
		"gws.transition.conference-join", "gws.transition.conference-reject", "gws.transition.conference-leave", "gws.op.start-conference.target-rejects",
		"gws.op.end-conference", "gws.op.end-conference.last-agent-keeps", "gws.transition.update", "gws.transition.requeue", "gws.transition.reject",
	))
	saysInvited = scene.Either(tells("InvitedConference"), scene.Only(
		"gws.msg.conference-invited", "gws.state.conference-invited", "gws.transition.conference-start", "gws.op.start-conference",
	))
	saysLeft      = scene.Either(tells("LeftConference"), scene.Only("gws.msg.conference-left", "gws.state.conference-left", "gws.transition.conference-leave", "gws.op.end-conference"))
	saysCompleted = scene.Only(
		"gws.msg.completed", "gws.state.completed", "gws.transition.reject.told", "gws.transition.stop.told", "gws.transition.requeue.told",
		"gws.transition.workbin.told", "gws.transition.transfer.told", "gws.transition.conference-leave.told",
	)
)

// isTold claims that a message of a state about an interaction came since the last When.
func (w *world) isTold(ctx context.Context, agent, label, state, text string, by scene.Says) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	it, err := w.item(ctx, label)
	if _, unheard := errors.AsType[*suite.NotReachedError](err); unheard && w.awaited.label == label && !w.IsGiven() {
		w.Claims("event", text, scene.Seen{Expected: state, Instead: "nothing"}, by) // it is what the scenario is about
		return nil
	}
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []message {
		return w.told(p, w.Window, func(m message) bool { return m.ID() == it.id && m.State() == state })
	})
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: state}
	if s.Instead, s.Frames = shownAll(found); !s.Met {
		s.Instead, s.Frames = shownAll(w.about(p, it.id, w.Window))
	}
	w.Claims("event", text, s, by)
	return nil
}

func (w *world) isOffered(ctx context.Context, label, agent string) error {
	return w.isTold(ctx, agent, label, "Invited", fmt.Sprintf("the %s is offered to %s", label, agent), saysOffered)
}

func (w *world) isNotOffered(ctx context.Context, label, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	if err := w.Listen(ctx); err != nil {
		return err
	}
	found := w.told(p, w.Window, func(m message) bool { return m.State() == "Invited" && w.isOf(m, label) })
	w.Claims("absent", fmt.Sprintf("the %s is not offered to %s", label, agent), nothing(found), saysNotOffered)
	return nil
}

// isOf reports whether a message is about the interaction of a label, or may be.
func (w *world) isOf(m message, label string) bool {
	it := w.byID(m.ID())
	return it != nil && it.label == label
}

func (w *world) isWithdrawn(ctx context.Context, label, agent string) error {
	return w.isTold(ctx, agent, label, "Revoked", fmt.Sprintf("the offer of the %s to %s is withdrawn", label, agent), saysWithdrawn)
}

// handles claims that the agent was told, by a message whose members and literal state no
// document prints, and that the list has it.
func (w *world) handles(ctx context.Context, agent, label string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []message {
		return slices.DeleteFunc(w.about(p, it.id, w.Window), func(m message) bool { return slices.Contains(notTheirs, m.State()) })
	})
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: "a message about it", Instead: "nothing"}
	if s.Met {
		s.Instead, s.Frames = shownAll(found)
	}
	w.Claims("event", fmt.Sprintf("%s is told that the %s is theirs", agent, label), s, saysTheirs)
	if s.Met {
		s.Met, s.Expected = slices.ContainsFunc(found, func(m message) bool { return m.Handled() }), "Accepted, or Processing or Chatting"
		w.Founded("gws.transition.accept.told", "value", fmt.Sprintf("the message says that %s has accepted the %s", agent, label), s)
	}
	return w.isListed(ctx, agent, label)
}

// notTheirs are states in which an agent does not handle an interaction, or of others.
var notTheirs = []string{"Invited", "InvitedConference", "Revoked", "Completed", "LeftConference"}

func (w *world) isInvited(ctx context.Context, agent, label string) error {
	return w.isTold(ctx, agent, label, "InvitedConference", fmt.Sprintf("%s is invited to the conference of the %s", agent, label), saysInvited)
}

func (w *world) isLeft(ctx context.Context, agent, label string) error {
	return w.isTold(ctx, agent, label, "LeftConference", fmt.Sprintf("%s is told that somebody has left the conference of the %s", agent, label), saysLeft)
}

func (w *world) isCompleted(ctx context.Context, agent, label string) error {
	return w.isTold(ctx, agent, label, "Completed", fmt.Sprintf("%s is told that they no longer have the %s", agent, label), saysCompleted)
}

func (w *world) oneOfTwo(ctx context.Context, agent, label string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	if err := w.Listen(ctx); err != nil {
		return err
	}
	all := w.about(p, it.id, w.Window)
	is := func(state func(wire.Interaction) bool) bool {
		return slices.ContainsFunc(all, func(m message) bool { return state(m.Interaction) })
	}
	accepted, revoked := is(wire.Interaction.Handled), is(func(i wire.Interaction) bool { return i.State() == "Revoked" })
	s := scene.Seen{Met: accepted != revoked, Expected: "accepted, or Revoked"}
	s.Instead, s.Frames = shownAll(all)
	w.Claims("event", fmt.Sprintf("%s either handles the %s or is told that its offer is withdrawn", agent, label), s, scene.Only("gws.seq.race", "gws.seq.race.3"))
	return nil
}
