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

func (w *world) mediaSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page asks for the media$`, w.asksMediaList, suite.Doc{
		Does:    "Lets an agent's page ask for the agent's media.",
		Example: "When Ana's page asks for the media",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page asks for the medium (\w+)$`, w.asksMedium, suite.Doc{
		Does:    "Lets an agent's page ask for one of the agent's media.",
		Example: "When Ana's page asks for the medium voice",
		Args:    []string{"the agent", "the medium's name"},
	})
	r.Step(`^the answer lists the medium (\w+)$`, w.listsMedium, suite.Doc{
		Does:    "Checks that the list of media has one of that name, with a state.",
		Example: "Then the answer lists the medium voice",
		Args:    []string{"the medium's name"},
	})
	r.Step(`^the answer is the medium (\w+)$`, w.isMedium, suite.Doc{
		Does:    "Checks that the answer is the medium of that name, with a state.",
		Example: "Then the answer is the medium voice",
		Args:    []string{"the medium's name"},
	})
	r.Step(`^(\w+) is ready for at least two media$`, w.isReadyForTwo, suite.Doc{
		Does:    "Asks for the media and goes on if the agent is ready for two of them; else the scenario is not applicable.",
		Example: "Given Ana is ready for at least two media",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) chooses the state (\w+) for the medium (\w+)$`, w.choosesMediaState, suite.Doc{
		Does:    "Lets an agent's page choose a state of that type for one medium.",
		Example: "When Ana chooses the state NOT_READY for the medium voice",
		Args:    []string{"the agent", "the state's type", "the medium's name"},
	})
	r.Step(`^(\w+)'s medium (\w+) is in state (\w+)$`, w.mediumIs, suite.Doc{
		Does:    "Asks for a medium and checks the type of its state.",
		Example: "Then Ana's medium voice is in state NOT_READY",
		Args:    []string{"the agent", "the medium's name", "the state's type"},
	})
	r.Step(`^(\w+)'s medium (\w+) is not in state (\w+)$`, w.mediumIsNot, suite.Doc{
		Does:    "Asks for a medium and checks that its state has another type. It binds if a tagged refusal forbids that state.",
		Example: "Then Ana's medium voice is not in state OUT_OF_SERVICE",
		Args:    []string{"the agent", "the medium's name", "the state's type"},
	})
	r.Step(`^(\w+)'s desk sees the medium (\w+) become (\w+)$`, w.seesMedium, suite.Doc{
		Does:    "Checks that a medium's change to a state came since the last When. No document tells the shape of that event, so it never binds.",
		Example: "Then Ana's desk sees the medium voice become NOT_READY",
		Args:    []string{"the agent", "the medium's name", "the state's type"},
	})
}

// media is media.Media (Service Client API Reference, Media namespace).
type media struct {
	Name  string `json:"name"`
	State state  `json:"state"`
}

func (w *world) asksMediaList(ctx context.Context, agent string) error {
	return w.asks(ctx, agent, target.MediaList)
}

func (w *world) asksMedium(ctx context.Context, agent, name string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.Media, Media: name})
}

func (w *world) listsMedium(_ context.Context, name string) error {
	if err := w.asked(); err != nil {
		return err
	}
	var got []media
	_ = json.Unmarshal(w.answer.Data, &got) // not a list: none
	const item = "scapi.method.media.getMediaList.answer"
	i := slices.IndexFunc(got, func(m media) bool { return m.Name == name })
	if i < 0 {
		return w.mediumClaim(item, name, false, slices.ContainsFunc(got, func(m media) bool { return m.Name == "" }))
	}
	return w.mediumClaim(item, name, got[i].State.Type != "", got[i].State.Type == "")
}

func (w *world) isMedium(_ context.Context, name string) error {
	if err := w.asked(); err != nil {
		return err
	}
	var got media
	_ = json.Unmarshal(w.answer.Data, &got) // not an object: none
	lacks := !w.answer.Refused && (got.Name == "" || got.State.Type == "")
	return w.mediumClaim("scapi.method.media.getMediaByName.answer", name, got.Name == name && !lacks, lacks)
}

func (w *world) isReadyForTwo(ctx context.Context, agent string) error {
	if err := w.asksMediaList(ctx, agent); err != nil {
		return err
	}
	var got []media
	_ = json.Unmarshal(w.answer.Data, &got) // not a list: none
	var ready []string
	for _, m := range got {
		if m.State.Type == "READY" {
			ready = append(ready, m.Name)
		}
	}
	if len(ready) < 2 {
		return suite.NotReached("%s was to be ready for two media and is for %s", agent, scene.OrNone(strings.Join(ready, ", ")))
	}
	return nil
}

// mediumClaim claims that an answer has a medium; that it lacks a member, which no
// document requires, does not bind.
func (w *world) mediumClaim(item, name string, met, lacks bool) error {
	claim := w.Rules.Claim(item, "answer", fmt.Sprintf("the answer has the medium %s with a state", name))
	if lacks {
		claim = w.Rules.With(claim, book.Inferred)
	}
	w.Record(claim, met, name+" with a state", w.seenAnswer(), w.answerFrames()...)
	return nil
}

func (w *world) choosesMediaState(ctx context.Context, agent, stateType, name string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	operation, err := w.operation(ctx, d, stateType, "")
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.SetMediaState, Media: name, State: operation})
}

func (w *world) mediumIs(ctx context.Context, agent, name, stateType string) error {
	if err := w.knownStateType(stateType); err != nil {
		return err
	}
	var got media
	look := func() error {
		err := w.asksMedium(ctx, agent, name)
		got = media{}
		_ = json.Unmarshal(w.answer.Data, &got) // not an object: no state
		return err
	}
	if err := w.LookAgain(ctx, look, func() bool { return got.State.Type == stateType }); err != nil {
		return err
	}
	claim := w.Rules.Claim("scapi.type.media.Media.state", "value", fmt.Sprintf("the medium %s is in state %s", name, stateType))
	w.Record(w.inAnswer(claim, got.State.Type), got.State.Type == stateType, stateType, w.inAnswerOr(got.State.Type), w.answerFrames()...)
	return nil
}

func (w *world) mediumIsNot(ctx context.Context, agent, name, stateType string) error {
	if err := w.knownStateType(stateType); err != nil {
		return err
	}
	if err := w.asksMedium(ctx, agent, name); err != nil {
		return err
	}
	var got media
	_ = json.Unmarshal(w.answer.Data, &got) // not an object: no state
	for _, claim := range w.ClaimsBy("absent", fmt.Sprintf("the medium %s is not in state %s", name, stateType), w.forbids("agent state")) {
		w.Record(claim, got.State.Type != stateType, "another state", w.inAnswerOr(got.State.Type), w.answerFrames()...)
	}
	return nil
}

func (w *world) seesMedium(ctx context.Context, agent, name, stateType string) error {
	if err := w.knownStateType(stateType); err != nil {
		return err
	}
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	claim := w.Rules.With(w.Rules.Claim("scapi.event.media.STATE_CHANGED", "event",
		fmt.Sprintf("%s's desk sees the medium %s become %s", agent, name, stateType)), book.Inferred)
	found, err := w.await(ctx, func() []event {
		return w.which(d, w.Window, func(e event) bool {
			of, _ := e.Member("media")
			to, _ := e.Member("mediaState")
			return e.Name == "media" && of == name && to == stateType
		})
	})
	if err != nil {
		return err
	}
	if len(found) == 0 {
		w.Record(claim, false, "an event media about "+name, "none")
		return nil
	}
	w.Record(claim, true, "an event media about "+name, "one", found[0].Seq)
	return nil
}
