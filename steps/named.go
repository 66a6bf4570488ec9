package steps

import (
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// claimNamed claims a documented word that the scenario is tagged with, where a check
// holds a value against just that word. It is as well founded as the check: that a word
// is documented says nothing about when it is told.
func (w *world) claimNamed(c result.Claim) {
	if c.Kind != "value" {
		return
	}
	for _, id := range w.Scenario.Specs() {
		it, ok := w.Rules.Book.Claim(id)
		if v, isValue := it.Of.(*book.Value); !ok || !isValue || v.Value != c.Expected || id == c.Item {
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
