package steps

import (
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
)

// forbids are the rules that keep something from happening, the examples of requests that
// are not granted by which it would, and the option that keeps user data from being written.
func (w *world) forbids(what string) func(id string) bool {
	return func(id string) bool {
		it, _ := w.Rules.Book.Claim(id)
		example, ok := it.Of.(*book.OriginCase)
		return slices.Contains(w.Rules.Book.Forbids(id), what) || what == "userData" && id == optionItem(optionWrite) ||
			ok && !example.Allowed && example.Request == w.answer.Request && effects[example.Request] == what
	}
}

// effects are the events that nothing but a request brings.
var effects = map[string]string{"voice.dial": "DIALING", "voice.startCallRecording": "CALL_RECORDING_STATE_CHANGED"}
