package steps

import (
	"context"
	"encoding/json"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) malformedSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page sends "([^"]*)" (without its parameters|with a number for its first parameter|with an object for its parameters|with null for its first parameter|for an interaction that does not exist)$`, w.sendsMalformed, suite.Doc{
		Does:    "Lets a page send a request that is not as documented.",
		Example: `When Ana's page sends "voice.hold" without its parameters`,
		Args:    []string{"the agent", "the request", "what is wrong with it"},
	})
	r.Step(`^(\w+)'s page sends a request that does not exist$`, w.sendsUnknown, suite.Doc{
		Does:    "Lets a page send a request that no document has.",
		Example: "When Ana's page sends a request that does not exist",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page sends a message (of somebody else|that is neither request nor event|that begins with wwe)$`, w.sendsOther, suite.Doc{
		Does:    "Lets a page send a message that a desktop is to pass over.",
		Example: "When Ana's page sends a message of somebody else",
		Args:    []string{"the agent", "what it is"},
	})
	r.Step(`^(\w+)'s page (looks up|asks for) an interaction that does not exist$`, w.looksUpNothing, suite.Doc{
		Does:    "Lets a page look up an interaction id that the desktop never gave.",
		Example: "When Ana's page looks up an interaction that does not exist",
		Args:    []string{"the agent", "looks up or asks for"},
	})
}

// noSuchInteraction is an id that no desktop gives.
const noSuchInteraction = "no-such-interaction"

// firstInstead is what a request has for its first parameter.
var firstInstead = map[string]any{"with a number for its first parameter": 7, "with null for its first parameter": nil}

func (w *world) sendsMalformed(ctx context.Context, agent, request, how string) error {
	params, err := w.documented(agent, request)
	if err != nil {
		return err
	}
	switch {
	case how == "with an object for its parameters":
		return w.sendsObject(ctx, agent, request)
	case how == "without its parameters" || len(params) == 0:
		params = nil
	case how == "for an interaction that does not exist":
		params[0] = noSuchInteraction
	default:
		params[0] = firstInstead[how]
	}
	return w.sends(ctx, agent, request, params)
}

func (w *world) sends(ctx context.Context, agent, request string, params []any) error {
	return w.sendsOn(ctx, agent, "first", request, params)
}

func (w *world) sendsOn(ctx context.Context, agent, which, request string, params []any) error {
	if err := w.may(request); err != nil {
		return err
	}
	d, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	w.Look()
	w.subject, w.keys = d.meant(params), nil
	sent, err := p.Request(request, params)
	if err != nil {
		return err
	}
	return w.finish(ctx, sent)
}

// meant is the interaction that parameters begin with; empty: they are about none.
func (d *desk) meant(params []any) string {
	if len(params) == 0 {
		return ""
	}
	id, _ := params[0].(string)
	if d.byID(id) == nil {
		return ""
	}
	return id
}

// sendsObject sends a request whose parameters are an object, which may be passed
// over without an answer.
func (w *world) sendsObject(ctx context.Context, agent, request string) error {
	_, p, err := w.pageOf(agent, "first")
	if err != nil {
		return err
	}
	if err := w.may(request); err != nil {
		return err
	}
	w.Look()
	return w.post(ctx, func() (*scapi.Sent, error) {
		return p.Custom(request, map[string]string{"interactionId": "1"}, json.RawMessage(`"object"`))
	})
}

func (w *world) sendsUnknown(ctx context.Context, agent string) error {
	return w.sends(ctx, agent, "nowhere.nothing", nil)
}

// others are messages that are not for a desktop, or say nothing to it.
var others = map[string]string{
	"of somebody else":                  `{"request":"agent.setState","parameters":["NotReady"],"referenceId":"raw","userAgent":"somebody"}`,
	"that is neither request nor event": `{"referenceId":"raw","userAgent":"WWE Client","protocolVersion":2}`,
	"that begins with wwe":              `"wwe-something"`,
}

func (w *world) sendsOther(ctx context.Context, agent, what string) error {
	_, p, err := w.pageOf(agent, "first")
	if err != nil {
		return err
	}
	w.Look()
	if err := p.Raw(others[what]); err != nil {
		return err
	}
	return w.Settle(ctx)
}

func (w *world) looksUpNothing(ctx context.Context, agent, _ string) error {
	return w.sends(ctx, agent, "interaction.getByInteractionId", []any{noSuchInteraction})
}
