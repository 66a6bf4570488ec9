package webex

import (
	"context"
	"errors"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

// world is what one scenario has going on. It is made anew for each scenario.
type world struct {
	*scene.Scene
	people   map[string]*person
	order    []string // people in the order in which they signed in
	awaited  string   // label of what is about to appear at whoever the target chooses
	campaign string   // that runs; empty: none does
	asked    request  // the last one
	asker    *person  // whose it was
	answer   wire.Answer
	table    *tableCheck // the last table of events
	attempt  attempt     // the last registration that is looked at
	paged    paged       // the last list that was read page by page
}

// Register gives a scenario its sentences and a fresh world, and returns what ends that
// world.
func Register(c *suite.Case, r *suite.Registry) func(context.Context) error {
	w := &world{people: map[string]*person{}}
	w.Scene = scene.New(c, w)
	w.phonesWait()
	w.Sentences(r)
	scene.SignIn(r, w.signsIn, w.signsInReady, w.nobodyElse)
	w.callSentences(r)
	w.phoneSentences(r)
	w.CustomerPhones(r)
	scene.Arrivals(r, w.hasDigital, w.hasChat, w.isChatting)
	w.digitalSentences(r)
	w.finishSentences(r)
	w.consultSentences(r)
	w.recordingSentences(r)
	w.previewSentences(r)
	w.answerSentences(r)
	w.amissSentences(r)
	w.offerSentences(r)
	w.stateSentences(r)
	w.eventSentences(r)
	w.fieldSentences(r)
	w.dataSentences(r)
	w.absenceSentences(r)
	w.timeSentences(r)
	w.clientSentences(r)
	return w.end
}

// end closes what the scenario opened.
func (w *world) end(ctx context.Context) error { return w.End(ctx, w.tidy, w.hangUp) }

// hangUp closes all clients.
func (w *world) hangUp() {
	for _, name := range w.order {
		_ = w.people[name].client.Close() // the target may have closed it
	}
}

// Settle waits until all that was brought about has arrived, and notes what is new.
func (w *world) Settle(ctx context.Context) error {
	err := w.Opened.Settle(ctx, true)
	if w.Log.Full() {
		return target.ErrFlood
	}
	w.Notice()
	return w.unanswered(err, "webex.rule.keepalive")
}

// Expect gives a label to the next interaction that is offered to an agent.
func (w *world) Expect(agent, kind string) {
	if agent == "" {
		w.awaited = kind
	} else if p, here := w.people[agent]; here {
		p.awaited = kind
	}
}

// unanswered ends a scenario that cannot go on because a request got no answer that a
// client reads, or a socket was not kept: that is the target's doing, and broken is the
// item of the book that promises it. A server may close a socket, after which clients come
// again: no document says when. Any other error stays.
func (w *world) unanswered(err error, item string, frames ...int) error {
	s := scene.Seen{Expected: "an answer", Frames: frames}
	switch {
	case errors.Is(err, wire.ErrClosed):
		s.Expected, s.Instead = "a socket that stays open", err.Error()
		w.Inferred("effect", "a client's socket stays open while it is used", s)
	case errors.Is(err, wire.ErrNoAnswer), errors.Is(err, wire.ErrUnreadable):
		s.Instead = err.Error()
		w.Founded(item, "answer", "what a client asks is answered", s)
	default:
		return err
	}
	return suite.ErrMismatch
}
