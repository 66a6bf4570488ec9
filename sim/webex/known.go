package webex

import "slices"

// say is a notification about a task. A client that has not heard of the task is told of
// it first: of most it can make nothing otherwise.
func (s *Session) say(t *task, c *contact, event string, more ...member) []notice {
	var out []notice
	consulted := t.consulted
	if !t.known && !creates[event] {
		out = append(out, s.hydration(t, c))
	}
	t.consulted = consulted
	t.known = !s.forgets(t, c, event, more)
	return append(out, s.about(c, event, more...))
}

// creates are the events by which a client learns of a contact.
var creates = map[string]bool{"AgentContactReserved": true, "ContactMerged": true}

// forgets reports whether the published SDK forgets a task with an event.
func (s *Session) forgets(t *task, c *contact, event string, more []member) bool {
	me := AgentID(s.cfg.User)
	switch event {
	case "AgentWrappedUp":
		return true
	case "AgentConsultEnded":
		return slices.Contains(more, member{"isConsulted", true})
	case "AgentOfferContactRona", "AgentContactAssignFailed", "AgentInviteFailed":
		return c.state == stateNew || c.outdial == outdial || c.parent != ""
	case "ContactEnded":
		if c.outdial == outdial {
			return !isPending(me, more)
		}
		return c.state == stateNew || c.parent != ""
	case "ParticipantLeftConference", "AgentConsultConferenceEnded":
		return c.owner != s.cfg.User && !slices.Contains(c.legs[0].participants, me)
	}
	return false
}

// isPending reports whether a notification says that an agent has to wrap up.
func isPending(agent string, of []member) bool {
	return slices.ContainsFunc(of, func(m member) bool {
		ids, _ := m.value.([]string)
		return m.name == nobodyPending.name && slices.Contains(ids, agent)
	})
}
