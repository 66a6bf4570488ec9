package steps

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) callSentences(r *suite.Registry) {
	r.Step(`^(\w+) calls (\w+)$`, w.calls, suite.Doc{
		Does:    "Lets a customer call an agent; nothing is answered yet.",
		Example: "When Carla calls Ana",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^(\w+) dials (\w+)$`, w.dials, suite.Doc{
		Does:    "Lets an agent dial a customer or another agent.",
		Example: "When Ana dials Chen",
		Args:    []string{"the agent", "the customer or agent who is called"},
	})
	r.Step(`^(\w+) dials (\w+) with the user data:$`, w.dialsWith, suite.Doc{
		Does:    "Lets an agent dial with user data attached to the call, a row a key and its value.",
		Example: "When Ana dials Chen with the user data:",
		Args:    []string{"the agent", "the customer or agent who is called"},
	})
	r.Step(`^(\w+) dials (\w+) with the extensions:$`, w.dialsExtended, suite.Doc{
		Does:    "Lets an agent dial with extensions for the switch, a row a key and its value.",
		Example: "When Ana dials Chen with the extensions:",
		Args:    []string{"the agent", "whom: another agent, or a customer"},
	})
	r.Step(`^(\w+) answers the( first| second)? call$`, w.answersCall, suite.Doc{
		Does:    "Lets an agent answer a ringing call with the request of the voice namespace.",
		Example: "When Ana answers the call",
		Args:    []string{"the agent", "which call, when there are two"},
	})
	r.Step(`^(\w+) accepts the (call|record|chat|e-mail)$`, w.accepts, suite.Doc{
		Does:    "Lets an agent accept a ringing call, or a record, chat or e-mail that is offered, with the request of the interaction namespace.",
		Example: "When Ana accepts the record",
		Args:    []string{"the agent", "call, record, chat or e-mail"},
	})
	r.Step(`^(\w+) declines the (call|record|chat|e-mail)$`, w.declines, suite.Doc{
		Does:    "Lets an agent reject a ringing call, or a record, chat or e-mail that is offered, before taking it.",
		Example: "When Ana declines the call",
		Args:    []string{"the agent", "call, record, chat or e-mail"},
	})
	r.Step(`^(\w+) puts the( first| second)? (call|record) on hold$`, w.holds, suite.Doc{
		Does:    "Lets an agent ask for a hold.",
		Example: "When Ana puts the call on hold",
		Args:    []string{"the agent", "which one, when there are two", "call or record"},
	})
	r.Step(`^(\w+) takes the( first| second)? call off hold$`, w.resumes, suite.Doc{
		Does:    "Lets an agent resume a held call.",
		Example: "When Ana takes the call off hold",
		Args:    []string{"the agent", "which call, when there are two"},
	})
	r.Step(`^(\w+) hangs up$`, w.hangsUp, suite.Doc{
		Does:    "Lets an agent, or a customer, end the call they are in; a customer may give up while it rings.",
		Example: "When Carla hangs up",
		Args:    []string{"the agent or customer"},
	})
	r.Step(`^(\w+) is talking to (\w+)$`, w.isTalking, suite.Doc{
		Does:    "Brings an agent into a call: a customer has called and was answered, or an agent was dialed and has answered.",
		Example: "Given Ana is talking to Carla",
		Args:    []string{"the agent", "the customer, or an agent who is signed in"},
	})
	r.Step(`^(\w+) has a (ringing|talking|held|dialing|released) call with (\w+)$`, w.hasCall, suite.Doc{
		Does:    "Brings an agent's call with a customer into a state.",
		Example: "Given Ana has a held call with Carla",
		Args:    []string{"the agent", "ringing, talking, held, dialing or released", "the customer"},
	})
	r.Step(`^the call with (\w+) comes to its end$`, w.comesToItsEnd, suite.Doc{
		Does:    "Lets a customer end their call in the way that fits its state, if it has not ended.",
		Example: "When the call with Carla comes to its end",
		Args:    []string{"the customer"},
	})
	r.Step(`^calls that nobody answers are sent on to (\w+)$`, w.sentOn, suite.Doc{
		Does:    "Says where calls go that an agent lets ring out; before anybody signs in.",
		Example: "Given calls that nobody answers are sent on to Ben",
		Args:    []string{"the agent who gets them"},
	})
}

// calls lets a customer call an agent.
func (w *world) calls(ctx context.Context, customer, agent string) error {
	return w.callArrives(ctx, customer, agent, nil)
}

// callArrives lets a customer call an agent; more is what else is said of the call.
func (w *world) callArrives(ctx context.Context, customer, agent string, more map[string]any) error {
	c, err := w.Case.Target.Customer(customer)
	if err != nil {
		return err
	}
	a, err := w.Case.Target.Agent(agent)
	if err != nil {
		return err
	}
	if d := w.desks[agent]; d != nil {
		d.expectCall("IN", c.Number)
	}
	params := map[string]any{"agent": a.Account, "from": c.Number}
	maps.Copy(params, more)
	return w.Stage(ctx, "call.arrive", params)
}

func (w *world) dials(ctx context.Context, agent, whom string) error {
	return w.dial(ctx, agent, whom, nil)
}

func (w *world) dialsWith(ctx context.Context, agent, whom string, data *table) error {
	attached, err := scene.Object(data)
	if err != nil {
		return err
	}
	return w.dial(ctx, agent, whom, attached)
}

// dialsExtended is a request of its own, which the newest client library alone sends.
func (w *world) dialsExtended(ctx context.Context, agent, whom string, extensions *table) error {
	members, err := scene.Object(extensions)
	if err != nil {
		return err
	}
	_, number, err := w.expectsCall(agent, whom)
	if err != nil {
		return err
	}
	return w.sends(ctx, agent, "voice.dialEx", []any{number, nil, members})
}

func (w *world) dial(ctx context.Context, agent, whom string, data json.RawMessage) error {
	d, number, err := w.expectsCall(agent, whom)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.Dial, Number: number, Data: data})
}

// expectsCall lets the desks of who dials and who is dialed look out for the call.
func (w *world) expectsCall(agent, whom string) (*desk, string, error) {
	d, err := w.desk(agent)
	if err != nil {
		return nil, "", err
	}
	number, err := w.number(whom)
	if err != nil {
		return nil, "", err
	}
	d.expectCall("OUT", number)
	if callee := w.desks[whom]; callee != nil {
		callee.expectCall("IN", d.account.Number)
	}
	return d, number, nil
}

// number is the number of an agent or a customer.
func (w *world) number(name string) (string, error) {
	if a, err := w.Case.Target.Agent(name); err == nil {
		if a.Number == "" {
			return "", &target.NotOfferedError{What: "a number for " + name + " (the target file's cast)"}
		}
		return a.Number, nil
	}
	c, err := w.Case.Target.Customer(name)
	return c.Number, err
}

// ask lets a desk ask for something to do with one of its interactions.
func (w *world) ask(ctx context.Context, agent, label string, a target.Action) error {
	d, it, err := w.present(ctx, agent, label)
	if err != nil {
		return err
	}
	a.Interaction = it.id
	return w.do(ctx, d, a)
}

func (w *world) answersCall(ctx context.Context, agent, which string) error {
	return w.ask(ctx, agent, labelOf(which, "call"), target.Action{Verb: target.Answer})
}

func (w *world) accepts(ctx context.Context, agent, kind string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.Accept})
}

func (w *world) declines(ctx context.Context, agent, kind string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.Reject})
}

func (w *world) holds(ctx context.Context, agent, which, kind string) error {
	return w.ask(ctx, agent, labelOf(which, kind), target.Action{Verb: target.Hold})
}

func (w *world) resumes(ctx context.Context, agent, which string) error {
	return w.ask(ctx, agent, labelOf(which, "call"), target.Action{Verb: target.Resume})
}

func (w *world) hangsUp(ctx context.Context, who string) error {
	if w.IsAgent(who) {
		return w.ask(ctx, who, "call", target.Action{Verb: target.HangUp})
	}
	return w.HangsUp(ctx, who)
}

// comesToItsEnd ends a customer's call: one that has not been answered by the
// customer is given up, any other they hang up.
func (w *world) comesToItsEnd(ctx context.Context, customer string) error {
	for _, name := range w.order {
		it := w.desks[name].find("call")
		if it == nil || it.gone || it.state == "IDLE" || it.last.Type == "RELEASED" {
			continue
		}
		if it.state == "DIALING" {
			return w.GivesUp(ctx, customer)
		}
		return w.HangsUp(ctx, customer)
	}
	return nil
}

func (w *world) isTalking(ctx context.Context, agent, whom string) error {
	if !w.IsAgent(whom) {
		return w.hasCall(ctx, agent, "talking", whom)
	}
	if err := w.dial(ctx, agent, whom, nil); err != nil {
		return err
	}
	if err := w.answersCall(ctx, whom, ""); err != nil {
		return err
	}
	return w.reached(ctx, agent, "call", "TALKING")
}

// hasCall brings a call with a customer into a state by the way that leads there.
func (w *world) hasCall(ctx context.Context, agent, state, customer string) error {
	if _, err := w.desk(agent); err != nil {
		return err
	}
	if state == "dialing" {
		return w.way(ctx, agent, "call",
			leg{do: func() error { return w.dials(ctx, agent, customer) }, event: "DIALING", state: "DIALING"})
	}
	legs := []leg{
		{do: func() error { return w.calls(ctx, customer, agent) }, event: "RINGING", state: "RINGING"},
		{do: func() error { return w.answersCall(ctx, agent, "") }, event: "ESTABLISHED", state: "TALKING"},
		{do: func() error { return w.holds(ctx, agent, "", "call") }, event: "HELD", state: "HELD"},
	}
	switch state {
	case "ringing":
		legs = legs[:1]
	case "talking":
		legs = legs[:2]
	case "released":
		legs = append(legs[:2], leg{do: func() error { return w.hangsUp(ctx, agent) }, event: "RELEASED", state: "IDLE"})
	}
	return w.way(ctx, agent, "call", legs...)
}

func (w *world) sentOn(agent string) error {
	if w.Opened != nil {
		return scene.ErrTooLate
	}
	w.Spec.Redirect = agent
	return nil
}

// labelOf is the label of an interaction: its kind, with first or second before it.
func labelOf(which, kind string) string {
	switch which {
	case " first":
		return "first " + kind
	case " second":
		return "second " + kind
	}
	return kind
}
