package steps

import (
	"context"
	"encoding/json"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) emailSentences(r *suite.Registry) {
	r.Step(`^(\w+) writes an e-mail to (\w+)$`, w.writesMail, suite.Doc{
		Does:    "Lets an agent's page create an outbound e-mail to a customer.",
		Example: "When Ana writes an e-mail to Carla",
		Args:    []string{"the agent", "the customer"},
	})
	r.Step(`^(\w+) writes an e-mail to (\w+) with the user data:$`, w.writesMailWith, suite.Doc{
		Does:    "Lets an agent's page create an outbound e-mail with user data attached, a row a key and its value.",
		Example: "When Ana writes an e-mail to Carla with the user data:",
		Args:    []string{"the agent", "the customer"},
	})
	r.Step(`^(\w+) writes an e-mail to (\w+) with (a text|a number|a list) for its user data$`, w.writesMailWrongly, suite.Doc{
		Does:    "Lets an agent's page create an outbound e-mail with something else than keys and values for user data.",
		Example: "When Ana writes an e-mail to Carla with a text for its user data",
		Args:    []string{"the agent", "the customer", "a text, a number or a list"},
	})
	r.Step(`^(\w+) has begun an e-mail to (\w+)$`, w.hasBegunMail, suite.Doc{
		Does:    "Brings an agent to where an outbound e-mail to a customer has been created.",
		Example: "Given Ana has begun an e-mail to Carla",
		Args:    []string{"the agent", "the customer"},
	})
	r.Step(`^(\w+) replies to the e-mail$`, w.replies, suite.Doc{
		Does:    "Lets an agent begin a reply to an e-mail in the desktop: an outbound e-mail, which scenarios call the reply.",
		Example: "When Ana replies to the e-mail",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) inserts a standard response into the (e-mail|reply)$`, w.insertsResponse, suite.Doc{
		Does:    "Lets an agent insert a standard response in the desktop.",
		Example: "When Ana inserts a standard response into the e-mail",
		Args:    []string{"the agent", "e-mail or reply"},
	})
	r.Step(`^(\w+) (sends|cancels|saves) the (e-mail|reply)$`, w.endsMail, suite.Doc{
		Does:    "Lets an agent send or cancel an outbound e-mail in the desktop, or save it as it is.",
		Example: "When Ana sends the e-mail",
		Args:    []string{"the agent", "sends, cancels or saves", "e-mail or reply"},
	})
}

func (w *world) writesMail(ctx context.Context, agent, customer string) error {
	return w.createMail(ctx, agent, customer, nil)
}

func (w *world) writesMailWith(ctx context.Context, agent, customer string, data *table) error {
	attached, err := scene.Object(data)
	if err != nil {
		return err
	}
	return w.createMail(ctx, agent, customer, attached)
}

// notData are values that are no user data.
var notData = map[string]string{"a text": `"Topic"`, "a number": `7`, "a list": `["Topic","Renewal"]`}

func (w *world) writesMailWrongly(ctx context.Context, agent, customer, what string) error {
	return w.createMail(ctx, agent, customer, json.RawMessage(notData[what]))
}

func (w *world) createMail(ctx context.Context, agent, customer string, data json.RawMessage) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	to, err := w.From("e-mail", customer)
	if err != nil {
		return err
	}
	d.expect("e-mail", "e-mail")
	if err := w.do(ctx, d, target.Action{Verb: target.WriteMail, Address: to, Data: data}); err != nil {
		return err
	}
	if shifted := "scapi.q.arg-shift"; data == nil && w.IsTagged(shifted) {
		w.claimTaken(shifted, "email.create takes null for the user data, as the client library sends it")
	}
	return nil
}

func (w *world) hasBegunMail(ctx context.Context, agent, customer string) error {
	return w.way(ctx, agent, "e-mail", leg{do: func() error { return w.writesMail(ctx, agent, customer) }, event: "CREATED"})
}

func (w *world) replies(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if _, _, err := w.item(ctx, agent, "e-mail"); err != nil {
		return err
	}
	d.expect("reply", "e-mail")
	return w.byHand(ctx, agent, "e-mail", "desktop.reply", nil)
}

func (w *world) insertsResponse(ctx context.Context, agent, label string) error {
	return w.byHand(ctx, agent, label, "desktop.insertResponse", nil)
}

func (w *world) endsMail(ctx context.Context, agent, does, label string) error {
	method := map[string]string{"sends": "desktop.send", "cancels": "desktop.cancel", "saves": "desktop.save"}[does]
	return w.byHand(ctx, agent, label, method, nil)
}
