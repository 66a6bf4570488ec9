package center

import "time"

// Verb is what a command asks for.
type Verb uint8

// The verbs. Those before Dial act on an interaction in the agent's list; those
// from Arrive on come from outside the agents' hands.
const (
	Accept Verb = iota + 1 // answer a call, accept a record
	Reject
	Hold
	Resume
	HangUp
	Done // mark done; with Stop, no further record is fetched or offered
	BlockDone
	UnblockDone
	SetData
	DeleteData
	StartRecording
	StopRecording
	PauseRecording
	ResumeRecording
	CallRecord
	RejectRecord
	CancelRecord
	Reschedule // of a record, or of the call made from one; so are the next
	CancelReschedule
	SetResult
	SetDoNotCall
	RemoveDoNotCall
	UpdateFields
	Compose // begin to write: a message of a chat, or an outbound e-mail
	Say     // send a message in a chat
	Notice  // put a notice in a chat
	StopTyping
	EndChat
	Reply // to an inbound e-mail: a new outbound one; so are the next
	ReplyAll
	Forward
	InsertResponse
	Send
	Discard // cancel an outbound e-mail
	Save
	PlaceInWorkbin
	PlaceInQueue
	LeaveConference    // of a chat or an e-mail, by an agent who was asked in
	Disturb            // the interaction meets an error
	Obscure            // the interaction comes into a condition nobody knows
	Consult            // ask somebody about it
	CompleteTransfer   // of a consultation: they take it over
	CompleteConference // likewise: they join it
	SingleStepTransfer
	SingleStepConference
	EndConference // of a call with a customer: all whom agents brought into it are out of it
	Finish        // a chat or an e-mail: it is over, or left to the others who handle it
	StepOut       // likewise, and a call: it is left to the others, one of whom owns it from now on
	Transfer      // likewise, by any who handles it: what the target does not take goes on to others
	Invite        // likewise: to a conference
	Requeue       // likewise: it is offered to others than the agent
	Park          // likewise: in a workbin
	Dial
	NextRecord   // of a pull campaign
	StartRecords // direct push: the agent wants records
	StopRecords
	CreateEmail // an outbound one
	PullFromWorkbin
	PullFromQueue
	ChooseState
	LogIn  // to some media, by request: see AgentView.LoggedIn
	LogOut // of all media: what is offered to the agent goes on
	SignIn // at a phone, not ready for all media: see AgentView.SignedIn
	SignOut
	Arrive // a call, a chat or an e-mail arrives for an agent
	FarAnswer
	FarBusy
	FarSilent
	FarHangUp
	FarSay   // the customer writes in their chat
	FarLeave // the customer leaves their chat
	FarType  // the customer begins to write in it
	FarStopTyping
	SetServer  // a server of the center goes down, or comes up
	ForceState // something outside puts the agent, or one medium, in a state
	LoadCampaign
	StartCampaign
	StopCampaign
	UnloadCampaign
	AddRecord
	Expire // a timer is due
)

func (v Verb) isOutside() bool { return v >= Arrive && v < Expire }

// Command is one thing to do. Which members count depends on Verb.
type Command struct {
	Verb        Verb
	Agent       AgentID       // who acts, or for whom a call arrives
	Target      Target        // Consult, SingleStep…, Transfer, Invite; Arrive: instead of Agent
	Interaction InteractionID // what they act on. Pull…: which one, instead of Number
	Number      string        // Dial: what to call. CreateEmail: whom to write to. SignIn: of the phone. Arrive: who calls or writes. Far…, Pull…: which outside party
	DNIS        string        // Arrive: what they called; empty: the agent's number
	Contact     Contact       // Arrive, AddRecord
	Data        []Datum       // SetData, Dial, CreateEmail, Arrive, UpdateFields, Consult, SingleStep…, Transfer, Invite
	Key         string        // DeleteData
	Warning     string        // BlockDone
	Stop        bool          // Done
	Disposition string        // Done: what it came to, by its code
	Owes        bool          // Finish, StepOut, Transfer, CompleteTransfer: it stays in the agent's list until they mark it done
	Handle      int           // CallRecord, Reschedule: which number of the chain; 0 in CallRecord: the chosen one
	At          time.Duration // Reschedule: from when on
	Personal    bool          // Reschedule: to the same agent
	Result      int           // SetResult: the code
	Medium      Medium        // ChooseState, ForceState: only this one; 0: all. Arrive: 0 is voice. Consult: 0 is its own
	Channel     Channel       // Arrive: of a chat
	Media       []Medium      // LogIn
	Recorded    bool          // SignIn: calls with customers are recorded from when they answer
	Text        string        // Say, Notice, FarSay
	Nickname    string        // Accept, Pull…: by which the customer of a chat knows the agent; empty: their name
	AtOnce      bool          // Accept, Pull…, Consult: they are connected to the chat without delay. Accept of a record: it is called
	Letter      *Letter       // Arrive: what an e-mail says. Reply…, Forward, CreateEmail, Save, Send: members that are not empty replace what it says
	Place       string        // Place…, Pull…, Requeue, Park: the queue or the workbin; empty: the agent's own workbin
	Server      Server        // SetServer
	Up          bool          // SetServer
	State       string        // ChooseState: the operation. SignIn: the state to begin in; empty: the first that is not ready
	Kind        StateKind     // ForceState
	Reason      string        // ForceState
	Code        string        // ForceState
	Campaign    string        // NextRecord, …Campaign, AddRecord
	Load        *Campaign     // LoadCampaign: its definition, when it is new
	Record      *Record       // AddRecord
	Timer       Timer         // Expire
}

