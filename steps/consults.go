package steps

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) consultSentences(r *suite.Registry) {
	r.Step(`^(\w+) consults (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*)( by number)? about the (call|chat|e-mail)(?: over (voice|chat))?$`, w.consults, suite.Doc{
		Does:    "Lets an agent begin a consultation, which the scenario calls so at the agent's desk; what comes of it at the desk of another is a call, chat or e-mail there.",
		Example: "When Ana consults Ben about the call",
		Args:    []string{"the agent", "whom: " + anyTarget, "by number, if nothing but a number is said", "call, chat or e-mail", "over which medium, if it is said"},
	})
	r.Step(`^(\w+) consults (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*) about the (call|chat|e-mail) with the (user data|extensions):$`, w.consultsWith, suite.Doc{
		Does:    "Lets an agent begin a consultation with user data or extensions, a row a key and its value.",
		Example: "When Ana consults Ben about the call with the user data:",
		Args:    []string{"the agent", "whom, as in the sentence without", "call, chat or e-mail", "user data or extensions"},
	})
	r.Step(`^(\w+) transfers the (call|chat|e-mail) to (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*)( by number)? in one step$`, w.transfersAtOnce, suite.Doc{
		Does:    "Lets an agent transfer an interaction without consulting first.",
		Example: "When Ana transfers the call to Ben in one step",
		Args:    []string{"the agent", "call, chat or e-mail", "to whom: " + anyTarget, "by number, if nothing but a number is said"},
	})
	r.Step(`^(\w+) transfers the (call|chat|e-mail) to (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*) in one step with the (user data|extensions):$`, w.transfersAtOnceWith, suite.Doc{
		Does:    "Lets an agent transfer an interaction without consulting first, with user data or extensions, a row a key and its value.",
		Example: "When Ana transfers the call to Ben in one step with the user data:",
		Args:    []string{"the agent", "call, chat or e-mail", "to whom, as in the sentence without", "user data or extensions"},
	})
	r.Step(`^(\w+) adds (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*)( by number)? to the (call|chat|e-mail) in one step$`, w.addsAtOnce, suite.Doc{
		Does:    "Lets an agent make a conference of an interaction without consulting first.",
		Example: "When Ana adds Ben to the call in one step",
		Args:    []string{"the agent", "whom: " + anyTarget, "by number, if nothing but a number is said", "call, chat or e-mail"},
	})
	r.Step(`^(\w+) adds (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*) to the (call|chat|e-mail) in one step with the (user data|extensions):$`, w.addsAtOnceWith, suite.Doc{
		Does:    "Lets an agent make a conference of an interaction without consulting first, with user data or extensions, a row a key and its value.",
		Example: "When Ana adds Ben to the call in one step with the user data:",
		Args:    []string{"the agent", "whom, as in the sentence without", "call, chat or e-mail", "user data or extensions"},
	})
	r.Step(`^(\w+) completes the (transfer|conference)$`, w.completes, suite.Doc{
		Does:    "Lets an agent hand what a consultation is about over to whom they consult, or bring all of them together.",
		Example: "When Ana completes the transfer",
		Args:    []string{"the agent", "transfer or conference"},
	})
	r.Step(`^(\w+) completes the (transfer|conference) without a consultation$`, w.completesNothing, suite.Doc{
		Does:    "Lets an agent ask for the same with a call that is no consultation.",
		Example: "When Ana completes the transfer without a consultation",
		Args:    []string{"the agent", "transfer or conference"},
	})
	r.Step(`^(\w+) ends the consultation$`, w.endsConsultation, suite.Doc{
		Does:    "Lets an agent hang up on whom they consult.",
		Example: "When Ana ends the consultation",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) is consulting (\w+) about the call with (\w+)$`, w.isConsulting, suite.Doc{
		Does:    "Brings an agent into a consultation that has been answered: a customer has called and was answered, and then another was consulted about it.",
		Example: "Given Ana is consulting Ben about the call with Carla",
		Args:    []string{"the agent", "whom: an agent who is signed in, or a customer", "the customer who has called"},
	})
	r.Step(`^(\w+)'s desk sees the call end$`, w.seesEnd, suite.Doc{
		Does:    "Checks that RELEASED of the agent's call came since the last When. Nobody says how a desk is told of what others do with a call, so this never binds.",
		Example: "Then Ben's desk sees the call end",
		Args:    []string{"the agent"},
	})
	r.Step(`^the (consultation|reply) at (\w+)'s desk belongs to the (call|chat|e-mail)$`, w.belongsTo, suite.Doc{
		Does:    "Checks that the parent of the consultation, or of the reply, is the interaction that it is about. No document says so, so it never binds.",
		Example: "Then the consultation at Ana's desk belongs to the call",
		Args:    []string{"consultation or reply", "the agent", "call, chat or e-mail"},
	})
	r.Step(`^the consultation at (\w+)'s desk is over (voice|chat|email)$`, w.isOver, suite.Doc{
		Does:    "Checks the medium in the consultation's last event.",
		Example: "Then the consultation at Ana's desk is over voice",
		Args:    []string{"the agent", "the medium"},
	})
}

