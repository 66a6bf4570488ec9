package gws

import (
	"errors"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
)

// refusals are what the center refuses a request for, and what that comes to.
var refusals = []struct {
	of   error
	code int
}{
	{center.ErrUnknownAgent, notFound},
	{center.ErrUnknownInteraction, notFound},
	{center.ErrUnknownPlace, notFound},
	{center.ErrUnknownTarget, notFound},
	{center.ErrNoAddress, missing},
	{center.ErrDown, internal},
	{center.ErrQueueFull, internal},
	{center.ErrTooManyStored, internal},
	{center.ErrTooManyLogs, internal},
	{center.ErrFull, internal},
	{center.ErrUnknownMedium, invalid},
	{center.ErrInCall, invalid},
	{center.ErrCallFull, invalid},
	{center.ErrConsulting, invalid},
	{center.ErrUnanswered, invalid},
	{center.ErrOver, invalid},
	{center.ErrBlocked, invalid},
	{center.ErrNotThere, invalid},
	{center.ErrTooLong, invalid},
	{center.ErrTooMuchData, invalid},
}

// ofCenter is the failure of a request that the center refuses. It speaks of nothing by
// the center's own names.
func ofCenter(err error) *failure {
	if x, ok := errors.AsType[*center.UnavailableError](err); ok {
		return &failure{code: invalid, text: fmt.Sprintf("The agent cannot take it: they are %s", x.State)}
	}
	for _, r := range refusals {
		if errors.Is(err, r.of) {
			return &failure{code: r.code, text: "Not possible: " + r.of.Error()}
		}
	}
	return &failure{code: invalid, text: "Not possible in the current state"}
}
