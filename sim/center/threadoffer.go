package center

import (
	"fmt"
	"slices"
	"time"
)

// arriveInWriting brings a customer's chat or e-mail to an agent, or to where a target
// routes it.
func (c *Center) arriveInWriting(cmd *Command) error {
	d, err := c.arrivesAt(cmd)
	if err != nil {
		return err
	}
	if cmd.Letter.size() > MaxData {
		return fmt.Errorf("%s from %s: %w", cmd.Medium, cmd.Number, ErrTooMuchData)
	}
	if c.threadFrom(cmd.Medium, cmd.Number) != nil {
		return fmt.Errorf("%s from %s is there already: %w", cmd.Medium, cmd.Number, ErrThere)
	}
	t := c.newThread(c.newID(cmd.Medium.String(), cmd.Number), cmd.Medium, Inbound, cmd.Number, nil)
	t.contact, t.data = cmd.Contact, withData(nil, cmd.Data)
	if cmd.Medium == Email {
		letter := Letter{From: cmd.Number, Received: c.now}.with(cmd.Letter)
		t.letter = &letter
	}
	c.write(t, t.farLine(JoinedLine, ""))
	t.story.channel = cmd.Channel
	t.goTo(cmd.Target, c.now)
	c.sendThread(t, d, false)
	return nil
}

// goTo notes by which queue, group or skill a thread comes from now on, unless its target
// is one agent alone.
func (t *thread) goTo(to Target, now time.Duration) {
	t.queue = to.orLast(t.queue)
	t.story.enqueue(to, now)
}

// sendThread offers a thread to the agent of a destination, or to one who is looked
// for; added: to be one more in it.
func (c *Center) sendThread(t *thread, d destination, added bool) {
	if d.agent != nil {
		t.offerTo(c, d.agent, added)
		return
	}
	c.startRoute(t, d.candidates, added)
}

func (t *thread) medium() Medium { return t.via }

func (t *thread) belongsTo() *story { return t.story }

func (t *thread) setRoute(r *route) { t.route = r }

func (t *thread) hasAgent(a *agent) bool {
	_, ok := a.seat(t.id)
	return ok || t.about.hasAgent(a)
}

func (t *thread) offerTo(c *Center, a *agent, added bool) {
	state, kind := Offered, PartOffered
	if added {
		state, kind = AskedIn, PartAskedIn
	} else {
		t.tried = append(t.tried, a.ID)
	}
	s := c.seatAt(t, a, state, kind)
	s.guest, s.offered = added, c.cfg.OfferTimeout > 0
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

// passOn takes an offer away from an agent. It goes on to the next agent if it is
// routed; else, if nobody has accepted it yet, to where the center sends what is not
// answered, if anywhere, and what an agent who has logged in does not take to all others.
func (c *Center) passOn(s *seat) {
	t := s.thread
	c.vacate(s)
	a := c.nextFor(t)
	switch {
	case t.route.asks(s.agent):
		t.route.goOn()
	case s.guest:
		return
	case a != nil:
		t.offerTo(c, a, false)
	case (s.agent.loggedIn || s.agent.signedIn) && t.about == nil && c.roomToWait() == nil:
		c.startRoute(t, c.candidatesOf(t), false)
		t.route.passOver(s.agent)
	default:
		c.closeThread(t)
	}
}

// nextFor is the agent to whom a thread goes that nobody has accepted, or nil.
func (c *Center) nextFor(t *thread) *agent {
	a := c.byID[AgentID(c.cfg.RedirectTo)]
	if a == nil || t.about != nil || a.takesOffer(t.via) != nil || slices.Contains(t.tried, a.ID) {
		return nil
	}
	if t.hasAgent(a) || t.story.isWith(a) { // a guest of it
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
	if !ok || t.Kind == OfferTimer && !s.offered || t.Kind == JoinTimer && !s.joins {
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
	s.offered, s.ranOut = false, true
	c.shift(s, Withdrawn, PartWithdrawn)
	if !s.guest && (a.signedIn || !a.loggedIn) {
		c.restAfterNoAnswer(a)
	}
	c.passOn(s)
	return nil
}
