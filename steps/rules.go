package steps

import (
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
)

// forbids are the rules that keep something from happening, the examples of requests that
// are not granted by which it would, and the option that keeps user data from being written.
func (w *world) forbids(what string) scene.Says {
	return func(it book.Item) bool {
		example, ok := it.Of.(*book.OriginCase)
		return slices.Contains(w.Rules.Book.Forbids(it.ID), what) || what == "userData" && it.ID == optionItem(optionWrite) ||
			ok && !example.Allowed && example.Request == w.answer.Request && effects[example.Request] == what
	}
}

// effects are the events that nothing but a request brings.
var effects = map[string]string{"voice.dial": "DIALING", "voice.startCallRecording": "CALL_RECORDING_STATE_CHANGED"}
