package center

import (
	"fmt"
	"time"
)

// joinChat begins to connect an agent to the chat they have accepted.
func (c *Center) joinChat(s *seat) {
	c.shift(s, Joining, PartJoining)
	c.joinAfter(s, c.cfg.JoinDelay)
}

// joinAfter lets the agent get on with joining after some time.
func (c *Center) joinAfter(s *seat, after time.Duration) {
	if after <= 0 || s.atOnce {
		c.joinOn(s)
		return
	}
	s.joins = true
	c.setTimer(seatTimer(JoinTimer, s), after)
}

// joinOn takes an agent one step further into a chat: they are connected, or
// cannot be; then they have what was written before.
func (c *Center) joinOn(s *seat) {
	switch {
	case s.state == Loading:
		c.shift(s, Joined, PartJoined)
	case c.down[ChatServer]:
		c.shift(s, Unjoined, PartUnjoined)
	default:
		c.shift(s, Loading, PartLoading)
		c.joinAfter(s, c.cfg.LoadDelay)
	}
}

func (c *Center) cancelJoin(s *seat) {
	if s.joins {
		s.joins = false
		c.cancelTimer(seatTimer(JoinTimer, s))
	}
}

// say adds a message to a chat. All who have joined it are told so, also who wrote it;
// who joins later finds it among what was written before.
func (c *Center) say(t *thread, l Line) {
	c.write(t, l)
	for _, s := range t.seats {
		if s.state == Joined {
			c.emit(Event{Kind: MessageAdded, Agent: s.agent.ID, Part: s.part(), Text: l.Text})
		}
	}
}

// agentWrites applies what an agent writes in a chat, or does not write any more.
func (c *Center) agentWrites(s *seat, cmd *Command) error {
	if err := c.mayWrite(cmd); err != nil {
		return err
	}
	switch cmd.Verb {
	case Say:
		c.say(s.thread, s.line(TextLine, cmd.Text))
	case Notice:
		c.write(s.thread, s.line(NoticeLine, cmd.Text))
	default:
		c.write(s.thread, s.line(TypingStoppedLine, ""))
	}
	return nil
}

// greet lets the customer of a chat know an agent by their nickname.
func (s *seat) greet(cmd *Command) {
	s.atOnce = cmd.AtOnce
	if cmd.Nickname != "" {
		s.nickname = cmd.Nickname
	}
}

// endChat ends a chat by the hand of an agent.
func (c *Center) endChat(s *seat) {
	c.release(s, ByAgent)
	c.closeThread(s.thread)
}

// release ends a chat for one agent, who must mark it done unless it is a consultation.
func (c *Center) release(s *seat, cause Cause) {
	c.cancelJoin(s)
	s.state = Released
	s.agent.idleSince = c.now
	c.emit(Event{Kind: PartReleased, Agent: s.agent.ID, Part: s.part(), Cause: cause})
	if s.thread.about != nil {
		c.vacate(s)
	}
}

// farInWriting applies what a customer does in their chat.
func (c *Center) farInWriting(cmd *Command) error {
	t := c.threadFrom(Chat, cmd.Number)
	if t == nil {
		return fmt.Errorf("%s: %s: %w", cmd.Verb, cmd.Number, ErrNoChat)
	}
	if cmd.Verb == FarLeave {
		c.write(t, t.farLine(LeftLine, ""))
		c.closeThread(t)
		return nil
	}
	if err := c.mayWrite(cmd); err != nil {
		return err
	}
	switch cmd.Verb {
	case FarSay:
		c.say(t, t.farLine(TextLine, cmd.Text))
	case FarType:
		c.write(t, t.farLine(TypingStartedLine, ""))
	default:
		c.write(t, t.farLine(TypingStoppedLine, ""))
	}
	return nil
}
