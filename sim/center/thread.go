package center

import (
	"slices"
	"time"
)

// thread is an interaction in writing, a chat or an e-mail, with the parts its
// agents have in it. One that has come in has an owner; those whom the owner
// asks in are guests.
type thread struct {
	id       InteractionID
	story    *story
	via      Medium   // Chat or Email
	kind     CallKind // Outbound: an e-mail that an agent writes
	customer string
	contact  Contact
	parent   InteractionID // the e-mail that this one replies to
	seats    []*seat
	data     []Datum
	uuid     [16]byte
	conn     uint64
	tried    []AgentID
	route    *route // the search for an agent who takes it, or joins it; nil: none
	about    *about // of a consultation; nil: it is none
	over     bool   // it has ended, though agents may still have to mark it done
	queue    Target // the last queue, group or skill by which it came
	kept     store  // where it waits to be pulled; the zero value: it does not
	bytes    int    // while it does: what it counts for
	letter   *Letter
	log      []Line // the last of the transcript
	logged   int    // their bytes
	lines    int    // how many there have been
	begun    time.Duration
}

// seat is one agent's part in a thread.
type seat struct {
	thread  *thread
	agent   *agent
	state   State
	guest   bool    // asked in by another agent
	atOnce  bool    // connected without delay
	offered bool    // its offer timer is set
	joins   bool    // its join timer is set
	staying bool    // once out of it the agent owes a disposition
	ranOut  bool    // the offer timer was not canceled
	member  *member // of the story; nil: by this part the agent consults somebody
	frozen  *Part   // as the agent left it, while it goes on without them
	since   time.Duration
	doneBlock
	nickname string
}

// newThread makes a thread about something, or one with a story of its own.
func (c *Center) newThread(id InteractionID, m Medium, kind CallKind, customer string, b *about) *thread {
	t := &thread{id: id, via: m, kind: kind, customer: customer, about: b, begun: c.now}
	t.uuid, t.conn = c.draw(id)
	if b == nil {
		t.story = c.newStory(id, customer)
		t.story.thread = t
		from := t.story.member(nil, customer)
		from.State = Connected
		from.join(c.now)
	} else {
		t.story = b.story
		t.story.chats = append(t.story.chats, t)
	}
	t.story.users++
	c.threads = append(c.threads, t)
	return t
}

// threadFrom is the customer's chat or e-mail that is not over, or nil.
func (c *Center) threadFrom(m Medium, customer string) *thread {
	for _, t := range c.threads {
		if t.via == m && t.kind == Inbound && t.customer == customer && !t.over {
			return t
		}
	}
	return nil
}

// seatAt gives an agent a part in a thread and tells them how it begins.
func (c *Center) seatAt(t *thread, a *agent, state State, kind EventKind) *seat {
	s := &seat{thread: t, agent: a, state: state, since: c.now, nickname: a.name()}
	t.seats = append(t.seats, s)
	a.seats = append(a.seats, s)
	if !s.isConsulting() {
		s.member = t.story.member(a, "").come(t.about != nil)
		s.member.seat = s
	}
	c.sitsIn(s)
	c.emit(Event{Kind: kind, Agent: a.ID, Part: s.part(), New: true})
	return s
}

// shift moves a seat to a state and reports it.
func (c *Center) shift(s *seat, to State, kind EventKind) {
	s.state = to
	c.tell(s, kind)
}

func (c *Center) tell(s *seat, kind EventKind) {
	c.sitsIn(s)
	c.emit(Event{Kind: kind, Agent: s.agent.ID, Part: s.part(), RanOut: s.ranOut && kind == PartWithdrawn})
}

// vacate takes a seat out of its agent's list.
func (c *Center) vacate(s *seat) {
	t := s.thread
	c.cancelOffer(s)
	c.cancelJoin(s)
	c.unblock(&s.doneBlock, t.id, s.agent)
	t.seats = without(t.seats, s)
	s.agent.seats = without(s.agent.seats, s)
	s.agent.idleSince = c.now
	if s.member != nil && s.member.seat == s {
		t.story.leave(s.member, s.state, c.now)
	}
	c.tell(s, PartClosed)
}

