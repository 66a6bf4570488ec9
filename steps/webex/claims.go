package webex

import (
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/scene"
)

// tells are the items that say that an event comes: the event itself, sequences and their
// steps in which it does, and the operations that wait for it.
func tells(event string) scene.Says {
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

// Claims is that of a scene with the claims of this wire.
func (w *world) Claims(kind, text string, s scene.Seen, by scene.Says) {
	for _, c := range w.ClaimsFor(kind, text, s, by) {
		w.Add(c, s)
	}
}

// ClaimsFor are the claims of a check, in place of those of a scene. That there is an event
// says how something is told, and not in which situation: one that does not come is no
// failure by itself.
func (w *world) ClaimsFor(kind, text string, s scene.Seen, by scene.Says) []result.Claim {
	out := w.Scene.ClaimsFor(kind, text, by)
	for i, c := range out {
		it, _ := w.Rules.Book.Claim(c.Item)
		if _, isEvent := it.Of.(*book.Event); isEvent && kind != "value" && !s.Met {
			out[i] = w.Rules.With(c, book.Inferred)
		}
	}
	return out
}

// comes claims by an event's own item that it has come: as Claims does it.
func (w *world) comes(event, text string, s scene.Seen) {
	id := "webex.event." + event
	if s.Met {
		w.Founded(id, "event", text, s)
		return
	}
	w.Weaker(id, "event", text, s)
}
