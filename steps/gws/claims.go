package gws

import (
	"cmp"
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

// tells are steps of sequences in which a message of a state comes; an empty state is any
// that is not stated.
func tells(state string) says {
	return step("event", func(s *book.Step) bool { return s.State == state })
}

// asks are steps of sequences in which a request is made.
func asks(name string) says {
	return step("request", func(s *book.Step) bool { return s.Request == name })
}

// answers are steps of sequences in which the answer to a request shows something.
func answers(name string) says {
	return step("answer", func(s *book.Step) bool { return s.Request == name })
}

func step(kind string, is func(*book.Step) bool) says {
	return func(it book.Item) bool {
		s, ok := it.Of.(*book.Step)
		return ok && s.Kind == kind && is(s)
	}
}

// either is what one of several says.
func either(all ...says) says {
	return func(it book.Item) bool { return slices.ContainsFunc(all, func(s says) bool { return s(it) }) }
}

// nobody is for what no item says.
func nobody(book.Item) bool { return false }

// claims claims what a check has seen once for each item that says it and that the
// scenario is tagged with: a tag lends its evidence to nothing else. If it is tagged with
// none of them the claim is inferred.
func (w *world) claims(kind, text string, s seen, by says) {
	for _, c := range w.ClaimsFor(kind, text, func(id string) bool { it, _ := w.Rules.Book.Claim(id); return by(it) }) {
		w.add(c, s)
	}
}

// founded claims what a check has seen by an item of the book whatever the tags.
func (w *world) founded(item, kind, text string, s seen) {
	w.add(w.Rules.Claim(item, kind, text), s)
}

// weaker claims by an item something that it does not say quite so.
func (w *world) weaker(item, kind, text string, s seen) {
	w.add(w.Rules.With(w.Rules.Claim(item, kind, text), book.Inferred), s)
}

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

// orNone stands for a value that is not there.
func orNone(s string) string { return cmp.Or(s, "none") }
