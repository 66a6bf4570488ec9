package webex

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
)

// contact is a contact as it stands for one agent, in the words of this wire, from
// which every message about it is made.
type contact struct {
	id          string // of the contact, for everybody
	of          center.InteractionID
	mediaType   string // telephony, chat, email, social, sms, facebook, whatsapp
	state       string // new, connected, held, consult, conference, wrapUp
	outbound    bool
	outdial     string // OUTDIAL, PREVIEW; empty: neither
	campaign    string
	terminated  bool // the customer is gone
	created     time.Duration
	queued      bool     // it came by a queue
	queue       place    // the queue in charge
	previous    []string // ids of queues before it
	owner       center.AgentID
	ani, dnis   string
	customer    center.Contact
	number      string   // the customer's number or address
	people      []person // customers first
	legs        []leg    // the main one first
	data        []center.Datum
	recording   center.Recording
	recorded    bool // it has been recorded at some time
	conference  bool
	consulting  string // id of the consult leg; empty: nobody is consulted
	toQueue     bool   // a queue is consulted
	joined      bool   // who is consulted talks
	consulted   center.AgentID
	isConsulted bool   // the agent of this view is who is consulted
	parent      string // the contact that this one came from
	blind       bool   // it is being transferred blindly
}

// person is a participant.
type person struct {
	id        string
	pType     string // Agent, Customer, DN, EP-DN
	agent     center.AgentID
	number    string
	name      string
	joined    bool
	left      bool
	predial   bool
	offered   bool
	consulted bool
	wrapUp    bool
	wrappedUp bool
	joinedAt  time.Duration // if joined
}

// leg is one of the contact's media.
type leg struct {
	id           string
	consult      bool
	held         bool
	heldAt       time.Duration
	participants []string
}
