package webex

import (
	"errors"

	"github.com/deskproof/deskproof/sim/center"
)

// refusal is why an operation fails, as its notification says it. No document has
// reasons of tasks: all are inferred.
type refusal struct {
	reason string
	code   int
}

func (f refusal) Error() string { return f.reason }

func (f refusal) members() []member {
	return []member{{"reason", f.reason}, {"reasonCode", f.code}}
}

// Refusals of this wire's own.
var (
	errNotYours      = refusal{"INVALID_STATE", 1100}
	errNoConference  = refusal{"NO_CONFERENCE", 1101}
	errNoConsult     = refusal{"NO_CONSULT", 1102}
	errConsulting    = refusal{"CONSULT_IN_PROGRESS", 1103}
	errNoAgent       = refusal{"AGENT_NOT_FOUND", 1015}
	errNoQueue       = refusal{"QUEUE_NOT_FOUND", 1104}
	errNoEntryPoint  = refusal{"ENTRY_POINT_NOT_FOUND", 1105}
	errOtherConsult  = refusal{"INVALID_DESTINATION", 1106}
	errNotReady      = refusal{"AGENT_NOT_AVAILABLE", 1107}
	errAgentBusy     = refusal{"AGENT_BUSY", 1108}
	errNoDisposition = refusal{"INVALID_AUX_CODE", 1005}
	errNotOwner      = refusal{"NOT_PRIMARY_AGENT", 1109}
	errNotLoggedIn   = refusal{"AGENT_NOT_LOGGED_IN", 1110}
	errAnswered      = refusal{"CONSULT_ANSWERED", 1111}
)

// refusals are what the center refuses an operation for, and what that comes to.
var refusals = []struct {
	of   error
	what refusal
}{
	{center.ErrBusy, errAgentBusy},
	{center.ErrNumberBusy, refusal{"DESTINATION_BUSY", 1120}},
	{center.ErrUnknownAgent, errNoAgent},
	{center.ErrUnknownTarget, errOtherConsult},
	{center.ErrNoNumber, errOtherConsult},
	{center.ErrInCall, refusal{"ALREADY_ON_CONTACT", 1121}},
	{center.ErrConsulting, errConsulting},
	{center.ErrNoConsultation, errNoConsult},
	{center.ErrNoConference, errNoConference},
	{center.ErrUnanswered, refusal{"CONSULT_NOT_ANSWERED", 1122}},
	{center.ErrOver, refusal{"CONTACT_ENDED", 1123}},
	{center.ErrCallFull, refusal{"TOO_MANY_PARTICIPANTS", 1124}},
	{center.ErrQueueFull, refusal{"QUEUE_FULL", 1125}},
	{center.ErrFull, refusal{"TOO_MANY_CONTACTS", 1126}},
	{center.ErrBlocked, refusal{"WRAP_UP_BLOCKED", 1127}},
	{center.ErrUnknownMedium, refusal{"CHANNEL_NOT_AVAILABLE", 1128}},
	{center.ErrNoConsultMedium, refusal{"CHANNEL_NOT_AVAILABLE", 1128}},
	{center.ErrDown, refusal{"SERVICE_UNAVAILABLE", 1129}},
}

// why is what an error of the center comes to. It speaks of nothing by the center's own
// names.
func why(err error) refusal {
	if f, ok := errors.AsType[refusal](err); ok {
		return f
	}
	if _, ok := errors.AsType[*center.UnavailableError](err); ok {
		return errNotReady
	}
	for _, r := range refusals {
		if errors.Is(err, r.of) {
			return r.what
		}
	}
	return errNotYours
}
