package gws

import (
	"cmp"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
)

// tells are steps of sequences in which a message of a state comes; an empty state is any
// that is not stated.
func tells(state string) scene.Says {
	return step("event", func(s *book.Step) bool { return s.State == state })
}

// asks are steps of sequences in which a request is made.
func asks(name string) scene.Says {
	return step("request", func(s *book.Step) bool { return s.Request == name })
}

// answers are steps of sequences in which the answer to a request shows something.
func answers(name string) scene.Says {
	return step("answer", func(s *book.Step) bool { return s.Request == name })
}

func step(kind string, is func(*book.Step) bool) scene.Says {
	return func(it book.Item) bool {
		s, ok := it.Of.(*book.Step)
		return ok && s.Kind == kind && is(s)
	}
}

// orNone stands for a value that is not there.
func orNone(s string) string { return cmp.Or(s, "none") }
