package target

import (
	"encoding/json"
	"time"
)

// Verb is something an agent's client can ask for, in no wire's words. Each wire's
// client half knows which request it is.
type Verb string

// The verbs.
const (
	Answer          Verb = "answer"
	Accept          Verb = "accept"
	Reject          Verb = "reject"
	Hold            Verb = "hold"
	Resume          Verb = "resume"
	HangUp          Verb = "hang up"
	Dial            Verb = "dial"
	WriteMail       Verb = "write an e-mail"
	MarkDone        Verb = "mark done"
	BlockMarkDone   Verb = "block mark done"
	UnblockMarkDone Verb = "unblock mark done"
	SetData         Verb = "set user data"
	DeleteData      Verb = "delete user data"
	StartRecording  Verb = "start the recording"
	StopRecording   Verb = "stop the recording"
	PauseRecording  Verb = "pause the recording"
	ResumeRecording Verb = "resume the recording"
	SelectCase      Verb = "select the case"
	NextRecord      Verb = "get a preview record"
	CallRecord      Verb = "call the record"
	RejectRecord    Verb = "reject the record"
	CancelRecord    Verb = "cancel the record"
	StartDirectPush Verb = "start direct push"
	StopDirectPush  Verb = "stop direct push"
	ListCampaigns   Verb = "list the campaigns"
	Look            Verb = "look at the interaction"
	List            Verb = "list the interactions"
	Self            Verb = "ask who they are"
	State           Verb = "ask for their state"
	States          Verb = "list the states"
	SetState        Verb = "set the state"
	MediaList       Verb = "list the media"
	Media           Verb = "ask for a medium"
	SetMediaState   Verb = "set a medium's state"
	Services        Verb = "list the allowed services"
	Consult         Verb = "consult"
	Transfer        Verb = "complete the transfer"
	Conference      Verb = "complete the conference"
	TransferAtOnce  Verb = "transfer in one step"
	JoinAtOnce      Verb = "add to a conference in one step"
)

// Action is one thing an agent's client asks for. Which members count depends on
// Verb; on every wire Interaction is that wire's own id.
type Action struct {
	Verb        Verb
	Interaction string
	Case        string
	Number      string          // Dial
	Handle      int             // CallRecord, Reschedule: which number of the chain
	Date        time.Time       // Reschedule: at the desks
	Callback    string          // Reschedule: the wire's word for whose it is
	Result      int             // SetCallResult: its code
	Campaign    string          // NextRecord
	To          Destination     // Consult, TransferAtOnce, JoinAtOnce
	Data        json.RawMessage // SetData, UpdateRecordFields, Dial, WriteMail, what has a destination, toasts, dialogs, views, Broadcast: an object; nil: none
	Extensions  json.RawMessage // what has a destination: an object; nil: none
	Key         string          // DeleteData
	Text        string          // BlockMarkDone
	State       string          // SetState, SetMediaState: the wire's name of the operation
	Media       string          // Media, SetMediaState; Consult: over which medium, empty: that of the interaction
	Names       []string        // ReadOptions, ReadContextualOptions
	ID          string          // of a toast, a dialog or a view: ChangeToast, CloseToast, CloseDialog, CloseView
	Address     string          // WriteMail: of the customer; OpenDialog
	Channel     string          // Broadcast
}

// Destination is where a consultation, a transfer or a conference is to go.
type Destination struct {
	Kind DestinationKind
	Name string // an agent's account, the name of a group, skill, queue or routing point, or a phone number
}

// DestinationKind is what a destination is.
type DestinationKind string

// The kinds of destinations.
const (
	ByNumber       DestinationKind = "" // a phone number, and nothing said of what it is
	ToAgent        DestinationKind = "agent"
	ToGroup        DestinationKind = "agent group"
	ToSkill        DestinationKind = "skill"
	ToQueue        DestinationKind = "queue"
	ToRoutingPoint DestinationKind = "routing point"
	ToNumber       DestinationKind = "number"
)