func (w *world) consults(ctx context.Context, agent, whom, byNumber, kind, medium string) error {
	return w.send(ctx, agent, kind, whom, byNumber != "", target.Action{Verb: target.Consult, Media: medium})
}

func (w *world) consultsWith(ctx context.Context, agent, whom, kind, what string, t *table) error {
	a, err := with(target.Action{Verb: target.Consult}, what, t)
	if err != nil {
		return err
	}
	return w.send(ctx, agent, kind, whom, false, a)
}

func (w *world) transfersAtOnce(ctx context.Context, agent, kind, whom, byNumber string) error {
	return w.send(ctx, agent, kind, whom, byNumber != "", target.Action{Verb: target.TransferAtOnce})
}

func (w *world) transfersAtOnceWith(ctx context.Context, agent, kind, whom, what string, t *table) error {
	a, err := with(target.Action{Verb: target.TransferAtOnce}, what, t)
	if err != nil {
		return err
	}
	return w.send(ctx, agent, kind, whom, false, a)
}

func (w *world) addsAtOnce(ctx context.Context, agent, whom, byNumber, kind string) error {
	return w.send(ctx, agent, kind, whom, byNumber != "", target.Action{Verb: target.JoinAtOnce})
}

func (w *world) addsAtOnceWith(ctx context.Context, agent, whom, kind, what string, t *table) error {
	a, err := with(target.Action{Verb: target.JoinAtOnce}, what, t)
	if err != nil {
		return err
	}
	return w.send(ctx, agent, kind, whom, false, a)
}

// with adds a table of user data or extensions to an action.
func with(a target.Action, what string, t *table) (target.Action, error) {
	members, err := scene.Object(t)
	if what == "extensions" {
		a.Extensions = members
	} else {
		a.Data = members
	}
	return a, err
}

// send lets an agent send an interaction somewhere, or somebody be consulted about it.
func (w *world) send(ctx context.Context, agent, kind, whom string, byNumber bool, a target.Action) error {
	to, err := w.destination(whom, byNumber)
	if err != nil {
		return err
	}
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	_, it, err := w.item(ctx, agent, kind) // before another one is expected
	if err != nil {
		return err
	}
	if err := w.isIn(ctx, d, it); err != nil {
		return err
	}
	w.expect(d, kind, a, to)
	a.To = to.Destination
	if err := w.ask(ctx, agent, kind, a); err != nil {
		return err
	}
	w.claimTarget(a)
	return nil
}

// isIn is an error for a chat that the agent has accepted and not joined yet: nobody says
// what can be done with it then.
func (w *world) isIn(ctx context.Context, d *desk, it *item) error {
	const joining = "JOIN_PENDING"
	if it.label != "chat" {
		return nil
	}
	is, err := w.isShown(ctx, d, it, joining)
	if err == nil && is {
		err = suite.NotReached("the chat at %s's desk was to be joined and is in state %s", d.name, joining)
	}
	return err
}

// mediumKinds are the kinds of interactions by their medium.
var mediumKinds = map[string]string{"voice": "call", "chat": "chat", "email": "e-mail"}

// expect gives labels to what is about to appear: a consultation at the desk of who asks
// for it, and at the desks of those whom it may come to what it is for them.
func (w *world) expect(d *desk, kind string, a target.Action, to destination) {
	if over := mediumKinds[a.Media]; over != "" {
		kind = over
	}
	if a.Verb == target.Consult {
		d.awaited = awaited{label: "consultation", kind: kind, since: len(d.items)}
		if kind == "call" {
			d.awaited.direction, d.awaited.number = "OUT", to.number
		}
	}
	for _, name := range w.order {
		if other := w.desks[name]; other != d && to.mayReach(name) {
			other.expectFrom(kind)
		}
	}
	d.sent, w.handedOver = to, true
}

