package webex

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) buddySentences(r *suite.Registry) {
	r.Step(`^(\w+) asks who handles (calls|chats|e-mails|social contacts)( and is available| and is idle)?$`, w.asksWho, suite.Doc{
		Does:    "Lets an agent ask for the other agents who could be consulted, or who get a contact by a transfer.",
		Example: "When Ana asks who handles calls and is available",
		Args:    []string{"the agent", "which contacts", "in which state; left out: in any"},
	})
	r.Step(`^(\w+) asks who handles contacts (of a kind that is none|without saying which)$`, w.asksWhoAmiss, suite.Doc{
		Does:    "Lets an agent ask for other agents in a way that no center can grant.",
		Example: "When Ana asks who handles contacts of a kind that is none",
		Args:    []string{"the agent", "what is wrong with it"},
	})
	r.Step(`^(\w+) is told of (\w+) as (available|idle)$`, w.toldOf, suite.Doc{
		Does:    "Checks that the list of agents that the last request was answered with has an agent, in a state. That it has them never binds: whom a center lists is documented nowhere.",
		Example: "Then Ana is told of Ben as available",
		Args:    []string{"the agent", "the other agent", "available or idle"},
	})
	r.Step(`^(\w+) is not told of (\w+)$`, w.notToldOf, suite.Doc{
		Does:    "Checks that the list of agents that the last request was answered with does not have an agent. Whom it leaves out is documented nowhere, so this never binds.",
		Example: "And Ana is not told of Cleo",
		Args:    []string{"the agent", "the other agent"},
		Denies:  true,
	})
}

// buddyMedia are the kinds of contacts by the scenarios' words.
var buddyMedia = map[string]string{"calls": "telephony", "chats": "chat", "e-mails": "email", "social contacts": "social"}

func (w *world) asksWho(ctx context.Context, name, which, state string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	body := map[string]any{"agentProfileId": p.client.Profile().AgentProfileID(), "mediaType": buddyMedia[which]}
	if words := strings.Fields(state); len(words) > 0 {
		body["state"] = standings[words[len(words)-1]]
	}
	return w.ask(ctx, p, w.operation("agent.buddies", "", body))
}

func (w *world) asksWhoAmiss(ctx context.Context, name, how string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	body := map[string]any{}
	if how == "of a kind that is none" {
		body = map[string]any{"agentProfileId": p.client.Profile().AgentProfileID(), "mediaType": "carrier pigeon"}
	}
	return w.ask(ctx, p, w.operation("agent.buddies", "", body))
}

// buddy is the entry of an agent in the list by which the last request came out; nil: there
// is none.
func (w *world) buddy(ctx context.Context, name string) (entry trace.Object, out outcome, err error) {
	other, err := w.here(name)
	if err != nil {
		return nil, out, err
	}
	if out, err = w.settled(ctx); err != nil {
		return nil, out, err
	}
	all := listOf(out.by.Get("agentList"))
	i := slices.IndexFunc(all, func(raw string) bool { return textOf(trace.ObjectOf([]byte(raw)).Get("agentId")) == other.id() })
	if i < 0 {
		return nil, out, nil
	}
	return trace.ObjectOf([]byte(all[i])), out, nil
}

func (w *world) toldOf(ctx context.Context, name, other, state string) error {
	entry, out, err := w.buddy(ctx, other)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: entry != nil, Expected: other, Instead: w.shown(out), Frames: out.frames}
	w.Inferred("value", fmt.Sprintf("%s is told of %s", name, other), s) // who is told of whom is nobody's word
	if entry == nil {
		return suite.ErrMismatch
	}
	s.Instead = textOf(entry.Get("state"))
	s.Met, s.Expected = s.Instead == standings[state], standings[state]
	w.Claims("value", fmt.Sprintf("%s is told that %s is %s", name, other, state), s, scene.Only("webex.type.Buddy.state"))
	return nil
}

func (w *world) notToldOf(ctx context.Context, name, other string) error {
	entry, out, err := w.buddy(ctx, other)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: entry == nil && out.how == granted, Expected: "a list without " + other, Instead: w.shown(out), Frames: out.frames}
	w.Inferred("absent", fmt.Sprintf("%s is not told of %s", name, other), s)
	return nil
}
