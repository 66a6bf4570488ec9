package webex

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) stateSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk lists the (call|record|consultation|chat|e-mail|reply)$`, w.isListed, suite.Doc{
		Does:    "Checks that the agent still handles an interaction, by what they were told of it.",
		Example: "Then Ana's desk lists the call",
		Args:    []string{"the agent", "call, chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk no longer has the (call|record|consultation|chat|e-mail|reply)$`, w.hasNoLonger, suite.Doc{
		Does:    "Checks that an interaction is over for the agent, by what they were told of it: it is gone, or has to be wrapped up.",
		Example: "Then Ana's desk no longer has the call",
		Args:    []string{"the agent", "call, record, chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk sees the call end$`, w.seesEnd, suite.Doc{
		Does:    "Checks that an agent was told since the last When that their call has ended.",
		Example: "Then Ana's desk sees the call end",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk shows the call (on hold|no longer on hold)$`, w.showsHold, suite.Doc{
		Does:    "Checks that an agent was told since the last When that their call is on hold, or no longer is.",
		Example: "Then Ana's desk shows the call on hold",
		Args:    []string{"the agent", "on hold or no longer on hold"},
	})
	r.Step(`^(\w+)'s desk shows the recording of the call (paused|going on)$`, w.showsRecording, suite.Doc{
		Does:    "Checks that an agent was told since the last When that the recording of their call pauses, or goes on.",
		Example: "Then Ana's desk shows the recording of the call paused",
		Args:    []string{"the agent", "paused or going on"},
	})
	r.Step(`^(\w+)'s desk shows the call as a conference$`, w.showsConference, suite.Doc{
		Does:    "Checks that an agent was told since the last When that their call has become a conference.",
		Example: "Then Ana's desk shows the call as a conference",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk shows the consultation (answered|over)$`, w.showsConsultation, suite.Doc{
		Does:    "Checks that an agent was told since the last When that whom they consult has answered, or that the consultation is over.",
		Example: "Then Ana's desk shows the consultation answered",
		Args:    []string{"the agent", "answered or over"},
	})
	r.Step(`^(\w+)'s desk is told that nobody took the consultation$`, w.showsUntaken, suite.Doc{
		Does:    "Checks that an agent was told since the last When that nobody came to the consultation that they began, by one of the notifications that tell of its end.",
		Example: "Then Ana's desk is told that nobody took the consultation",
		Args:    []string{"the agent"},
	})
}

// stands claims how an interaction stands for an agent, by the event that told it last. If
// it stands otherwise, that event has come all the same: what says so is not broken.
func (w *world) stands(ctx context.Context, agent, label, text string, is func(stage) bool, expected string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	if _, err := w.TooEarly(ctx, is(it.stage)); err != nil {
		return err
	}
	told := p.about(it, 0)
	s := scene.Seen{Met: is(it.stage), Expected: expected, Instead: string(it.stage)}
	if len(told) > 0 {
		last := told[len(told)-1]
		s.Instead, s.Frames = fmt.Sprintf("%s, by %s", s.Instead, last.Event), []int{last.Seq}
		if s.Met {
			w.Claims("effect", text, s, tells(last.Event))
			return nil
		}
	}
	w.Inferred("effect", text, s)
	return nil
}

func (w *world) isListed(ctx context.Context, agent, label string) error {
	return w.stands(ctx, agent, label, fmt.Sprintf("%s has the %s", agent, label), func(s stage) bool { return s == isTheirs }, string(isTheirs))
}

func (w *world) hasNoLonger(ctx context.Context, agent, label string) error {
	return w.stands(ctx, agent, label, fmt.Sprintf("%s no longer has the %s", agent, label),
		func(s stage) bool { return s == isGone || s == isToWrapUp }, fmt.Sprintf("%s or %s", isGone, isToWrapUp))
}

func (w *world) seesEnd(ctx context.Context, agent string) error {
	return w.isTold(ctx, agent, "call", agent+"'s desk sees the call end", "ContactEnded", "AgentWrapup", "AgentConsultEnded")
}

// showsHold claims the event, and that what it carries says the same of the leg.
func (w *world) showsHold(ctx context.Context, agent, how string) error {
	event, held := "AgentContactHeld", "true"
	if how != "on hold" {
		event, held = "AgentContactUnheld", "false"
	}
	if err := w.isTold(ctx, agent, "call", fmt.Sprintf("%s is told that the call is %s", agent, how), event); err != nil {
		return err
	}
	p, it, err := w.both(ctx, agent, "call")
	if err != nil {
		return err
	}
	for _, n := range only(p.about(it, w.Window), event) {
		got := textOf(mainLeg(n.Interaction()).Get("isHold"))
		w.Founded("webex.field.interaction.media.entry.isHold", "value", fmt.Sprintf("%s says that the call is %s", event, how),
			scene.Seen{Met: got == held, Expected: held, Instead: got, Frames: []int{n.Seq}})
	}
	return nil
}

// mainLeg is the leg of a contact that its customer is on.
func mainLeg(c trace.Object) trace.Object { return legOf(c, "mainCall") }

// legOf is the first leg of a contact of a kind.
func legOf(c trace.Object, kind string) trace.Object {
	for _, m := range c.Object("media") {
		if leg := trace.ObjectOf(m.Value); textOf(leg.Get("mType")) == kind {
			return leg
		}
	}
	return nil
}

func (w *world) showsRecording(ctx context.Context, agent, how string) error {
	event := map[string]string{"paused": "ContactRecordingPaused", "going on": "ContactRecordingResumed"}[how]
	return w.isTold(ctx, agent, "call", fmt.Sprintf("%s is told that the recording is %s", agent, how), event)
}

func (w *world) showsConference(ctx context.Context, agent string) error {
	return w.isTold(ctx, agent, "call", agent+" is told of the conference", "AgentConsultConferenced", "ParticipantJoinedConference")
}

func (w *world) showsConsultation(ctx context.Context, agent, how string) error {
	if how == "answered" {
		return w.isTold(ctx, agent, "call", agent+" is told that the consultation was answered", "AgentConsulting")
	}
	return w.isTold(ctx, agent, "call", agent+" is told that the consultation is over", "AgentConsultEnded")
}

// showsUntaken takes any notification that tells of the end: no document says which comes.
func (w *world) showsUntaken(ctx context.Context, agent string) error {
	return w.isTold(ctx, agent, "call", agent+" is told that nobody took the consultation", "AgentConsultFailed", "AgentConsultEnded", "AgentCtqFailed", "AgentInviteFailed")
}
