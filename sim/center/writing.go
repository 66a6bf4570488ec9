package center

import (
	"fmt"
	"slices"
)

// arriveInWriting brings a customer's chat or e-mail to an agent.
func (c *Center) arriveInWriting(cmd *Command) error {
	a, err := c.agent(cmd.Agent)
	if err != nil {
		return err
	}
	if err := a.takesOffer(cmd.Medium); err != nil {
		return err
	}
	t, err := c.threadArrives(cmd)
	if err != nil {
		return err
	}
	c.offerThread(t, a)
	return nil
}

// threadArrives makes the thread of an arrival, which nobody has been offered yet.
func (c *Center) threadArrives(cmd *Command) (*thread, error) {
	if c.threadFrom(cmd.Medium, cmd.Number) != nil {
		return nil, fmt.Errorf("%s from %s is there already: %w", cmd.Medium, cmd.Number, ErrBusy)
	}
	t := c.newThread(c.newID(cmd.Medium.String(), cmd.Number), cmd.Medium, Inbound, cmd.Number)
	t.contact, t.data = cmd.Contact, withData(nil, cmd.Data)
	return t, nil
}

// takesOffer reports why nothing of that medium can be offered to the agent, or
// nil: they must be ready for it.
func (a *agent) takesOffer(m Medium) error {
	if err := a.handles(m); err != nil {
		return err
	}
	if ms := a.medium(m); ms.state.Kind != Ready {
		return &UnavailableError{Agent: a.ID, State: ms.state.Kind}
	}
	return nil
}

// handles reports why the agent can have nothing of that medium in their list, or
// nil: they must be signed in to it.
func (a *agent) handles(m Medium) error {
	ms := a.medium(m)
	if ms == nil {
		return fmt.Errorf("agent %s, %s: %w", a.ID, m, ErrUnknownMedium)
	}
	switch ms.state.Kind {
	case LoggedOut, LoggedOutUndisturbed, OutOfService, UnknownState:
		return &UnavailableError{Agent: a.ID, State: ms.state.Kind}
	}
	if len(a.seats) >= MaxCalls {
		return fmt.Errorf("agent %s: %w", a.ID, ErrFull)
	}
	return nil
}

// offerThread offers a thread to an agent who takes offers, as its owner.
func (c *Center) offerThread(t *thread, a *agent) {
	t.tried = append(t.tried, a.ID)
	c.startOffer(c.seatAt(t, a, Offered, PartOffered))
}

// askIn asks another agent into a conference.
func (c *Center) askIn(t *thread, a *agent) error {
	if err := a.takesPartIn(t); err != nil {
		return err
	}
	s := c.seatAt(t, a, AskedIn, PartAskedIn)
	s.guest = true
	c.startOffer(s)
	return nil
}

// handOver gives a thread to another agent, to whom it is offered; the giver is
// out of it.
func (c *Center) handOver(s *seat, to *agent) error {
	t := s.thread
	if err := to.takesPartIn(t); err != nil {
		return err
	}
	c.shift(s, HandingOver, PartHandingOver)
	c.finish(s, HandedOver, PartHandedOver)
	t.tried = nil
	c.offerThread(t, to)
	return nil
}

// takesPartIn reports why a thread that is under way cannot be offered to the
// agent, or nil.
func (a *agent) takesPartIn(t *thread) error {
	if _, ok := a.seat(t.id); ok {
		return fmt.Errorf("agent %s has a part in %s: %w", a.ID, t.id, ErrBusy)
	}
	return a.takesOffer(t.medium)
}

func (c *Center) startOffer(s *seat) {
	s.offered = c.cfg.OfferTimeout > 0
	c.setTimer(seatTimer(OfferTimer, s), c.cfg.OfferTimeout)
}

func seatTimer(kind TimerKind, s *seat) Timer {
	return Timer{Kind: kind, Interaction: s.thread.id, Agent: s.agent.ID}
}

func (c *Center) cancelOffer(s *seat) {
	if s.offered {
		s.offered = false
		c.cancelTimer(seatTimer(OfferTimer, s))
	}
}

// passOn takes an offer away from an agent, for good: a thread that has no owner
// then is offered to where the center sends what nobody answered, or else is over.
func (c *Center) passOn(s *seat) {
	t := s.thread
	c.vacate(s)
	if s.guest {
		return
	}
	if a := c.nextFor(t); a != nil {
		c.offerThread(t, a)
		return
	}
	c.closeThread(t)
}

// nextFor is the agent to whom a thread goes that nobody has accepted, or nil.
func (c *Center) nextFor(t *thread) *agent {
	a := c.byID[AgentID(c.cfg.RedirectTo)]
	if a == nil || a.takesOffer(t.medium) != nil || slices.Contains(t.tried, a.ID) {
		return nil
	}
	if _, listed := a.seat(t.id); listed { // a guest of it
		return nil
	}
	return a
}

// seatExpired ends an offer that nobody accepted, or lets an agent get on with
// joining a chat.
func (c *Center) seatExpired(t Timer) error {
	a, err := c.agent(t.Agent)
	if err != nil {
		return err
	}
	s, ok := a.seat(t.Interaction)
	if !ok {
		return fmt.Errorf("%s timer of %s: %w", t.Kind, t.Interaction, ErrUnknownInteraction)
	}
	if _, err := s.move(Expire); err != nil {
		return err
	}
	if t.Kind == JoinTimer {
		s.joins = false
		c.joinOn(s)
		return nil
	}
	s.offered = false
	c.shift(s, Withdrawn, PartWithdrawn)
	if !s.guest {
		c.restAfterNoAnswer(a)
	}
	c.passOn(s)
	return nil
}
