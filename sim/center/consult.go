package center

import "fmt"

// What a document does not say of consultations, transfers and conferences is inferred:
// an agent makes one consultation about an interaction at a time; it goes on when that
// ends; whoever is consulted keeps their part when they take a call over; a transfer
// can be completed before they answer, a conference cannot.

// about is what an agent made a consultation about.
type about struct {
	agent  *agent
	id     InteractionID // in the agent's list
	story  *story
	target Target // whom they asked for
}

// matter is an agent's part that a consultation is about.
type matter struct {
	leg  *leg  // in a call
	seat *seat // or in a chat or an e-mail
}

// matter finds what a consultation is about; false if it has ended.
func (b *about) matter() (matter, bool) {
	if l, ok := b.agent.leg(b.id); ok && l.state != Released {
		return matter{leg: l}, true
	}
	if s, ok := b.agent.seat(b.id); ok && s.isIn() {
		return matter{seat: s}, true
	}
	return matter{}, false
}

func (m matter) about() *about {
	if m.leg != nil {
		return &about{agent: m.leg.agent, id: m.leg.id, story: m.leg.call.story}
	}
	return &about{agent: m.seat.agent, id: m.seat.thread.id, story: m.seat.thread.story}
}

func (m matter) data() []Datum {
	if m.leg != nil {
		return m.leg.call.data
	}
	return m.seat.thread.data
}

// attach adds what was attached to a consultation.
func (m matter) attach(data []Datum) {
	if m.leg != nil {
		m.leg.call.data = joined(m.leg.call.data, data)
		return
	}
	m.seat.thread.data = joined(m.seat.thread.data, data)
}

// hasAgent reports whether an agent is in what a consultation is about; in nothing, of none.
func (b *about) hasAgent(a *agent) bool {
	if b == nil {
		return false
	}
	m, ok := b.matter()
	return ok && (m.leg != nil && m.leg.call.hasAgent(a) || m.seat != nil && m.seat.thread.hasAgent(a))
}

// isConsulting reports whether it is by this part that the agent consults somebody.
func (l *leg) isConsulting() bool {
	b := l.call.about
	return b != nil && l.outgoing && b.agent == l.agent
}

// consults reports whether an agent is consulting somebody about a part.
func (a *agent) consults(id InteractionID) bool {
	for _, l := range a.legs {
		if l.isConsulting() && l.call.about.id == id {
			return true
		}
	}
	for _, s := range a.seats {
		if s.isConsulting() && s.thread.about.id == id {
			return true
		}
	}
	return false
}

// consult asks somebody about an interaction, by a call or a chat: over its own medium
// unless another is given.
func (c *Center) consult(m matter, cmd *Command) error {
	b := m.about()
	if m.isConsulting() || b.agent.consults(b.id) {
		return fmt.Errorf("consult about %s: %w", b.id, ErrConsulting)
	}
	if err := tooMuch(m.data(), cmd); err != nil {
		return err
	}
	medium := cmd.Medium
	if medium == 0 {
		medium = m.medium()
	}
	switch medium {
	case Voice:
		return c.consultByCall(m, cmd)
	case Chat:
		return c.consultByChat(m, cmd)
	}
	return fmt.Errorf("consult about %s by %s: %w", b.id, medium, ErrNoConsultMedium)
}

func (m matter) isConsulting() bool {
	return m.leg != nil && m.leg.isConsulting() || m.seat != nil && m.seat.isConsulting()
}

func (m matter) medium() Medium {
	if m.leg != nil {
		return Voice
	}
	return m.seat.thread.via
}

// consultByCall calls somebody about an interaction; a call is held meanwhile.
func (c *Center) consultByCall(m matter, cmd *Command) error {
	b := m.about()
	talking := m.leg != nil && m.leg.state == Connected
	if err := b.agent.takesCalls(); err != nil {
		return err
	}
	if !talking && b.agent.onCall() {
		return fmt.Errorf("consult about %s: %w", b.id, ErrBusy)
	}
	d, err := c.elsewhere(b, cmd)
	if err != nil {
		return err
	}
	if talking {
		c.hold(m.leg)
	}
	b.target = cmd.Target
	k := c.newCall(c.newID("consult", string(b.agent.ID)), Consultation, b.agent.party(), d.party(cmd.Target), "", b)
	k.data = withData(m.data(), cmd.Data)
	c.placeCall(k, b.agent, d)
	return nil
}

// elsewhere is the destination of a command about an interaction, which must be
// somebody who is not in it and can be called, or asked for.
func (c *Center) elsewhere(b *about, cmd *Command) (destination, error) {
	d, err := c.destination(cmd.Target)
	switch {
	case err != nil:
		return d, err
	case d.agent != nil && (d.agent == b.agent || b.hasAgent(d.agent) || b.story.isWith(d.agent)):
		return d, fmt.Errorf("%s %s: %s: %w", cmd.Verb, b.id, cmd.Target, ErrInCall)
	case d.isOutside() && c.liveWith(d.number) != nil:
		return d, fmt.Errorf("%s %s: %s: %w", cmd.Verb, b.id, d.number, ErrNumberBusy)
	case d.candidates != nil:
		return d, c.roomToWait()
	}
	return d, nil
}

func tooMuch(data []Datum, cmd *Command) error {
	if len(cmd.Data) > 0 && size(withData(data, cmd.Data)) > MaxData {
		return fmt.Errorf("%s %s: %w", cmd.Verb, cmd.Interaction, ErrTooMuchData)
	}
	return nil
}
