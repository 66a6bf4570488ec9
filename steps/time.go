package steps

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) timeSentences(r *suite.Registry) {
	r.Step(`^nobody answers until( a second before)? the ring timeout$`, w.ringTimeoutPasses, suite.Doc{
		Does:    "Moves the target's clock on by its ring timeout, or to a second before; a target where calls ring for ever makes the scenario not applicable.",
		Example: "When nobody answers until the ring timeout",
		Args:    []string{"a second before, if so said"},
	})
}

func (w *world) ringTimeoutPasses(ctx context.Context, before string) error {
	return w.RingTimeout(ctx, before != "")
}
