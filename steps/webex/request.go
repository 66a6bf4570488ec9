package webex

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

// request is one request of a scenario, as claims name it.
type request struct {
	what  string // task.hold, GET the queues
	item  string // the book's
	about string // id of the contact; empty: none
	may   bool   // it may be refused on the way to a starting point

	patient bool // its client waits for ever

	resolves, rejects []string // events that tell how it came out; none: its answer does
	wire.Request
}

// ask makes a request, waits for the answer and settles. What is refused on the way to a
// starting point leaves it unreached.
func (w *world) ask(ctx context.Context, p *person, r request) error {
	if err := w.may(r.what); err != nil {
		return err
	}
	w.Look()
	answer, err := w.call(ctx, p, r.Request)
	if err != nil {
		return err
	}
	w.asked, w.asker, w.answer = r, p, answer
	if err := w.Settle(ctx); err != nil {
		return err
	}
	if !w.IsGiven() || r.may {
		return nil
	}
	return w.reached(ctx)
}

// reached is an error if the last request, on the way to a starting point, did not come
// out well. A promise that never settles is broken, and so is the operation's item.
func (w *world) reached(ctx context.Context) error {
	out, err := w.settled(ctx)
	switch {
	case err != nil:
		return err
	case w.isOvertaken(out):
		return suite.NotReached("the contact was over before %s was told", w.asked.what)
	case out.how == unsettled && w.asked.patient: // it may yet come
	case out.how == unsettled:
		w.settles(out)
		return suite.ErrMismatch
	case out.how != granted:
		return suite.NotReached("%s was refused: %s", w.asked.what, w.shown(out))
	}
	return nil
}

// call makes a request. Without an answer that can be read the scenario cannot go on.
func (w *world) call(ctx context.Context, p *person, r wire.Request) (wire.Answer, error) {
	answer, err := p.client.Call(ctx, r)
	return answer, w.unanswered(err, "webex.rule.status", answer.Asked)
}

// may reports whether the target has a request. A scenario that needs one which it does
// not have is not applicable, wherever on its way that shows.
func (w *world) may(name string) error {
	if !w.Target.File().Wires[wire.Wire].Has(name) {
		return &suite.NotApplicableError{Reason: fmt.Sprintf("the target lacks %s, says its file", name)}
	}
	return nil
}

// operates lets an agent ask for an operation on the interaction of a label.
func (w *world) operates(ctx context.Context, agent, name, label string, body map[string]any) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	return w.ask(ctx, p, w.operation(name, it.id(), body))
}

// shown is how a request came out, in short.
func (w *world) shown(out outcome) string {
	if out.by.Event == "" {
		return answered(w.answer)
	}
	text := out.by.Event
	for _, name := range []string{"reason", "reasonCode"} {
		if value := textOf(out.by.Get(name)); value != "" {
			text += fmt.Sprintf(" (%s %s)", name, value)
		}
	}
	return text
}

// answered is an answer in short.
func answered(a wire.Answer) string {
	return strings.TrimSpace(fmt.Sprintf("HTTP %d %s", a.Status, strings.TrimSpace(string(a.Body))))
}

func frames(a wire.Answer) []int { return []int{a.Asked, a.Seq} }

// sorted are the names of the cast.
func (w *world) sorted() []string { return slices.Sorted(maps.Keys(w.Target.File().Cast)) }
