package webex

import (
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
)

// knownOperation is an error for the name of an operation that the documents do not have.
func (w *world) knownOperation(name string) error {
	var all []string
	for i := range w.Rules.Book.Methods {
		if m := &w.Rules.Book.Methods[i]; m.Settles != nil {
			all = append(all, m.Request)
		}
	}
	return scene.Known("an operation", name, all)
}

// oneOf are words of which one is expected.
func oneOf(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, " or ")
}
