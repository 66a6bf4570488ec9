package webex

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

const isRefusedText = "the request is refused"

func (w *world) answerSentences(r *suite.Registry) {
	r.Step(`^the request succeeds$`, w.succeeds, suite.Doc{
		Does:    "Checks that the last request was taken, and that the notification came which its operation waits for.",
		Example: "Then the request succeeds",
	})
	r.Step(`^the request is refused$`, w.isRefused, suite.Doc{
		Does:    "Checks that the last request was answered with an error, or taken and followed by its operation's notification of failure. Which of both is the target's to choose, so this seldom binds; but one of the notifications that the operation waits for has to come.",
		Example: "Then the request is refused",
		Denies:  true,
	})
}

// settled is how the last request came out, waiting for what may yet come.
func (w *world) settled(ctx context.Context) (outcome, error) {
	if w.asked.what == "" {
		return outcome{}, scene.ErrAskFirst
	}
	if out := w.outcome(); out.how != unsettled || w.asked.patient {
		return out, nil
	}
	err := w.waits(ctx)
	return w.outcome(), err
}

// waits lets the time pass for which a client waits for the outcome of the last request:
// by the target's clock, or else really.
func (w *world) waits(ctx context.Context) error {
	m, ok := w.Rules.Book.Method(w.asked.what)
	if !ok || m.Settles == nil {
		return nil
	}
	limit := time.Duration(m.Settles.Limit) * time.Millisecond
	if w.Target.Hello.Can.Clock {
		if err := w.Opened.Advance(ctx, limit); err != nil {
			return err
		}
		return w.Settle(ctx)
	}
	within, cancel := target.Patience(ctx, limit)
	defer cancel()
	err := w.asker.client.Hear(within, func(told []notice) bool { return w.outcomeBy(told).how != unsettled })
	w.Notice()
	switch {
	case errors.Is(err, wire.ErrClosed):
		return w.unanswered(err, "")
	case ctx.Err() == nil:
		return nil // it is not settled: that is the outcome
	}
	return err
}

// isGranted reports whether an item says that the last request succeeds: its operation, and
// steps of sequences in which it is asked for or told.
func (w *world) isGranted(it book.Item) bool {
	if s, ok := it.Of.(*book.Step); ok {
		return s.Kind == "request" && s.Request == w.asked.what || s.Kind == "answer" || tellsAny(w.asked.resolves)(it)
	}
	if strings.HasSuffix(it.ID, ".failure") {
		return false
	}
	if it.ID == w.asked.item && len(w.asked.resolves) > 0 {
		return false // when an operation is granted sequences tell; that it settles is claimed by it
	}
	return scene.IsUnder(it.ID, w.asked.item) || tellsAny(w.asked.resolves)(it)
}

// tellsAny are the items that say that one of some events comes.
func tellsAny(events []string) scene.Says {
	var all []scene.Says
	for _, e := range events {
		all = append(all, tells(e))
	}
	return scene.Either(all...)
}

func (w *world) succeeds(ctx context.Context) error {
	out, err := w.settled(ctx)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: out.how == granted, Expected: "granted, and told by " + oneOf(w.asked.resolves), Instead: out.how + ": " + w.shown(out), Frames: out.frames}
	w.Claims("answer", w.asked.what+" succeeds", s, w.isGranted)
	w.isAccepted()
	w.settles(out)
	return nil
}

// isAccepted claims, where a tag says so, that the last request was taken, whatever became
// of it afterwards.
func (w *world) isAccepted() {
	if by := scene.Only("webex.rule.status"); w.IsTaggedWith(by) {
		s := scene.Seen{Met: !w.answer.Failed(), Expected: "a status below 400", Instead: answered(w.answer), Frames: frames(w.answer)}
		w.Claims("answer", w.asked.what+" is accepted", s, by)
	}
}

// isRefused claims that the last request is refused, which is our reading: no document says
// when an operation is. But a client that was told that its request was taken waits: that
// it is told the one or the other binds, and so does by which name.
func (w *world) isRefused(ctx context.Context) error {
	out, err := w.settled(ctx)
	if err != nil {
		return err
	}
	w.settles(out)
	s := scene.Seen{Met: out.how == refused || out.how == refusedAtOnce, Expected: "a failure", Instead: out.how + ": " + w.shown(out), Frames: out.frames}
	w.Claims("answer", w.asked.what+" is refused", s, saysRefused)
	if out.how == refused {
		s.Met, s.Expected, s.Instead = true, oneOf(w.asked.rejects), out.by.Event
		w.Claims("event", w.asked.what+" fails with the notification that its operation waits for", s, w.tellsFailure(out.by.Event))
	}
	return nil
}

// saysRefused are the rules that say that something is refused, as we read the documents.
var saysRefused = scene.Only("webex.rule.badRequest", "webex.rule.unknownTask", "webex.rule.unauthorized")

// tellsFailure are the items that say that an event tells of the failure of the last
// request.
func (w *world) tellsFailure(event string) scene.Says {
	return func(it book.Item) bool {
		owner, isFailure := strings.CutSuffix(it.ID, ".failure")
		return isFailure && owner == w.asked.item || it.ID == w.asked.item || it.ID == "webex.event."+event
	}
}

// settles claims that one of the notifications has come that the last request waits for.
func (w *world) settles(out outcome) {
	if w.answer.Failed() || len(w.asked.resolves) == 0 || w.asked.patient && out.how == unsettled {
		return
	}
	s := scene.Seen{Met: out.how != unsettled, Expected: oneOf(append(slices.Clone(w.asked.resolves), w.asked.rejects...)), Instead: w.shown(out), Frames: out.frames}
	if w.isOvertaken(out) {
		w.Weaker(w.asked.item, "event", w.asked.what+" settles although its contact is over", s)
		return
	}
	w.Founded(w.asked.item, "event", w.asked.what+" settles: what it waits for is told", s)
}

// contactEnds are the notifications that tell that an agent no longer has a contact.
var contactEnds = []string{"ContactEnded", "AgentWrapup", "AgentWrappedUp", "AgentContactUnassigned"}

// staying are the operations whose success does not take the contact from the agent.
var staying = []string{
	"task.hold", "task.unhold", "task.recordPause", "task.recordResume", "task.consult", "task.consultEnd", "task.cancelCtq", "task.conference",
}

// isOvertaken reports whether the contact of the last request was over before its outcome
// was told. Nobody says that the request fails then.
func (w *world) isOvertaken(out outcome) bool {
	if out.how != unsettled || !slices.Contains(staying, w.asked.what) {
		return false
	}
	return slices.ContainsFunc(only(w.asker.client.Notices(), contactEnds...), func(n notice) bool {
		return n.Seq > w.answer.Asked && n.ID() == w.asked.about
	})
}
