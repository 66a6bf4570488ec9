package center

import "slices"

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