// regroupThread tells the other agents of a thread that one of them has come or gone.
func (c *Center) regroupThread(s *seat) {
	kind := LeftLine
	if s.isIn() {
		kind = JoinedLine
	}
	for _, o := range s.thread.seats {
		if o != s && o.isIn() {
			c.sitsIn(o)
			c.emit(Event{Kind: PartiesChanged, Agent: o.agent.ID, Part: o.part(), Other: s.agent.ID, Gone: kind == LeftLine})
		}
	}
	c.write(s.thread, s.line(kind, ""))
}

func without(seats []*seat, s *seat) []*seat {
	return slices.DeleteFunc(slices.Clone(seats), func(x *seat) bool { return x == s })
}

// finish takes a seat to a state that ends it.
func (c *Center) finish(s *seat, to State, kind EventKind) {
	wasIn := s.isIn()
	c.shift(s, to, kind)
	if s.staying && to != Completed {
		c.stay(s)
	} else {
		c.vacate(s)
	}
	if wasIn {
		c.regroupThread(s)
	}
}

// closeThread ends a thread for all who are in it: what is only offered is
// withdrawn, who is in a chat must mark it done, and guests leave an e-mail.
func (c *Center) closeThread(t *thread) {
	t.over = true
	if t.about == nil && t.via == Chat {
		t.story.member(nil, t.customer).part(Released, c.now)
	}
	c.takeOut(t)
	c.stopRoute(t.route)
	for _, s := range slices.Clone(t.seats) {
		switch {
		case s.isOpen() && !s.isIn():
			c.finish(s, Withdrawn, PartWithdrawn)
		case t.via == Chat && s.isIn():
			c.release(s, ByFarEnd)
		case s.guest && s.isIn():
			c.finish(s, Left, PartLeft)
		}
	}
	c.forgetThread(t)
}

// forgetThread lets go of a thread that is over once nobody lists it.
func (c *Center) forgetThread(t *thread) {
	if t.over && len(t.seats) == 0 {
		c.logged -= t.logged
		t.logged, t.log = 0, nil
		i := slices.Index(c.threads, t)
		if i < 0 {
			return
		}
		c.threads = slices.Delete(c.threads, i, i+1)
		t.story.chats = slices.DeleteFunc(t.story.chats, func(x *thread) bool { return x == t })
		c.leaveStory(t.story)
	}
}

func (a *agent) seat(id InteractionID) (*seat, bool) {
	for _, s := range a.seats {
		if s.thread.id == id {
			return s, true
		}
	}
	return nil, false
}

// part is a copy of the agent's part in a thread as it stands.
func (s *seat) part() Part {
	if s.frozen != nil {
		p := *s.frozen
		p.State, p.Owes, p.Blocked, p.Warning = s.state, s.owes(), s.blocked, s.warning
		return p
	}
	t := s.thread
	p := Part{
		ID: t.id, Story: t.story.id, Channel: t.story.channel, Owes: s.owes(), Agent: s.agent.ID, Medium: t.via, State: s.state, Kind: t.kind, Parent: t.parent,
		Outgoing: t.kind == Outbound, Parties: s.others(), Data: t.data,
		UUID: t.uuid, Conn: t.conn, Contact: t.contact,
		Since: s.since, Blocked: s.blocked, Warning: s.warning,
		Nickname: s.nickname, Queue: t.queue, Letter: t.letter, Log: t.log,
	}
	if s.isConsulting() {
		p.Parent, p.Outgoing = t.about.id, true
	}
	return p
}

// others are the customer and the agents who are in the thread with this one.
func (s *seat) others() []Party {
	if s.thread.about != nil {
		return s.consultParties()
	}
	parties := []Party{{Number: s.thread.customer, Nickname: s.thread.nickname()}}
	for _, o := range s.thread.seats {
		if o != s && o.isIn() {
			parties = append(parties, o.party())
		}
	}
	return parties
}

func (s *seat) party() Party {
	p := s.agent.party()
	p.Nickname = s.nickname
	return p
}

// isOpen reports whether the thread is not over for the agent.
func (s *seat) isOpen() bool { return s.state == Offered || s.state == AskedIn || s.isIn() }

// isIn reports whether the agent has accepted and is not out again.
func (s *seat) isIn() bool { return s.state.Handles() }

// Handles reports whether an agent whose part in a chat or an e-mail is in this state
// handles it.
func (s State) Handles() bool {
	switch s {
	case Accepted, Joining, Loading, Joined, Drafted, Saved, Pulled:
		return true
	}
	return false
}
