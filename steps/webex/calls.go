package webex

import (
	"context"
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
	r.Step(`^(\w+) calls (\w+) with the user data:$`, w.callsWith, suite.Doc{
		Does:    "Lets a customer call an agent with user data attached on the way, a row a key and its value.",
		Example: "When Carla calls Ana with the user data:",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^(\w+) calls the (agent group|skill|queue|routing point) ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.callsRouted, suite.Doc{
		Does:    "Lets a customer call what is not one agent: who gets the call, and when, is the target's to choose.",
		Example: "When Carla calls the queue Support",
		Args:    []string{"the customer", "what it is", "its name in the target file's destinations"},
	})
	r.Step(`^(\w+) dials (\w+)$`, w.dials, suite.Doc{
		Does:    "Lets an agent dial a customer or another agent.",
		Example: "When Ana dials Chen",
		Args:    []string{"the agent", "the customer or agent who is called"},
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
	r.Step(`^(\w+) is talking to (\w+)$`, w.isTalking, suite.Doc{
		Does:    "Brings an agent into a call: a customer has called, and the agent's phone was picked up.",
		Example: "Given Ana is talking to Carla",
		Args:    []string{"the agent", "the customer"},
	})
	r.Step(`^(\w+) has a (ringing|talking|held|dialing|released) call with (\w+)$`, w.hasCall, suite.Doc{
		Does:    "Brings an agent's call with a customer into a state.",
		Example: "Given Ana has a held call with Carla",
		Args:    []string{"the agent", "ringing, talking, held, dialing or released", "the customer"},
	})
}

func (w *world) calls(ctx context.Context, customer, agent string) error {
	return w.callArrives(ctx, customer, agent, nil)
}

func (w *world) callsWith(ctx context.Context, customer, agent string, data *scene.Table) error {
	attached, err := scene.Object(data)
	if err != nil {
		return err
	}
	return w.callArrives(ctx, customer, agent, map[string]any{"data": attached})
}

// callArrives lets a customer call an agent; more is what else is said of the call.
func (w *world) callArrives(ctx context.Context, customer, agent string, more map[string]any) error {
	c, err := w.Target.Customer(customer)
	if err != nil {
		return err
	}
	a, err := w.Target.Agent(agent)
	if err != nil {
		return err
	}
	w.Expect(agent, "call")
	params := map[string]any{"agent": a.Account, "from": c.Number}
	maps.Copy(params, more)
	return w.Stage(ctx, "call.arrive", params)
}

// stageTargets are the kinds of destinations in the words of the stage door.
var stageTargets = map[string]string{"agent group": "agent-group", "skill": "skill", "queue": "queue", "routing point": "routing-point"}

func (w *world) callsRouted(ctx context.Context, customer, kind, name string) error {
	if _, err := w.World(ctx); err != nil {
		return err
	}
	if !w.Target.Hello.Offers("routing.target") {
		return &target.NotOfferedError{What: "calls that are routed (routing.target)"}
	}
	own, err := w.Target.Destination(name)
	if err != nil {
		return err
	}
	c, err := w.Target.Customer(customer)
	if err != nil {
		return err
	}
	w.awaited = "call"
	return w.Stage(ctx, "call.arrive", map[string]any{"target": map[string]any{"type": stageTargets[kind], "name": own}, "from": c.Number})
}

func (w *world) dials(ctx context.Context, agent, whom string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	number, err := w.number(whom)
	if err != nil {
		return err
	}
	p.awaited = "call"
	return w.ask(ctx, p, w.outdial(p, number))
}

// outdial is the request by which an agent dials out.
func (w *world) outdial(p *person, number string) request {
	return w.operation("task.outdial", "", w.outdialBody(p, number))
}

func (w *world) outdialBody(p *person, number string) map[string]any {
	return map[string]any{
		"entryPointId": p.client.Profile().EntryPoint(), "destination": number, "direction": "OUTBOUND", "attributes": map[string]any{},
		"mediaType": "telephony", "outboundType": "OUTDIAL", "origin": p.account.Number,
	}
}

// number is the number of an agent or a customer.
func (w *world) number(name string) (string, error) {
	if a, err := w.Target.Agent(name); err == nil {
		if a.Number == "" {
			return "", &target.NotOfferedError{What: "a number for " + name + " (the target file's cast)"}
		}
		return a.Number, nil
	}
	c, err := w.Target.Customer(name)
	return c.Number, err
}

func (w *world) holds(ctx context.Context, agent, which, kind string) error {
	return w.holding(ctx, agent, "task.hold")
}

func (w *world) resumes(ctx context.Context, agent, which string) error {
	return w.holding(ctx, agent, "task.unhold")
}

// holding asks for a hold or its end, naming the leg as the agent SDK does: that of the
// last notification to hold, that of the main contact to resume.
func (w *world) holding(ctx context.Context, agent, name string) error {
	_, it, err := w.both(ctx, agent, "call")
	if err != nil {
		return err
	}
	leg := it.last.Text("mediaResourceId")
	if name == "task.unhold" {
		main := textOf(it.contact().Get("mainInteractionId"))
		leg = textOf(it.contact().Object("media").Object(main).Get("mediaResourceId"))
	}
	body := map[string]any{}
	if leg != "" {
		body["mediaResourceId"] = leg
	}
	return w.operates(ctx, agent, name, "call", body)
}

func (w *world) isTalking(ctx context.Context, agent, whom string) error {
	if w.IsAgent(whom) {
		return &target.NotOfferedError{What: "calls between agents: whoever dials on this wire dials out"}
	}
	return w.hasCall(ctx, agent, "talking", whom)
}

// hasCall brings a call with a customer into a state by the way that leads there.
func (w *world) hasCall(ctx context.Context, agent, state, customer string) error {
	if state == "dialing" {
		return w.dials(ctx, agent, customer)
	}
	legs := []leg{
		{func() error { return w.calls(ctx, customer, agent) }, "AgentContactReserved"},
		{func() error { return w.answersCall(ctx, agent, "") }, "AgentContactAssigned"},
	}
	switch state {
	case "ringing":
		legs = legs[:1]
	case "held":
		legs = append(legs, leg{func() error { return w.holds(ctx, agent, "", "call") }, "AgentContactHeld"})
	case "released":
		legs = append(legs, leg{func() error { return w.hangsUp(ctx, agent) }, "AgentWrapup"})
	}
	return w.way(ctx, agent, "call", legs...)
}
