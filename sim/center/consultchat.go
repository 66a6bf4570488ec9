package center

import "fmt"

// consultByChat begins a chat between agents about an interaction: whoever asks is
// connected at once, whoever is asked is invited. About a call, agents must be signed in to
// chats to ask.
func (c *Center) consultByChat(m matter, cmd *Command) error {
	b := m.about()
	may := b.agent.holds
	if m.leg != nil {
		may = b.agent.handles
	}
	if err := may(Chat); err != nil {
		return err
	}
	d, err := c.elsewhere(b, cmd)
	switch {
	case err != nil:
		return err
	case d.isOutside():
		return fmt.Errorf("%s %s: %s: %w", cmd.Verb, b.id, cmd.Target, ErrUnknownTarget)
	case d.agent != nil:
		err = d.agent.takesOffer(Chat)
	}
	if err != nil {
		return err
	}
	b.target = cmd.Target
	t := c.newThread(c.newID("consult", string(b.agent.ID)), Chat, Consultation, d.party(cmd.Target).Number, b)
	t.data = withData(m.data(), cmd.Data)
	s := c.seatAt(t, b.agent, Joining, PartJoining)
	s.atOnce = cmd.AtOnce
	c.write(t, s.line(JoinedLine, ""))
	c.sendThread(t, d, false)
	c.joinAfter(s, c.cfg.JoinDelay)
	return nil
}

// isConsulting reports whether it is by this part that the agent consults somebody.
func (s *seat) isConsulting() bool { return s.thread.about != nil && s.thread.about.agent == s.agent }

// consultParties are the others of a consultation, those included who are only invited;
// where nobody is, who is looked for, or who asked.
func (s *seat) consultParties() []Party {
	var parties []Party
	for _, o := range s.thread.seats {
		if o != s && o.isOpen() {
			parties = append(parties, o.agent.party())
		}
	}
	switch {
	case len(parties) > 0:
		return parties
	case s.isConsulting():
		return []Party{{Number: s.thread.customer}}
	}
	return []Party{s.thread.about.agent.party()}
}

// completeChat completes a consultation by chat.
func (c *Center) completeChat(s *seat, cmd *Command) error {
	if !s.isConsulting() {
		return fmt.Errorf("%s %s: %w", cmd.Verb, s.thread.id, ErrNoConsultation)
	}
	m, ok := s.thread.about.matter()
	if !ok {
		return fmt.Errorf("%s %s: %w", cmd.Verb, s.thread.id, ErrOver)
	}
	return c.completeAcross(matter{seat: s}, m, cmd)
}

// completeAcross completes a consultation that cannot become one with what it is about:
// it ends, and the agent who was consulted gets that, or is asked into it. They have
// agreed already, but a call still has to ring.
func (c *Center) completeAcross(consultation, m matter, cmd *Command) error {
	a, v := consultation.consulted(), cmd.Verb
	if a == nil {
		return fmt.Errorf("%s %s: %w", v, consultation.about().id, ErrUnanswered)
	}
	if err := m.takes(a, v); err != nil {
		return err
	}
	m.attach(consultation.data())
	if consultation.leg != nil {
		c.hangUp(consultation.leg)
	} else {
		c.endChat(consultation.seat)
	}
	switch {
	case m.leg == nil:
		m.seat.staying = cmd.Owes && v == CompleteTransfer
		c.seatConsulted(m.seat, a, v == CompleteConference)
	case v == CompleteTransfer:
		k := m.leg.call
		c.end(m.leg, ByAgent)
		c.offer(k, a, false)
		c.settle(k, ByFarEnd)
	default:
		c.offer(m.leg.call, a, true)
	}
	return nil
}

// consulted is the agent who has answered a consultation, or nil.
func (m matter) consulted() *agent {
	if m.leg != nil {
		for _, o := range m.leg.call.others(m.leg) {
			if o.state == Connected || o.state == Held {
				return o.agent
			}
		}
		return nil
	}
	for _, o := range m.seat.thread.seats {
		if o != m.seat && o.isIn() {
			return o.agent
		}
	}
	return nil
}

// takes reports why an agent cannot come into an interaction, or nil.
func (m matter) takes(a *agent, v Verb) error {
	if m.leg != nil {
		return m.leg.takes(a, v)
	}
	t := m.seat.thread
	switch {
	case v == CompleteTransfer && m.seat.guest:
		return &RefusedError{Interaction: t.id, Verb: v, State: m.seat.state}
	case t.hasAgent(a):
		return fmt.Errorf("%s %s: agent %s: %w", v, t.id, a.ID, ErrInCall)
	case t.route != nil || len(t.seats) >= maxParties:
		return fmt.Errorf("%s %s: %w", v, t.id, ErrCallFull)
	}
	return a.handles(t.via)
}

func (l *leg) takes(a *agent, v Verb) error {
	switch {
	case l.state != Connected && l.state != Held:
		return &RefusedError{Interaction: l.id, Verb: v, State: l.state}
	case l.call.hasAgent(a):
		return fmt.Errorf("%s %s: agent %s: %w", v, l.id, a.ID, ErrInCall)
	case l.call.route != nil || l.call.size() >= maxParties:
		return fmt.Errorf("%s %s: %w", v, l.id, ErrCallFull)
	case a.isBusy():
		return fmt.Errorf("%s %s: agent %s: %w", v, l.id, a.ID, ErrBusy)
	}
	return nil
}

// seatConsulted brings an agent into a chat or an e-mail, as a guest or instead of the
// one who consulted them.
func (c *Center) seatConsulted(s *seat, a *agent, guest bool) {
	t := s.thread
	if !guest {
		c.handOver(s)
	}
	in := c.seatAt(t, a, Accepted, PartAccepted)
	in.guest = guest
	c.regroupThread(in)
	if t.via == Chat {
		c.joinChat(in)
	}
}
