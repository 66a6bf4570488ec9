package gws

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) chatSentences(r *suite.Registry) {
	r.Step(`^(\w+) writes in the chat$`, w.writesInChat, suite.Doc{
		Does:    "Lets a customer, or an agent, send a message in the chat they are in.",
		Example: "When Carla writes in the chat",
		Args:    []string{"the customer or agent"},
	})
	r.Step(`^(\w+) ends the chat$`, w.endsChat, suite.Doc{
		Does:    "Lets a customer, or an agent, end the chat they are in; a customer may leave while nobody has accepted it.",
		Example: "When Carla ends the chat",
		Args:    []string{"the customer or agent"},
	})
	r.Step(`^(\w+) accepts the chat as "([^"]*)"$`, w.acceptsAs, suite.Doc{
		Does:    "Lets an agent accept a chat under a nickname that the customer is shown.",
		Example: `When Ana accepts the chat as "Annie"`,
		Args:    []string{"the agent", "the nickname"},
	})
	r.Step(`^(\w+) asks for the history of the chat$`, w.asksHistory, suite.Doc{
		Does:    "Lets an agent ask for what has been said in a chat so far.",
		Example: "When Ana asks for the history of the chat",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) lets the customer know that they are writing$`, w.notifies, suite.Doc{
		Does:    "Lets an agent send the notification that is not a message of a chat: that they are typing.",
		Example: "When Ana lets the customer know that they are writing",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) consults (\w+) about the chat, as it is (spelled|meant)$`, w.consults, suite.Doc{
		Does:    "Lets an agent begin a consultation with another about a chat, by the name of the operation as the documents spell it, or as it is meant.",
		Example: "When Ana consults Ben about the chat, as it is spelled",
		Args:    []string{"the agent", "the other agent", "which name"},
	})
	r.Step(`^(\w+) accepts what was offered last$`, w.acceptsLast, suite.Doc{
		Does:    "Lets an agent accept the last invitation that has come, whatever it is to.",
		Example: "When Ben accepts what was offered last",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) completes the (transfer|conference) of the chat$`, w.completes, suite.Doc{
		Does:    "Lets an agent make a consultation about a chat a transfer or a conference.",
		Example: "When Ana completes the transfer of the chat",
		Args:    []string{"the agent", "transfer or conference"},
	})
	r.Step(`^(\w+) is told what (\w+) wrote$`, w.isToldText, suite.Doc{
		Does:    "Checks that a message with a text came to an agent since the last When: what a customer or an agent wrote.",
		Example: "Then Ana is told what Carla wrote",
		Args:    []string{"the agent", "who wrote"},
	})
	r.Step(`^(\w+) is shown the history of the chat, with what (\w+) wrote$`, w.isShownHistory, suite.Doc{
		Does:    "Checks that a message which came to an agent since the last When has the history of the chat, and in it what somebody wrote before.",
		Example: "Then Ana is shown the history of the chat, with what Carla wrote",
		Args:    []string{"the agent", "who wrote"},
	})
	r.Step(`^(\w+) takes part in the chat as "([^"]*)"$`, w.takesPart, suite.Doc{
		Does:    "Checks that the agent is among the participants by that nickname, in the last message that tells them.",
		Example: `Then Ana takes part in the chat as "Annie"`,
		Args:    []string{"the agent", "the nickname"},
	})
}

// What is said in chats.
const (
	saidByAgent    = "Good day"
	saidByCustomer = "Is anybody there?"
)

// said is what somebody writes in chats.
func (w *world) said(who string) string {
	if w.IsAgent(who) {
		return saidByAgent
	}
	return saidByCustomer
}

func (w *world) writesInChat(ctx context.Context, who string) error {
	if w.IsAgent(who) {
		return w.operatesWith(ctx, who, "SendMessage", "chat", map[string]any{"text": saidByAgent})
	}
	return w.Says(ctx, who, saidByCustomer)
}

func (w *world) endsChat(ctx context.Context, who string) error {
	if w.IsAgent(who) {
		return w.operates(ctx, who, "StopProcessing", "chat")
	}
	return w.Leaves(ctx, who)
}

func (w *world) acceptsAs(ctx context.Context, agent, nickname string) error {
	return w.operatesWith(ctx, agent, "Accept", "chat", map[string]any{"nickname": nickname})
}

