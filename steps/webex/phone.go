package webex

import (
	"context"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) phoneSentences(r *suite.Registry) {
	r.Step(`^(\w+) answers the( first| second)? call$`, w.answersCall, suite.Doc{
		Does:    "Lets an agent pick up the phone at their desk, which is no request of this wire.",
		Example: "When Ana answers the call",
		Args:    []string{"the agent", "which call, when there are two"},
	})
	r.Step(`^(\w+) hangs up$`, w.hangsUp, suite.Doc{
		Does:    "Lets an agent, or a customer, end the call they are in; a customer may give up while it rings.",
		Example: "When Carla hangs up",
		Args:    []string{"the agent or customer"},
	})
	r.Step(`^(\w+) hangs the phone at the desk up$`, w.hangsPhoneUp, suite.Doc{
		Does:    "Lets an agent put down the phone at their desk, which is no request of this wire.",
		Example: "When Ana hangs the phone at the desk up",
		Args:    []string{"the agent"},
	})
	r.Step(`^phones at the agents' desks are picked up by themselves$`, w.phonesAnswer, suite.Doc{
		Does:    "Lets the phones of agents who work over this wire be picked up without anybody's doing, three seconds after they have begun to ring; before anybody signs in.",
		Example: "Given phones at the agents' desks are picked up by themselves",
	})
}

// answerOption says after which time a phone at a desk is picked up by itself.
const answerOption = "webex/answer"

// phonesWait lets no phone be picked up by itself where the scenario is about one that
// nobody answers, and the target can be told.
func (w *world) phonesWait() {
	if w.Scenario == nil || !w.Target.Hello.Can.Options {
		return
	}
	if slices.ContainsFunc(w.Scenario.Steps, func(s suite.Step) bool { return strings.HasPrefix(s.Text, "nobody answers ") }) {
		w.Spec.Options = map[string]string{answerOption: "never"}
	}
}

func (w *world) phonesAnswer() error { return w.Option(answerOption, "3s") }

// answersCall picks the phone up, unless the target has done so.
func (w *world) answersCall(ctx context.Context, agent, _ string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	if it := p.find("call"); it != nil && it.stage == isTheirs && w.IsGiven() {
		return nil
	}
	return w.Stage(ctx, "phone.answer", map[string]any{"agent": p.account.Account})
}

func (w *world) hangsPhoneUp(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	return w.Stage(ctx, "phone.hangUp", map[string]any{"agent": p.account.Account})
}

func (w *world) hangsUp(ctx context.Context, who string) error {
	if w.IsAgent(who) {
		return w.operates(ctx, who, "task.end", "call", nil)
	}
	return w.HangsUp(ctx, who)
}
