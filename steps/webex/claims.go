package webex

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// seen is what a check has seen: whether it is as expected, and in which records.
type seen struct {
	met      bool
	expected string
	instead  string
	frames   []int
}

// says reports whether an item of the book says what a check checks.
type says func(it book.Item) bool

// items are those of these ids.
func items(ids ...string) says {
	return func(it book.Item) bool { return slices.Contains(ids, it.ID) }
}

// either is what one of several says.
func either(all ...says) says {
	return func(it book.Item) bool { return slices.ContainsFunc(all, func(s says) bool { return s(it) }) }
}

// nobody is for what no item says.
func nobody(book.Item) bool { return false }

// tells are the items that say that an event comes: the event itself, sequences and their
// steps in which it does, and the operations that wait for it.
func tells(event string) says {
	return func(it book.Item) bool {
		switch of := it.Of.(type) {
		case *book.Step:
			return isStep(*of, event)
		case *book.Sequence:
			return slices.ContainsFunc(of.Steps, func(s book.Step) bool { return isStep(s, event) && s.Evidence != book.Inferred })
		case *book.Method:
			return of.Settles != nil && slices.Contains(eventsIn(of.Settles.Resolve), event)
		}
		return it.ID == "webex.event."+event
	}
}

// isStep reports whether a step of a sequence is an event.
func isStep(s book.Step, event string) bool {
	return s.Kind == "event" && (s.Type == event || s.Type == "" && s.Event == event)
}

// claims claims what a check has seen once for each item that says it and that the
// scenario is tagged with: a tag lends its evidence to nothing else. If it is tagged with
// none of them the claim is inferred.
func (w *world) claims(kind, text string, s seen, by says) {
	for _, c := range w.claimsFor(kind, text, s, by) {
		w.add(c, s)
	}
}

// claimsFor are the claims of a check. That there is an event says how something is told,
// and not in which situation: one that does not come is no failure by itself.
func (w *world) claimsFor(kind, text string, s seen, by says) []result.Claim {
	out := w.ClaimsFor(kind, text, func(id string) bool { it, _ := w.Rules.Book.Claim(id); return by(it) })
	for i, c := range out {
		it, _ := w.Rules.Book.Claim(c.Item)
		if _, isEvent := it.Of.(*book.Event); isEvent && kind != "value" && !s.met {
			out[i] = w.Rules.With(c, book.Inferred)
		}
	}
	return out
}

// comes claims by an event's own item that it has come: as claims do it.
func (w *world) comes(event, text string, s seen) {
	id := "webex.event." + event
	if s.met {
		w.founded(id, "event", text, s)
		return
	}
	w.weaker(id, "event", text, s)
}

// founded claims what a check has seen by an item of the book whatever the tags.
func (w *world) founded(item, kind, text string, s seen) {
	w.add(w.Rules.Claim(item, kind, text), s)
}

// weaker claims by an item something that it does not say quite so.
func (w *world) weaker(item, kind, text string, s seen) {
	w.add(w.Rules.With(w.Rules.Claim(item, kind, text), book.Inferred), s)
}

// inferred claims what no document says.
func (w *world) inferred(kind, text string, s seen) { w.add(w.Rules.Inferred(kind, text), s) }

func (w *world) add(c result.Claim, s seen) {
	c.Met, c.Expected, c.Seen, c.Frames = s.met, s.expected, s.instead, records(s.frames)
	w.Claim(c)
}

// records are those that there are, in order.
func records(frames []int) []int {
	out := slices.DeleteFunc(slices.Clone(frames), func(n int) bool { return n == 0 })
	slices.Sort(out)
	return slices.Compact(out)
}

// isUnder reports whether an id is an item's own, or that of a part of it.
func isUnder(id, item string) bool {
	return item != "" && (id == item || strings.HasPrefix(id, item+"."))
}
