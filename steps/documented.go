package steps

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) documentedSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s( second)? page sends "([^"]*)" as documented$`, w.sendsDocumented, suite.Doc{
		Does:    "Lets a page send a request with the parameters that its document gives it, about the desk's last interaction.",
		Example: `When Ana's page sends "voice.hold" as documented`,
		Args:    []string{"the agent", "the second page, if so said", "the request"},
	})
	r.Step(`^(\w+)'s page sends "([^"]*)" as documented, without waiting$`, w.postsDocumented, suite.Doc{
		Does:    "The same for a request that may stay without an answer.",
		Example: `When Ana's page sends "voice.hold" as documented, without waiting`,
		Args:    []string{"the agent", "the request"},
	})
	r.Step(`^(\w+)'s page asks who they are with (no parameters|an empty list of parameters|null for its parameters)$`, w.asksWithParameters, suite.Doc{
		Does:    "Lets a page ask for the agent in one of the forms that clients write a request without parameters in.",
		Example: "When Ana's page asks who they are with an empty list of parameters",
		Args:    []string{"the agent", "what is for its parameters"},
	})
	r.Step(`^the page is answered$`, w.isAnswered, suite.Doc{
		Does:    "Checks that the last request succeeded, in the ten seconds that the client library waits, by what its tagged habits need.",
		Example: "Then the page is answered",
	})
}

func (w *world) sendsDocumented(ctx context.Context, agent, which, request string) error {
	params, err := w.documented(agent, request)
	if err != nil {
		return err
	}
	return w.sendsOn(ctx, agent, strings.TrimSpace(which), request, params)
}

func (w *world) postsDocumented(ctx context.Context, agent, request string) error {
	params, err := w.documented(agent, request)
	if err != nil {
		return err
	}
	_, p, err := w.pageOf(agent, "first")
	if err != nil {
		return err
	}
	if err := w.may(request); err != nil {
		return err
	}
	w.Look()
	return w.post(ctx, func() (*scapi.Sent, error) { return p.Request(request, params) })
}

// documented are parameters for a request as its document describes them.
func (w *world) documented(agent, request string) ([]any, error) {
	if err := w.knownRequest(request); err != nil {
		return nil, err
	}
	d, err := w.desk(agent)
	if err != nil {
		return nil, err
	}
	m, _ := w.Rules.Book.Method(request)
	var params []any
	for _, p := range m.Params {
		params = append(params, w.exampleOf(d, request, p))
	}
	return params, nil
}

// examples are values of parameters by request and name, or by the name alone.
var examples = map[string]any{
	"stateOperationName":       "NotReady",
	"options":                  "voice.*",
	"email.create destination": "customer@example.com",
	"key":                      "Topic",
	"warningMessage":           "Fill in the form first",
	"name":                     "voice",
	"system.closeViewInApplicationMenuBar name":        theView,
	"system.updateViewInApplicationMenuBar parameters": json.RawMessage(`{"name":"view0","label":"Time remaining"}`),
	"parameters":                json.RawMessage(`{"title":"Case waiting"}`),
	"id":                        "no-such-toast",
	"dialogId":                  "no-such-dialog",
	"url":                       dialogPage,
	"system.openDialog options": json.RawMessage(`{"label":"Case"}`),
	"channel":                   "News",
	"message":                   json.RawMessage(`{"foo":"A foo text.","bar":1234}`),
	"campaignName":              "Spring",
	"rescheduleDate":            "11/20/2026 9:30",
	"callbackType":              "CAMPAIGN",
	"keyValues":                 json.RawMessage(`{"Topic":"Refund"}`),
	"recordData":                json.RawMessage(`{"GSW_FROM":"10:10"}`),
	"forceNewToken":             false,
	"callResult":                6,
	"recordHandle":              1,
}

// exampleOf is a value for a parameter.
func (w *world) exampleOf(d *desk, request string, p book.Param) any {
	if v, ok := examples[request+" "+p.Name]; ok {
		return v
	}
	if v, ok := examples[p.Name]; ok {
		return v
	}
	last := w.lastOf(d)
	switch p.Name {
	case "interactionId", "consultInteractionId":
		return cmp.Or(last.ID(), noSuchInteraction)
	case "caseId":
		id, _ := last.Attribute("caseId")
		return cmp.Or(id, "no-such-case")
	case "destination":
		number, _ := w.number("Chen")
		d.expectCall("OUT", number) // which must not come, or is the scenario's
		return number
	case "targetQuery":
		number, _ := w.number("Chen")
		return map[string]string{"type": "CUSTOM_CONTACT", "destination": number}
	}
	return map[string]string{} // user data and extensions
}

// lastOf is the last event of the interaction that appeared last at a desk.
func (w *world) lastOf(d *desk) event {
	d.notice(w.Log)
	if len(d.items) == 0 {
		return event{}
	}
	return d.items[len(d.items)-1].last
}

func (w *world) asksWithParameters(ctx context.Context, agent, how string) error {
	_, p, err := w.pageOf(agent, "first")
	if err != nil {
		return err
	}
	var params any
	switch how {
	case "an empty list of parameters":
		params = []any{}
	case "null for its parameters":
		params = json.RawMessage("null")
	}
	w.Look()
	sent, err := p.Custom("agent.get", params, json.RawMessage(`"parameters"`))
	if err != nil {
		return err
	}
	return w.finish(ctx, sent)
}

func (w *world) isAnswered(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	quirk := func(it book.Item) bool {
		return it.Kind == "quirk" || it.ID == "scapi.rule.client-timeout"
	}
	for _, claim := range w.ClaimsBy("answer", fmt.Sprintf("%s succeeds", w.answer.Request), quirk) {
		w.Record(claim, w.answer.Given && !w.answer.Refused, "an answer without errorMessage", w.seenAnswer(), w.answerFrames()...)
	}
	return nil
}
