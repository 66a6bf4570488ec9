package steps

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// talkSentences say what becomes of a call in words that are those of every wire that has
// calls.
func (w *world) talkSentences(r *suite.Registry) {
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
		Does:    "Checks that an agent was told since the last When that others are in their call.",
		Example: "Then Ana's desk shows the call as a conference",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk shows the consultation (answered|over)$`, w.showsConsultation, suite.Doc{
		Does:    "Checks that an agent was told since the last When that whom they consult has answered, or that the consultation is over.",
		Example: "Then Ana's desk shows the consultation answered",
		Args:    []string{"the agent", "answered or over"},
	})
}

func (w *world) showsHold(ctx context.Context, agent, how string) error {
	eventType := map[string]string{"on hold": "HELD", "no longer on hold": "ESTABLISHED"}[how]
	return w.learns(ctx, agent, "call", eventType, fmt.Sprintf("%s is told that the call is %s", agent, how))
}

// showsRecording claims the event, and that it says how the recording is.
func (w *world) showsRecording(ctx context.Context, agent, how string) error {
	const (
		changed   = "CALL_RECORDING_STATE_CHANGED"
		attribute = "recordingState"
		item      = "scapi.type.interaction.Interaction." + attribute
	)
	if err := w.learns(ctx, agent, "call", changed, fmt.Sprintf("%s is told that the recording is %s", agent, how)); err != nil {
		return err
	}
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	want := map[string]string{"paused": "PAUSED", "going on": "RECORDING"}[how]
	for _, e := range w.told(d, "call", changed) {
		got, ok := e.Attribute(attribute)
		if !ok && !w.Rules.Has(item) {
			continue // the profile does not have it
		}
		claim := w.Rules.Claim(item, "value", changed+" has "+attribute+" "+want)
		if w.isWeak(attribute, got) {
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, got == want, want, scene.OrNone(got), e.Seq)
	}
	return nil
}

func (w *world) showsConference(ctx context.Context, agent string) error {
	return w.learns(ctx, agent, "call", "PARTY_CHANGED", agent+" is told of the conference")
}

func (w *world) showsConsultation(ctx context.Context, agent, how string) error {
	eventType := map[string]string{"answered": "ESTABLISHED", "over": "RELEASED"}[how]
	d, it, err := w.item(ctx, agent, "consultation")
	if err != nil {
		return err
	}
	found, err := w.await(ctx, func() []event {
		return w.which(d, w.Window, func(e event) bool { return e.Type == eventType && e.ID() == it.id })
	})
	if err != nil {
		return err
	}
	seen, frames := shownAll(found)
	if len(found) == 0 {
		seen, frames = w.missing(eventType+about("consultation"), w.Window)
	}
	for _, claim := range w.ClaimsFor("event", fmt.Sprintf("%s is told that the consultation is %s", agent, how), w.tells(eventType)) {
		w.Record(claim, len(found) > 0, eventType, seen, frames...)
	}
	return nil
}
