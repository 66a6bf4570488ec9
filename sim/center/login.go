package center

import (
	"fmt"
	"slices"
)

// logIn lets an agent log in to media by request: those they were logged out of become
// not ready, the others stay as they are.
func (c *Center) logIn(a *agent, media []Medium) error {
	for _, m := range media {
		if a.medium(m) == nil {
			return fmt.Errorf("agent %s, %s: %w", a.ID, m, ErrUnknownMedium)
		}
	}
	a.loggedIn = true
	c.setStates(a, c.choiceOf(NotReady), func(ms *mediumState) bool {
		out := ms.state.Kind == LoggedOut || ms.state.Kind == LoggedOutUndisturbed
		return out && slices.Contains(media, ms.medium)
	})
	return nil
}

// logOut logs an agent out of all media. The chats and e-mails offered to them go on as if they
// had not answered; what they handle stays theirs.
func (c *Center) logOut(a *agent) {
	c.setStates(a, c.choiceOf(LoggedOut), func(*mediumState) bool { return true })
	for _, s := range slices.Clone(a.seats) {
		if s.state == Offered || s.state == AskedIn {
			c.shift(s, Withdrawn, PartWithdrawn)
			c.passOn(s)
		}
	}
	a.loggedIn = false
}

// choiceOf is the first state of a kind that agents can choose.
func (c *Center) choiceOf(k StateKind) AgentState {
	for _, s := range c.cfg.Choices {
		if s.Kind == k {
			return s
		}
	}
	return AgentState{Kind: k}
}

// isAsked reports whether something of a medium is offered to the agent.
func (a *agent) isAsked(m Medium) bool {
	return slices.ContainsFunc(a.seats, func(s *seat) bool {
		return s.thread.via == m && (s.state == Offered || s.state == AskedIn)
	})
}

// signIn lets an agent sign in at a phone: they are not ready for any of their media.
func (c *Center) signIn(a *agent, cmd *Command) error {
	begin := c.choiceOf(NotReady)
	if cmd.State != "" {
		s, ok := c.choice(cmd.State)
		if !ok || s.Kind == LoggedOut {
			return fmt.Errorf("agent %s signs in as %q: %w", a.ID, cmd.State, ErrUnknownState)
		}
		begin = s
	}
	if o := c.signedInAt(cmd.Number); o != nil && o != a {
		return fmt.Errorf("agent %s signs in at %s: %w", a.ID, cmd.Number, ErrPhoneTaken)
	}
	c.setStates(a, begin, func(*mediumState) bool { return true })
	a.signedIn, a.phone, a.recorded = true, cmd.Number, cmd.Recorded
	return nil
}

func (c *Center) signedInAt(phone string) *agent {
	i := slices.IndexFunc(c.agents, func(a *agent) bool { return a.signedIn && a.phone == phone && phone != "" })
	if i < 0 {
		return nil
	}
	return c.agents[i]
}

// signOut ends that: what is offered to the agent goes on to others; what they have stays
// theirs.
func (c *Center) signOut(a *agent) {
	for _, l := range slices.Clone(a.legs) {
		if l.state == Offered {
			c.decline(l, ByAgent)
		}
	}
	a.loggedIn = true // what they were asked alone goes on to others as well
	c.logOut(a)
}

// leaveDesk ends that an agent is signed in who is logged out of all media, however they
// came to be.
func (a *agent) leaveDesk() {
	for _, ms := range a.media {
		if ms.state.Kind != LoggedOut && ms.state.Kind != LoggedOutUndisturbed {
			return
		}
	}
	a.signedIn, a.phone, a.recorded = false, "", false
}
