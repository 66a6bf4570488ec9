package webex

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) consultSentences(r *suite.Registry) {
	r.Step(`^(\w+) consults (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*)( by number)? about the (call|chat|e-mail)(?: over (voice|chat))?$`, w.consults, suite.Doc{
		Does:    "Lets an agent begin a consultation about a call.",
		Example: "When Ana consults Ben about the call",
		Args:    []string{"the agent", "whom: an agent, a customer, a queue or a routing point", "by number, if nothing but a number is said", "call", "over which medium, if it is said"},
	})
	r.Step(`^(\w+) transfers the (call|chat|e-mail) to (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*)( by number)? in one step$`, w.transfers, suite.Doc{
		Does:    "Lets an agent transfer an interaction without consulting first.",
		Example: "When Ana transfers the call to Ben in one step",
		Args:    []string{"the agent", "call, chat or e-mail", "to whom: an agent, a customer, a queue or a routing point", "by number, if nothing but a number is said"},
	})
	r.Step(`^(\w+) completes the (transfer|conference)$`, w.completes, suite.Doc{
		Does:    "Lets an agent hand what a consultation is about over to whom they consult, or bring all of them together.",
		Example: "When Ana completes the transfer",
		Args:    []string{"the agent", "transfer or conference"},
	})
	r.Step(`^(\w+) ends the consultation$`, w.endsConsultation, suite.Doc{
		Does:    "Lets an agent end the consultation that they are in.",
		Example: "When Ana ends the consultation",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) is consulting (\w+) about the call with (\w+)$`, w.isConsulting, suite.Doc{
		Does:    "Brings an agent into a consultation that has been answered: a customer has called and was answered, and then another was consulted about it.",
		Example: "Given Ana is consulting Ben about the call with Carla",
		Args:    []string{"the agent", "whom they consult", "the customer"},
	})
	r.Step(`^(\w+) gives up the consultation with the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.givesUpQueue, suite.Doc{
		Does:    "Lets an agent end a consultation with a queue from which nobody has come yet.",
		Example: "When Ana gives up the consultation with the queue Support",
		Args:    []string{"the agent", "the queue"},
	})
	r.Step(`^(\w+) cancels the consultation with the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.cancelsQueue, suite.Doc{
		Does:    "Lets an agent do the same by the request that is there for just that.",
		Example: "When Ana cancels the consultation with the queue Support",
		Args:    []string{"the agent", "the queue"},
	})
	r.Step(`^(\w+) takes the consultation$`, w.takesConsultation, suite.Doc{
		Does:    "Lets the client of an agent who is consulted accept, by the request that is there for it.",
		Example: "When Ben takes the consultation",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) leaves the conference$`, w.leavesConference, suite.Doc{
		Does:    "Lets an agent leave the conference that they are in.",
		Example: "When Ana leaves the conference",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) ends the conference$`, w.endsConference, suite.Doc{
		Does:    "Lets an agent end a conference for those who were brought in; they go on with the customer.",
		Example: "When Ana ends the conference",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) hands the conference over$`, w.handsConferenceOver, suite.Doc{
		Does:    "Lets an agent leave the conference to the other agent, who has the call from then on.",
		Example: "When Ana hands the conference over",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) and (\w+) are in a conference about the call with (\w+)$`, w.areInConference, suite.Doc{
		Does:    "Brings an agent, whom they have consulted and a customer together.",
		Example: "Given Ana and Ben are in a conference about the call with Carla",
		Args:    []string{"the agent who began it", "whom they consulted", "the customer"},
	})
}

// destination is where an agent sends a contact, or whom they consult, as this wire says it.
type destination struct {
	to, kind string
	queue    bool
}

func (d destination) body() map[string]any {
	return map[string]any{"to": d.to, "destinationType": d.kind}
}

// destination is the target of a sentence: somebody who is signed in, a number, a queue or
// a routing point.
func (w *world) destination(ctx context.Context, p *person, whom string, byNumber bool) (destination, error) {
	if rest, routed := strings.CutPrefix(whom, "the "); routed {
		return w.place(ctx, p, rest)
	}
	if w.IsAgent(whom) && !byNumber {
		other, err := w.here(whom)
		if err != nil {
			return destination{}, err
		}
		return destination{to: other.id(), kind: "agent"}, nil
	}
	number, err := w.number(whom)
	return destination{to: number, kind: "dialNumber"}, err
}

// place is a queue or a routing point, by the id that the look-up lists give its name.
func (w *world) place(ctx context.Context, p *person, what string) (destination, error) {
	lists := []struct{ kind, list, word string }{{"queue ", "contact-service-queue", "queue"}, {"routing point ", "entry-point", "entryPoint"}}
	for _, l := range lists {
		name, is := strings.CutPrefix(what, l.kind)
		if !is {
			continue
		}
		own, err := w.Target.Destination(name)
		if err != nil {
			return destination{}, err
		}
		id, err := w.lookUp(ctx, p, l.list, own)
		return destination{to: id, kind: l.word, queue: l.word == "queue"}, err
	}
	return destination{}, &target.NotOfferedError{What: "a way to name the " + what + " on this wire"}
}

// consults lets an agent begin a consultation, which holds the call as it does by default.
func (w *world) consults(ctx context.Context, agent, whom, byNumber, label, medium string) error {
	if medium == "chat" || label != "call" {
		return &target.NotOfferedError{What: "consultations over other media than voice on this wire"}
	}
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	to, err := w.destination(ctx, p, whom, byNumber != "")
	if err != nil {
		return err
	}
	w.expectAt(whom, to, label)
	_, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	body := to.body()
	body["holdParticipants"] = true
	r := w.operation("task.consult", it.id(), body)
	r.patient = to.queue // which has no time limit
	return w.ask(ctx, p, r)
}

// expectAt gives a label to what is about to appear at the desk of whom a contact is sent
// to.
func (w *world) expectAt(whom string, to destination, label string) {
	switch {
	case w.people[whom] != nil:
		w.people[whom].awaited = label
	case to.kind != "dialNumber":
		w.awaited = label
	}
}

func (w *world) transfers(ctx context.Context, agent, label, whom, byNumber string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	to, err := w.destination(ctx, p, whom, byNumber != "")
	if err != nil {
		return err
	}
	w.expectAt(whom, to, label)
	name := "task.transferAgent"
	if to.queue {
		name = "task.transferQueue"
		if label == "e-mail" && w.IsShared() {
			return &target.NotOfferedError{What: "a way to take back, after the scenario, what somebody else gets from a queue, and others use it too"}
		}
	}
	return w.operates(ctx, agent, name, label, to.body())
}

// completions are the operations that a consultation can end in.
var completions = map[string]string{"transfer": "task.consultTransfer", "conference": "task.conference"}

// completes names the destination as the agent SDK does: the other participant of the
// consultation's leg. What tells of no such leg leaves the client nothing to ask.
func (w *world) completes(ctx context.Context, agent, what string) error {
	p, it, err := w.both(ctx, agent, "call")
	if err != nil {
		return err
	}
	to, ok := consulted(it.contact(), p.id())
	if !ok && w.isToBeRefused() {
		to, ok = destination{to: p.id(), kind: "agent"}, true // there is nobody whom they consult
	}
	if !ok && what == "conference" {
		return suite.NotReached("%s was told of no leg of the consultation with somebody else on it", agent)
	}
	if !ok {
		w.Founded("webex.op.task.consultTransfer", "value", fmt.Sprintf("what %s was told of the call has a leg of the consultation and who else is on it", agent),
			scene.Seen{Expected: "a leg with mType consult and another participant", Instead: string(it.contact().Get("media")), Frames: []int{it.last.Seq}})
		return suite.ErrMismatch
	}
	body := to.body()
	if what == "conference" {
		body["agentId"] = p.id()
	}
	return w.operates(ctx, agent, completions[what], "call", body)
}

// consulted is the other participant of the consultation's leg, as the agent SDK names it.
func consulted(c trace.Object, own string) (destination, bool) {
	for _, m := range c.Object("media") {
		leg := trace.ObjectOf(m.Value)
		if textOf(leg.Get("mType")) != "consult" {
			continue
		}
		for _, id := range listOf(leg.Get("participants")) {
			if id == own {
				continue
			}
			kind := strings.ToLower(textOf(c.Object("participants").Object(id).Get("pType")))
			switch kind {
			case "dn":
				kind = "dialNumber"
			case "ep-dn":
				kind = "entryPoint"
			}
			return destination{to: id, kind: kind}, true
		}
	}
	return destination{}, false
}

// endsConsultation ends a consultation with an agent or a number, which is told by an event
// of its own.
func (w *world) endsConsultation(ctx context.Context, agent string) error {
	return w.endsTold(ctx, agent, nil, "task.consultEnd", "AgentConsultEnded")
}

// endsTold asks for the end of a consultation that one event tells.
func (w *world) endsTold(ctx context.Context, agent string, body map[string]any, name, event string) error {
	p, it, err := w.both(ctx, agent, "call")
	if err != nil {
		return err
	}
	r := w.operation(name, it.id(), body)
	r.resolves = []string{event}
	return w.ask(ctx, p, r)
}

func (w *world) givesUpQueue(ctx context.Context, agent, queue string) error {
	return w.leavesQueue(ctx, agent, queue, "task.consultEnd")
}

func (w *world) cancelsQueue(ctx context.Context, agent, queue string) error {
	return w.leavesQueue(ctx, agent, queue, "task.cancelCtq")
}

func (w *world) leavesQueue(ctx context.Context, agent, queue, name string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	to, err := w.place(ctx, p, "queue "+queue)
	if err != nil {
		return err
	}
	body := map[string]any{"queueId": to.to}
	if name == "task.cancelCtq" {
		body["agentId"] = p.id()
	}
	return w.endsTold(ctx, agent, body, name, "AgentCtqCancelled")
}

func (w *world) takesConsultation(ctx context.Context, agent string) error {
	return w.operates(ctx, agent, "task.consultAccept", "call", nil)
}

func (w *world) isConsulting(ctx context.Context, agent, whom, customer string) error {
	if err := w.hasCall(ctx, agent, "talking", customer); err != nil {
		return err
	}
	answers := func() error { return w.PicksUp(ctx, whom) }
	if w.IsAgent(whom) {
		answers = func() error { return w.answersCall(ctx, whom, "") }
	}
	return w.way(ctx, agent, "call",
		leg{func() error { return w.consults(ctx, agent, whom, "", "call", "") }, "AgentConsultCreated"},
		leg{answers, "AgentConsulting"})
}

func (w *world) areInConference(ctx context.Context, agent, whom, customer string) error {
	if err := w.isConsulting(ctx, agent, whom, customer); err != nil {
		return err
	}
	return w.way(ctx, agent, "call", leg{func() error { return w.completes(ctx, agent, "conference") }, "AgentConsultConferenced"})
}

func (w *world) leavesConference(ctx context.Context, agent string) error {
	return w.operates(ctx, agent, "task.conferenceExit", "call", nil)
}

func (w *world) endsConference(ctx context.Context, agent string) error {
	return w.endsTold(ctx, agent, nil, "task.consultEnd", "AgentConsultConferenceEnded")
}

func (w *world) handsConferenceOver(ctx context.Context, agent string) error {
	return w.operates(ctx, agent, "task.conferenceTransfer", "call", nil)
}

// isToBeRefused reports whether the scenario goes on by checking that the present request
// is refused.
func (w *world) isToBeRefused() bool {
	n, _ := w.Step()
	return slices.ContainsFunc(w.Scenario.Steps[n:], func(s suite.Step) bool { return s.Text == isRefusedText })
}

// lookUp is the id of what a look-up list has under a name.
func (w *world) lookUp(ctx context.Context, p *person, list, name string) (string, error) {
	answer, err := w.call(ctx, p, wire.Request{
		Path: "/organization/" + url.PathEscape(p.client.Organization()) + "/v2/" + list, Query: "page=0&pageSize=100",
	})
	if err != nil {
		return "", err
	}
	elements, _ := answer.List()
	for _, raw := range elements {
		if o := trace.ObjectOf(raw); textOf(o.Get("name")) == name {
			return textOf(o.Get("id")), nil
		}
	}
	return "", suite.NotReached("%s is not in the list %s: %s", name, list, answered(answer))
}
