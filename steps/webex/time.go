package webex

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

// ringTimeoutPasses lets the time pass. Where phones pick up by themselves, which the
// documents leave open, nobody is left unanswered.
func (w *world) ringTimeoutPasses(ctx context.Context, before string) error {
	if err := w.RingTimeout(ctx, before != ""); err != nil {
		return err
	}
	for _, name := range w.order {
		if found := only(w.people[name].told(w.Window, func(n notice) bool { return channelOf(n) == "telephony" }), "AgentContactAssigned"); len(found) > 0 {
			return suite.NotReached("nobody was to answer, and the phone of %s was picked up by itself", name)
		}
	}
	return nil
}
