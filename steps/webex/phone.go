package webex

import (
	"context"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
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
	r.Step(`^(\w+) answers$`, w.customerAnswers, suite.Doc{
		Does:    "Lets a customer answer the call that rings at their phone.",
		Example: "When Chen answers",
		Args:    []string{"the customer"},
	})
	r.Step(`^(\w+) is busy$`, w.customerIsBusy, suite.Doc{
		Does:    "Lets the call that rings at a customer's phone find it busy.",
		Example: "When Chen is busy",
		Args:    []string{"the customer"},
	})
	r.Step(`^(\w+) does not answer$`, w.customerIsSilent, suite.Doc{
		Does:    "Lets the call that rings at a customer's phone be given up.",
		Example: "When Chen does not answer",
		Args:    []string{"the customer"},
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
	if it := p.find("call"); it != nil && it.stage == isTheirs && w.isGiven() {
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
	return w.customer(ctx, who, "call.hangUp")
}

func (w *world) customerAnswers(ctx context.Context, who string) error {
	return w.customer(ctx, who, "call.answer")
}

func (w *world) customerIsBusy(ctx context.Context, who string) error {
	return w.customer(ctx, who, "call.busy")
}

func (w *world) customerIsSilent(ctx context.Context, who string) error {
	return w.customer(ctx, who, "call.noAnswer")
}

// customer lets a customer do something at their phone.
func (w *world) customer(ctx context.Context, name, method string) error {
	if w.IsAgent(name) {
		return &target.NotOfferedError{What: "a customer called " + name + ": that is an agent of the cast"}
	}
	c, err := w.Target.Customer(name)
	if err != nil {
		return err
	}
	return w.Stage(ctx, method, map[string]any{"number": c.Number})
}
