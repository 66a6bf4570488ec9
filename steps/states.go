package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// anyInteraction is what a sentence can be about, as the catalogue tells.
const anyInteraction = "call, record, consultation, chat, e-mail or reply"

func (w *world) stateSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk shows the( first| second)? (call|record|consultation|chat|e-mail|reply) as (\w+)$`, w.showsState, suite.Doc{
		Does:    "Looks an interaction up and checks its state.",
		Example: "Then Ana's desk shows the call as HELD",
		Args:    []string{"the agent", "which one, when there are two", anyInteraction, "the state"},
	})
	r.Step(`^(\w+)'s desk no longer has the (call|record|consultation|chat|e-mail|reply)$`, w.isGone, suite.Doc{
		Does:    "Looks an interaction up and checks that the desk does not know it any more. When a desk forgets one is documented nowhere, so this never binds.",
		Example: "Then Ana's desk no longer has the call",
		Args:    []string{"the agent", anyInteraction},
	})
	r.Step(`^(\w+)'s desk lists the (call|record|consultation|chat|e-mail|reply)$`, w.isListed, suite.Doc{
		Does:    "Asks for all interactions and checks that this one is among them.",
		Example: "Then Ana's desk lists the call",
		Args:    []string{"the agent", anyInteraction},
	})
	r.Step(`^(\w+)'s desk lists the (call|record|consultation|chat|e-mail|reply) as (\w+)$`, w.isListedAs, suite.Doc{
		Does:    "Asks for all interactions and checks that this one is among them, and its state there.",
		Example: "Then Ana's desk lists the call as HELD",
		Args:    []string{"the agent", anyInteraction, "the state"},
	})
	r.Step(`^the (call|record|consultation|chat|e-mail|reply) at (\w+)'s desk has:$`, w.hasAttributes, suite.Doc{
		Does:    "Checks attributes in the interaction's last event, a row an attribute and its value. A value may be a person's number, as in \"Carla's number\", \"present\", or several joined by \"or\".",
		Example: "Then the call at Ana's desk has:",
		Args:    []string{anyInteraction, "the agent"},
	})
	r.Step(`^nothing has changed at (\w+)'s desk$`, w.nothingChanged, suite.Doc{
		Does:    "Checks that no event came since the last When, but about media, and that every interaction the desk knows is shown with the state, user data and recording it last told of.",
		Example: "And nothing has changed at Ana's desk",
		Args:    []string{"the agent"},
		Denies:  true,
	})
}

// shown is what a desk shows of an interaction that was looked up.
type shown struct {
	interaction map[string]json.RawMessage // nil: none
	instead     string                     // the answer, if it shows none
	frames      []int
}

// lookUp asks for an interaction.
func (w *world) lookUp(ctx context.Context, d *desk, it *item) (shown, error) {
	answer := w.answer
	defer func() { w.answer = answer }() // looking is not what the scenario asks
	if err := w.try(ctx, d.page(), target.Action{Verb: target.Look, Interaction: it.id}); err != nil {
		return shown{}, err
	}
	got := shown{instead: w.seenAnswer(), frames: w.answerFrames()}
	_ = json.Unmarshal(w.answer.Data, &got.interaction) // null and anything else: none
	return got, nil
}

// value is an attribute as text, and empty if it is not there.
func (s shown) value(attribute string) string { return scene.TextOf(s.interaction[attribute]) }

func (w *world) showsState(ctx context.Context, agent, which, kind, want string) error {
	return w.looksUp(ctx, agent, labelOf(which, kind), "state", want)
}

// looksUp looks an interaction up and claims one attribute.
func (w *world) looksUp(ctx context.Context, agent, label, attribute, want string) error {
	d, it, err := w.item(ctx, agent, label)
	if err != nil {
		return err
	}
	if attribute == "state" {
		if err := w.knownState(want); err != nil {
			return err
		}
	}
	var got shown
	look := func() (err error) { got, err = w.lookUp(ctx, d, it); return err }
	if err := w.LookAgain(ctx, look, func() bool { return got.value(attribute) == want }); err != nil {
		return err
	}
	claim := w.Rules.Claim("scapi.type.interaction.Interaction."+attribute, "value", fmt.Sprintf("%s's desk shows the %s with %s %s", agent, label, attribute, want))
	if attribute == "state" && !w.isTold(it, want) {
		claim = w.Rules.With(claim, book.Inferred)
	}
	seen := got.instead
	if got.interaction != nil {
		seen = scene.OrNone(got.value(attribute))
		claim = w.ifThere(claim, got.value(attribute))
	}
	w.Record(claim, got.value(attribute) == want, want, seen, got.frames...)
	return nil
}

// isTold reports whether a desk was last told of an interaction by an event that a
// document pairs with that state, and that the scenario is tagged with. Then the
// state is what the document says it is; in any other situation nobody says.
func (w *world) isTold(it *item, state string) bool {
	return slices.ContainsFunc(w.Scenario.Specs(), func(id string) bool {
		p, ok := placeOf(w.Rules, id)
		if !ok || p.eventType != it.last.Type {
			return false
		}
		_, paired := w.pair(p.eventType, state)
		return paired || p.state == state && p.stateEv != book.Inferred
	})
}

func (w *world) isGone(ctx context.Context, agent, kind string) error {
	d, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	got, err := w.lookUp(ctx, d, it)
	if err != nil {
		return err
	}
	claim := w.Rules.With(w.Rules.Claim("scapi.rule.unknown-interaction-null", "value",
		fmt.Sprintf("%s's desk no longer has the %s", agent, kind)), book.Inferred)
	seen := got.instead
	if got.interaction != nil {
		seen = "the interaction in state " + scene.OrNone(got.value("state"))
	}
	w.Record(claim, got.interaction == nil, "null", seen, got.frames...)
	return nil
}

