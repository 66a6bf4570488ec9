package webex

import (
	"context"
	"maps"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) amissSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client asks for "(\w+\.\w+)" of (the call|the chat|the e-mail|the record|a contact that does not exist)$`, w.asksOperation, suite.Doc{
		Does:    "Lets a client ask for an operation by its name, with usual parameters, whether or not it fits. What another agent has may be meant.",
		Example: `When Ben's client asks for "task.hold" of the call`,
		Args:    []string{"the agent", "the operation's name", "of which contact"},
	})
	r.Step(`^(\w+)'s client asks for "(\w+\.\w+)" of the (call|chat|e-mail) (without its parameters|with null for its parameters|with numbers for its parameters|with empty parameters|with a body that is not JSON|with a body that is a list|with members that nobody knows|to nobody that there is|to a queue that there is not)$`, w.asksAmiss, suite.Doc{
		Does:    "Lets a client ask for an operation with a body that is not as it is to be.",
		Example: `When Ana's client asks for "task.consult" of the call without its parameters`,
		Args:    []string{"the agent", "the operation's name", "call, chat or e-mail", "what is wrong with it"},
	})
}

// absentID is the id of a contact that does not exist.
const absentID = "00000000-0000-4000-8000-000000000000"

func (w *world) asksOperation(ctx context.Context, agent, name, what string) error {
	if err := w.knownOperation(name); err != nil {
		return err
	}
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	id, campaign, leg := absentID, "Nothing", absentID
	if label, ok := strings.CutPrefix(what, "the "); ok {
		it, err := w.anybodys(ctx, p, label)
		if err != nil {
			return err
		}
		id, campaign, leg = it.id(), campaignOf(it), textOf(mainLeg(it.contact()).Get("mediaResourceId"))
	}
	r := w.operation(name, id, w.usual(p, name, leg))
	r.Path = withCampaign(r.Path, campaign)
	return w.ask(ctx, p, r)
}

// anybodys is the interaction of a label at somebody's desk, or else at another's.
func (w *world) anybodys(ctx context.Context, p *person, label string) (*item, error) {
	if it := p.find(label); it != nil {
		return it, nil
	}
	for _, name := range w.order {
		if it := w.people[name].find(label); it != nil {
			return it, nil
		}
	}
	_, it, err := w.both(ctx, p.name, label)
	return it, err
}

// usual are members that an operation can be asked for with, of a contact with a leg; the
// destination is nobody.
func (w *world) usual(p *person, name, leg string) map[string]any {
	nobody := map[string]any{"to": absentID, "destinationType": "agent"}
	switch name {
	case "task.consult", "task.transferAgent", "task.consultTransfer":
		return nobody
	case "task.transferQueue":
		return map[string]any{"to": absentID, "destinationType": "queue"}
	case "task.conference":
		nobody["agentId"] = p.id()
		return nobody
	case "task.cancelCtq":
		return map[string]any{"agentId": p.id(), "queueId": absentID}
	case "task.hold", "task.unhold":
		return map[string]any{"mediaResourceId": leg}
	case "task.recordResume":
		return map[string]any{"autoResumed": false}
	case "task.wrapup":
		return disposition(p)
	case "task.outdial":
		return w.outdialBody(p, absentID)
	}
	return nil
}

func (w *world) asksAmiss(ctx context.Context, agent, name, label, how string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	if err := w.knownOperation(name); err != nil {
		return err
	}
	r := w.operation(name, it.id(), nil)
	body := w.usual(p, name, textOf(mainLeg(it.contact()).Get("mediaResourceId")))
	switch how {
	case "with a body that is not JSON":
		r.Body, r.Raw = nil, []byte(`{"to":`)
	case "with a body that is a list":
		r.Body = []any{}
	case "with members that nobody knows":
		r.Body = with(body, map[string]any{"unknownMember": map[string]any{"of": "nothing"}})
	case "to nobody that there is":
		r.Body = body
	case "to a queue that there is not":
		r.Body = map[string]any{"to": absentID, "destinationType": "queue"}
	default:
		r.Body = spoiled(body, how)
	}
	return w.ask(ctx, p, r)
}

// spoiled is a body whose members are left out or are not what they are to be.
func spoiled(body map[string]any, how string) map[string]any {
	out := map[string]any{}
	for member := range body {
		switch how {
		case "with null for its parameters":
			out[member] = nil
		case "with numbers for its parameters":
			out[member] = 7
		case "with empty parameters":
			out[member] = ""
		}
	}
	return out
}

// with is a body with more members.
func with(body, more map[string]any) map[string]any {
	out := maps.Clone(body)
	if out == nil {
		out = map[string]any{}
	}
	maps.Copy(out, more)
	return out
}
