package center

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
