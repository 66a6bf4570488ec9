package gws

import (
	"context"
	"fmt"
	"net/http"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

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
}

func (w *world) succeeds(context.Context) error {
	if w.asked.what == "" {
		return scene.ErrAskFirst
	}
	s := scene.Seen{Met: w.answer.Succeeded(), Expected: "a success", Instead: shown(w.answer), Frames: frames(w.answer)}
	by := scene.Says(w.isGranted)
	if w.asked.open && isRefused(w.answer) {
		by = scene.Nobody
	}
	w.Claims("answer", w.asked.what+" succeeds", s, by)
	if w.asked.item == putItem {
		w.grantedAsRead(s)
	}
	return nil
}

// isRefused reports whether an answer is a refusal, and not one that is no result at all or
// contradicts itself.
func isRefused(a wire.Answer) bool {
	code, has := a.Code()
	status := textOf(a.Object().Get("status"))
	if !has && status == "" {
		return a.Status != http.StatusOK
	}
	return (!has || code != 0) && (status == "" || status == "error")
}

// putItem is the request of which the documents have no body: that it succeeds with the one
// that we give it is our reading, whatever the scenario is tagged with.
const putItem = "gws.endpoint.interaction.put"

func (w *world) grantedAsRead(s scene.Seen) {
	for _, id := range w.Scenario.Specs() {
		if w.asked.isOf(id) {
			w.Weaker(id, "answer", w.asked.what+" succeeds", s)
		}
	}
}

// isGranted reports whether an item says that the last request succeeds: its own, a case
// of it, a step of a sequence that asks for it, and what is said of all results.
func (w *world) isGranted(it book.Item) bool {
	if _, isRefusal := it.Of.(*book.Refusal); isRefusal {
		return false
	}
	of := w.asked.isOf(it.ID) && w.asked.item != putItem
	return of || scene.Either(asks(w.asked.name()), answers(w.asked.name()), scene.Only(
		"gws.result", "gws.quirk.result-shape", "gws.op.any.extra-members", "gws.status.0", "gws.auth.basic", "gws.auth.session-cookie",
		"gws.quirk.target-vs-agent", "gws.quirk.workbin-path", "gws.quirk.workbin-identifier", "gws.quirk.consulation", "gws.quirk.end-conference-name", "gws.quirk.stop-complete", "gws.quirk.put",
	))(it)
}

func (w *world) refused(context.Context) error {
	if w.asked.what == "" {
		return scene.ErrAskFirst
	}
	s := scene.Seen{Met: w.answer.Failed(), Expected: "a failure", Instead: shown(w.answer), Frames: frames(w.answer)}
	if w.asked.loose {
		w.deniedAsRead(s)
		return nil
	}
	w.Claims("answer", w.asked.what+" is refused", s, w.isDenied)
	if code, has := w.answer.Code(); has && s.Met { // the documents print failures without a code, too
		w.coded(code)
	}
	return nil
}

// deniedAsRead claims by what says that the last request is refused that it is, though it
// does not quite say so of this one.
func (w *world) deniedAsRead(s scene.Seen) {
	for _, id := range w.Scenario.Specs() {
		if it, ok := w.Rules.Book.Claim(id); ok && w.isDenied(it) {
			w.Weaker(id, "answer", w.asked.what+" is refused", s)
		}
	}
}

// isDenied reports whether an item says that the last request is refused.
func (w *world) isDenied(it book.Item) bool {
	if _, isRefusal := it.Of.(*book.Refusal); isRefusal {
		return w.asked.isOf(it.ID)
	}
	return scene.Only(
		"gws.op.any.body-not-json", "gws.op.any.body-not-object", "gws.op.any.no-operation-name", "gws.op.any.unknown-operation",
		"gws.auth.unauthenticated", "gws.auth.csrf", "gws.auth.end-session", "gws.quirk.sample-json", "gws.quirk.target-vs-agent",
		"gws.seq.roles.2", "gws.seq.revoke.4", "gws.seq.double-accept.3", "gws.seq.logout.2",
	)(it)
}

// leaving is the operation for which the documents have two names. A target may know one
// alone, and no document says with which code it refuses the other.
const leaving = "gws.op.end-conference"

// coded claims the code of a refusal as well founded as the book has it.
func (w *world) coded(code int) {
	for _, id := range w.Scenario.Specs() {
		it, _ := w.Rules.Book.Claim(id)
		refusal, ok := it.Of.(*book.Refusal)
		if !ok || refusal.Code == "" || !w.asked.isOf(id) {
			continue
		}
		founded := refusal.Answered
		if founded == "" || w.asked.item == leaving {
			founded = book.Inferred
		}
		claim := w.Rules.With(w.Rules.Claim(id, "value", fmt.Sprintf("the failure of %s has statusCode %s", w.asked.what, refusal.Code)), founded)
		w.Add(claim, scene.Seen{Met: fmt.Sprint(code) == refusal.Code, Expected: refusal.Code, Instead: fmt.Sprint(code), Frames: frames(w.answer)})
	}
}
