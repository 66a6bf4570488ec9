package selftest

import (
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// about are the items that a scenario says something about: those of its tags and of its
// claims, and the events that these tell of, with their members.
func about(b *book.Book, tags []string, v *result.Scenario) map[string]bool {
	out, types := map[string]bool{}, map[string]bool{}
	add := func(id string) {
		out[id] = true
		it, _ := b.Claim(id)
		switch of := it.Of.(type) {
		case *book.Event:
			types[of.Type] = true
		case *book.Step:
			types[of.Type] = true
		case *book.Row:
			types[of.Type] = true
		}
	}
	for _, id := range tags {
		add(id)
	}
	for _, c := range v.Claims {
		add(c.Item)
	}
	for i := range b.Events {
		e := &b.Events[i]
		if e.Type == "" || !types[e.Type] {
			continue
		}
		out[e.ID] = true
		for _, m := range e.Members {
			out[m.ID] = true
		}
	}
	return out
}
