package center

import (
	"errors"
	"fmt"
)

// What a command can be refused for, beside *RefusedError and *UnavailableError.
var (
	ErrUnknownAgent       = errors.New("unknown agent")
	ErrUnknownInteraction = errors.New("unknown interaction")
	ErrUnknownState       = errors.New("unknown agent state")
	ErrUnknownMedium      = errors.New("not one of the agent's media")
	ErrUnknownCampaign    = errors.New("unknown campaign")
	ErrUnknownNumber      = errors.New("no live call with that number")
	ErrUnknownHandle      = errors.New("no such record in the chain")
	ErrUnknownVerb        = errors.New("unknown verb")
	ErrNoRecord           = errors.New("no record left")
	ErrCampaign           = errors.New("campaign does not allow it")
	ErrBlocked            = errors.New("mark done is blocked")
	ErrBusy               = errors.New("agent already has a call")
	ErrNotFromRecord      = errors.New("not a record of a campaign, nor a call made from one")
	ErrNotAccepted        = errors.New("the record has not been accepted")
	ErrPast               = errors.New("the date has passed")
	ErrNotRescheduled     = errors.New("the record is not rescheduled")
	ErrUnknownResult      = errors.New("no such call result")
	ErrNotUncalled        = errors.New("none of its numbers is kept from being called")
	ErrTooManyNumbers     = errors.New("more numbers are kept from being called than a center remembers")
	ErrKey                = errors.New("no such key")
	ErrUnknownPlace       = errors.New("no such queue or workbin")
	ErrUnknownServer      = errors.New("unknown server")
	ErrThere              = errors.New("one from there is under way")
	ErrNoAddress          = errors.New("no address to write to")
	ErrNoChat             = errors.New("no chat with that customer")
	ErrNotThere           = errors.New("nothing from there in this queue or workbin")
	ErrNoNumber           = errors.New("no number to call")
	ErrTooMuchData        = errors.New("more data than an interaction holds")
	ErrTooLong            = errors.New("longer than a message can be")
	ErrTooManyLogs        = errors.New("more than transcripts hold together")
	ErrDown               = errors.New("the server that does it is down")
	ErrTooManyStored      = errors.New("more than queues and workbins hold")
	ErrTooManyRecords     = errors.New("more records than calling lists hold")
	ErrTooManyCampaigns   = errors.New("more campaigns than a center has")
	ErrUnknownTarget      = errors.New("no such target")
	ErrNumberBusy         = errors.New("that number already has a call")
	ErrInCall             = errors.New("already in it")
	ErrNoConsultation     = errors.New("not a consultation that this agent made")
	ErrConsulting         = errors.New("a consultation is under way")
	ErrNoConsultMedium    = errors.New("consultations are calls or chats")
	ErrUnanswered         = errors.New("nobody here has answered yet")
	ErrOver               = errors.New("what it is about has ended")
	ErrNoConference       = errors.New("no conference with a customer")
	ErrNoCall             = errors.New("no call to do that with")
	ErrPhoneTaken         = errors.New("another agent has signed in at that phone")
	ErrCallFull           = errors.New("it has as many parties as it can have")
	ErrQueueFull          = errors.New("as many interactions wait as a center lets wait")
	ErrFull               = errors.New("the agent's list is full: mark something done")
)

// RefusedError says which verb was refused, and in which state.
type RefusedError struct {
	Interaction InteractionID
	Verb        Verb
	State       State
	Recording   Recording // for the recording verbs
}

func (e *RefusedError) Error() string {
	if e.Verb >= StartRecording && e.Verb <= ResumeRecording {
		return fmt.Sprintf("%s %s: refused while %s and %s", e.Verb, e.Interaction, e.State, e.Recording)
	}
	return fmt.Sprintf("%s %s: refused while %s", e.Verb, e.Interaction, e.State)
}

// UnavailableError says that an agent cannot take an interaction, and why.
type UnavailableError struct {
	Agent AgentID
	State StateKind
}

func (e *UnavailableError) Error() string {
	return fmt.Sprintf("agent %s cannot take it while %s", e.Agent, e.State)
}