// claimTarget claims by the parts of a target that the scenario is tagged with that the
// request takes them.
func (w *world) claimTarget(a target.Action) {
	if w.IsGiven() {
		return
	}
	request := scapi.RequestOf(a.Verb)
	prefix := "scapi.method." + request + ".targetQuery."
	parts := map[string]string{}
	if a.To.Kind != target.ByNumber {
		word := scapi.TargetTypes[a.To.Kind]
		parts["scapi.enum.target-type"] = "a documented kind of target"
		parts["scapi.enum.target-type."+word] = "a target of type " + word
		parts[prefix+"destination"] = "the destination of a target"
		if a.Verb != target.Consult { // which has it under two names, so that nobody knows by which
			parts[prefix+"type"] = "the kind of a target as type"
		}
	}
	if a.Media != "" {
		parts[prefix+"media"] = "the medium of the consultation"
	}
	for _, id := range w.Scenario.Specs() {
		if what := parts[id]; what != "" {
			w.claimTaken(id, request+" takes "+what)
		}
	}
}

var completions = map[string]target.Verb{"transfer": target.Transfer, "conference": target.Conference}

func (w *world) completes(ctx context.Context, agent, what string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	_, it, err := w.item(ctx, agent, "consultation")
	if err != nil {
		return err
	}
	for _, name := range w.order { // what they were told of may become another
		if other := w.desks[name]; other != d && d.sent.mayReach(name) {
			other.expectFrom("call")
		}
	}
	if it.gone && w.isToBeRefused() {
		return w.do(ctx, d, target.Action{Verb: completions[what], Interaction: it.id})
	}
	return w.ask(ctx, agent, "consultation", target.Action{Verb: completions[what]})
}

func (w *world) completesNothing(ctx context.Context, agent, what string) error {
	return w.ask(ctx, agent, "call", target.Action{Verb: completions[what]})
}

func (w *world) endsConsultation(ctx context.Context, agent string) error {
	return w.ask(ctx, agent, "consultation", target.Action{Verb: target.HangUp})
}

func (w *world) isConsulting(ctx context.Context, agent, whom, customer string) error {
	if err := w.hasCall(ctx, agent, "talking", customer); err != nil {
		return err
	}
	answers := func() error { return w.PicksUp(ctx, whom) }
	if w.IsAgent(whom) {
		answers = func() error { return w.answersCall(ctx, whom, "") }
	}
	return w.way(ctx, agent, "consultation",
		leg{do: func() error { return w.consults(ctx, agent, whom, "", "call", "") }, event: "DIALING", state: "DIALING", item: "scapi.seq.consult-transfer.5"},
		leg{do: answers, event: "ESTABLISHED", state: "TALKING", item: "scapi.seq.consult-transfer.7"})
}

func (w *world) seesEnd(ctx context.Context, agent string) error {
	d, it, err := w.item(ctx, agent, "call")
	if err != nil {
		return err
	}
	found, err := w.await(ctx, func() []event {
		return w.which(d, w.Window, func(e event) bool { return e.ID() == it.id && e.Type == "RELEASED" })
	})
	if err != nil {
		return err
	}
	_, frames := shownAll(found)
	seen := "RELEASED"
	if len(found) == 0 {
		if err := w.untold("scapi.event.voice.RELEASED"); err != nil {
			return err
		}
		seen, frames = w.missing("RELEASED of the call", w.Window)
	}
	w.Record(w.Rules.Inferred("event", agent+"'s desk sees the call end"), len(found) > 0, "RELEASED", seen, frames...)
	return nil
}

func (w *world) belongsTo(ctx context.Context, label, agent, kind string) error {
	_, main, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	_, it, err := w.item(ctx, agent, label)
	if err != nil {
		return err
	}
	seen, _ := it.last.Attribute("parentInteractionId")
	claim := w.Rules.With(w.Rules.Claim("scapi.type.interaction.Interaction.parentInteractionId", "value", fmt.Sprintf("the parent of the %s is the %s", label, kind)), book.Inferred)
	w.Record(claim, seen == main.id, main.id, scene.OrNone(seen), it.last.Seq)
	return nil
}

func (w *world) isOver(ctx context.Context, agent, medium string) error {
	d, it, err := w.item(ctx, agent, "consultation")
	if err != nil {
		return err
	}
	seen, told := it.last.Member("media")
	if !told && !d.isToldOf(it) {
		if err := w.untold(appears); err != nil {
			return err // only an event has it
		}
	}
	text := fmt.Sprintf("the consultation at %s's desk is over %s", agent, medium)
	for _, claim := range w.ClaimsFor("value", text, scene.Only("scapi.method.interaction.consult.targetQuery.media", "scapi.rule.consult-media")) {
		if mediumKinds[seen] == "" { // it is not there, or a name of the target's own
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, seen == medium, medium, scene.OrNone(seen), it.last.Seq)
	}
	return nil
}
