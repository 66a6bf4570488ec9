// Package oracle judges by the book: it founds claims on the book's items, and
// reads the whole trace of a scenario once it has ended.
package oracle

import (
	"fmt"
	"strings"
	"sync"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// Rules is a book read in one profile. It does not change, so goroutines may share it.
type Rules struct {
	Book    *book.Book
	Profile string
	Strict  bool // claims that do not bind fail the target as well

	judges sync.Pool // of *judge that have judged
}

// Claim returns a claim founded on a book item: its evidence, whether it binds,
// the rule and its sources are the item's. The caller says what was seen. An
// item that is not in the book is a slip in our own tables: it panics.
func (r *Rules) Claim(item, kind, text string) result.Claim {
	it, ok := r.Book.Claim(item)
	if !ok {
		panic(fmt.Sprintf("oracle: %s is not in the book", item))
	}
	return result.Claim{
		Item: item, Kind: kind, Text: text,
		Evidence: result.Evidence(it.Evidence), Binding: r.Strict || r.Book.Binding(r.Profile, it.Claim),
		Rule: r.rule(it), Sources: it.Sources,
	}
}

// rule is what an item claims, as a sentence. A refusal says only when, and a member
// and a value only what they are.
func (r *Rules) rule(it book.Item) string {
	switch of := it.Of.(type) {
	case *book.Member:
		return owner(it.ID) + of.Name + ": " + it.Text
	case *book.Value:
		return of.Value + ": " + it.Text
	case *book.Refusal:
		return fmt.Sprintf("%s is refused when %s%s", r.refused(it.ID), strings.ToLower(it.Text[:1]), it.Text[1:])
	}
	return it.Text
}

// refused is the request that a refusal is of.
func (r *Rules) refused(id string) string {
	id, _, _ = strings.Cut(id, ".refused.")
	for at := len(id); at > 0; at = strings.LastIndexByte(id[:at], '.') {
		it, _ := r.Book.Claim(id[:at])
		if m, ok := it.Of.(*book.Method); ok {
			return m.Request
		}
	}
	return "a request"
}

// owner is the type or event that a member is of, with a dot, and empty for a message
// or a request: they are named with what they break.
func owner(id string) string {
	parts := strings.Split(id, ".")
	if len(parts) < 4 || parts[1] != "type" && parts[1] != "event" {
		return ""
	}
	return parts[len(parts)-2] + "."
}

// With gives a claim other evidence than its item has: that of one cell of it.
func (r *Rules) With(c result.Claim, e book.Evidence) result.Claim {
	it, _ := r.Book.Claim(c.Item)
	founded := it.Claim
	founded.Evidence = e
	c.Evidence = result.Evidence(e)
	c.Binding = r.Strict || r.Book.Binding(r.Profile, founded)
	return c
}

// Inferred is a claim that no document makes. It never binds but under Strict.
func (r *Rules) Inferred(kind, text string) result.Claim {
	return result.Claim{Kind: kind, Text: text, Evidence: result.Inferred, Binding: r.Strict}
}

// Has reports whether the profile has an item of the book at all.
func (r *Rules) Has(item string) bool {
	it, ok := r.Book.Claim(item)
	return ok && r.Book.Has(r.Profile, it.Claim)
}

// Binds reports whether the profile holds a target to an item of the book.
func (r *Rules) Binds(item string) bool {
	it, ok := r.Book.Claim(item)
	return ok && r.Book.Binding(r.Profile, it.Claim)
}

// Proves reports whether a claim that is met shows its item: with evidence that binds,
// for one that was weakened says less.
func (r *Rules) Proves(c result.Claim) bool {
	it, ok := r.Book.Claim(c.Item)
	founded := it.Claim
	founded.Evidence = book.Evidence(c.Evidence)
	return ok && r.Book.Binding(r.Profile, founded)
}
