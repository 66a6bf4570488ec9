package gws

import (
	"errors"

	"github.com/deskproof/deskproof/sim/center"
)

// refusals are what the center's refusals come to, the first that fits.
var refusals = []struct {
	of   []error
	code int
}{
	{[]error{center.ErrUnknownAgent, center.ErrUnknownInteraction, center.ErrUnknownPlace, center.ErrUnknownTarget}, notFound},
	{[]error{center.ErrNoAddress}, missing},
	{[]error{center.ErrDown, center.ErrQueueFull, center.ErrTooManyStored, center.ErrFull}, internal},
}

// ofCenter is the failure of a request that the center refuses: what it wants is not
// possible as things are, unless it is one of refusals.
func ofCenter(err error) *failure {
	for _, r := range refusals {
		for _, e := range r.of {
			if errors.Is(err, e) {
				return &failure{code: r.code, text: err.Error()}
			}
		}
	}
	return &failure{code: invalid, text: err.Error()}
}