func (w *world) isListed(ctx context.Context, agent, kind string) error {
	_, err := w.listed(ctx, agent, kind)
	return err
}

func (w *world) isListedAs(ctx context.Context, agent, kind, want string) error {
	if err := w.knownState(want); err != nil {
		return err
	}
	_, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	if _, err := w.TooEarly(ctx, it.last.State() == want); err != nil {
		return err
	}
	listed, err := w.listed(ctx, agent, kind)
	if listed == nil {
		return err
	}
	claim := w.Rules.Claim("scapi.type.interaction.Interaction.state", "value", fmt.Sprintf("%s's desk lists the %s with state %s", agent, kind, want))
	if !w.isTold(it, want) {
		claim = w.Rules.With(claim, book.Inferred)
	}
	seen := scene.TextOf(listed["state"])
	w.Record(w.ifThere(claim, seen), seen == want, want, scene.OrNone(seen), w.answerFrames()...)
	return nil
}

// listed asks for all interactions, claims that one is among them and returns it as it
// is there; nil: it is not.
func (w *world) listed(ctx context.Context, agent, kind string) (map[string]json.RawMessage, error) {
	d, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return nil, err
	}
	if err := w.do(ctx, d, target.Action{Verb: target.List}); err != nil {
		return nil, err
	}
	var found map[string]json.RawMessage
	var seen []string
	for _, x := range listOf(w.answer.Data) {
		id := scene.TextOf(x["interactionId"])
		seen = append(seen, "interaction "+id)
		if id == it.id {
			found = x
		}
	}
	if seen == nil {
		seen = []string{w.seenAnswer()}
	}
	claim := w.Rules.Claim("scapi.method.interaction.getInteractions.answer", "value", fmt.Sprintf("the list has the %s", kind))
	w.Record(claim, found != nil, "interaction "+it.id, strings.Join(seen, ", "), w.answerFrames()...)
	return found, nil
}

func listOf(raw json.RawMessage) []map[string]json.RawMessage {
	var out []map[string]json.RawMessage
	_ = json.Unmarshal(raw, &out) // not a list: none
	return out
}

func (w *world) hasAttributes(ctx context.Context, kind, agent string, t *table) error {
	_, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	wanted, err := scene.Pairs(t, "attribute")
	if err != nil {
		return err
	}
	for _, row := range wanted {
		if err := w.attribute(ctx, it, kind, row[0], row[1]); err != nil {
			return err
		}
	}
	return nil
}

// attributeItem is the book's id of an attribute of an interaction.
func attributeItem(b *book.Book, name string) (string, error) {
	id := "scapi.type.interaction.Interaction." + name
	if _, ok := b.Claim(id); ok {
		return id, nil
	}
	var all []string
	if t, ok := b.Type("interaction.Interaction"); ok {
		for _, m := range t.Members {
			all = append(all, m.Name)
		}
	}
	return "", scene.Known("an attribute of an interaction", name, all)
}

// openValues are attributes of which no document says what they are in a situation:
// which name a party has, or which call is the main one of its case.
var openValues = []string{"parties", "isMainCaseInteraction", "isConsultation"}

// isConsultation reports whether an attribute says of a consultation that it is one,
// which is documented.
func (it *item) isConsultation(name, value string) bool {
	return it.label == "consultation" && name == "isConsultation" && value == "true"
}

// attribute claims one attribute of an interaction's last event.
func (w *world) attribute(ctx context.Context, it *item, kind, name, value string) error {
	item, err := attributeItem(w.Rules.Book, name)
	if err != nil {
		return err
	}
	want, err := w.values(value)
	if err != nil {
		return err
	}
	is := func() (seen string, there, met bool) {
		seen, there = it.last.Attribute(name)
		if name == "parties" {
			names := partyNames(it.last.Interaction.Get("parties"))
			seen = strings.Join(names, ", ")
			if slices.Contains(names, want[0]) {
				return seen, there, true // whether the agent is one of all parties is open
			}
		}
		return seen, there, there && (value == "present" || slices.ContainsFunc(want, func(s string) bool { return strings.EqualFold(s, seen) }) || strings.HasSuffix(value, "'s number") && endsAlike(want[0], seen))
	}
	_, _, met := is()
	if _, err := w.TooEarly(ctx, met); err != nil {
		return err
	}
	seen, there, met := is()
	if !there && !w.Rules.Has(item) {
		return nil // the profile does not have it
	}
	claim := w.Rules.Claim(item, "value", fmt.Sprintf("the %s has %s %s", kind, name, value))
	if w.isWeak(name, seen) || it.open || slices.Contains(openValues, name) && !it.isConsultation(name, value) {
		claim = w.Rules.With(claim, book.Inferred)
	}
	w.Record(claim, met, strings.Join(want, " or "), scene.OrNone(seen), it.last.Seq)
	return nil
}

// values are the alternatives of a value, with people's numbers in place.
func (w *world) values(value string) ([]string, error) {
	var out []string
	for _, v := range strings.Split(value, " or ") {
		if name, ok := strings.CutSuffix(v, "'s number"); ok {
			number, err := w.number(name)
			if err != nil {
				return nil, err
			}
			v = number
		}
		out = append(out, v)
	}
	return out, nil
}

func partyNames(raw json.RawMessage) (names []string) {
	for _, p := range listOf(raw) {
		names = append(names, scene.TextOf(p["name"]))
	}
	return names
}
