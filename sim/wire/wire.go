// Package wire says what every wire of the simulator shares: frames, the session
// that reads and writes them, and the port through which a session acts on a
// center.
package wire

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
)

// The wires, by the names that journals and faults have for them.
const (
	SCAPI = "scapi"
	GWS   = "gws"
	Webex = "webex"
)

// Frame is one message on one page of a login.
type Frame struct {
	Page     uint32 // the connection or browser frame of the login
	Exchange uint32 // on a wire of requests: the request that this is or answers; 0: unasked
	Body     []byte
}

// Page is a connection of a login, as its session needs to know it.
type Page struct {
	ID     uint32 // from 1, in the order in which the login's pages opened
	Origin string // of the web page behind it; empty: it named none
	Tab    bool   // it is shown as a tab of its own

	Subscription string // on Webex: by which its client is notified; empty: the page is of requests
}

// Session is one login's conversation on one wire. It does no I/O and reads no
// clock, and it survives reconnects. One goroutine owns it. Frames are appended to
// dst, which is returned; their bodies are good until the session is called again.
type Session interface {
	// Open adds a page.
	Open(now time.Duration, p Page, c Port, dst []Frame) []Frame
	// Close forgets a page.
	Close(now time.Duration, page uint32)
	// Receive reads one frame. The events of what it does through c are observed
	// after it returns. An error means that the page must be closed, and why.
	Receive(now time.Duration, in Frame, c Port, dst []Frame) ([]Frame, error)
	// Observe tells what an event of the center looks like on this wire.
	Observe(now time.Duration, e *center.Event, dst []Frame) []Frame
	// Next says when the session has something to do by itself; false: it has not. It
	// can change with every other call.
	Next() (time.Duration, bool)
	// Tick does what is due. An error means that the login has ended, and why.
	Tick(now time.Duration, c Port, dst []Frame) ([]Frame, error)
}

// Port lets a session act on the center and look at it.
type Port interface {
	// Do applies a command. An error is the center's refusal; nothing has changed then.
	Do(cmd center.Command) error
	// Center returns the center, to look at only.
	Center() Center
}

// Center is what a session may look at.
type Center interface {
	View(center.AgentID) (center.AgentView, bool)
	Parts(center.AgentID) []center.Part
	Choices() []center.AgentState
	Campaigns(center.AgentID) []center.CampaignView
	Record(center.AgentID, center.InteractionID) (center.RecordView, error)
	Results() []center.CallResult
	// Agents are all agents' ids; an agent's own words are in their View.
	Agents() []center.AgentID
	// Interactions are the chats and e-mails that are not gone, whoever has them: what
	// one agent may know of them is for the session to say.
	Interactions() []center.Interaction
	Interaction(center.InteractionID) (center.Interaction, bool)
	// Story is an interaction with everybody who has had to do with it: again, what one
	// agent may know of it is for the session to say.
	Story(center.InteractionID) (center.Story, bool)
	Queues() []string
	RoutingPoints() []string
	Workbins() []string
	Workbin(name string, owner center.AgentID) ([]center.Interaction, bool)
}
