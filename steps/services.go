package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// lets lets one of an agent's pages ask for something, as do does.
func (w *world) lets(ctx context.Context, agent, which string, a target.Action) error {
	_, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	return w.doOn(ctx, p, a)
}

// truthSentences are about answers that are true or false.
func (w *world) truthSentences(r *suite.Registry) {
	r.Step(`^the answer is (true|false)$`, w.answerIsTruth, suite.Doc{
		Does:    "Checks that the last request succeeded with true, or with false. It binds by the request that the scenario is tagged with, and by the rule on toasts that do not exist.",
		Example: "Then the answer is true",
		Args:    []string{"true or false"},
	})
}

func (w *world) answerIsTruth(_ context.Context, want string) error {
	if err := w.asked(); err != nil {
		return err
	}
	w.claimTruth(want, fmt.Sprintf("%s answers %s", w.answer.Request, want))
	return nil
}

// claimTruth claims that the last answer is true, or false. That a request is answered so
// at all is inferred for many, and what is neither is the oracle's to note.
func (w *world) claimTruth(want, text string) {
	var got bool
	isTruth := !w.answer.Refused && w.answer.Data != nil && json.Unmarshal(w.answer.Data, &got) == nil
	met := isTruth && fmt.Sprint(got) == want
	for _, claim := range w.ClaimsFor("value", text, w.saysTruth(want)) {
		if !isTruth && !w.answer.Refused && claim.Item != "" {
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, met, want, w.seenAnswer(), w.answerFrames()...)
	}
}

// saysTruth are the tagged items that say what the last answer is: the request itself,
// and of toasts that do not exist the rule.
func (w *world) saysTruth(want string) scene.Says {
	m, _ := w.Rules.Book.Method(w.answer.Request)
	return func(it book.Item) bool {
		return m != nil && it.ID == m.ID || want == "false" && it.ID == "scapi.rule.toast-unknown-false"
	}
}

// errNo is for sentences about what nothing before has made.
func errNo(what, say string) error {
	return errors.New("there is no " + what + " yet: say so first, as in \"" + say + "\"")
}
