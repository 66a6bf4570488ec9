package webex

import (
	"cmp"
	"slices"
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
	queued      bool // it came by a queue
	queuedAt    time.Duration
	queue       place    // the queue in charge
	previous    []string // ids of queues before it
	owner       center.AgentID
	ani, dnis   string
	customer    center.Contact
	number      string   // the customer's number or address
	people      []person // customers first
	legs        []leg    // the main one first
	data        []center.Datum
	letter      *center.Letter
	recording   center.Recording
	recorded    bool // it has been recorded at some time
	conference  bool
	consulting  string // id of the consult leg; empty: nobody is consulted
	asks        center.AgentID
	asked       place // where they ask
	toQueue     bool  // a queue is consulted, and nobody has answered
	joined      bool  // who is consulted talks
	consulted   center.AgentID
	other       string // who is consulted, by the id of a participant
	flow        string // id of the consult leg by which an entry point asks the agent
	isConsulted bool   // the agent of this view is who is consulted
	parent      string // the contact that this one came from
	child       string // the contact that came from this one
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
	aside     bool // in a consultation alone
	wrapUp    bool
	wrappedUp bool
	consultAt time.Duration // if consulted, and aside
	joinedAt  time.Duration // if joined
	leftAt    time.Duration // if left
}

// leg is one of the contact's media.
type leg struct {
	id           string
	consult      bool
	held         bool
	heldAt       time.Duration
	participants []string
}

// states of a contact, as an agent sees it. None is enumerated: only new means
// something to clients.
const (
	stateNew        = "new"
	stateConnected  = "connected"
	stateHeld       = "held"
	stateConsult    = "consult"
	stateConference = "conference"
	stateWrapUp     = "wrapUp"
)

// mediaTypes are the channels of contacts that are no chats.
var mediaTypes = map[center.Medium]string{
	center.Voice: "telephony", center.Preview: "telephony", center.Chat: "chat", center.Email: "email",
}

// channels are those of chats.
var channels = map[center.Channel]string{
	center.Social: "social", center.SMS: "sms", center.Facebook: "facebook", center.WhatsApp: "whatsapp",
}

// contactOf is a story as it stands for the agent.
func (s *Session) contactOf(st *center.Story) *contact {
	c := &contact{
		id: ID(st.ID), of: st.ID, mediaType: mediaTypes[st.Medium], terminated: st.Over,
		outbound: st.Kind == center.Outbound || st.Kind == center.Internal, campaign: st.Campaign,
		created: st.Begun, queued: st.Queue != center.Target{}, queuedAt: st.Queued, queue: placeOf(st.Queue),
		owner: st.Owner, ani: st.ANI, dnis: st.DNIS, customer: st.Contact, number: st.Customer,
		data: st.Data, letter: st.Letter, recording: st.Recording, recorded: st.Recorded,
	}
	if c.owner == "" {
		c.owner = s.cfg.User
	}
	if name, known := channels[st.Channel]; known {
		c.mediaType = name
	}
	switch {
	case st.Campaign != "":
		c.outdial = "PREVIEW"
	case c.outbound:
		c.outdial = outdial
	}
	for _, q := range st.Queues {
		c.previous = append(c.previous, placeOf(q).id)
	}
	c.addPeople(s, st)
	c.addLegs(st, s.cfg.User)
	c.standAlone(s.cfg.User)
	c.state = c.stateFor(s.cfg.User, st)
	return c
}

// addPeople adds who has, or had, to do with it.
func (c *contact) addPeople(s *Session, st *center.Story) {
	for _, customers := range []bool{true, false} {
		for i := range st.Members {
			if m := &st.Members[i]; m.Customer == customers {
				c.people = append(c.people, s.person(m))
			}
		}
	}
	talking, gone := 0, false
	for i := range c.people {
		p := &c.people[i]
		if p.talks() && p.pType != "Customer" {
			talking++
		}
		gone = gone || p.pType == "Agent" && p.left && !p.aside
		if p.pType == "Customer" && p.left {
			c.terminated = true
		}
		if p.agent == s.cfg.User {
			c.isConsulted = p.aside && p.consulted
		}
	}
	c.conference = talking > 2 || talking == 2 && st.Customer != ""
	c.blind = gone && talking == 0 && !st.Over
}

// talks reports whether somebody is in the contact itself.
func (p *person) talks() bool { return p.joined && !p.left && !p.aside }

