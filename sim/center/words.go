package center

import (
	"strings"
	"time"
)

// AgentID is an agent's employee id.
type AgentID string

// InteractionID names an interaction in an agent's list. It is the same for all who
// were in the interaction from the beginning.
type InteractionID string

// Medium is a kind of interaction, and what an agent can be ready for.
type Medium uint8

// The media.
const (
	Voice Medium = iota + 1
	Chat
	Email
	Workitem
	Preview // outbound records that are shown to an agent before they are called
)

// Channel is by what a customer writes in a chat.
type Channel uint8

// The channels of a chat. The zero value is the one of the center's own.
const (
	OwnChannel Channel = iota
	Social
	SMS
	Facebook
	WhatsApp
)

// State is where one agent's part in an interaction stands.
type State uint8

// The states of an agent's part.
const (
	Offered     State = iota + 1 // ringing, or invited
	Dialing                      // the agent called and the far end rings
	Connected                    // talking
	Held                         // on hold
	Released                     // ended, and still in the agent's list
	Previewing                   // a record is shown
	Calling                      // the record's call is under way
	Finished                     // the record's call has been made
	Rejected                     // the agent rejected the offer, or the record
	Canceled                     // the agent canceled the record, or the outbound e-mail
	AskedIn                      // invited to a conference
	Accepted                     // accepted
	Joining                      // being connected to the chat
	Unjoined                     // the connection to the chat failed
	Loading                      // connected to the chat, what was written before is being loaded
	Joined                       // in the chat
	Drafted                      // an outbound e-mail has been created
	Sent                         // and sent
	Saved                        // an e-mail is kept as it is, to go on later
	Stored                       // it waits in a queue or a workbin
	Pulled                       // it was pulled from there
	Withdrawn                    // it is no longer offered
	Completed                    // marked done
	HandingOver                  // going to another agent
	HandedOver                   // gone to another agent
	Left                         // the agent left the conference
	Disturbed                    // it met an error
	Obscured                     // nobody knows how it stands
)

// CallKind says where a call came from.
type CallKind uint8

// The kinds of call.
const (
	Inbound CallKind = iota + 1
	Outbound
	Internal
	Consultation // an agent asks somebody about another interaction
)

// Mode is how a campaign hands out its records.
type Mode uint8

// The modes.
const (
	Pull       Mode = iota + 1 // an agent asks for the next record
	Push                       // the center offers records to ready agents
	DirectPush                 // the same, once the agent has said that they want them
)

// Recording is the state of a call's recording.
type Recording uint8

// The recording states.
const (
	NotRecording Recording = iota
	Recorded
	RecordingPaused
)

// Cause says why a part ended.
type Cause uint8

// The causes.
const (
	ByAgent    Cause = iota + 1 // this agent hung up or rejected
	ByFarEnd                    // the other party hung up, or another agent ended it
	NoAnswer                    // nobody answered and the call is over
	Redirected                  // nobody answered and the call went on elsewhere
	Busy                        // the far end was busy
)

// Server is a part of the center that can go down.
type Server uint8

// The servers.
const (
	ChatServer        Server = iota + 1 // without it no agent can join a chat
	InteractionServer                   // without it nothing can be placed in a queue or workbin, or pulled
)

// StateKind is a kind of agent state.
type StateKind uint8

// The kinds of agent state. The last four are only ever reported: nobody can choose them.
const (
	Ready StateKind = iota + 1
	NotReady
	NotReadyReason
	AfterCallWork
	AfterCallWorkReason
	DoNotDisturb
	LoggedOut
	PartlyReady
	OutOfService
	LoggedOutUndisturbed
	UnknownState
)

// Choosable reports whether an agent can choose a state of this kind.
func (k StateKind) Choosable() bool { return k >= Ready && k <= LoggedOut }

// AgentState is a state an agent is in, or can choose by its Operation.
type AgentState struct {
	Kind      StateKind
	Operation string // the name by which it is chosen; empty for a state nobody chose
	Display   string
	Reason    string // for the kinds with a reason
	Code      string
}

// Agent describes an agent. Media must not be empty.
type Agent struct {
	ID       AgentID
	First    string
	Last     string
	User     string
	Number   string // extension
	Roles    []string
	Media    []Medium
	Start    string         // operation of the state they start in
	Capacity map[Medium]int // how many of each routing gives them at once; 0 or left out: as Config says
}

// Contact is a customer as the center knows them. The zero value is nobody known.
type Contact struct {
	First string
	Last  string
}

func (c Contact) name() string { return strings.TrimSpace(c.First + " " + c.Last) }

// Datum is one key of an interaction's attached data. Value is JSON, kept as given.
type Datum struct {
	Key   string
	Value string
}

// Entry is one number of a record's chain.
type Entry struct {
	Handle int
	Number string
	Fields []Datum // of this number, above those of the record
}

// Record is one record of a campaign's calling list. Chain must not be empty.
type Record struct {
	Contact Contact
	Data    []Datum // the record's fields
	Chain   []Entry
}

// CampaignState says how far a campaign is.
type CampaignState uint8

// The states of a campaign.
const (
	Unloaded CampaignState = iota
	Loaded
	Running
)

// Campaign describes an outbound preview campaign.
type Campaign struct {
	Name    string
	Mode    Mode
	State   CampaignState
	Agents  []AgentID // empty: every agent
	Records []Record
}

// Party is one other party of an interaction: its number and, if it is an agent, who.
type Party struct {
	Number   string
	Agent    AgentID
	Nickname string // in a chat or an e-mail
}

// Part is one agent's part in an interaction, as it stands. It is a copy; its
// slices are never written to again.
type Part struct {
	ID        InteractionID
	Story     InteractionID // by which all who are in it know it: see Center.Story. Of a consultation, what it is about
	Agent     AgentID
	Medium    Medium
	Channel   Channel // of a chat
	State     State
	Kind      CallKind      // of a call
	Mode      Mode          // of a record, and of the call made from one
	Record    InteractionID // the record a call was made from
	Parent    InteractionID // the e-mail that this one replies to, or what this agent consults somebody about
	Campaign  string        // of a record, and of the call made from one
	Outgoing  bool          // this agent started it
	ANI       string        // who calls
	DNIS      string        // what was called
	Parties   []Party       // everybody else
	Data      []Datum
	Recording Recording
	UUID      [16]byte // drawn from the interaction's own stream
	Conn      uint64   // likewise
	Contact   Contact
	Since     time.Duration // when it entered the agent's list
	Owes      bool          // it is over for this agent, who still has to mark it done
	Blocked   bool          // mark done is blocked
	Warning   string        // what the agent is told while it is
	Nickname  string        // of the agent, in a chat or an e-mail
	Queue     Target        // the last queue, group or skill by which a chat or an e-mail came; the zero value: by none
	Letter    *Letter       // what an e-mail says; nil: it is none
	Log       []Line        // of a chat, oldest first
}
