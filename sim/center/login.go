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
