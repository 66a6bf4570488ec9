package webex

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) digitalSentences(r *suite.Registry) {
	r.Step(`^(\w+) writes to (\w+) by (chat|SMS|Facebook|WhatsApp|a social network)$`, w.writesBy, suite.Doc{
		Does:    "Lets a customer begin a chat over one of the channels that have chats, which is offered to an agent.",
		Example: "When Carla writes to Ana by WhatsApp",
		Args:    []string{"the customer", "the agent", "the channel"},
	})
	r.Step(`^(\w+) accepts the (call|record|chat|e-mail)$`, w.accepts, suite.Doc{
		Does:    "Lets an agent accept a chat, an e-mail or a campaign's record; of a call, pick the phone up.",
		Example: "When Ana accepts the chat",
		Args:    []string{"the agent", "call, record, chat or e-mail"},
	})
	r.Step(`^(\w+) writes in the chat$`, w.writesInChat, suite.Doc{
		Does:    "Lets a customer write a message in the chat they are in.",
		Example: "When Carla writes in the chat",
		Args:    []string{"the customer"},
	})
	r.Step(`^(\w+) ends the chat$`, w.endsChat, suite.Doc{
		Does:    "Lets a customer, or an agent, end the chat they are in; a customer may leave while nobody has accepted it.",
		Example: "When Carla ends the chat",
		Args:    []string{"the customer or agent"},
	})
	r.Step(`^(\w+) ends the e-mail$`, w.endsMail, suite.Doc{
		Does:    "Lets an agent end their work on an e-mail.",
		Example: "When Ana ends the e-mail",
		Args:    []string{"the agent"},
	})
}

// wordOf are the channels that have chats, in the words of the stage door.
var wordOf = map[string]string{"chat": "chat", "SMS": "sms", "Facebook": "facebook", "WhatsApp": "whatsapp", "a social network": "social"}

func (w *world) writesBy(ctx context.Context, customer, agent, channel string) error {
	a, err := w.Target.Agent(agent)
	if err != nil {
		return err
	}
	from, err := w.From("chat", customer)
	if err != nil {
		return err
	}
	w.Expect(agent, "chat")
	return w.Stage(ctx, "chat.arrive", map[string]any{
		"agent": a.Account, "from": from, "channel": wordOf[channel], "contact": map[string]string{"first": customer, "last": "Customer"},
	})
}

func (w *world) hasDigital(ctx context.Context, agent, where, kind, customer string) error {
	legs := []leg{
		{func() error { return w.Arrives(ctx, kind, customer, agent, nil) }, "AgentContactReserved"},
		{func() error { return w.accepts(ctx, agent, kind) }, "AgentContactAssigned"},
	}
	if where == "offered" {
		legs = legs[:1]
	}
	return w.way(ctx, agent, kind, legs...)
}

func (w *world) isChatting(ctx context.Context, agent, customer string) error {
	return w.hasDigital(ctx, agent, "accepted", "chat", customer)
}

func (w *world) hasChat(ctx context.Context, agent, where, customer string) error {
	if where == "offered" {
		return w.hasDigital(ctx, agent, "offered", "chat", customer)
	}
	if err := w.isChatting(ctx, agent, customer); err != nil || where != "ended" {
		return err
	}
	return w.way(ctx, agent, "chat", leg{func() error { return w.endsChat(ctx, customer) }, "AgentWrapup"})
}

func (w *world) accepts(ctx context.Context, agent, kind string) error {
	switch kind {
	case "call":
		return w.answersCall(ctx, agent, "")
	case "record":
		return w.acceptsRecord(ctx, agent)
	}
	return w.operates(ctx, agent, "task.accept", kind, nil)
}

func (w *world) writesInChat(ctx context.Context, customer string) error {
	return w.Says(ctx, customer, "Is anybody there?")
}

func (w *world) endsChat(ctx context.Context, who string) error {
	if w.IsAgent(who) {
		return w.operates(ctx, who, "task.end", "chat", nil)
	}
	return w.Leaves(ctx, who)
}

func (w *world) endsMail(ctx context.Context, agent string) error {
	if !w.IsAgent(agent) {
		return &target.NotOfferedError{What: fmt.Sprintf("%s among its agents", agent)}
	}
	return w.operates(ctx, agent, "task.end", "e-mail", nil)
}
