package gws

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// request is one request of a scenario, as claims name it.
type request struct {
	what  string // Complete, GET /me/interactions
	item  string // the book's: gws.op.accept, gws.endpoint.me-interactions.get
	of    string // the book's of the endpoint, if that is another
	book  string // the name that the book has for it; empty: what
	may   bool   // it may be refused on the way to a starting point
	loose bool   // that it is to be refused is no document's word
	open  bool   // that it is to be granted is no document's word
	wire.Request
}

// isOf reports whether an item of the book is about the request.
func (r request) isOf(id string) bool { return scene.IsUnder(id, r.item) || scene.IsUnder(id, r.of) }

// name is what the book calls the request.
func (r request) name() string { return cmp.Or(r.book, r.what) }

// ask makes a request, waits for the answer and settles. What is refused on the way to a
// starting point leaves it unreached.
func (w *world) ask(ctx context.Context, p *person, r request) error {
	if err := w.may(r.name()); err != nil {
		return err
	}
	w.Look()
	if w.isCompared() {
		if err := w.remember(ctx); err != nil {
			return err
		}
	}
	answer, err := w.call(ctx, p, r.Request)
	if err != nil {
		return err
	}
	w.asked, w.answer = r, answer
	if err := w.Settle(ctx); err != nil {
		return err
	}
	if w.IsGiven() && answer.Failed() && !r.may {
		return suite.NotReached("%s was refused: %s", r.what, shown(answer))
	}
	return nil
}

// askAs asks in several ways that no document decides between, until one is granted.
func (w *world) askAs(ctx context.Context, p *person, ways []request) error {
	for i, r := range ways {
		last := i == len(ways)-1
		r.may = r.may || !last
		if err := w.ask(ctx, p, r); err != nil || last || !isRefused(w.answer) {
			return err
		}
	}
	return fmt.Errorf("no way to ask for what %s is to ask for", p.name)
}

// get asks for something that a check wants to see; the last request stays what it is.
func (w *world) get(ctx context.Context, p *person, path, query string) (wire.Answer, error) {
	if err := w.may("GET " + endpointOf(path)); err != nil {
		return wire.Answer{}, err
	}
	return w.call(ctx, p, wire.Request{Path: path, Query: query})
}

// endpointOf is a path as the documents write it.
func endpointOf(path string) string {
	if before, _, found := strings.Cut(path, "/interactions/"); found {
		return before + "/interactions/{id}"
	}
	return path
}

// may reports whether the target has a request. A scenario that needs one which it does
// not have is not applicable, wherever on its way that shows.
func (w *world) may(name string) error {
	if !w.Target.File().Wires[wire.Wire].Has(name) {
		return &suite.NotApplicableError{Reason: fmt.Sprintf("the target lacks %s, says its file", name)}
	}
	return nil
}

// call makes a request. Without an answer that can be read the scenario cannot go on.
func (w *world) call(ctx context.Context, p *person, r wire.Request) (wire.Answer, error) {
	answer, err := p.client.Call(ctx, r)
	return answer, w.unanswered(err, "gws.op.any.answered", answer.Asked)
}

// shown is an answer in short.
func shown(a wire.Answer) string {
	text := fmt.Sprintf("HTTP %d", a.Status)
	if body := strings.TrimSpace(string(a.Body)); body != "" {
		text += " " + body
	}
	if a.Text != "" {
		text += " " + a.Text
	}
	return text
}

func frames(a wire.Answer) []int { return []int{a.Asked, a.Seq} }

// isCompared reports whether the scenario goes on by comparing how things are with how they
// were before the present step.
func (w *world) isCompared() bool {
	n, _ := w.Step()
	if w.Scenario.Moment(n) != "When" {
		return false
	}
	rest := w.Scenario.Steps[n:]
	end := slices.IndexFunc(rest, func(s suite.Step) bool { return s.Keyword == "When" })
	if end >= 0 {
		rest = rest[:end]
	}
	return slices.ContainsFunc(rest, func(s suite.Step) bool { return strings.HasPrefix(s.Text, nothingChangedText) })
}
