package target

import (
	"fmt"
	"time"
)

// The verbs of what becomes of an outbound record. Its interaction is the record's, or
// that of the call made from it.
const (
	Reschedule         Verb = "reschedule the record"
	CancelReschedule   Verb = "take the reschedule of the record back"
	ListCallResults    Verb = "list the call results"
	SetCallResult      Verb = "set the call result"
	CallResult         Verb = "ask for the call result"
	SetDoNotCall       Verb = "mark the customer as not to be called"
	RemoveDoNotCall    Verb = "let the customer be called again"
	ChainedRecords     Verb = "ask for the chain of the record"
	RecordFields       Verb = "ask for the fields of the record"
	UpdateRecordFields Verb = "write fields of the record"
)

// dateForm is how a target writes the date at its desks, as the time package lays it out.
const dateForm = "2006-01-02T15:04"

// readDate reads the date at the desks as the world opened; empty: the target told none.
func (w *World) readDate(text string) error {
	if text == "" {
		return nil
	}
	date, err := time.Parse(dateForm, text)
	if err != nil {
		return fmt.Errorf("date is %q, expected one such as 2026-11-16T08:00", text)
	}
	w.date = date
	return nil
}

// Date is the date and time at the agents' desks, in a zone that has no meaning. A target
// that did not say it is a *NotOfferedError.
func (w *World) Date() (time.Time, error) {
	if w.date.IsZero() {
		return w.date, &NotOfferedError{What: "the date at its desks (date in the answer to world.open)"}
	}
	return w.date.Add(w.passed), nil
}
