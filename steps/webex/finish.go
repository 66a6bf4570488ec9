package webex

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) finishSentences(r *suite.Registry) {
	r.Step(`^(\w+) wraps the (call|chat|e-mail) up$`, w.wrapsUp, suite.Doc{
		Does:    "Lets an agent say what became of an interaction that has ended, which finishes it.",
		Example: "When Ana wraps the call up",
		Args:    []string{"the agent", "call, chat or e-mail"},
	})
	r.Step(`^(\w+) wraps the (call|chat|e-mail) up (without a reason|without a code|with an empty reason|with an empty code|with a number for the code)$`, w.wrapsUpAmiss, suite.Doc{
		Does:    "Lets an agent's client ask for that in a way that the documents do not have.",
		Example: "When Ana wraps the call up without a code",
		Args:    []string{"the agent", "call, chat or e-mail", "without a reason, without a code, with an empty reason, with an empty code or with a number for the code"},
	})
	r.Step(`^(\w+) gives the call up$`, w.givesUp, suite.Doc{
		Does:    "Lets an agent's client cancel a call that nobody has answered yet.",
		Example: "When Ana gives the call up",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) puts the (e-mail|reply) in the workbin$`, w.putsInWorkbin, suite.Doc{
		Does:    "Lets an agent put an e-mail aside by other means than this wire, which has none.",
		Example: "When Ana puts the e-mail in the workbin",
		Args:    []string{"the agent", "e-mail or reply"},
	})
	r.Step(`^(\w+) marks the (call|record|consultation|chat|e-mail|reply) done$`, w.marksDone, suite.Doc{
		Does:    "Lets an agent finish an interaction: end it, unless it has ended, and wrap it up.",
		Example: "When Ana marks the e-mail done",
		Args:    []string{"the agent", "call, chat or e-mail"},
	})
}

// disposition is what an agent says became of an interaction: a wrap-up code of the
// target's, or one of ours where it tells none.
func disposition(p *person) map[string]any {
	name, id := "Done", "1"
	if codes := p.client.Profile().WrapUpCodes; len(codes) > 0 {
		name, id = codes[0].Name, codes[0].ID
	}
	return map[string]any{"wrapUpReason": name, "auxCodeId": id}
}

func (w *world) wrapsUp(ctx context.Context, agent, label string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	return w.operates(ctx, agent, "task.wrapup", label, disposition(p))
}

// wrongWrapUps are what is wrong with a request to wrap up.
var wrongWrapUps = map[string]func(body map[string]any){
	"without a reason":           func(body map[string]any) { delete(body, "wrapUpReason") },
	"without a code":             func(body map[string]any) { delete(body, "auxCodeId") },
	"with an empty reason":       func(body map[string]any) { body["wrapUpReason"] = "" },
	"with an empty code":         func(body map[string]any) { body["auxCodeId"] = "" },
	"with a number for the code": func(body map[string]any) { body["auxCodeId"] = 7 },
}

func (w *world) wrapsUpAmiss(ctx context.Context, agent, label, how string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	body := disposition(p)
	wrongWrapUps[how](body)
	return w.operates(ctx, agent, "task.wrapup", label, body)
}

// givesUp asks for what is on the wire the end of any call, so that the notification by
// which that is told will do as well.
func (w *world) givesUp(ctx context.Context, agent string) error {
	p, it, err := w.both(ctx, agent, "call")
	if err != nil {
		return err
	}
	r := w.operation("task.cancel", it.id(), nil)
	r.resolves = append(r.resolves, "AgentWrapup")
	return w.ask(ctx, p, r)
}

func (w *world) putsInWorkbin(ctx context.Context, agent, label string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	return w.Stage(ctx, "desktop.placeInWorkbin", map[string]any{"agent": p.account.Account, "interaction": it.id()})
}

func (w *world) marksDone(ctx context.Context, agent, label string) error {
	_, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	if label != "call" && label != "chat" && label != "e-mail" {
		return &target.NotOfferedError{What: fmt.Sprintf("a way to finish a %s on this wire", label)}
	}
	if it.stage != isToWrapUp {
		if err := w.operates(ctx, agent, "task.end", label, nil); err != nil {
			return err
		}
	}
	return w.wrapsUp(ctx, agent, label)
}