// TimerKind says what a timer is for.
type TimerKind uint8

// The kinds of timer.
const (
	RingTimer     TimerKind = iota + 1 // an offered call has rung long enough
	BlockTimer                         // a block of mark done ends by itself
	FarTimer                           // an outside number acts
	DialTimer                          // an outside number has rung long enough
	TalkTimer                          // an outside number ends the call
	CallbackTimer                      // a rescheduled record comes again
	OfferTimer                         // a chat or an e-mail has been offered long enough
	JoinTimer                          // an agent who joins a chat is connected, or has its history
)

// Timer names a timer. There is at most one of each name; setting it again moves it.
type Timer struct {
	Kind        TimerKind
	Interaction InteractionID
	Agent       AgentID // RingTimer, BlockTimer, OfferTimer, JoinTimer
	Number      string  // FarTimer, DialTimer, TalkTimer
}

// EventKind says what happened.
type EventKind uint8

// What can happen. Up to DoneApplied an event is about Part.
const (
	PartOffered EventKind = iota + 1
	PartDialed
	PartShown // a record is shown to the agent
	PartEstablished
	PartHeld
	PartResumed
	PartReleased
	RecordRejected
	RecordCanceled
	PartClosed // it has left the agent's list
	DataChanged
	RecordingChanged
	PartAccepted
	PartJoining  // the agent is being connected to the chat
	PartUnjoined // that has failed
	PartLoading  // the agent is connected, and gets what was written before
	PartJoined
	MessageAdded // to a chat that the agent has joined
	LineAdded    // to the transcript of a chat that the agent handles: the last of Part.Log
	PartComposing
	ResponseInserted
	PartDrafted // an outbound e-mail has been created
	PartSent
	PartDiscarded
	PartSaved
	PartInWorkbin
	WorkbinFailed // it could not be placed in a workbin
	PartInQueue
	QueueFailed
	PartPulled
	PullFailed        // it could not be pulled from a queue, and is in no list
	PullWorkbinFailed // likewise, from a workbin
	PartWithdrawn     // it is no longer offered
	PartAskedIn       // to a conference
	PartLeft          // the conference
	PartHandingOver   // to another agent
	PartHandedOver
	PartDisturbed  // it met an error
	PartObscured   // it is in a condition nobody knows
	PartiesChanged // somebody has come to it, or left it: Other, in a chat or an e-mail
	DoneApplied
	AgentChanged
	MediumChanged
	CampaignLoaded
	CampaignStarted
	CampaignStopped
	CampaignUnloaded
	TimerSet
	TimerCanceled
)

// Event is one thing that happened, at its finest grain, with the state it led to.
type Event struct {
	Kind     EventKind
	Agent    AgentID       // whose desk it concerns; empty for timers
	Part     Part          // events about an interaction
	New      bool          // the first event of Part: it has just entered the agent's list
	Cause    Cause         // PartReleased
	RanOut   bool          // PartReleased, PartWithdrawn: the agent let the offer run out
	Other    AgentID       // PartiesChanged of a chat or an e-mail
	Gone     bool          // PartiesChanged: Other has left it
	Text     string        // MessageAdded
	State    AgentState    // AgentChanged, MediumChanged
	Medium   Medium        // MediumChanged
	Campaign string        // Campaign…
	Mode     Mode          // Campaign…
	Timer    Timer         // Timer…
	At       time.Duration // TimerSet: when it is due
}
