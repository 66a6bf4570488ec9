package scene

import (
	"context"
	"time"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (s *Scene) timeSentences(r *suite.Registry) {
	r.Step(`^(\d+) seconds? pass(?:es)?$`, s.secondsPass, suite.Doc{
		Does:    "Moves the target's clock on, doing all that is due on the way.",
		Example: "When 30 seconds pass",
		Args:    []string{"how many seconds"},
	})
	r.Step(`^nobody accepts until( a second before)? the end of the offer$`, s.offerTimeoutPasses, suite.Doc{
		Does:    "Moves the target's clock on by the time that a chat or an e-mail is offered, or to a second before; a target that does not say how long that is makes the scenario not applicable.",
		Example: "When nobody accepts until the end of the offer",
		Args:    []string{"a second before, if so said"},
	})
}

func (s *Scene) secondsPass(ctx context.Context, n int) error {
	return s.Pass(ctx, time.Duration(n)*time.Second)
}

func (s *Scene) offerTimeoutPasses(ctx context.Context, before string) error {
	w, err := s.World(ctx)
	if err != nil {
		return err
	}
	if w.OfferTimeout() == 0 {
		return &target.NotOfferedError{What: "an end of its offers: how long a chat or an e-mail is offered is not known (offerTimeout in the target file)"}
	}
	return s.passUntil(ctx, w.OfferTimeout(), before != "", "an offer")
}

// passUntil lets a time pass, or all but a second of it. What is so long is told if there
// is no second to leave.
func (s *Scene) passUntil(ctx context.Context, timeout time.Duration, before bool, what string) error {
	switch {
	case before && timeout <= time.Second:
		return &target.NotOfferedError{What: what + " of more than a second"}
	case before:
		timeout -= time.Second
	}
	return s.Pass(ctx, timeout)
}

// Pass moves the target's clock on and settles.
func (s *Scene) Pass(ctx context.Context, d time.Duration) error {
	w, err := s.World(ctx)
	if err != nil {
		return err
	}
	s.Look()
	if err := w.Advance(ctx, d); err != nil {
		return err
	}
	return s.wire.Settle(ctx)
}
