package center

import "fmt"

// transferThread gives a thread to somebody else without asking; the agent is out of
// it at once. What they attach is there before it goes.
func (c *Center) transferThread(s *seat, cmd *Command) error {
	d, err := c.maySendThread(s, cmd)
	if err != nil {
		return err
	}
	t := s.thread
	t.data = withData(t.data, cmd.Data)
	c.handOver(s)
	t.tried = nil
	t.goTo(cmd.Target, c.now)
	c.sendThread(t, d, false)
	t.route.passOver(s.agent)
	return nil
}

// handOver takes a thread away from an agent who has given it to somebody else.
func (c *Center) handOver(s *seat) {
	c.cancelJoin(s)
	c.shift(s, HandingOver, PartHandingOver)
	c.finish(s, HandedOver, PartHandedOver)
	c.regroupThread(s)
}

// conferThread asks somebody into a thread as a guest.
func (c *Center) conferThread(s *seat, cmd *Command) error {
	d, err := c.maySendThread(s, cmd)
	if err != nil {
		return err
	}
	t := s.thread
	if len(cmd.Data) > 0 {
		t.data = withData(t.data, cmd.Data)
		c.tellAll(t, DataChanged)
	}
	c.sendThread(t, d, true)
	return nil
}

// maySendThread is where a thread can be sent: to agents alone, since outside the
// center there is nobody whom a chat or an e-mail can be handed to.
func (c *Center) maySendThread(s *seat, cmd *Command) (destination, error) {
	t := s.thread
	d, err := c.destination(cmd.Target)
	switch {
	case err != nil:
		return d, err
	case s.isConsulting():
		return d, fmt.Errorf("%s %s: %w", cmd.Verb, t.id, ErrConsulting)
	case d.isOutside():
		return d, fmt.Errorf("%s %s: %s: %w", cmd.Verb, t.id, cmd.Target, ErrUnknownTarget)
	case t.route != nil || len(t.seats) >= maxParties:
		return d, fmt.Errorf("%s %s: %w", cmd.Verb, t.id, ErrCallFull)
	case d.agent != nil && (t.hasAgent(d.agent) || t.story.isWith(d.agent)):
		return d, fmt.Errorf("%s %s: %s: %w", cmd.Verb, t.id, cmd.Target, ErrInCall)
	}
	if err := tooMuch(t.data, cmd); err != nil {
		return d, err
	}
	if d.agent != nil {
		return d, d.agent.takesOffer(t.via)
	}
	return d, c.roomToWait()
}
