package steps

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) timeSentences(r *suite.Registry) {
	r.Step(`^nobody answers until( a second before)? the ring timeout$`, w.ringTimeoutPasses, suite.Doc{
		Does:    "Moves the target's clock on by its ring timeout, or to a second before; a target where calls ring for ever makes the scenario not applicable.",
		Example: "When nobody answers until the ring timeout",
		Args:    []string{"a second before, if so said"},
	})
}

func (w *world) ringTimeoutPasses(ctx context.Context, before string) error {
	t, err := w.World(ctx)
	if err != nil {
		return err
	}
	if t.RingTimeout() == 0 {
		return &target.NotOfferedError{What: "a ring timeout: calls ring there for ever"}
	}
	return w.PassUntil(ctx, t.RingTimeout(), before != "", "a ring timeout")
}
