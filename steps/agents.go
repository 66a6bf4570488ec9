package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) agentSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page asks who they are$`, w.asksSelf, suite.Doc{
		Does:    "Lets an agent's page ask for the agent.",
		Example: "When Ana's page asks who they are",
		Args:    []string{"the agent"},
	})
	r.Step(`^the answer is (\w+)'s own record$`, w.answerIsAgent, suite.Doc{
		Does:    "Checks that the answer names the agent: the employee id, and the names that the target file gives.",
		Example: "Then the answer is Ana's own record",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page asks for (\w+)'s state$`, w.asksState, suite.Doc{
		Does:    "Lets an agent's page ask for the agent's state.",
		Example: "When Ana's page asks for Ana's state",
		Args:    []string{"the agent whose page it is", "the same agent"},
	})
	r.Step(`^(\w+)'s page asks for the states that can be chosen$`, w.asksStates, suite.Doc{
		Does:    "Lets an agent's page ask for the list of states.",
		Example: "When Ana's page asks for the states that can be chosen",
		Args:    []string{"the agent"},
	})
	r.Step(`^the answer offers only states that can be chosen$`, w.offersOnlyChoosable, suite.Doc{
		Does:    "Checks that no state is listed that is only ever reported.",
		Example: "Then the answer offers only states that can be chosen",
	})
	r.Step(`^(\w+) is (made ready|logged out|out of service|logged out undisturbed|in an unknown state) by something outside$`, w.isPut, suite.Doc{
		Does:    "Lets something beside the agent's own hands put the agent in a state.",
		Example: "When Ana is out of service by something outside",
		Args:    []string{"the agent", "the state"},
	})
	r.Step(`^(\w+)'s desk sees the agent become (\w+)$`, w.seesAgent, suite.Doc{
		Does:    "Checks that the agent's change to a state came since the last When.",
		Example: "Then Ana's desk sees the agent become NOT_READY",
		Args:    []string{"the agent", "the state's type"},
	})
	r.Step(`^(\w+)'s desk sees the agent become (\w+) with the reason chosen$`, w.seesAgentReason, suite.Doc{
		Does:    "Checks that the agent's change to a state came with its reason and the reason's code.",
		Example: "Then Ana's desk sees the agent become NOT_READY_ACTION_CODE with the reason chosen",
		Args:    []string{"the agent", "the state's type"},
	})
	r.Step(`^(\w+)'s state is (\w+)$`, w.stateIs, suite.Doc{
		Does:    "Asks for the agent's state and checks its type.",
		Example: "Then Ana's state is NOT_READY",
		Args:    []string{"the agent", "the state's type"},
	})
}

// state is media.State (Service Client API Reference, Media namespace).
type state struct {
	Type          string `json:"type"`
	DisplayName   string `json:"displayName"`
	OperationName string `json:"operationName"`
}

func (w *world) asksSelf(ctx context.Context, agent string) error {
	return w.asks(ctx, agent, target.Self)
}

func (w *world) asksState(ctx context.Context, agent, _ string) error {
	return w.asks(ctx, agent, target.State)
}

func (w *world) asksStates(ctx context.Context, agent string) error {
	return w.asks(ctx, agent, target.States)
}

// asks lets a desk ask something that needs nothing else said.
func (w *world) asks(ctx context.Context, agent string, v target.Verb) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: v})
}

func (w *world) answerIsAgent(_ context.Context, agent string) error {
	a, err := w.Case.Target.Agent(agent)
	if err != nil {
		return err
	}
	if err := w.asked(); err != nil {
		return err
	}
	var got map[string]json.RawMessage
	_ = json.Unmarshal(w.answer.Data, &got) // not an object: no members
	for _, m := range []cell{{"employeeId", a.Account}, {"firstname", a.First}, {"lastname", a.Last}, {"username", a.User}} {
		if m.value == "" {
			continue // the target file does not say
		}
		seen := scene.TextOf(got[m.attribute])
		claim := w.Rules.Claim("scapi.type.agent.Agent."+m.attribute, "value", fmt.Sprintf("the agent's %s is %s", m.attribute, m.value))
		w.Record(w.inAnswer(claim, seen), seen == m.value, m.value, scene.OrNone(seen), w.answerFrames()...)
	}
	return nil
}

// onlyReported are the state types that cannot be set (Service Client API
// Reference, Media namespace).
var onlyReported = []string{"PARTIAL_READY", "OUT_OF_SERVICE", "LOGOUT_DND_ON", "UNKNOWN"}

