package steps

import (
	"context"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) parameterSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page sends "([^"]*)" for the (call|record) with (null|a number|a text|a list|an object) as its (\w+)$`, w.sendsMistyped, suite.Doc{
		Does:    "Lets a page send a request about an interaction in which one parameter is not as documented, and all others are.",
		Example: `When Ana's page sends "outbound.setCallResult" for the record with a text as its callResult`,
		Args:    []string{"the agent", "the request", "call or record", "what it has instead", "the parameter's name in the documents"},
	})
	r.Step(`^(\w+)'s page sends "([^"]*)" for the (call|record) without its (\w+)$`, w.sendsShort, suite.Doc{
		Does:    "Lets a page send a request about an interaction that ends before a parameter.",
		Example: `When Ana's page sends "outbound.setCallResult" for the record without its callResult`,
		Args:    []string{"the agent", "the request", "call or record", "the parameter's name in the documents"},
	})
}

// mistyped are the values that a parameter can have instead of its own.
var mistyped = map[string]any{
	"null": nil, "a number": 7, "a text": "x", "a list": []string{"x"}, "an object": map[string]string{"x": "x"},
}

func (w *world) sendsMistyped(ctx context.Context, agent, request, kind, what, name string) error {
	return w.sendsWith(ctx, agent, request, kind, name, mistyped[what])
}

// sendsWith sends a request about an interaction, with a value of its own for one parameter.
func (w *world) sendsWith(ctx context.Context, agent, request, kind, name string, value any) error {
	params, i, err := w.properOf(ctx, agent, request, kind, name)
	if err != nil {
		return err
	}
	params[i] = value
	return w.sends(ctx, agent, request, params)
}

func (w *world) sendsShort(ctx context.Context, agent, request, kind, name string) error {
	params, i, err := w.properOf(ctx, agent, request, kind, name)
	if err != nil {
		return err
	}
	return w.sends(ctx, agent, request, params[:i])
}

// proper are parameters of a request as they should be, but for the interaction.
func (w *world) proper(request string) []any {
	m, _ := w.Rules.Book.Method(request)
	var params []any
	for _, p := range m.Params {
		params = append(params, example(p))
	}
	return params
}

// properOf are parameters of a request about an interaction as they should be, and which
// of them has a name.
func (w *world) properOf(ctx context.Context, agent, request, kind, name string) ([]any, int, error) {
	if err := w.knownRequest(request); err != nil {
		return nil, 0, err
	}
	_, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return nil, 0, err
	}
	m, _ := w.Rules.Book.Method(request)
	i := slices.IndexFunc(m.Params, func(p book.Param) bool { return p.Name == name })
	at := slices.IndexFunc(m.Params, func(p book.Param) bool { return p.Name == "interactionId" })
	if i < 0 || at < 0 {
		return nil, 0, fmt.Errorf("%s has no parameter %s, or none for an interaction", request, name)
	}
	params := w.proper(request)
	params[at] = it.id
	return params, i, nil
}

// examples are the values of parameters that not every text or number is one of.
var examples = map[string]any{
	"rescheduleDate": "11/20/2099 9:30", "callbackType": ofCampaign, "callResult": sampleResult,
	"recordData": map[string]string{"GSW_FROM": "10:10"},
}

// example is a value that a parameter can have.
func example(p book.Param) any {
	if value, ok := examples[p.Name]; ok {
		return value
	}
	switch p.Type {
	case "number":
		return 1
	case "object":
		return map[string]string{"Topic": "x"}
	case "boolean":
		return true
	}
	return "x"
}