func (w *world) asksHistory(ctx context.Context, agent string) error {
	return w.operates(ctx, agent, "RequestChatHistory", "chat")
}

func (w *world) notifies(ctx context.Context, agent string) error {
	return w.operatesWith(ctx, agent, "SendNotification", "chat", map[string]any{"notificationType": "TypingStarted"})
}

// consults names the other agent as conferences do: no document prints the body.
func (w *world) consults(ctx context.Context, agent, other, as string) error {
	agents, err := w.naming("agentId", other)
	if err != nil {
		return err
	}
	targets, err := w.naming("targetId", other)
	if err != nil {
		return err
	}
	w.awaited = awaited{label: "consultation", agent: other}
	name := map[string]string{"spelled": "InitiateConsulation", "meant": "InitiateConsultation"}[as]
	return w.operatesIn(ctx, agent, name, "chat", append(agents, targets...))
}

func (w *world) acceptsLast(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []message {
		return w.told(p, 0, func(m message) bool { return m.State() == "Invited" || m.State() == "InvitedConference" })
	})
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return suite.NotReached("nothing has been offered to %s", agent)
	}
	return w.ask(ctx, p, w.operation("Accept", found[len(found)-1].ID(), nil))
}

func (w *world) completes(ctx context.Context, agent, what string) error {
	p, it, err := w.both(ctx, agent, "chat")
	if err != nil {
		return err
	}
	name := map[string]string{"transfer": "CompleteTransfer", "conference": "CompleteConference"}[what]
	ways := []request{w.operation(name, it.id, nil)}
	if last := w.items[len(w.items)-1]; last != it { // the consultation may be an interaction of its own
		ways = append(ways, w.operation(name, last.id, nil))
	}
	return w.askAs(ctx, p, ways)
}

func (w *world) isToldText(ctx context.Context, agent, who string) error {
	return w.isSaid(ctx, agent, who, fmt.Sprintf("%s is told what %s wrote", agent, who),
		scene.Only("gws.msg.chat-log", "gws.msg.chat-log.messages", "gws.op.chat.send-message"))
}

func (w *world) isShownHistory(ctx context.Context, agent, who string) error {
	return w.isSaid(ctx, agent, who, fmt.Sprintf("%s is shown the history of the chat with what %s wrote", agent, who),
		scene.Only("gws.msg.accepted.chat", "gws.msg.accepted.chat.messages", "gws.op.chat.request-chat-history"))
}

// isSaid claims that a message since the last When has what somebody wrote, wherever in it.
func (w *world) isSaid(ctx context.Context, agent, who, text string, by scene.Says) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	find := func() []message {
		return w.told(p, w.Window, func(m message) bool { return hasText(m.Data, w.said(who)) })
	}
	found, err := scene.Await(ctx, w.Scene, find)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: w.said(who)}
	if s.Instead, s.Frames = shownAll(found); !s.Met {
		s.Instead, s.Frames = shownAll(w.told(p, w.Window, func(message) bool { return true }))
	}
	w.Claims("event", text, s, by)
	return nil
}

// hasText reports whether a text is anywhere in a value.
func hasText(raw json.RawMessage, text string) bool {
	var v any
	return json.Unmarshal(raw, &v) == nil && anywhere(v, text)
}

func anywhere(v any, text string) bool {
	switch v := v.(type) {
	case string:
		return v == text
	case []any:
		return slices.ContainsFunc(v, func(x any) bool { return anywhere(x, text) })
	case map[string]any:
		for _, x := range v {
			if anywhere(x, text) {
				return true
			}
		}
	}
	return false
}

func (w *world) takesPart(ctx context.Context, agent, nickname string) error {
	p, it, err := w.both(ctx, agent, "chat")
	if err != nil {
		return err
	}
	s := scene.Seen{Expected: nickname, Instead: "no participants"}
	for _, m := range w.about(p, it.id, w.Window) {
		var all []json.RawMessage
		if json.Unmarshal(m.Get("participants"), &all) != nil {
			continue
		}
		s.Met, s.Instead, s.Frames = false, string(m.Get("participants")), []int{m.Seq}
		for _, one := range all {
			s.Met = s.Met || textOf(trace.ObjectOf(one).Get("nickname")) == nickname
		}
	}
	w.Claims("value", fmt.Sprintf("%s takes part in the chat as %s", agent, nickname), s, scene.Only("gws.msg.accepted.chat.participants"))
	return nil
}
