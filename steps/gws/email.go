package gws

import (
	"context"
	"slices"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) emailSentences(r *suite.Registry) {
	r.Step(`^(\w+) begins (a reply to|a reply to all of|to forward) the e-mail$`, w.begins, suite.Doc{
		Does:    "Lets an agent begin a reply to an e-mail, or to pass it on.",
		Example: "When Ana begins a reply to the e-mail",
		Args:    []string{"the agent", "a reply to, a reply to all of, or to forward"},
	})
	r.Step(`^(\w+) (sends|cancels) what they have begun$`, w.finishes, suite.Doc{
		Does:    "Lets an agent send or cancel the reply that was begun last. Under which id is documented nowhere: that under which it was announced, or that of the e-mail.",
		Example: "When Ana sends what they have begun",
		Args:    []string{"the agent", "sends or cancels"},
	})
	r.Step(`^(\w+) is told of what they have begun$`, w.isToldReply, suite.Doc{
		Does:    "Checks that a message of an e-mail came to the agent since the last When. Its members are cut where it is printed.",
		Example: "Then Ana is told of what they have begun",
		Args:    []string{"the agent"},
	})
}

// beginnings are the operations that begin an e-mail about another one.
var beginnings = map[string]string{
	"a reply to": "Reply", "a reply to all of": "ReplyAll", "to forward": "Forward",
}

func (w *world) begins(ctx context.Context, agent, what string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	since := w.Log.Len()
	if err := w.operates(ctx, agent, beginnings[what], "e-mail"); err != nil {
		return err
	}
	it, err := w.item(ctx, "e-mail")
	if err != nil {
		return err
	}
	w.reply = ""
	for _, m := range w.told(p, since, func(m message) bool { return m.ID() != "" && m.ID() != it.id }) {
		w.reply = m.ID()
		w.begun = append(w.begun, m.ID())
	}
	return nil
}

func (w *world) finishes(ctx context.Context, agent, does string) error {
	p, it, err := w.both(ctx, agent, "e-mail")
	if err != nil {
		return err
	}
	name := map[string]string{"sends": "Send", "cancels": "CancelReply"}[does]
	var ways []request
	for _, id := range slices.Compact([]string{w.reply, it.id}) {
		if id != "" {
			ways = append(ways, w.operation(name, id, nil))
		}
	}
	return w.askAs(ctx, p, ways)
}

func (w *world) isToldReply(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []message { return w.told(p, w.Window, func(message) bool { return true }) })
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: "a message of an e-mail"}
	s.Instead, s.Frames = shownAll(found)
	by := scene.Only("gws.op.email.reply", "gws.op.email.reply-all")
	if isRefused(w.answer) {
		by = scene.Nobody
	}
	w.Claims("event", agent+" is told of what they have begun", s, by)
	return nil
}
