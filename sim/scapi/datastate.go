package scapi

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// stateAfter is the state that an event leaves an item in, which has not taken it in yet.
// Interaction.state has two words for a change of user data (Interaction namespace); that
// they last until something else happens is inferred.
func (s *Session) stateAfter(it *item, e *center.Event) string {
	if s.cfg.DataStates && e.Kind == center.DataChanged && isOpenMedia(e.Part.Medium) {
		return dataWord(it.part.Data, e.Part.Data)
	}
	return stateWord(&e.Part)
}

// dataWord tells data that is new to an interaction from a change of what it had.
func dataWord(before, after []center.Datum) string {
	for _, d := range after {
		if !slices.ContainsFunc(before, func(x center.Datum) bool { return x.Key == d.Key }) {
			return "USER_DATA_ATTACHED"
		}
	}
	return "USER_DATA_UPDATED"
}
