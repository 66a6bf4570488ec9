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
	t := c.newDraft(a, cmd.Number)
	t.data = withData(nil, cmd.Data)
	c.seatAt(t, a, Drafted, PartDrafted)
	return nil
}

// reply begins an outbound e-mail that answers an inbound one. It takes over what
// is attached to that.
func (c *Center) reply(s *seat) error {
	if err := s.agent.handles(Email); err != nil {
		return err
	}
	t := c.newDraft(s.agent, s.thread.customer)
	t.parent, t.contact, t.data = s.thread.id, s.thread.contact, s.thread.data
	c.seatAt(t, s.agent, Drafted, PartDrafted)
	return nil
}

func (c *Center) newDraft(a *agent, to string) *thread {
	return c.newThread(c.newID("draft", string(a.ID)), Email, Outbound, to)
}
