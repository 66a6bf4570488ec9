package steps

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) routingSentences(r *suite.Registry) {
	r.Step(`^(\w+) calls the (agent group|skill|queue|routing point) ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.callsRouted, suite.Doc{
		Does:    "Lets a customer call what is not one agent: who gets the call, and when, is the target's to choose.",
		Example: "When Carla calls the routing point Main Line",
		Args:    []string{"the customer", "what it is", anyRouted},
	})
	r.Step(`^an? (call|chat|e-mail) comes to (\w+)$`, w.comes, suite.Doc{
		Does:    "Checks that an interaction which was not there before has appeared at the agent's desk since the last When. Who gets what others send is documented nowhere, so this never binds.",
		Example: "Then a call comes to Ben",
		Args:    []string{"call, chat or e-mail", "the agent"},
	})
	r.Step(`^an? (call|chat|e-mail) comes to (\w+) or (\w+)$`, w.comesToEither, suite.Doc{
		Does:    "Checks the same of one of two agents, and that the other has none.",
		Example: "Then a call comes to Ben or Cleo",
		Args:    []string{"call, chat or e-mail", "an agent", "another agent"},
	})
	r.Step(`^no (call|chat|e-mail) comes to (\w+)$`, w.comesNot, suite.Doc{
		Does:    "Checks that no interaction which was not there before has appeared at the agent's desk since the last When. This never binds either.",
		Example: "Then no call comes to Cleo",
		Args:    []string{"call, chat or e-mail", "the agent"},
	})
}

// stageTargets are the kinds of destinations in the words of the stage door.
var stageTargets = map[target.DestinationKind]string{
	target.ToGroup: "agent-group", target.ToSkill: "skill", target.ToQueue: "queue", target.ToRoutingPoint: "routing-point",
}

func (w *world) callsRouted(ctx context.Context, customer, kind, name string) error {
	if _, err := w.World(ctx); err != nil {
		return err
	}
	if !w.Case.Target.Hello.Offers("routing.target") {
		return &target.NotOfferedError{What: "calls that are routed (routing.target)"}
	}
	to, err := w.routed(kind + " " + name)
	if err != nil {
		return err
	}
	c, err := w.Case.Target.Customer(customer)
	if err != nil {
		return err
	}
	w.handedOver = true
	for _, agent := range w.order {
		w.desks[agent].expectCall("IN", c.Number)
	}
	return w.Stage(ctx, "call.arrive", map[string]any{
		"target": map[string]any{"type": stageTargets[to.Kind], "name": to.Name}, "from": c.Number,
	})
}

// newcomers are the first events of interactions of a kind that have appeared at a desk
// since the last When.
func (w *world) newcomers(d *desk, kind string) []event {
	old := w.toldBefore(d)
	return w.which(d, w.Window, func(e event) bool {
		was := old[e.ID()]
		old[e.ID()] = true
		of := kindOf(e)
		return e.ID() != "" && !was && (of == kind || of == "")
	})
}

func (w *world) comes(ctx context.Context, kind, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	found, err := w.await(ctx, func() []event { return w.newcomers(d, kind) })
	if err != nil {
		return err
	}
	seen, frames := shownAll(found)
	claim := w.Rules.Inferred("event", fmt.Sprintf("a new %s comes to %s", kind, agent))
	w.Record(claim, len(found) > 0, "a new "+kind, seen, frames...)
	return nil
}

func (w *world) comesToEither(ctx context.Context, kind, one, other string) error {
	a, err := w.desk(one)
	if err != nil {
		return err
	}
	b, err := w.desk(other)
	if err != nil {
		return err
	}
	find := func() []event { return append(w.newcomers(a, kind), w.newcomers(b, kind)...) }
	found, err := w.await(ctx, find)
	if err != nil {
		return err
	}
	seen, frames := shownAll(found)
	claim := w.Rules.Inferred("event", fmt.Sprintf("a new %s comes to %s or %s", kind, one, other))
	w.Record(claim, len(found) == 1, "one new "+kind+" at one of the two", seen, frames...)
	return nil
}

func (w *world) comesNot(ctx context.Context, kind, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	found := w.newcomers(d, kind)
	seen, frames := shownAll(found)
	claim := w.Rules.Inferred("absent", fmt.Sprintf("no new %s comes to %s", kind, agent))
	w.Record(claim, len(found) == 0, "nothing new", seen, frames...)
	return nil
}
