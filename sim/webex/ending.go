package webex

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// released tells that a part of the agent has ended: an offer, a call that nobody
// answered, a consultation, or the contact.
func (h *happening) released() {
	h.s.unring(&h.e.Part)
	switch {
	case h.isAsking():
		h.consultOver()
	case h.t.asked:
		h.offerOver()
	case h.isAside():
		h.consultedOver()
	case h.t.dialing:
		h.dialOver()
	default:
		h.over()
	}
}

// consultOver tells who consulted somebody that it is over, unless that is told with
// what came of it.
func (h *happening) consultOver() {
	d := h.s.doing
	switch {
	case h.does(consultTransferPath), h.hasJoined() && !h.does(endConsultPath):
	case d != nil && d.task == h.t && d.toQueue:
		h.s.doing = nil
		h.tell("AgentCtqCancelled", h.isConsulted())
	default:
		h.s.doing = nil
		h.tell("AgentConsultEnded", append(because(h.e.Cause), h.isConsulted())...)
	}
}

// hasJoined reports whether who was consulted is in the contact now.
func (h *happening) hasJoined() bool {
	return h.before.other != "" && talks(h.c, h.before.other)
}

// consultedOver tells who was consulted that it is over, unless they are in the contact
// now. With that clients forget the contact.
func (h *happening) consultedOver() {
	if h.c.conferred(h.s.cfg.User) {
		return
	}
	h.asItWas()
	h.tell("AgentConsultEnded", h.isConsulted())
	if h.before.parent != "" {
		h.told = append(h.told, h.s.about(h.c, "ContactEnded", nobodyPending))
	}
	h.t.consulted = false
}

// asItWas goes on about the contact of its own that an agent had who was consulted: it
// is no more.
func (h *happening) asItWas() {
	if h.isAside() && h.before.parent != "" {
		h.c = &h.before
	}
}

// nobodyPending says that nobody has to wrap a contact up.
var nobodyPending = member{"agentsPendingWrapUp", []string{}}

// pending says who has to wrap it up. Who ends a contact always does, if only for a
// moment: their client waits for that.
func (h *happening) pending() member {
	all, me := h.c.owing(), AgentID(h.s.cfg.User)
	if h.does(endPath) && !slices.Contains(all, me) {
		all = append(all, me)
	}
	return member{"agentsPendingWrapUp", all}
}

// causes are what is said of calls that end otherwise than by the agent.
var causes = map[center.Cause]refusal{
	center.NoAnswer:   {"NO_ANSWER", 1201},
	center.Redirected: {"NO_ANSWER", 1201},
	center.Busy:       {"BUSY", 1202},
}

func because(c center.Cause) []member {
	if f, ok := causes[c]; ok {
		return f.members()
	}
	return nil
}

// offerOver tells that nothing is on offer any more: the agent let it run out, did not
// want it, or it was taken back.
func (h *happening) offerOver() {
	h.t.asked = false
	h.asItWas()
	h.c.state = stateNew // also to who had it before
	switch {
	case h.e.RanOut:
		h.s.missed = h.s.standing.sub == available
		h.tell("AgentOfferContactRona", append(refusal{"RONA_TIMER_EXPIRED", 1203}.members(), h.isConsulted())...)
	case h.e.Cause == center.ByAgent || h.e.Part.State == center.Rejected:
		h.tell("AgentInviteFailed", append(refusal{"USER_DECLINED", 1204}.members(), h.isConsulted())...)
	case h.isAside():
		h.tell("AgentConsultEnded", h.isConsulted())
	default:
		h.told = append(h.told, h.s.about(h.c, "ContactEnded", nobodyPending))
		h.t.known = false
	}
	h.t.consulted = false
}

// dialOver tells that nobody answered a call that the agent made. A record that it was
// made from is over then, without wrap-up.
func (h *happening) dialOver() {
	h.t.dialing = false
	if h.t.reservation != nil {
		h.recordOver()
	}
	if h.t.ours {
		return
	}
	if failed := because(h.e.Cause); failed != nil {
		h.tell("AgentOutboundFailed", failed...)
	}
	h.wrapUp("ContactEnded", append(because(h.e.Cause), h.pending())...)
}

