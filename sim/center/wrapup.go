package center

import (
	"fmt"
	"slices"
)

// owes reports whether a call is over for the agent, who has still to mark it done.
func (l *leg) owes() bool {
	k := l.call.kind
	return l.state == Released && k != Internal && k != Consultation && (l.answered || l.outgoing)
}

// owes reports whether a thread is over for the agent, who has still to mark it done.
func (s *seat) owes() bool {
	switch s.state {
	case Released:
		return s.thread.about == nil
	case Unjoined, Disturbed, Obscured:
		return true
	}
	return s.staying && (s.state == HandedOver || s.state == Left)
}

// wrapUp notes that a member has marked it done, and what it came to. A part by which an
// agent consults somebody is of no member.
func (m *member) wrapUp(cmd *Command) {
	if m != nil {
		m.Done, m.Disposition = true, cmd.Disposition
	}
}

// isWith reports whether an agent who is signed in has a part in a story, or has still to
// mark one done: they get no other.
func (s *story) isWith(a *agent) bool {
	return a.signedIn && (slices.ContainsFunc(a.legs, func(l *leg) bool { return l.call.story == s }) ||
		slices.ContainsFunc(a.seats, func(x *seat) bool { return x.thread.story == s }))
}

// stay keeps a seat in the list of its agent, who is out of the thread: what happens there
// from now on is no business of theirs.
func (c *Center) stay(s *seat) {
	c.cancelJoin(s)
	s.agent.idleSince = c.now
	if s.member != nil {
		s.member.Left, s.member.LeftAt = true, c.now
	}
	left := s.part()
	s.frozen = &left
}

// endWork ends an agent's work on a thread, which they have still to mark done: it is
// over, unless others go on with it.
func (c *Center) endWork(s *seat) error {
	s.staying = true
	if s.guest || s.heir() != nil {
		c.stepOut(s)
		return nil
	}
	c.release(s, ByAgent)
	c.closeThread(s.thread)
	return nil
}

// hasJoined notes that an agent is in a call. They own it if nobody else does who is in it.
func (c *Center) hasJoined(l *leg) {
	if l.member == nil {
		return
	}
	l.member.join(c.now)
	s := l.call.story
	if l.call.about == nil {
		s.own(l)
	}
}

// own lets the agent of a part own a call that nobody owns who is in it; if others are in
// it already, the first of them.
func (s *story) own(l *leg) {
	if s.isOwned() {
		return
	}
	if first := l.heir(); first != nil {
		l = first
	}
	s.owner = l.agent.ID
}

// isOwned reports whether the owner of a call is in it.
func (s *story) isOwned() bool {
	for _, m := range s.members {
		if m.Agent == s.owner && m.Agent != "" {
			return m.leg != nil && m.leg.state != Released && m.leg.call.about == nil
		}
	}
	return false
}

// sitsIn notes that an agent handles a thread, and owns it unless they were asked in.
func (c *Center) sitsIn(s *seat) {
	if s.member == nil || !s.isIn() {
		return
	}
	s.member.join(c.now)
	if !s.guest && s.thread.about == nil {
		s.thread.story.owner = s.agent.ID
	}
}

// leaveCall takes an agent out of a conference; if they own it, another does from now on.
func (c *Center) leaveCall(l *leg) error {
	heir := l.heir()
	if heir == nil || l.call.about != nil || l.call.size() < 3 {
		return fmt.Errorf("%s %s: %w", StepOut, l.id, ErrNoConference)
	}
	if s := l.call.story; s.owner == l.agent.ID {
		s.owner = heir.agent.ID
	}
	c.hangUp(l)
	return nil
}

// heir is the agent's part who owns a call once this one has left it, or nil.
func (l *leg) heir() *leg {
	for _, o := range l.call.others(l) {
		if o.state == Connected || o.state == Held {
			return o
		}
	}
	return nil
}

// endConference leaves the agent alone with the customer.
func (c *Center) endConference(l *leg) error {
	k := l.call
	customer := k.outsider(k.story.customer)
	if customer == nil || customer.ringing || k.about != nil || k.size() < 3 {
		return fmt.Errorf("%s %s: %w", EndConference, l.id, ErrNoConference)
	}
	c.stopRoute(k.route)
	for _, o := range k.live() {
		switch {
		case o == l:
		case o.state == Offered:
			c.end(o, NoAnswer)
		default:
			c.end(o, ByFarEnd)
		}
	}
	for _, o := range append([]*outsider(nil), k.outside...) {
		if o != customer {
			c.dropOutsider(k, o)
		}
	}
	k.story.owner = l.agent.ID
	c.settle(k, ByFarEnd)
	return nil
}

// record begins to record a call once it has a customer and an agent whose calls are.
func (c *Center) record(l *leg) {
	k := l.call
	if !l.agent.recorded || k.kind != Inbound && k.kind != Outbound || k.recording != NotRecording || k.story.recorded {
		return
	}
	k.recording, k.story.recorded = Recorded, true
	c.reportAll(RecordingChanged, k)
}
