package center

import "fmt"

// share applies a verb that each of those who handle a thread may use. Where a
// conference of them is left, one of the others becomes its owner.
func (c *Center) share(s *seat, cmd *Command) error {
	switch {
	case cmd.Verb == Finish:
		return c.finishThread(s, cmd)
	case s.thread.about != nil:
		return fmt.Errorf("%s %s: %w", cmd.Verb, s.thread.id, ErrConsulting)
	case cmd.Verb == Invite:
		return c.conferThread(s, cmd)
	case cmd.Verb == Transfer:
		return c.transferOn(s, cmd)
	}
	where, err := c.store(cmd)
	if err != nil {
		return err
	}
	if c.down[InteractionServer] {
		return fmt.Errorf("%s %s: %w", cmd.Verb, s.thread.id, ErrDown)
	}
	if cmd.Verb == Park {
		return c.keep(s, where, Park)
	}
	return c.requeue(s, Target{ToQueue, cmd.Place})
}

// finishThread ends an agent's work on a thread: it is over, unless others go on with it.
func (c *Center) finishThread(s *seat, cmd *Command) error {
	t := s.thread
	switch {
	case s.isIn() && cmd.Owes && t.about == nil:
		return c.endWork(s)
	case s.blocked:
		return fmt.Errorf("%s %s: %w", Finish, t.id, ErrBlocked)
	case s.isIn() && t.about != nil:
		c.endChat(s)
		return nil
	case !t.over && t.about == nil && (s.guest || s.heir() != nil):
		c.stepOut(s)
		return nil
	case s.isIn() && t.via == Chat:
		c.release(s, ByAgent)
	}
	s.member.wrapUp(cmd)
	c.finish(s, Completed, DoneApplied)
	c.afterSeat(s)
	return nil
}

// stepOut takes an agent out of a conference.
func (c *Center) stepOut(s *seat) {
	c.succeed(s)
	c.finish(s, Left, PartLeft)
	c.forgetThread(s.thread)
}

// heir is who owns a thread once this agent is out of it, or nil.
func (s *seat) heir() *seat {
	for _, o := range s.thread.seats {
		if o != s && o.isIn() {
			return o
		}
	}
	return nil
}

// succeed lets another of those who handle a thread own it; false if there is none.
func (c *Center) succeed(s *seat) bool {
	heir := s.heir()
	if !s.guest && heir != nil {
		heir.guest, s.guest = false, true
	}
	return heir != nil
}

// transferOn gives a thread to somebody else; the agent is out of it at once. If others
// handle it too, whoever gets it becomes one of them.
func (c *Center) transferOn(s *seat, cmd *Command) error {
	d, err := c.maySendThread(s, cmd)
	if err == nil {
		err = c.roomToWait()
	}
	if err != nil {
		return err
	}
	t := s.thread
	t.data = withData(t.data, cmd.Data)
	added := c.succeed(s) || s.guest
	s.staying = cmd.Owes
	c.handOver(s)
	t.tried = nil
	t.goTo(cmd.Target, c.now)
	if added || d.agent == nil {
		c.sendThread(t, d, added)
		t.route.passOver(s.agent)
	} else {
		c.askFirst(t, d.agent, s.agent)
	}
	return nil
}

// askFirst offers a thread to one agent, and if they do not take it to others than the
// agent from whom it comes.
func (c *Center) askFirst(t *thread, a, from *agent) {
	c.startRoute(t, c.candidatesOf(t), false)
	t.route.passOver(from)
	t.route.asked = a
	t.offerTo(c, a, false)
}

// requeue lets a thread wait in a queue for another agent.
func (c *Center) requeue(s *seat, queue Target) error {
	if err := c.roomToWait(); err != nil {
		return err
	}
	t := s.thread
	c.letGo(s, PartInQueue)
	t.tried = nil
	t.goTo(queue, c.now)
	c.startRoute(t, c.candidatesOf(t), false)
	t.route.passOver(s.agent)
	return nil
}

// candidatesOf are those to whom a thread can go: those of the queue by which it came,
// else all whose medium it is.
func (c *Center) candidatesOf(t *thread) []candidate {
	if to, ok := c.targets[t.queue]; ok {
		return to
	}
	var all []candidate
	for _, a := range c.agents {
		if a.medium(t.via) != nil {
			all = append(all, candidate{agent: a})
		}
	}
	return all
}
