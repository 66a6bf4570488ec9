package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// openMediaSentences are about chats and e-mails alike.
func (w *world) openMediaSentences(r *suite.Registry) {
	r.Step(`^(\w+) begins to write in the (chat|e-mail|reply)$`, w.composes, suite.Doc{
		Does:    "Lets an agent begin to write in the desktop; nothing is sent yet.",
		Example: "When Ana begins to write in the e-mail",
		Args:    []string{"the agent", "chat, e-mail or reply"},
	})
	r.Step(`^(\w+)'s (call|chat|e-mail|reply) meets (an error|something unknown)$`, w.isDisturbed, suite.Doc{
		Does:    "Lets an interaction of an agent meet an error, or something that the desktop does not know.",
		Example: "When Ana's e-mail meets an error",
		Args:    []string{"the agent", "call, chat, e-mail or reply", "what it meets"},
	})
	r.Step(`^(\w+) moves the (call|chat|e-mail) into the case of the (call|chat|e-mail)$`, w.movesToCase, suite.Doc{
		Does:    "Lets an agent put an interaction into the case of another in the desktop.",
		Example: "When Ana moves the chat into the case of the call",
		Args:    []string{"the agent", "what is moved", "into whose case"},
	})
	r.Step(`^(\w+) leaves the conference of the (chat|e-mail)$`, w.leavesConference, suite.Doc{
		Does:    "Lets an agent who was invited to a conference leave it in the desktop.",
		Example: "When Ana leaves the conference of the chat",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^the (chat|e-mail|reply) at (\w+)'s desk has nothing that only calls have$`, w.hasNothingOfCalls, suite.Doc{
		Does:    "Checks that the interaction's last event has none of the attributes that are documented for voice alone. One that is there and says nothing, such as UNKNOWN, does not bind.",
		Example: "Then the chat at Ana's desk has nothing that only calls have",
		Args:    []string{"chat, e-mail or reply", "the agent"},
	})
}

// Expect gives a label to the chat or e-mail that is about to be offered to an agent, or
// to anybody.
func (w *world) Expect(agent, kind string) {
	if d := w.desks[agent]; d != nil {
		d.expect(kind, kind)
	}
	for _, name := range w.order {
		if agent == "" {
			w.desks[name].expectFrom(kind)
		}
	}
}

// hasInvitation brings a chat or an e-mail of a customer to where it is offered to an agent,
// or else to where they have accepted it.
func (w *world) hasInvitation(ctx context.Context, agent, where, kind, customer string) error {
	legs := []leg{
		{do: func() error { return w.Arrives(ctx, kind, customer, agent, nil) }, event: "INVITED", state: "INVITED"},
		{do: func() error { return w.accepts(ctx, agent, kind) }, event: "ACCEPTED"},
	}
	if where == "offered" {
		legs = legs[:1]
	}
	return w.way(ctx, agent, kind, legs...)
}

func (w *world) composes(ctx context.Context, agent, label string) error {
	return w.byHand(ctx, agent, label, "desktop.compose", nil)
}

func (w *world) isDisturbed(ctx context.Context, agent, label, what string) error {
	as := map[string]string{"an error": "error", "something unknown": "unknown"}[what]
	return w.byHand(ctx, agent, label, "interaction.disturb", map[string]any{"as": as})
}

func (w *world) movesToCase(ctx context.Context, agent, label, into string) error {
	_, other, err := w.item(ctx, agent, into)
	if err != nil {
		return err
	}
	return w.byHand(ctx, agent, label, "desktop.moveToCase", map[string]any{"to": other.id})
}

func (w *world) leavesConference(ctx context.Context, agent, label string) error {
	return w.byHand(ctx, agent, label, "desktop.leaveConference", nil)
}

func (w *world) hasNothingOfCalls(ctx context.Context, kind, agent string) error {
	_, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	for _, name := range w.ofVoice() {
		seen, there := it.last.Attribute(name)
		claim := w.Rules.Claim("scapi.rule.voice-only", "value", fmt.Sprintf("the %s has no %s", kind, name))
		if saysNothing(seen) || name == "ronaCallState" { // which no document calls voice only
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, !there, "no "+name, scene.OrNone(seen), it.last.Seq)
	}
	return nil
}

// ofVoice are the attributes of an interaction that the book has for voice alone.
func (w *world) ofVoice() []string {
	var out []string
	t, _ := w.Rules.Book.Type("interaction.Interaction")
	for _, m := range t.Members {
		if m.Media == "voice" {
			out = append(out, m.Name)
		}
	}
	return out
}

// saysNothing reports whether the value of an attribute of calls is as good as none.
func saysNothing(value string) bool {
	return slices.Contains([]string{"", "UNKNOWN", "STOPPED"}, strings.ToUpper(value))
}