func (s *Session) person(m *center.Member) person {
	p := person{
		id: m.Number, pType: "DN", agent: m.Agent, number: m.Number,
		joined: m.Joined, left: m.Left, predial: m.State == center.Dialing,
		offered:   m.State == center.Offered || m.State == center.AskedIn,
		consulted: m.Consulted, aside: m.Aside, wrapUp: m.Owes, wrappedUp: m.Done,
		joinedAt: m.JoinedAt, leftAt: m.LeftAt,
	}
	if p.offered { // once more
		p.joined, p.left = false, false
	}
	switch {
	case m.Agent != "":
		p.id, p.pType, p.predial = AgentID(m.Agent), "Agent", false
		if v, ok := s.port.Center().View(m.Agent); ok {
			p.name = fullName(v.First, v.Last)
		}
	case m.Customer:
		p.pType, p.joined = "Customer", m.Joined || m.State != center.Dialing
	}
	return p
}

// addLegs adds the media: the contact's own and those of consultations about it.
func (c *contact) addLegs(st *center.Story, me center.AgentID) {
	main := leg{id: c.id, held: st.Held, heldAt: st.HeldSince, participants: []string{}}
	for i := range c.people {
		p := &c.people[i]
		if p.pType == "Customer" || !p.aside && (!p.left || p.wrapUp) {
			main.participants = append(main.participants, p.id)
		}
	}
	c.legs = append(c.legs, main)
	for i := range st.Consults {
		c.addConsult(&st.Consults[i], me)
	}
}

// addConsult adds a consultation: of several the contact is about the agent's own.
func (c *contact) addConsult(k *center.Consultancy, me center.AgentID) {
	if k.Agent == me && k.To.Kind == center.ToRoutingPoint {
		c.flow = ID(k.ID)
	}
	l := leg{id: ID(k.ID), consult: true, held: k.State == center.Held, participants: []string{AgentID(k.By)}}
	if l.held {
		l.heldAt = k.HeldSince
	}
	other := cmp.Or(AgentID(k.Agent), k.Number)
	if other != "" {
		l.participants = append(l.participants, other)
	}
	c.legs = append(c.legs, l)
	for i := range c.people {
		if p := &c.people[i]; p.id == other {
			p.consultAt = k.Begun
		}
	}
	if c.consulting != "" && k.By != me && k.Agent != me {
		return
	}
	c.consulting, c.asks, c.joined, c.consulted, c.other = l.id, k.By, k.Answered, k.Agent, other
	c.asked = destination(k.To)
	c.toQueue = !k.Answered && k.To.Kind == center.ToQueue
}

// standAlone makes the contact of an agent one of its own who is consulted by an entry
// point: all whom a flow asks have an interaction that comes of the other. That nobody
// else has is inferred.
func (c *contact) standAlone(me center.AgentID) {
	if !c.isConsulted || c.flow == "" {
		if c.asked.target.Kind == center.ToRoutingPoint {
			c.child = c.consulting
		}
		return
	}
	c.parent, c.id = c.id, c.flow
	i := slices.IndexFunc(c.legs, func(l leg) bool { return l.id == c.id })
	own := []leg{c.legs[i]}
	own[0].consult = false
	if c.asks == me { // they consult somebody in turn
		j := slices.IndexFunc(c.legs, func(l leg) bool { return l.id == c.consulting })
		own = append(own, c.legs[j])
	}
	c.legs = own
}

// destination is what agents call somebody whom they ask.
func destination(t center.Target) place {
	switch t.Kind {
	case center.ToAgent:
		return place{AgentID(center.AgentID(t.Name)), t.Name, t}
	case center.ToNumber:
		return place{t.Name, t.Name, t}
	}
	return placeOf(t)
}

// stateFor is how it stands for an agent.
func (c *contact) stateFor(agent center.AgentID, st *center.Story) string {
	var me *person
	for i := range c.people {
		if c.people[i].agent == agent {
			me = &c.people[i]
		}
	}
	switch {
	case me == nil:
		return stateNew
	case me.wrapUp || me.left:
		return stateWrapUp
	case !me.joined:
		return stateNew
	case c.isConsulted || c.asks == agent:
		return stateConsult
	case c.conference:
		return stateConference
	case st.Held:
		return stateHeld
	}
	return stateConnected
}

// owing are the agents who have to wrap it up.
func (c *contact) owing() []string {
	out := []string{}
	for i := range c.people {
		if c.people[i].wrapUp {
			out = append(out, c.people[i].id)
		}
	}
	return out
}
