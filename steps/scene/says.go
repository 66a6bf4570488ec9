package scene

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
)

// Says reports whether an item of the book says what a check checks.
type Says func(book.Item) bool

// Only are the items of these ids.
func Only(ids ...string) Says {
	return func(it book.Item) bool { return slices.Contains(ids, it.ID) }
}

// Either is what one of several says.
func Either(all ...Says) Says {
	return func(it book.Item) bool { return slices.ContainsFunc(all, func(says Says) bool { return says(it) }) }
}

// Nobody is for what no item says.
func Nobody(book.Item) bool { return false }

// IsUnder reports whether an id is an item's own, or that of a part of it.
func IsUnder(id, item string) bool {
	return item != "" && (id == item || strings.HasPrefix(id, item+"."))
}

// IsTagged reports whether the scenario is tagged with an item of its wire's book.
func (s *Scene) IsTagged(id string) bool { return slices.Contains(s.Scenario.Specs(), id) }

// ruling are the kinds of items that say how something is to be.
var ruling = []string{"rule", "refusal", "origin", "quirk", "option"}

// Tagged are the items of the scenario's tags that say how something is to be: rules,
// refusals and options of the book.
func (s *Scene) Tagged() []book.Item {
	var out []book.Item
	for _, id := range s.Scenario.Specs() {
		if it, ok := s.Rules.Book.Claim(id); ok && slices.Contains(ruling, it.Kind) {
			out = append(out, it)
		}
	}
	return out
}

// IsTaggedWith reports whether the scenario is tagged with an item that says something.
func (s *Scene) IsTaggedWith(by Says) bool { return len(s.saying(by)) > 0 }

// saying are the ids of the scenario's tags that say something.
func (s *Scene) saying(by Says) []string {
	var out []string
	for _, id := range s.Scenario.Specs() {
		if it, ok := s.Rules.Book.Claim(id); ok && by(it) {
			out = append(out, id)
		}
	}
	return out
}
