package steps

import (
	"context"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) doneSentences(r *suite.Registry) {
	r.Step(`^(\w+) marks the (call|record|consultation|chat|e-mail|reply) done$`, w.marksDone, suite.Doc{
		Does:    "Lets an agent's page mark an interaction done.",
		Example: "When Ana marks the call done",
		Args:    []string{"the agent", anyInteraction},
	})
	r.Step(`^(\w+) marks the (call|record|consultation|chat|e-mail|reply) done in the desktop$`, w.marksDoneByHand, suite.Doc{
		Does:    "Lets the agent themselves mark an interaction done in the desktop, without asking to stop.",
		Example: "When Ana marks the call done in the desktop",
		Args:    []string{"the agent", anyInteraction},
	})
	r.Step(`^(\w+) blocks mark done of the (call|record|consultation|chat|e-mail|reply) with the warning "([^"]*)"$`, w.blocksDone, suite.Doc{
		Does:    "Lets an agent's page block mark done of an interaction.",
		Example: `When Ana blocks mark done of the call with the warning "Fill in the form first"`,
		Args:    []string{"the agent", anyInteraction, "the warning"},
	})
	r.Step(`^(\w+) unblocks mark done of the (call|record|consultation|chat|e-mail|reply)$`, w.unblocksDone, suite.Doc{
		Does:    "Lets an agent's page lift the block of mark done of an interaction.",
		Example: "When Ana unblocks mark done of the call",
		Args:    []string{"the agent", anyInteraction},
	})
}

func (w *world) marksDone(ctx context.Context, agent, kind string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.MarkDone})
}

// marksDoneByHand goes on when the desktop refuses: that is one of its answers.
func (w *world) marksDoneByHand(ctx context.Context, agent, kind string) error {
	d, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	d.expectRecord() // a next one may come
	err = w.Stage(ctx, "desktop.markDone", map[string]any{"agent": d.account.Account, "interaction": it.id, "stop": false})
	if scene.Cannot(err) {
		return w.Settle(ctx)
	}
	return err
}

func (w *world) blocksDone(ctx context.Context, agent, kind, warning string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.BlockMarkDone, Text: warning})
}

func (w *world) unblocksDone(ctx context.Context, agent, kind string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.UnblockMarkDone})
}
