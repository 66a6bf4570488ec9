package steps

import (
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// isTagged reports whether the scenario is tagged with an item of the book.
func (w *world) isTagged(id string) bool { return slices.Contains(w.Scenario.Specs(), id) }

// tagged are the ids of the scenario's tags that say how something is to be: rules,
// refusals and options of the book.
func (w *world) tagged() []string {
	var out []string
	for _, id := range w.Scenario.Specs() {
		if it, ok := w.Rules.Book.Claim(id); ok && slices.Contains([]string{"rule", "refusal", "origin", "quirk", "option"}, it.Kind) {
			out = append(out, id)
		}
	}
	return out
}

// claimsBy is a claim for each rule that the scenario is tagged with. It binds by
// those alone that say what is claimed: a tag lends its evidence to nothing else. By
// the others, and if there is none, it is inferred.
func (w *world) claimsBy(kind, text string, says func(id string) bool) []result.Claim {
	var out []result.Claim
	for _, id := range w.tagged() {
		claim := w.Rules.Claim(id, kind, text)
		if !says(id) {
			claim = w.Rules.With(claim, book.Inferred)
		}
		out = append(out, claim)
	}
	if out == nil {
		out = append(out, w.Rules.Inferred(kind, text))
	}
	return out
}

// claimsFor is a claim for each item of any kind that the scenario is tagged with and that
// says what is claimed; if there is none, it is inferred.
func (w *world) claimsFor(kind, text string, says func(id string) bool) []result.Claim {
	var out []result.Claim
	for _, id := range w.Scenario.Specs() {
		if _, ok := w.Rules.Book.Claim(id); ok && says(id) {
			out = append(out, w.Rules.Claim(id, kind, text))
		}
	}
	if out == nil {
		out = append(out, w.Rules.Inferred(kind, text))
	}
	return out
}

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

// only are the rules of these ids.
func only(ids ...string) func(id string) bool {
	return func(id string) bool { return slices.Contains(ids, id) }
}

// nobody is for what no rule says.
func nobody(string) bool { return false }
