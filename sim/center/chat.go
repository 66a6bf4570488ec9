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
	if after <= 0 {
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

// say tells all who have joined a chat that something was written, also who wrote
// it. Who joins later finds it among what was written before.
func (c *Center) say(t *thread, text string) {
	for _, s := range t.seats {
		if s.state == Joined {
			c.emit(Event{Kind: MessageAdded, Agent: s.agent.ID, Part: s.part(), Text: text})
		}
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
	if cmd.Verb == FarSay {
		c.say(t, cmd.Text)
		return nil
	}
	c.closeThread(t)
	return nil
}
