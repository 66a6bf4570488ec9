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

// properOf are parameters of a request about an interaction as they should be, and which
// of them has a name.
func (w *world) properOf(ctx context.Context, agent, request, kind, name string) ([]any, int, error) {
	params, err := w.documented(agent, request)
	if err != nil {
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
	params[at] = it.id
	return params, i, nil
}
