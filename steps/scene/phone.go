package scene

import (
	"context"
	"maps"
	"slices"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// CustomerPhones registers what customers do at their phones, for wires that have calls.
func (s *Scene) CustomerPhones(r *suite.Registry) {
	r.Step(`^(\w+) answers$`, s.PicksUp, suite.Doc{
		Does:    "Lets a customer answer the call that rings at their phone.",
		Example: "When Chen answers",
		Args:    []string{"the customer"},
	})
	r.Step(`^(\w+) is busy$`, s.customerIsBusy, suite.Doc{
		Does:    "Lets the call that rings at a customer's phone find it busy.",
		Example: "When Chen is busy",
		Args:    []string{"the customer"},
	})
	r.Step(`^(\w+) does not answer$`, s.GivesUp, suite.Doc{
		Does:    "Lets the call that rings at a customer's phone be given up.",
		Example: "When Chen does not answer",
		Args:    []string{"the customer"},
	})
}

// PicksUp lets a customer answer the call that rings at their phone.
func (s *Scene) PicksUp(ctx context.Context, customer string) error {
	return s.atPhone(ctx, customer, "call.answer")
}

func (s *Scene) customerIsBusy(ctx context.Context, customer string) error {
	return s.atPhone(ctx, customer, "call.busy")
}

// GivesUp lets a customer not answer the call that rings at their phone.
func (s *Scene) GivesUp(ctx context.Context, customer string) error {
	return s.atPhone(ctx, customer, "call.noAnswer")
}

// HangsUp lets a customer end their call.
func (s *Scene) HangsUp(ctx context.Context, customer string) error {
	return s.atPhone(ctx, customer, "call.hangUp")
}

// atPhone lets a customer do something at their phone.
func (s *Scene) atPhone(ctx context.Context, customer, method string) error {
	c, err := s.Target.Customer(customer)
	if err != nil {
		return err
	}
	return s.Stage(ctx, method, map[string]any{"number": c.Number})
}

// AllHangUp lets all customers end their calls, also those that ring, on a target that
// others use too.
func (s *Scene) AllHangUp(ctx context.Context) error {
	all := s.Target.File().Customers
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, method := range []string{"call.noAnswer", "call.hangUp"} {
			if err := s.Anyway(ctx, method, map[string]any{"number": all[name].Number}); err != nil {
				return err
			}
		}
	}
	return nil
}

// RingTimeout lets the time pass that a call rings, or all but a second of it.
func (s *Scene) RingTimeout(ctx context.Context, before bool) error {
	w, err := s.World(ctx)
	if err != nil {
		return err
	}
	if w.RingTimeout() == 0 {
		return &target.NotOfferedError{What: "a ring timeout: calls ring there for ever"}
	}
	return s.passUntil(ctx, w.RingTimeout(), before, "a ring timeout")
}
