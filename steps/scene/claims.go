package scene

import (
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// ClaimsBy is a claim for each rule that the scenario is tagged with. It binds by
// those alone that say what is claimed: a tag lends its evidence to nothing else. By
// the others, and if there is none, it is inferred.
func (s *Scene) ClaimsBy(kind, text string, by Says) []result.Claim {
	var out []result.Claim
	for _, it := range s.Tagged() {
		claim := s.Rules.Claim(it.ID, kind, text)
		if !by(it) {
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
func (s *Scene) ClaimsFor(kind, text string, by Says) []result.Claim {
	var out []result.Claim
	for _, id := range s.saying(by) {
		out = append(out, s.Rules.Claim(id, kind, text))
	}
	if out == nil {
		out = append(out, s.Rules.Inferred(kind, text))
	}
	return out
}

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
