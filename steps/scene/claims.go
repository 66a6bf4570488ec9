package scene

import (
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// IsTagged reports whether the scenario is tagged with an item of its wire's book.
func (s *Scene) IsTagged(id string) bool { return slices.Contains(s.Scenario.Specs(), id) }

// saying are the kinds of items that say how something is to be.
var saying = []string{"rule", "refusal", "origin", "quirk", "option"}

// Tagged are the ids of the scenario's tags that say how something is to be: rules,
// refusals and options of the book.
func (s *Scene) Tagged() []string {
	var out []string
	for _, id := range s.Scenario.Specs() {
		if it, ok := s.Rules.Book.Claim(id); ok && slices.Contains(saying, it.Kind) {
			out = append(out, id)
		}
	}
	return out
}

// ClaimsBy is a claim for each rule that the scenario is tagged with. It binds by
// those alone that say what is claimed: a tag lends its evidence to nothing else. By
// the others, and if there is none, it is inferred.
func (s *Scene) ClaimsBy(kind, text string, says func(id string) bool) []result.Claim {
	var out []result.Claim
	for _, id := range s.Tagged() {
		claim := s.Rules.Claim(id, kind, text)
		if !says(id) {
			claim = s.Rules.With(claim, book.Inferred)
		}
		out = append(out, claim)
	}
	if out == nil {
		out = append(out, s.Rules.Inferred(kind, text))
	}
	return out
}

// ClaimsFor is a claim for each item of any kind that the scenario is tagged with and that
// says what is claimed; if there is none, it is inferred.
func (s *Scene) ClaimsFor(kind, text string, says func(id string) bool) []result.Claim {
	var out []result.Claim
	for _, id := range s.Scenario.Specs() {
		if _, ok := s.Rules.Book.Claim(id); ok && says(id) {
			out = append(out, s.Rules.Claim(id, kind, text))
		}
	}
	if out == nil {
		out = append(out, s.Rules.Inferred(kind, text))
	}
	return out
}

// Only are the items of these ids, for ClaimsBy and ClaimsFor.
func Only(ids ...string) func(id string) bool {
	return func(id string) bool { return slices.Contains(ids, id) }
}

// Nobody is for what no item says.
func Nobody(string) bool { return false }

// Named claims a documented word that the scenario is tagged with, where a check
// holds a value against just that word.
func (s *Scene) Named(c result.Claim) {
	if c.Kind == "value" {
		s.Word(c, c.Expected)
	}
}

// Word claims what a check claims once more, by each tag of the scenario that is that
// documented word. It is as well founded as the check: that a word is documented says
// nothing about when it is told.
func (s *Scene) Word(c result.Claim, expected string) {
	for _, id := range s.Scenario.Specs() {
		it, ok := s.Rules.Book.Claim(id)
		if v, isValue := it.Of.(*book.Value); !ok || !isValue || v.Value != expected || id == c.Item {
			continue
		}
		word := s.Rules.Claim(id, c.Kind, c.Text)
		if !c.Binding {
			word = s.Rules.With(word, book.Inferred)
		}
		word.Met, word.Expected, word.Seen, word.Frames = c.Met, c.Expected, c.Seen, c.Frames
		s.Claim(word)
	}
}