// over tells that the agent is out of a contact, which may go on without them.
func (h *happening) over() {
	switch {
	case h.does(transferPath):
		h.transferred()
	case h.does(consultTransferPath):
		h.consultTransferred()
	case h.does(exitPath), h.does(transferConferencePath):
		h.wrapUp("ParticipantLeftConference", member{"participantId", AgentID(h.s.cfg.User)})
	case h.isGone():
		h.wrapUp("ContactEnded", h.pending(), member{"reason", h.whoLeft()})
	case h.e.Cause == center.ByFarEnd && h.before.conference:
		h.wrapUp("AgentConsultConferenceEnded", member{"participantId", AgentID(h.s.cfg.User)})
	case h.before.conference:
		h.wrapUp("ParticipantLeftConference", member{"participantId", AgentID(h.s.cfg.User)})
	default:
		h.wrapUp("AgentBlindTransferred")
	}
}

// whoLeft says whose leaving has ended the contact.
func (h *happening) whoLeft() string {
	if h.e.Cause == center.ByFarEnd && h.c.number != "" {
		return "Customer Left"
	}
	return "Agent Left"
}

// isGone reports whether nobody is left in the contact.
func (h *happening) isGone() bool {
	st, ok := h.s.port.Center().Story(h.t.story)
	return !ok || st.Over
}

func (h *happening) transferred() {
	event, to := "AgentBlindTransferred", h.s.doing.to
	if to.Kind == center.ToQueue {
		event = "AgentVteamTransferred"
	}
	h.wrapUp(event, member{"destAgentId", destinationAgent(to)}, member{"destinationType", destinationTypes[to.Kind]})
}

func (h *happening) consultTransferred() {
	event := "AgentConsultTransferring"
	if h.s.doing.answered {
		event = "AgentConsultTransferred"
	}
	h.wrapUp(event, member{"destAgentId", AgentID(h.before.consulted)})
}

// destinationAgent is the id of the agent to whom something goes; empty: it is none.
func destinationAgent(t center.Target) string {
	if t.Kind != center.ToAgent {
		return ""
	}
	return AgentID(center.AgentID(t.Name))
}

// left tells that the agent is out of a contact in writing.
func (h *happening) left() {
	switch {
	case h.isAside():
	case h.e.Kind == center.PartHandedOver || h.e.Kind == center.PartLeft:
		h.over()
	default:
		h.wrapUp("AgentContactUnassigned")
	}
}

// wrapUp tells how a contact ended for the agent, and to wrap it up if they owe it.
func (h *happening) wrapUp(event string, more ...member) {
	owes := h.e.Part.Owes || h.does(endPath)
	h.s.doing = nil
	h.tell(event, more...)
	if owes {
		h.t.wrapUp = true
		h.tell("AgentWrapup")
	}
}

// closed tells that the agent has a contact no more.
func (h *happening) closed() {
	main, aside := h.s.parts(h.t.story)
	switch {
	case h.e.Part.Medium == center.Preview:
		h.recordClosed()
	case h.t.asked:
		h.offerOver()
	case h.isAsking() && h.before.consulting == ID(h.e.Part.ID):
		h.consultOver()
	case h.isAside() && !h.isAsking() && h.t.consulted && h.t.known:
		h.consultedOver()
	case !h.isAside() && (h.t.wrapUp || h.t.assigned && h.t.known):
		h.c.state = stateWrapUp // also if it is on offer to the agent anew
		h.tell("AgentWrappedUp")
		h.t.wrapUp, h.t.assigned = false, false
	}
	if main != nil || aside != nil {
		return
	}
	if h.isAside() && h.t.known { // a consultation that outlived what it was about
		h.tell("AgentWrappedUp")
	}
	h.s.drop(h.t)
}

// recordClosed keeps what is known of a record that is being called: its call is told
// by it. Of one that is not the client is told.
func (h *happening) recordClosed() {
	called := func(t *task) bool { return t.reservation != nil && t.reservation.of == h.t.story }
	if h.t.known && !slices.ContainsFunc(h.s.open, called) {
		h.tell("ContactEnded", nobodyPending)
	}
}

// recordOver tells that nobody answered the call of a record. One that was accepted here
// is marked done as soon as may be: there is nothing to wrap up.
func (h *happening) recordOver() {
	if h.t.rekeys {
		h.told = append(h.told, h.s.about(h.t.reservation, "ContactEnded",
			append(because(h.e.Cause), nobodyPending)...))
	}
	if r := h.s.taskOf(h.t.reservation.of); r != nil {
		r.known = false
	}
	if h.t.ours {
		h.s.chore(h.e.Part.ID)
	}
}
