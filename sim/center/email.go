package center

import "fmt"

// createEmail begins an outbound e-mail.
func (c *Center) createEmail(a *agent, cmd *Command) error {
	if err := a.handles(Email); err != nil {
		return err
	}
	if cmd.Number == "" {
		return fmt.Errorf("agent %s writes an e-mail: %w", a.ID, ErrNoAddress)
	}
	if cmd.Letter.size() > MaxData {
		return fmt.Errorf("agent %s writes an e-mail: %w", a.ID, ErrTooMuchData)
	}
	t := c.newDraft(a, Letter{To: []string{cmd.Number}}.with(cmd.Letter))
	t.data = withData(nil, cmd.Data)
	c.seatAt(t, a, Drafted, PartDrafted)
	return nil
}

// reply begins an outbound e-mail that answers an inbound one, or takes it on to others.
// It takes over what is attached to that.
func (c *Center) reply(s *seat, cmd *Command) error {
	if err := s.agent.holds(Email); err != nil {
		return err
	}
	l := answer(*s.thread.letter, cmd.Verb).with(cmd.Letter)
	if l.size() > MaxData {
		return fmt.Errorf("%s %s: %w", cmd.Verb, cmd.Interaction, ErrTooMuchData)
	}
	t := c.newDraft(s.agent, l)
	t.parent, t.contact, t.data = s.thread.id, s.thread.contact, s.thread.data
	c.seatAt(t, s.agent, Drafted, PartDrafted)
	return nil
}

func (c *Center) newDraft(a *agent, l Letter) *thread {
	t := c.newThread(c.newID("draft", string(a.ID)), Email, Outbound, l.addressee(), nil)
	l.Received = c.now
	t.letter = &l
	return t
}

// edit changes what an e-mail says that an agent goes on writing.
func (c *Center) edit(s *seat, to State, cmd *Command) error {
	if err := s.thread.rewrite(cmd); err != nil {
		return err
	}
	c.shift(s, to, toldAs[cmd.Verb])
	return nil
}

// endDraft sends an outbound e-mail, or discards it.
func (c *Center) endDraft(s *seat, to State, cmd *Command) error {
	t := s.thread
	if cmd.Verb == Send {
		if l := t.letter.with(cmd.Letter); l.addressee() == "" {
			return fmt.Errorf("%s %s: %w", cmd.Verb, t.id, ErrNoAddress)
		}
		if err := t.rewrite(cmd); err != nil {
			return err
		}
	}
	c.finish(s, to, toldAs[cmd.Verb])
	c.afterSeat(s)
	return nil
}

// rewrite replaces what an outbound e-mail says by what a command says.
func (t *thread) rewrite(cmd *Command) error {
	if cmd.Letter == nil || t.kind != Outbound {
		return nil
	}
	l := t.letter.with(cmd.Letter)
	if l.size() > MaxData {
		return fmt.Errorf("%s %s: %w", cmd.Verb, t.id, ErrTooMuchData)
	}
	t.letter, t.customer = &l, l.addressee()
	t.story.address(t.customer)
	return nil
}
