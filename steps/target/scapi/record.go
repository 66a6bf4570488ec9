package scapi

import (
	"fmt"
	"time"

	"github.com/deskproof/deskproof/steps/target"
)

// recordParameters are those of requests about an outbound record
// (wwe-service-client-api.js, versions of 2021 and 2023); false: it is something else
// that the action asks for.
func recordParameters(a target.Action) (params []any, ok bool) {
	switch a.Verb {
	case target.ListCallResults:
		return nil, true
	case target.Reschedule:
		return []any{a.Interaction, a.Handle, dateOf(a.Date), a.Callback}, true
	case target.SetCallResult:
		return []any{a.Interaction, a.Result}, true
	case target.UpdateRecordFields:
		return []any{a.Interaction, a.Data}, true
	}
	return nil, false
}

// dateOf writes a date as the client's sample page does, without leading zeros.
func dateOf(t time.Time) string {
	return fmt.Sprintf("%d/%d/%d %d:%d", t.Month(), t.Day(), t.Year(), t.Hour(), t.Minute())
}
