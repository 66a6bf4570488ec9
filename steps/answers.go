package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// isRefusedText is the sentence that makes an answer to the request before it
// optional.
const isRefusedText = "the request is refused"

// isNotGrantedText is another.
const isNotGrantedText = "the request is not granted"

func (w *world) answerSentences(r *suite.Registry) {
	r.Step(`^the request succeeds$`, w.succeeds, suite.Doc{
		Does:    "Checks that the last request was answered without an error. That is no proof of an effect.",
		Example: "Then the request succeeds",
	})
	r.Step(`^the request is refused$`, w.refused, suite.Doc{
		Does:    "Checks that the last request was answered with an error. How a refusal is answered is documented nearly nowhere, so this seldom binds, and the request right above may also stay without an answer; check the effect too.",
		Example: "Then the request is refused",
		Denies:  true,
	})
	r.Step(`^the request is granted$`, w.granted, suite.Doc{
		Does:    "Checks that the last request was not refused, by the rules the scenario is tagged with.",
		Example: "Then the request is granted",
	})
	r.Step(`^the request gets no answer$`, w.noAnswer, suite.Doc{
		Does:    "Checks that the request that was sent without waiting has not been answered.",
		Example: "Then the request gets no answer",
		Denies:  true,
	})
	r.Step(`^the answer is null$`, w.answerIsNull, suite.Doc{
		Does:    "Checks that the last request succeeded with null.",
		Example: "Then the answer is null",
	})
	r.Step(`^the answer lists the service "([^"]*)"$`, w.listsService, suite.Doc{
		Does:    "Checks that the allowed services have this request among them. What the list holds was lost in print, so this never binds.",
		Example: `Then the answer lists the service "agent.get"`,
		Args:    []string{"the request"},
	})
	r.Step(`^the answer does not list the service "([^"]*)"$`, w.listsNoService, suite.Doc{
		Does:    "Checks that the allowed services do not have this request among them. What the list holds was lost in print, so this never binds.",
		Example: `Then the answer does not list the service "voice.dial"`,
		Args:    []string{"the request"},
	})
	r.Step(`^the answer has the campaign$`, w.listsCampaign, suite.Doc{
		Does:    "Checks that the list of campaigns has the one that was loaded. Its shape is documented nowhere, so this never binds.",
		Example: "Then the answer has the campaign",
	})
}

// asked is an error when there is no answer to speak of.
func (w *world) asked() error {
	if w.answer.Request == "" {
		return errors.New("nothing has been asked whose answer is waited for: let a page ask first")
	}
	return nil
}

func (w *world) succeeds(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	item := "scapi.env.answer.success"
	if m, ok := w.Rules.Book.Method(w.answer.Request); ok {
		item = m.ID
	}
	claim := w.Rules.Claim(item, "answer", w.answer.Request+" succeeds")
	w.Record(claim, w.answer.Given && !w.answer.Refused, "an answer without errorMessage", w.seenAnswer(), w.answerFrames()...)
	return nil
}

// seenAnswer is the last answer in short.
func (w *world) seenAnswer() string {
	switch {
	case !w.answer.Given:
		return "no answer"
	case w.answer.Refused:
		return fmt.Sprintf("errorMessage %q", w.answer.Message)
	case w.answer.Data == nil:
		return "success"
	}
	return "success with data " + string(w.answer.Data)
}

// inAnswer weakens a claim about a value that an answer lacks; one that is refused
// lacks more than that.
func (w *world) inAnswer(claim result.Claim, value string) result.Claim {
	if w.answer.Refused {
		return claim
	}
	return w.ifThere(claim, value)
}

// inAnswerOr is a value that an answer has, or what came of the request instead.
func (w *world) inAnswerOr(value string) string {
	if value == "" && w.answer.Refused {
		return w.refusal()
	}
	return scene.OrNone(value)
}

func (w *world) answerFrames() []int {
	if w.answer.Seq == 0 {
		return []int{w.answer.Asked}
	}
	return []int{w.answer.Asked, w.answer.Seq}
}

func (w *world) refused(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	for _, claim := range w.ClaimsBy("answer", w.answer.Request+" is refused", w.failsByDocument) {
		w.Record(claim, w.answer.Refused, "an answer with errorMessage", w.seenAnswer(), w.answerFrames()...)
	}
	return nil
}

