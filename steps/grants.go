package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// hasResult reports whether the last request was answered with something.
func (w *world) hasResult() bool {
	empty := []string{"", "null", "[]", "{}", `""`}
	return w.answer.Given && !w.answer.Refused && !slices.Contains(empty, strings.TrimSpace(string(w.answer.Data)))
}

// grantSentences are about what a page is not granted.
func (w *world) grantSentences(r *suite.Registry) {
	r.Step(`^the center accepts (any origin|nothing|(?:another origin, )?the pages' origin(?: \(([^)]*)\))?)$`, w.acceptsAs, suite.Doc{
		Does:    "Configures which origins the desktops accept, as the option is written, with a filter of requests in parentheses; before anybody signs in.",
		Example: "Given the center accepts the pages' origin (agent.*, voice.dial)",
		Args:    []string{"any origin, nothing, or the pages' origin with its filter, alone or after another one", "the filter"},
	})
	r.Step(`^(\w+) opens a page in a tab of its own$`, w.opensTab, suite.Doc{
		Does:    "Opens one more page, which the desktop shows as a tab of its own.",
		Example: "Given Ana opens a page in a tab of its own",
		Args:    []string{"the agent"},
	})
	r.Step(`^the request is not granted$`, w.notGranted, suite.Doc{
		Does:    "Checks that the last request was refused, or brought nothing. That it has no result binds by the tagged rules and examples of who may do what; how it is refused is documented nowhere.",
		Example: "Then the request is not granted",
	})
}

func (w *world) acceptsAs(_ context.Context, how, filter string) error {
	w.noFence = true
	value := w.origin()
	switch {
	case how == "any origin":
		value = "*"
	case how == "nothing":
		value = ""
	case filter != "":
		value += " (" + filter + ")"
	}
	if strings.HasPrefix(how, "another origin") {
		value = elsewhere + " (voice.*, email.create) ,  " + value // blanks do not count
	}
	return w.Option(optionOrigins, value)
}

// opensTab opens a page that may not be allowed to ask what the harness asks by itself.
func (w *world) opensTab(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	w.noFence = true
	address, header, err := w.Opened.Tab(scapi.Wire, d.account.Account)
	if err != nil {
		return err
	}
	if err := w.openPageAt(ctx, d, address, header, false); err != nil {
		return err
	}
	return w.Settle(ctx)
}

func (w *world) notGranted(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	if !w.hasResult() {
		claim := w.Rules.Inferred("answer", w.answer.Request+" is refused")
		w.Record(claim, w.answer.Refused || !w.answer.Given, "an answer with errorMessage", w.seenAnswer(), w.answerFrames()...)
	}
	for _, claim := range w.ClaimsBy("absent", fmt.Sprintf("%s brings nothing", w.answer.Request), w.deniesResult) {
		w.Record(claim, !w.hasResult(), "no result", w.seenBrought(), w.answerFrames()...)
	}
	return nil
}

// seenBrought is the last answer in short; what it brought may be a secret.
func (w *world) seenBrought() string {
	if w.hasResult() {
		return "success with data"
	}
	return w.seenAnswer()
}

// deniesResult are the items by which a request that is not granted brings nothing, where
// a document says that it brings something at all.
func (w *world) deniesResult(it book.Item) bool {
	m, ok := w.Rules.Book.Method(w.answer.Request)
	if !ok || m.Answer.Type == "none" || m.Answer.Type == "unknown" {
		return false
	}
	example, isExample := it.Of.(*book.OriginCase)
	return isExample && !example.Allowed && example.Request == m.Request ||
		scene.Only(optionItem(optionOrigins), "scapi.rule.origin", "scapi.rule.method-filter", "scapi.rule.jwt-explicit", "scapi.rule.tab-dial",
			"scapi.method.auth.getJwtToken.refused.not-listed", "scapi.method.system.getAllowedServices.refused.origin")(it)
}
