package gws

import (
	"context"
	"time"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) timeSentences(r *suite.Registry) {
	r.Step(`^(\d+) seconds? pass(?:es)?$`, w.secondsPass, suite.Doc{
		Does:    "Moves the target's clock on, doing all that is due on the way.",
		Example: "When 30 seconds pass",
		Args:    []string{"how many seconds"},
	})
	r.Step(`^nobody accepts until( a second before)? the end of the offer$`, w.offerTimeoutPasses, suite.Doc{
		Does:    "Moves the target's clock on by the time that a chat or an e-mail is offered, or to a second before; a target that does not say how long that is makes the scenario not applicable.",
		Example: "When nobody accepts until the end of the offer",
		Args:    []string{"a second before, if so said"},
	})
}

func (w *world) secondsPass(ctx context.Context, n int) error {
	return w.pass(ctx, time.Duration(n)*time.Second)
}

func (w *world) offerTimeoutPasses(ctx context.Context, before string) error {
	t, err := w.target(ctx)
	if err != nil {
		return err
	}
	timeout := t.OfferTimeout()
	switch {
	case timeout == 0:
		return &target.NotOfferedError{What: "an end of its offers: how long a chat or an e-mail is offered is not known (offerTimeout in the target file)"}
	case before != "" && timeout <= time.Second:
		return &target.NotOfferedError{What: "an offer of more than a second"}
	case before != "":
		timeout -= time.Second
	}
	return w.pass(ctx, timeout)
}

func (w *world) pass(ctx context.Context, d time.Duration) error {
	t, err := w.target(ctx)
	if err != nil {
		return err
	}
	w.look()
	if err := t.Advance(ctx, d); err != nil {
		return err
	}
	return w.settle(ctx)
}
