package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) pageSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desktop has a page that has subscribed to nothing$`, w.hasSilentPage, suite.Doc{
		Does:    "Opens the agent's desktop with a page that hears no events yet.",
		Example: "Given Ana's desktop has a page that has subscribed to nothing",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) opens a second page$`, w.opensSecondPage, suite.Doc{
		Does:    "Opens one more page in the agent's desktop; it hears no events yet.",
		Example: "Given Ana opens a second page",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s (first|second) page subscribes to (\w+)( twice)?$`, w.pageSubscribes, suite.Doc{
		Does:    "Lets a page subscribe to an event name.",
		Example: "When Ana's second page subscribes to agent",
		Args:    []string{"the agent", "first or second", "the event name", "twice, if it does so twice"},
	})
	r.Step(`^(\w+)'s (first|second) page subscribes to (\w+) and (\w+)$`, w.pageSubscribesTwo, suite.Doc{
		Does:    "Lets a page subscribe to two event names at once.",
		Example: "When Ana's second page subscribes to agent and interaction",
		Args:    []string{"the agent", "first or second", "an event name", "another"},
	})
	r.Step(`^(\w+)'s (first|second) page unsubscribes$`, w.pageUnsubscribes, suite.Doc{
		Does:    "Lets a page end its last subscription.",
		Example: "When Ana's second page unsubscribes",
		Args:    []string{"the agent", "first or second"},
	})
	r.Step(`^(\w+)'s (first|second) page hears (\w+) (once|not at all)$`, w.pageHears, suite.Doc{
		Does:    "Checks whether events of a name have come to a page since the last When; once means that one came and none twice. What comes twice may have happened twice, so that never binds.",
		Example: "Then Ana's second page hears agent once",
		Args:    []string{"the agent", "first or second", "the event name", "once or not at all"},
	})
	r.Step(`^(\w+)'s page subscribes to an event that does not exist$`, w.subscribesToNothing, suite.Doc{
		Does:    "Lets a page subscribe to an event name that no document has.",
		Example: "When Ana's page subscribes to an event that does not exist",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page asks who they are with (.+) as reference$`, w.asksWithReference, suite.Doc{
		Does:    "Lets a page ask for the agent with a referenceId of its own: a word, a number, a list, an object, true, or no reference.",
		Example: "When Ana's page asks who they are with a number as reference",
		Args:    []string{"the agent", "what the reference is"},
	})
	r.Step(`^the answer carries the same reference$`, w.sameReference, suite.Doc{
		Does:    "Checks that an answer came whose referenceId is the request's, value and type.",
		Example: "Then the answer carries the same reference",
	})
}

func (w *world) hasSilentPage(ctx context.Context, agent string) error {
	_, err := w.openDesk(ctx, agent)
	return err
}

func (w *world) opensSecondPage(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.openPage(ctx, d); err != nil {
		return err
	}
	return w.Settle(ctx)
}

// pageOf is a desk's first or second page.
func (w *world) pageOf(agent, which string) (*desk, *scapi.Page, error) {
	d, err := w.desk(agent)
	if err != nil {
		return nil, nil, err
	}
	n := 0
	if which == "second" {
		n = 1
	}
	if n >= len(d.pages) {
		return nil, nil, fmt.Errorf("%s has no %s page: say so first, as in \"Given %s opens a second page\"", agent, which, agent)
	}
	return d, d.pages[n], nil
}

func (w *world) pageSubscribes(ctx context.Context, agent, which, name, twice string) error {
	_, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	if err := w.subscribe(ctx, p, name); err != nil || twice == "" {
		return err
	}
	return w.subscribe(ctx, p, name)
}

func (w *world) pageSubscribesTwo(ctx context.Context, agent, which, one, other string) error {
	_, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	return w.subscribe(ctx, p, one, other)
}

func (w *world) pageUnsubscribes(ctx context.Context, agent, which string) error {
	_, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	if w.answer.Subscription == nil {
		return fmt.Errorf("the last answer gave no subscription that could end: let %s's %s page subscribe right before", agent, which)
	}
	w.Look()
	if err := p.Unsubscribe(w.answer.Subscription); err != nil {
		return err
	}
	return w.Settle(ctx)
}

func (w *world) pageHears(ctx context.Context, agent, which, name, often string) error {
	d, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	if err := w.knownEventName(name); err != nil {
		return err
	}
	find := func() []event {
		all := scapi.Events(w.Log.After(w.Window), d.name, p.Number())
		return slices.DeleteFunc(all, func(e event) bool { return e.Name != name })
	}
	text := fmt.Sprintf("%s's %s page hears %s", agent, which, name)
	if often == "once" {
		return w.hearsOnce(ctx, name, text, find)
	}
	found, err := scene.Await(ctx, w.Scene, find)
	if err != nil {
		return err
	}
	frames := framesOf(found)
	for _, claim := range w.ClaimsBy("absent", text+" "+often, endsHearing) {
		w.Record(claim, len(frames) == 0, often, times(len(frames)), frames...)
	}
	return nil
}

// hearsOnce claims that a page hears an event of a name, and that it hears it once.
func (w *world) hearsOnce(ctx context.Context, name, text string, find func() []event) error {
	found, err := w.await(ctx, find)
	if err != nil {
		return err
	}
	if err := w.unheard(name, found); err != nil {
		return err
	}
	frames := framesOf(found)
	w.Record(w.heard(name, text), len(frames) > 0, "an event "+name, eventsHeard(name, len(frames)), frames...)
	for _, it := range w.Tagged() {
		if it.ID == "scapi.q.subscribe-race" {
			w.Record(w.Rules.Claim(it.ID, "event", text+" after the answer to subscribe"), len(frames) > 0, "an event "+name, eventsHeard(name, len(frames)), frames...)
		}
	}
	if len(frames) == 0 {
		return nil
	}
	told := map[string]bool{} // what the events say
	for _, e := range found {
		told[said(e)] = true
	}
	for _, claim := range w.ClaimsBy("event", text+" once", scene.Only("scapi.rule.one-per-page")) {
		met := len(told) == len(frames)
		if !met && claim.Item != "" {
			claim = w.Rules.With(claim, book.Inferred) // it may have happened twice
		}
		w.Record(claim, met, "once", times(len(frames)), frames...)
	}
	return nil
}

// endsHearing are the items by which a page does not hear any more.
var endsHearing = scene.Only("scapi.rule.unsubscribe", "scapi.rule.subscribed-only",
	"scapi.q.subscription-toplevel", "scapi.q.unsubscribe-no-answer", "scapi.q.unsubscribe-array-bug")

// heard is the claim that an event of a name comes: that event's, if the name has
// but one.
func (w *world) heard(name, text string) result.Claim {
	var ids []string
	for _, e := range w.Rules.Book.Events {
		if e.Event == name {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) != 1 {
		return w.Rules.Inferred("event", text)
	}
	return w.Rules.Claim(ids[0], "event", text)
}

// said is the content of an event, its members in the order of their names.
func said(e event) string {
	if e.Data == nil {
		return "null"
	}
	members := map[string]json.RawMessage{}
	for _, m := range e.Data {
		members[m.Name] = m.Value
	}
	b, _ := json.Marshal(members) // it was JSON
	return string(b)
}

func eventsHeard(name string, n int) string {
	if n == 0 {
		return "no event " + name
	}
	return "an event " + name
}

func times(n int) string {
	switch n {
	case 0:
		return "not at all"
	case 1:
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func (w *world) subscribesToNothing(ctx context.Context, agent string) error {
	_, p, err := w.pageOf(agent, "first")
	if err != nil {
		return err
	}
	w.Look()
	sent, err := p.Subscribe("no-such-event")
	if err != nil {
		return err
	}
	return w.finish(ctx, sent)
}

// references are referenceIds a caller of the client library may choose.
var references = map[string]string{
	"a word":       `"my reference"`,
	"the text 0":   `"0"`,
	"a number":     `42`,
	"a list":       `["a",1]`,
	"an object":    `{"mine":true}`,
	"true":         `true`,
	"no reference": ``,
}

func (w *world) asksWithReference(ctx context.Context, agent, what string) error {
	_, p, err := w.pageOf(agent, "first")
	if err != nil {
		return err
	}
	ref, ok := references[what]
	if !ok {
		return fmt.Errorf("%q is none of %s", what, strings.Join(slices.Sorted(maps.Keys(references)), ", "))
	}
	w.Look()
	name := scapi.RequestOf(target.Self)
	if ref == "" {
		_, err := p.Custom(name, nil, nil)
		if err != nil {
			return err
		}
		return w.Settle(ctx)
	}
	sent, err := p.Custom(name, nil, []byte(ref))
	if err != nil {
		return err
	}
	err = w.finish(ctx, sent)
	if errors.Is(err, suite.ErrMismatch) {
		return errors.Join(err, w.sameReference(ctx)) // there is no next sentence to claim it
	}
	return err
}

// sameReference: an answer with another reference would not have been found.
func (w *world) sameReference(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	claims := []result.Claim{w.Rules.Claim("scapi.rule.reference-echo", "answer", "the answer carries the reference of its request")}
	for _, it := range w.Tagged() {
		if scene.Only("scapi.q.refid-string", "scapi.q.refid-custom")(it) {
			claims = append(claims, w.Rules.Claim(it.ID, "answer", "the answer carries the reference of its request"))
		}
	}
	for _, claim := range claims {
		w.Record(claim, w.answer.Given, "an answer with the same referenceId", w.seenAnswer(), w.answerFrames()...)
	}
	return nil
}
