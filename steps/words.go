package steps

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
)

// A word that no document knows is a slip in the scenario, not the target's fault:
// the sentences that compare with it say so instead.

// knownRequest is an error for a request that the book does not have.
func (w *world) knownRequest(request string) error {
	if _, ok := w.Rules.Book.Method(request); ok {
		return nil
	}
	var all []string
	for _, m := range w.Rules.Book.Methods {
		all = append(all, m.Request)
	}
	return scene.Known("a request", request, all)
}

// knownEventType is an error for an event type that the book does not have.
func (w *world) knownEventType(eventType string) error {
	var all []string
	for _, e := range w.Rules.Book.Events {
		all = append(all, e.Type)
	}
	return scene.Known("an event type", eventType, all)
}

// knownState is an error for an interaction's state that the book does not have.
func (w *world) knownState(state string) error {
	all := values(w.Rules.Book, "interaction-state")
	for _, p := range w.Rules.Book.Pairs {
		all = append(all, p.State)
	}
	return scene.Known("a state of an interaction", state, all)
}

// knownStateType is an error for a type of an agent's or a medium's state that the
// book does not have.
func (w *world) knownStateType(stateType string) error {
	return scene.Known("a state of an agent", stateType, values(w.Rules.Book, "state-type"))
}

// knownEventName is an error for an event name that nobody can subscribe to.
func (w *world) knownEventName(name string) error {
	return scene.Known("an event name", name, values(w.Rules.Book, "event-name"))
}

func values(b *book.Book, enum string) []string {
	var out []string
	if e, ok := b.Enum(enum); ok {
		for _, v := range e.Values {
			out = append(out, v.Value)
		}
	}
	return out
}

// knownCells is an error for a word in a row of a table of events that the book does
// not have.
func knownCells(b *book.Book, x want) error {
	callTypes := values(b, "call-type")
	if i := slices.IndexFunc(callTypes, func(s string) bool { return strings.EqualFold(s, x.callType) }); i >= 0 {
		x.callType = callTypes[i]
	}
	states := append(values(b, "interaction-state"), "")
	for _, p := range b.Pairs {
		states = append(states, p.State)
	}
	errs := []error{
		scene.Known("a state of an interaction", x.state, states),
		scene.Known("a state of an interaction", x.previous, states),
		scene.Known("a call type", x.callType, append(callTypes, "")),
	}
	for _, word := range x.words {
		errs = append(errs, scene.Known("a capability", word, values(b, "capability")))
	}
	for _, c := range x.others {
		for _, value := range strings.Split(c.value, " or ") {
			errs = append(errs, scene.Known("a value of "+c.attribute, value, values(b, enumOf(b, c.attribute))))
		}
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// enumOf is the list that an attribute's values are of.
func enumOf(b *book.Book, attribute string) string {
	it, _ := b.Claim("scapi.type.interaction.Interaction." + attribute)
	if m, ok := it.Of.(*book.Member); ok {
		return m.Enum
	}
	return ""
}
