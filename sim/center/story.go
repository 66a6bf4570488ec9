package center

import "time"

// Story is an interaction from its beginning, with everybody who has, or had, to do with
// it, those included who are only consulted about it. It is a copy; its slices are never
// written to again.
type Story struct {
	ID        InteractionID
	Medium    Medium
	Channel   Channel // of a chat
	Kind      CallKind
	Mode      Mode          // of a call made from a record, and of a record
	Record    InteractionID // the record a call was made from
	Campaign  string
	ANI       string // who calls, or writes
	DNIS      string // what was called; of an outbound e-mail, to whom it goes
	Customer  string // their number or address; empty: agents talk among themselves
	Contact   Contact
	Data      []Datum
	Letter    *Letter // what an e-mail says; nil: it is none
	Begun     time.Duration
	Queue     Target        // the last queue, group, skill or routing point by which it came; the zero value: by none
	Queued    time.Duration // when it came there
	Queues    []Target      // those before, oldest first
	Waiting   bool          // an agent is looked for, and nobody is asked
	Owner     AgentID       // who answers for it, or did last; empty: nobody has yet
	Held      bool          // a call: the customer is on hold, with every agent who talks with them
	HeldSince time.Duration
	Recording Recording
	Recorded  bool     // it has been recorded at some time
	Members   []Member // in the order in which they came
	Consults  []Consultancy
	Over      bool // nobody is in it any more, though agents may have to mark it done
}

// Member is somebody who has to do with an interaction, or had.
type Member struct {
	Agent       AgentID // empty: somebody outside
	Number      string
	Customer    bool
	Consulted   bool  // they came to it by a consultation
	Aside       bool  // they are in a consultation about it alone
	State       State // of an agent's part, as it stands or ended; of outside parties: Dialing, Connected or Released
	Joined      bool  // they have answered
	JoinedAt    time.Duration
	Left        bool // they had answered, and are out of it
	LeftAt      time.Duration
	Owes        bool // an agent who is out of it, and has still to mark it done
	Done        bool // an agent who has marked it done
	Disposition string
}

// Consultancy is a consultation that goes on about an interaction.
type Consultancy struct {
	ID        InteractionID
	Medium    Medium
	By        AgentID // who asked
	State     State   // of their part in it
	HeldSince time.Duration
	To        Target  // whom they asked for
	Agent     AgentID // who is asked or has answered; empty: nobody yet, or somebody outside
	Number    string  // of who is outside
	Answered  bool
	Begun     time.Duration
}

// Story returns an interaction as a whole, by the id that Part.Story has. Those that have
// ended lately are remembered for a while; false if there is none of that id.
func (c *Center) Story(id InteractionID) (Story, bool) {
	if s, ok := c.stories[id]; ok {
		return s.view(), true
	}
	for i := len(c.past) - 1; i >= 0; i-- {
		if c.past[i].id == id {
			return c.past[i].view(), true
		}
	}
	if r, ok := c.records[id]; ok {
		return r.story(), true
	}
	return Story{}, false
}

func (s *story) view() Story {
	v := Story{
		ID: s.id, Channel: s.channel, Customer: s.customer, Begun: s.begun, Queue: s.queue, Queued: s.queued,
		Queues: s.queues[:len(s.queues):len(s.queues)], Owner: s.owner, Recorded: s.recorded,
	}
	if s.call != nil {
		s.tellCall(&v)
	} else {
		s.tellThread(&v)
	}
	for _, m := range s.members {
		v.Members = append(v.Members, m.view())
	}
	for _, k := range s.calls {
		v.Consults = append(v.Consults, k.consultancy())
	}
	for _, t := range s.chats {
		v.Consults = append(v.Consults, t.consultancy())
	}
	return v
}

func (s *story) tellCall(v *Story) {
	k := s.call
	v.Medium, v.Kind, v.Mode, v.Contact, v.Data = Voice, k.kind, k.mode, k.contact, k.data
	v.ANI, v.DNIS, v.Recording = k.from.Number, k.to.Number, k.recording
	v.Waiting, v.Over = k.route != nil && k.route.asked == nil, k.size() == 0
	if k.record != nil {
		v.Record, v.Campaign = k.record.id, k.record.campaign.Name
	}
	v.Held, v.HeldSince = k.hold()
}

func (s *story) tellThread(v *Story) {
	t := s.thread
	v.Medium, v.Kind, v.Contact, v.Data, v.Letter = t.via, t.kind, t.contact, t.data, t.letter
	v.ANI, v.Over = t.customer, t.over
	v.Waiting = t.route != nil && t.route.asked == nil || t.kept != store{}
	if t.kind == Outbound {
		v.ANI, v.DNIS = "", t.customer
	} else if t.letter != nil {
		v.DNIS = t.letter.addressee()
	}
}

// hold reports whether a call is on hold with all agents who are in it, and since when.
func (k *call) hold() (held bool, since time.Duration) {
	for _, l := range k.legs {
		switch l.state {
		case Connected, Dialing:
			return false, 0
		case Held:
			held, since = true, max(since, l.held)
		}
	}
	return held, since
}

// story is a record that an agent holds, before it is called.
func (r *record) story() Story {
	number := r.def.Chain[r.chosen].Number
	return Story{
		ID: r.id, Medium: Preview, Kind: Outbound, Mode: r.campaign.Mode, Campaign: r.campaign.Name,
		DNIS: number, Customer: number, Contact: r.def.Contact, Data: r.data, Begun: r.since,
		Owner: r.agent.ID, Members: []Member{
			{Agent: r.agent.ID, Number: r.agent.Number, State: r.state},
			{Number: number, Customer: true, State: Dialing},
		},
	}
}

func (m *member) view() Member {
	v := m.Member
	switch {
	case m.leg != nil:
		v.State, v.Aside, v.Owes = m.leg.state, m.leg.call.about != nil, m.leg.owes()
		v.Left = v.Joined && v.State == Released
	case m.seat != nil:
		v.State, v.Aside, v.Owes = m.seat.state, m.seat.thread.about != nil, m.seat.owes()
		v.Left = v.Joined && !m.seat.isIn()
	case m.out != nil && m.out.ringing:
		v.State, v.Aside = Dialing, m.aside
	case m.out != nil:
		v.State, v.Aside = Connected, m.aside
	}
	return v
}

// consultancy is a consultation by a call.
func (k *call) consultancy() Consultancy {
	v := Consultancy{ID: k.id, Medium: Voice, By: k.about.agent.ID, To: k.about.target, State: Released, Begun: k.begun}
	for _, l := range k.legs {
		switch {
		case l.isConsulting():
			v.State, v.HeldSince = l.state, l.held
		case v.Agent == "" && l.state != Released:
			v.Agent, v.Answered = l.agent.ID, l.state != Offered
		}
	}
	if v.Agent == "" && len(k.outside) > 0 {
		v.Number, v.Answered = k.outside[0].number, !k.outside[0].ringing
	}
	return v
}

// consultancy is a consultation by a chat.
func (t *thread) consultancy() Consultancy {
	v := Consultancy{ID: t.id, Medium: Chat, By: t.about.agent.ID, To: t.about.target, State: Released, Begun: t.begun}
	for _, s := range t.seats {
		switch {
		case s.isConsulting():
			v.State = s.state
		case v.Agent == "" && s.isOpen():
			v.Agent, v.Answered = s.agent.ID, s.isIn()
		}
	}
	return v
}
