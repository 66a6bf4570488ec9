package steps

import (
	"context"
	"time"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) timeSentences(r *suite.Registry) {
	r.Step(`^(\d+) seconds pass$`, w.secondsPass, suite.Doc{
		Does:    "Moves the target's clock on, doing all that is due on the way.",
		Example: "When 30 seconds pass",
		Args:    []string{"how many seconds"},
	})
	r.Step(`^nobody answers until the ring timeout$`, w.ringTimeoutPasses, suite.Doc{
		Does:    "Moves the target's clock on by its ring timeout; a target where calls ring for ever makes the scenario not applicable.",
		Example: "When nobody answers until the ring timeout",
	})
}

func (w *world) secondsPass(ctx context.Context, n int) error {
	return w.pass(ctx, time.Duration(n)*time.Second)
}

func (w *world) ringTimeoutPasses(ctx context.Context) error {
	t, err := w.target(ctx)
	if err != nil {
		return err
	}
	if t.RingTimeout() == 0 {
		return &target.NotOfferedError{What: "a ring timeout: calls ring there for ever"}
	}
	return w.pass(ctx, t.RingTimeout())
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
