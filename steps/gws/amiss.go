package gws

import (
	"context"
	"net/http"
	"net/url"

	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) amissSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client asks for "(\w+)" of (the e-mail|the chat|an interaction that does not exist)( by PUT)?(?:,? (without credentials|with a wrong password|with the cookie alone|without the token))?$`, w.asksOperation, suite.Doc{
		Does:    "Lets a client ask for an operation by its documented name, with usual parameters: the queue Support, the agent's first workbin, the agent Ben.",
		Example: `When Ben's client asks for "Accept" of the e-mail`,
		Args:    []string{"the agent", "the operation's name", "of which interaction", "by PUT, if so said", "with which credentials, if not the usual ones"},
	})
	r.Step(`^(\w+)'s client asks for "(\w+)" of the (e-mail|chat) (without its parameter|with null for its parameter|with an empty parameter|with a target that does not exist|with the agent themselves for a target|with another agent's name|with members that nobody knows|with the name of the other operation's parameter)$`, w.asksAmiss, suite.Doc{
		Does:    "Lets a client ask for an operation with parameters that are not as they are to be.",
		Example: `When Ana's client asks for "PlaceInQueue" of the e-mail without its parameter`,
		Args:    []string{"the agent", "the operation's name", "chat or e-mail", "what is wrong with it"},
	})
	r.Step(`^(\w+)'s client sends (a body that is not JSON|a body that misses a comma|a body that is a list|no body|a body without an operation|an operation that does not exist|an operation in small letters|a number for the operation) for the (e-mail|chat)$`, w.sendsBody, suite.Doc{
		Does:    "Lets a client post a body for an interaction that no operation has.",
		Example: "When Ana's client sends a body that is not JSON for the e-mail",
		Args:    []string{"the agent", "what it sends", "chat or e-mail"},
	})
}

func (w *world) asksOperation(ctx context.Context, agent, name, what, put, how string) error {
	if err := knownOperation(name); err != nil {
		return err
	}
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	id, err := w.idOf(ctx, what)
	if err != nil {
		return err
	}
	members, err := w.usual(ctx, p, name)
	if err != nil {
		return err
	}
	r := w.operation(name, id, members)
	if put != "" {
		r.Method, r.Path = http.MethodPut, "/interactions/"+url.PathEscape(id)
		r.what, r.book, r.item, r.of = "PUT /interactions/{id}", "", putItem, ""
	}
	return w.asksAs(ctx, p, r, how)
}

// usual are the members that an operation cannot do without.
func (w *world) usual(ctx context.Context, p *person, name string) (map[string]any, error) {
	o := operations[name]
	switch {
	case o.target == "queue":
		own, err := w.Target.Destination("Support")
		return map[string]any{o.needs: own}, err
	case o.target == "workbin":
		b, err := w.workbin(ctx, p.name)
		if err != nil {
			b = workbin{name: "Later"} // a user without one is to be refused anyway
		}
		return b.ways()[0], nil
	case o.target == "agent":
		ways, err := w.naming(o.needs, "Ben")
		if err != nil {
			return nil, err
		}
		return ways[0], nil
	case name == "UpdateProperties":
		return map[string]any{o.needs: map[string]string{"Topic": "Renewal"}}, nil
	case name == "SendMessage":
		return map[string]any{o.needs: saidByAgent}, nil
	}
	return nil, nil
}

// noSuch is a name that no queue, workbin or agent has.
const noSuch = "no-such-target"

func (w *world) asksAmiss(ctx context.Context, agent, name, label, how string) error {
	if err := knownOperation(name); err != nil {
		return err
	}
	o := operations[name]
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	members, err := w.usual(ctx, p, name)
	if err != nil {
		return err
	}
	switch how {
	case "without its parameter":
		members = nil
	case "with null for its parameter":
		members = map[string]any{o.needs: nil}
	case "with an empty parameter":
		members = map[string]any{o.needs: ""}
	case "with a target that does not exist":
		members = map[string]any{o.needs: noSuch}
	case "with members that nobody knows":
		if members == nil {
			members = map[string]any{}
		}
		members["unknownMember"] = map[string]any{"of": "nothing"}
	case "with the name of the other operation's parameter":
		members = map[string]any{map[string]string{"targetId": "agentId", "agentId": "targetId"}[o.needs]: members[o.needs]}
	default:
		if members, err = w.namingOne(p, name, how); err != nil {
			return err
		}
	}
	r := w.operation(name, it.id, members)
	r.loose = how == "with null for its parameter" || how == "with an empty parameter" // a name like another may be looked up
	return w.ask(ctx, p, r)
}

// namingOne names the agent who asks, or another one.
func (w *world) namingOne(p *person, name, how string) (map[string]any, error) {
	member := operations[name].needs
	if member == "" {
		member = "agentId"
	}
	whom := p.name
	if how == "with another agent's name" {
		for _, other := range w.order {
			if other != p.name {
				whom = other
			}
		}
	}
	ways, err := w.naming(member, whom)
	if err != nil {
		return nil, err
	}
	return ways[0], nil
}

// bodies are what no operation has for a body.
var bodies = map[string]string{
	"a body that is not JSON":          `operationName=Accept`,
	"a body that misses a comma":       `{"operationName":"PlaceInQueue" "queue":"Support"}`,
	"a body that is a list":            `[{"operationName":"Accept"}]`,
	"no body":                          ``,
	"a body without an operation":      `{"queue":"Support"}`,
	"an operation that does not exist": `{"operationName":"NoSuchOperation"}`,
	"an operation in small letters":    `{"operationName":"accept"}`,
	"a number for the operation":       `{"operationName":7}`,
}

func (w *world) sendsBody(ctx context.Context, agent, what, label string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	return w.ask(ctx, p, request{what: "a request with " + what, of: "gws.endpoint.me-interaction.post", Request: wire.Request{
		Method: http.MethodPost, Path: "/me/interactions/" + url.PathEscape(it.id), Raw: []byte(bodies[what]),
		Header: http.Header{"Content-Type": {"application/json"}},
	}})
}
