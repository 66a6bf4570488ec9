package steps

import (
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// claimNamed claims a documented word that the scenario is tagged with, where a check
// holds a value against just that word.
func (w *world) claimNamed(c result.Claim) {
	if c.Kind == "value" {
		w.claimWord(c, c.Expected)
	}
}

// claimWord claims what a check claims once more, by each tag of the scenario that is that
// documented word. It is as well founded as the check: that a word is documented says
// nothing about when it is told.
func (w *world) claimWord(c result.Claim, expected string) {
	for _, id := range w.Scenario.Specs() {
		it, ok := w.Rules.Book.Claim(id)
		if v, isValue := it.Of.(*book.Value); !ok || !isValue || v.Value != expected || id == c.Item {
			continue
		}
		word := w.Rules.Claim(id, c.Kind, c.Text)
		if !c.Binding {
			word = w.Rules.With(word, book.Inferred)
		}
		word.Met, word.Expected, word.Seen, word.Frames = c.Met, c.Expected, c.Seen, c.Frames
		w.Claim(word)
	}
}