func (w *world) offersOnlyChoosable(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	var got []state
	if err := json.Unmarshal(w.answer.Data, &got); err != nil || len(got) == 0 {
		claim := w.Rules.Claim("scapi.method.agent.getStateList.answer", "answer", "agent.getStateList answers with a list of states")
		if err == nil {
			claim = w.Rules.With(claim, book.Inferred) // no document says how many there are
		}
		w.Record(claim, false, "an array of states", w.seenAnswer(), w.answerFrames()...)
		return nil
	}
	var bad []string
	for _, s := range got {
		if slices.Contains(onlyReported, s.Type) {
			bad = append(bad, s.Type)
		}
	}
	claim := w.Rules.Claim("scapi.rule.state-event-only", "value", "the list offers no state that is only reported")
	w.Record(claim, len(bad) == 0, "none of "+strings.Join(onlyReported, ", "), scene.OrNone(strings.Join(bad, ", ")), w.answerFrames()...)
	return nil
}

// stageStates are states in the words of the stage door.
var stageStates = map[string]string{
	"made ready": "ready", "logged out": "logged-out", "out of service": "out-of-service",
	"logged out undisturbed": "logged-out-undisturbed", "in an unknown state": "unknown",
}

func (w *world) isPut(ctx context.Context, agent, how string) error {
	a, err := w.Case.Target.Agent(agent)
	if err != nil {
		return err
	}
	return w.Stage(ctx, "agent.set", map[string]any{"agent": a.Account, "state": stageStates[how]})
}

// became reports whether an event tells that the agent became a state.
func became(stateType string) func(event) bool {
	return func(e event) bool { to, ok := isChange(e); return ok && to == stateType }
}

// isChange reports whether an event is one of the agent's state, and which state it is.
func isChange(e event) (stateType string, ok bool) {
	to, _ := e.Member("mediaState")
	return to, e.Name == "agent" && e.Type == "STATE_CHANGED"
}

func (w *world) seesAgent(ctx context.Context, agent, stateType string) error {
	_, err := w.sawAgent(ctx, agent, stateType)
	return err
}

// sawAgent claims the event that the agent became a state.
func (w *world) sawAgent(ctx context.Context, agent, stateType string) (*event, error) {
	d, err := w.desk(agent)
	if err != nil {
		return nil, err
	}
	if err := w.knownStateType(stateType); err != nil {
		return nil, err
	}
	claim := w.Rules.Claim(w.agentItem(), "event", fmt.Sprintf("%s's desk sees the agent become %s", agent, stateType))
	if stateType == "PARTIAL_READY" {
		claim = w.Rules.With(claim, book.Inferred) // nobody says that the state of a medium changes the agent's
	}
	found, err := w.await(ctx, func() []event { return w.which(d, w.Window, became(stateType)) })
	if err != nil {
		return nil, err
	}
	expected := "STATE_CHANGED with mediaState " + stateType
	if len(found) == 0 {
		var others []string
		for _, e := range w.events(d, w.Window) {
			if to, ok := isChange(e); ok {
				others = append(others, "STATE_CHANGED with mediaState "+scene.OrNone(to))
			}
		}
		claim.Expected, claim.Seen = expected, changesSeen(others)
		w.Claim(claim)
		w.Word(claim, stateType)
		return nil, nil
	}
	claim.Met, claim.Expected, claim.Seen, claim.Frames = true, expected, expected, []int{found[0].Seq}
	w.Claim(claim)
	w.Word(claim, stateType)
	return &found[0], nil
}

// changesSeen are the changes of the agent that came, if any did.
func changesSeen(changes []string) string {
	if len(changes) == 0 {
		return "no STATE_CHANGED of the agent"
	}
	return strings.Join(changes, ", ")
}

// agentItem is the tagged step about the agent's change, which may be less well
// founded than the event itself; else the event.
func (w *world) agentItem() string {
	for _, id := range w.Scenario.Specs() {
		if p, ok := placeOf(w.Rules, id); ok && p.name == "agent" {
			return id
		}
	}
	return "scapi.event.agent.STATE_CHANGED"
}

func (w *world) seesAgentReason(ctx context.Context, agent, stateType string) error {
	e, err := w.sawAgent(ctx, agent, stateType)
	if e == nil {
		return err
	}
	for _, name := range []string{"reason", "reasonCode"} {
		value, ok := e.Member(name)
		claim := w.Rules.Claim("scapi.event.agent.STATE_CHANGED."+name, "value", "the change to "+stateType+" carries its "+name)
		w.Record(claim, ok && value != "", "a "+name, scene.OrNone(value), e.Seq)
	}
	return nil
}

func (w *world) stateIs(ctx context.Context, agent, stateType string) error {
	if err := w.knownStateType(stateType); err != nil {
		return err
	}
	var got state
	look := func() error {
		err := w.asks(ctx, agent, target.State)
		got = state{}
		_ = json.Unmarshal(w.answer.Data, &got) // not an object: no type
		return err
	}
	if err := w.LookAgain(ctx, look, func() bool { return got.Type == stateType }); err != nil {
		return err
	}
	claim := w.Rules.Claim("scapi.method.agent.getState.answer", "value", fmt.Sprintf("agent.getState answers with type %s", stateType))
	w.Record(w.inAnswer(claim, got.Type), got.Type == stateType, stateType, w.inAnswerOr(got.Type), w.answerFrames()...)
	return nil
}