// answersFailure are the refusals of which a document says that the request fails.
// That there is no answer at all is no success.
func (w *world) answersFailure(it book.Item) bool {
	refusal, ok := it.Of.(*book.Refusal)
	return ok && refusal.Answered != "" && w.answer.Given
}

func (w *world) granted(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	for _, claim := range w.ClaimsBy("answer", w.answer.Request+" is granted", w.grantsRequest) {
		w.Record(claim, w.answer.Given && !w.answer.Refused, "an answer without errorMessage", w.seenAnswer(), w.answerFrames()...)
	}
	return nil
}

// failsByDocument are those refusals, and the habit of the client library to tell a
// failure by its errorMessage, where there is such a refusal.
func (w *world) failsByDocument(it book.Item) bool {
	return w.answersFailure(it) || it.ID == "scapi.q.error-detect" && w.IsTaggedWith(w.answersFailure)
}

// grantsRequest are the items that say that the last request is granted.
func (w *world) grantsRequest(it book.Item) bool {
	example, isExample := it.Of.(*book.OriginCase)
	return isExample && example.Allowed && example.Request == w.answer.Request ||
		scene.Only("scapi.rule.method-filter", "scapi.grammar.origins", optionItem(optionOrigins))(it)
}

func (w *world) noAnswer(context.Context) error {
	if w.pending == nil {
		return errors.New("no request was sent that may stay without an answer")
	}
	w.answer = w.pending.Now()
	for _, claim := range w.ClaimsBy("answer", w.answer.Request+" gets no answer", limitsRequests) {
		w.Record(claim, !w.answer.Given, "no answer", w.seenAnswer(), w.answerFrames()...)
	}
	return nil
}

func (w *world) answerIsNull(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	isNull := w.answer.Given && !w.answer.Refused && (w.answer.Data == nil || strings.TrimSpace(string(w.answer.Data)) == "null")
	for _, claim := range w.ClaimsBy("answer", w.answer.Request+" answers null", scene.Only("scapi.rule.unknown-interaction-null")) {
		w.Record(claim, isNull, "success with null", w.seenAnswer(), w.answerFrames()...)
	}
	return nil
}

func (w *world) listsService(_ context.Context, request string) error {
	return w.services(request, true)
}

func (w *world) listsNoService(_ context.Context, request string) error {
	return w.services(request, false)
}

// services claims whether the list of allowed services has a request. The type of
// its elements was lost in print, so that it never binds.
func (w *world) services(request string, listed bool) error {
	if err := errors.Join(w.asked(), w.knownRequest(request)); err != nil {
		return err
	}
	var got []string
	_ = json.Unmarshal(w.answer.Data, &got) // not a list of strings: none
	text, expected := "the allowed services have "+request, request
	if !listed {
		text, expected = "the allowed services do not have "+request, "no "+request
	}
	claim := w.Rules.With(w.Rules.Claim("scapi.method.system.getAllowedServices.answer", "answer", text), book.Inferred)
	w.Record(claim, slices.Contains(got, request) == listed, expected, scene.OrNone(strings.Join(got, ", ")), w.answerFrames()...)
	return nil
}

func (w *world) listsCampaign(context.Context) error {
	if err := errors.Join(w.asked(), w.hasCampaign()); err != nil {
		return err
	}
	name := w.Case.Target.Campaign(w.campaign)
	claim := w.Rules.With(w.Rules.Claim("scapi.method.outbound.getCampaigns.answer", "answer", "the list has the campaign"), book.Inferred)
	var list any
	_ = json.Unmarshal(w.answer.Data, &list) // no answer: nothing in it
	w.Record(claim, isIn(list, name), name, w.seenAnswer(), w.answerFrames()...)
	return nil
}

// isIn reports whether a text, or a number, is anywhere in a value.
func isIn(v any, text string) bool {
	return anywhere(v, func(s string) bool { return s == text })
}

// claimTaken claims by an item of the book that the last request succeeds.
func (w *world) claimTaken(id, text string) {
	w.Record(w.Rules.Claim(id, "answer", text), w.answer.Given && !w.answer.Refused, "an answer without errorMessage", w.seenAnswer(), w.answerFrames()...)
}
