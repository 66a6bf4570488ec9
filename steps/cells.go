package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// value makes a claim about one cell of a row. Also is what is as good as what is expected.
func (w *world) value(c *tableCheck, i int, e scapi.Event, what, expected, seen string, ev book.Evidence, also ...string) {
	claim := w.Rules.Claim(c.places[i].id, "value", fmt.Sprintf("%s%s has %s %s", e.Type, about(c.wants[i].label), what, expected))
	if ev != "" {
		claim = w.Rules.With(claim, ev)
	}
	claim = w.ifThere(claim, seen)
	claim.Met = expected == seen || slices.Contains(also, seen)
	claim.Expected, claim.Seen, claim.Frames = expected, scene.OrNone(seen), []int{e.Seq}
	c.add(i, claim)
}

// ifThere weakens a claim about the value of an attribute that is not there: no
// document requires one, but in messages that the oracle knows.
func (w *world) ifThere(claim result.Claim, seen string) result.Claim {
	if seen != "" || claim.Item == "" {
		return claim
	}
	return w.Rules.With(claim, book.Inferred)
}

func (w *world) checkState(c *tableCheck, i int, e scapi.Event) {
	x, p := c.wants[i], c.places[i]
	if x.state != "" {
		if pair, ok := w.pair(x.event, x.state); ok && p.stateEv == book.Inferred {
			claim := w.ifThere(w.Rules.Claim(pair, "value", fmt.Sprintf("%s%s has state %s", e.Type, about(x.label), x.state)), e.State())
			claim.Met, claim.Expected, claim.Seen, claim.Frames = e.State() == x.state, x.state, scene.OrNone(e.State()), []int{e.Seq}
			c.add(i, claim)
		} else {
			w.value(c, i, e, "state", x.state, e.State(), p.stateEv)
		}
	}
	if x.previous != "" {
		seen, _ := e.Attribute("previousState")
		before := w.stateBefore(c.desk, e) // that it is the last other state is one reading of two
		w.value(c, i, e, "previous state", x.previous, seen, book.Inferred, before)
	}
}

// stateBefore is the state of an event's interaction at the event before; UNKNOWN:
// there was none.
func (w *world) stateBefore(d *desk, e scapi.Event) string {
	before := "UNKNOWN"
	for _, x := range w.events(d, 0) {
		if x.Seq < e.Seq && x.ID() == e.ID() && x.State() != "" {
			before = x.State()
		}
	}
	return before
}

// pair is the documented pair of an event type and a state that holds for every
// interaction.
func (w *world) pair(eventType, state string) (string, bool) {
	for _, p := range w.Rules.Book.Pairs {
		if p.Type == eventType && p.State == state && p.Only == "" {
			return p.ID, true
		}
	}
	return "", false
}

// checkCallType compares without case, as a printed event has Internal; UNKNOWN is a
// documented value, so that it is never more than a note.
func (w *world) checkCallType(c *tableCheck, i int, e scapi.Event) {
	x, p := c.wants[i], c.places[i]
	if x.callType == "" {
		return
	}
	seen, _ := e.Attribute("callType")
	ev := p.typeEv
	if strings.EqualFold(seen, "UNKNOWN") {
		ev = book.Inferred
	}
	if strings.EqualFold(seen, x.callType) {
		seen = x.callType
	}
	w.value(c, i, e, "call type", x.callType, seen, ev)
}

// checkCapabilities: no document names the member, so that its absence is a note;
// where the table prints a dash, absence is as good as none.
func (w *world) checkCapabilities(c *tableCheck, i int, e scapi.Event) {
	x := c.wants[i]
	if x.words == nil {
		return
	}
	expected := "[" + strings.Join(x.words, " ") + "]"
	got, ok := e.Capabilities()
	switch {
	case ok && scapi.SameWords(got, x.words), !ok && len(x.words) == 0:
		w.value(c, i, e, "capabilities", expected, expected, "")
	case ok:
		w.value(c, i, e, "capabilities", expected, "["+strings.Join(got, " ")+"]", "")
	default:
		w.value(c, i, e, "capabilities", expected, "", "")
	}
}

func (w *world) checkOthers(c *tableCheck, i int, e scapi.Event) {
	for _, o := range c.wants[i].others {
		item := "scapi.type.interaction.Interaction." + o.attribute
		seen, ok := e.Attribute(o.attribute)
		if !ok && !w.Rules.Has(item) {
			continue // the profile does not have it
		}
		claim := w.Rules.Claim(item, "value",
			fmt.Sprintf("%s%s has %s %s", e.Type, about(c.wants[i].label), o.attribute, o.value))
		if w.isWeak(o.attribute, seen) {
			claim = w.Rules.With(claim, book.Inferred)
		}
		claim.Met = slices.Contains(strings.Split(o.value, " or "), seen)
		claim.Expected, claim.Seen, claim.Frames = o.value, scene.OrNone(seen), []int{e.Seq}
		c.add(i, claim)
	}
}

// isWeak reports whether a value says nothing that a claim could bind by: the attribute
// is not there, which no document requires; it is UNKNOWN, which is a documented value;
// or it is a word that no document has, which is the oracle's to note.
func (w *world) isWeak(attribute, value string) bool {
	list := values(w.Rules.Book, enumOf(w.Rules.Book, attribute))
	has := slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, value) })
	return value == "" || strings.EqualFold(value, "UNKNOWN") || len(list) > 0 && !has
}
