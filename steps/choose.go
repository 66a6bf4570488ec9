package steps

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) choiceSentences(r *suite.Registry) {
	r.Step(`^(\w+) chooses the state (\w+)( with a reason)?$`, w.choosesState, suite.Doc{
		Does:    "Lets an agent's page choose a state of that type from the list, with a reason if so said; a list without one, or an agent who is in such a state already, makes the scenario not applicable.",
		Example: "When Ana chooses the state NOT_READY",
		Args:    []string{"the agent", "the state's type", "a reason is wanted"},
	})
	r.Step(`^(\w+) chooses a state that does not exist$`, w.choosesNoState, suite.Doc{
		Does:    "Lets an agent's page choose a state that is not in the list.",
		Example: "When Ana chooses a state that does not exist",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) chooses the state (\w+), which is only reported(?:, for the medium (\w+))?$`, w.choosesReported, suite.Doc{
		Does:    "Lets an agent's page choose a state by its type, since the list has none of that type.",
		Example: "When Ana chooses the state PARTIAL_READY, which is only reported",
		Args:    []string{"the agent", "the state's type", "the medium, if it is for one"},
	})
	r.Step(`^(\w+) changes state$`, w.changesState, suite.Doc{
		Does:    "Lets an agent's page choose NOT_READY, or READY if the agent is NOT_READY already.",
		Example: "When Ana changes state",
		Args:    []string{"the agent"},
	})
}

func (w *world) choosesState(ctx context.Context, agent, stateType, reason string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	operation, err := w.operation(ctx, d, stateType, reason)
	if err != nil {
		return err
	}
	now, err := w.now(ctx, d)
	switch {
	case err != nil:
		return err
	case now == "":
		err = w.leave(ctx, d, stateType)
	case now == stateType: // a desktop need not tell of a change that is none
		err = suite.NotReached("%s was to be in another state and is in %s already", d.name, stateType)
	}
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.SetState, State: operation})
}

// changesState is for what comes of a change, whichever it is: without one there is
// nothing to see.
func (w *world) changesState(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	now, err := w.now(ctx, d)
	if err != nil {
		return err
	}
	next := "NOT_READY"
	switch now {
	case next:
		next = "READY"
	case "":
		if err := w.leave(ctx, d, next); err != nil {
			return err
		}
	}
	operation, err := w.operation(ctx, d, next, "")
	if err != nil {
		return err
	}
	if err := w.try(ctx, d.page(), target.Action{Verb: target.SetState, State: operation}); err != nil {
		return err
	}
	if w.answer.Refused {
		return &suite.NotReachedError{Seen: w.refusal()}
	}
	return nil
}

// leave makes sure that an agent whose state is not told is not in one: what comes of
// that is not looked at.
func (w *world) leave(ctx context.Context, d *desk, stateType string) error {
	other := "READY"
	if stateType == other {
		other = "NOT_READY"
	}
	operation, err := w.operation(ctx, d, other, "")
	if err != nil {
		return err
	}
	if err := w.try(ctx, d.page(), target.Action{Verb: target.SetState, State: operation}); err != nil {
		return err
	}
	if _, err := w.ListenOn(ctx); err != nil {
		return err
	}
	w.Begin()
	return nil
}

func (w *world) choosesNoState(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.SetState, State: "NoSuchState"})
}

func (w *world) choosesReported(ctx context.Context, agent, stateType, medium string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.knownStateType(stateType); err != nil {
		return err
	}
	a := target.Action{Verb: target.SetState, State: stateType}
	if medium != "" {
		a.Verb, a.Media = target.SetMediaState, medium
	}
	return w.do(ctx, d, a)
}

// becomesReady makes an agent ready over their own wire.
func (w *world) becomesReady(ctx context.Context, d *desk) error {
	operation, err := w.operation(ctx, d, "READY", "")
	if err != nil {
		return fmt.Errorf("%w; an agent becomes ready by agent.set at the stage door, or by agent.getStateList and agent.setState", err)
	}
	return w.do(ctx, d, target.Action{Verb: target.SetState, State: operation})
}

// operation is the name by which a state of that type can be chosen. That the list
// has none is the target's right.
func (w *world) operation(ctx context.Context, d *desk, stateType, reason string) (string, error) {
	if err := w.knownStateType(stateType); err != nil {
		return "", err
	}
	if err := w.try(ctx, d.page(), target.Action{Verb: target.States}); err != nil {
		return "", err
	}
	if w.answer.Refused {
		return "", &suite.NotReachedError{Seen: w.refusal()}
	}
	var states []state
	_ = json.Unmarshal(w.answer.Data, &states) // not a list: none; the oracle says so
	for _, s := range states {
		if s.Type == stateType && s.OperationName != "" {
			return s.OperationName, nil
		}
	}
	return "", &target.NotOfferedError{What: "a state of type " + stateType + " to choose" + reason + ": agent.getStateList does not list it"}
}

// now is the type of the agent's state; empty if the profile or the target does not say.
func (w *world) now(ctx context.Context, d *desk) (string, error) {
	if w.may(scapi.RequestOf(target.State)) != nil {
		return "", nil
	}
	answer := w.answer
	defer func() { w.answer = answer }() // looking is not what the scenario asks
	if err := w.try(ctx, d.page(), target.Action{Verb: target.State}); err != nil {
		return "", err
	}
	var got state
	_ = json.Unmarshal(w.answer.Data, &got) // not an object: it does not say
	return got.Type, nil
}
