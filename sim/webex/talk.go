package webex

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// held tells that a contact is on hold; not if it is so because somebody is consulted.
func (h *happening) held() {
	if !h.isAside() && h.before.consulting == "" && h.c.consulting != "" {
		return
	}
	h.tell("AgentContactHeld", h.media())
}

// resumed tells that it goes on; not if it does because a conference begins.
func (h *happening) resumed() {
	if h.confers() {
		return
	}
	h.tell("AgentContactUnheld", h.media())
}

// media is the leg that the event is about.
func (h *happening) media() member {
	if h.isAside() {
		return member{"mediaResourceId", ID(h.e.Part.ID)}
	}
	return member{"mediaResourceId", h.c.id}
}

// recording tells that a recording pauses, or goes on.
func (h *happening) recording() {
	switch was, is := h.before.recording, h.e.Part.Recording; {
	case is == center.RecordingPaused:
		h.tell("ContactRecordingPaused")
	case was == center.RecordingPaused && is == center.Recorded:
		h.tell("ContactRecordingResumed", member{"autoResumed", h.does(resumeRecordingPath) && h.s.doing.byItself})
	}
}

// regrouped tells who has come to a contact, or left it.
func (h *happening) regrouped() {
	switch {
	case h.isAsking():
		if !h.before.joined && h.c.joined {
			h.tell("AgentConsulting", h.consulting()...)
		}
		return
	case h.isAside():
		return
	case h.t.consulted && !h.c.isConsulted:
		h.takenIn()
		return
	case h.confers():
		h.tell("AgentConsultConferencing", h.consulting()...)
		h.tell("AgentConsultConferenced")
		return
	}
	h.came()
	h.went()
}

// confers reports whether who was consulted by the agent is in the contact now, with them.
func (h *happening) confers() bool {
	return h.before.asks == h.s.cfg.User && h.before.consulting != h.c.consulting && h.c.conference &&
		h.c.conferred(h.s.cfg.User)
}

// takenIn tells an agent who was consulted that the contact is theirs, or that they are
// in it with others.
func (h *happening) takenIn() {
	h.t.consulted, h.t.assigned = false, true
	if h.before.parent != "" {
		h.tell("ContactMerged", member{"childInteractionId", h.before.id})
	}
	if h.c.conference {
		h.tell("AgentConsultConferenced", h.isConsulted())
		return
	}
	h.tell("AgentContactAssigned", h.isConsulted())
}

// came tells who is in it now and was not.
func (h *happening) came() {
	for i := range h.c.people {
		p := &h.c.people[i]
		if p.talks() && p.pType != "Customer" && !talks(&h.before, p.id) && p.agent != h.s.cfg.User && h.before.conferred(h.s.cfg.User) {
			h.tell("ParticipantJoinedConference", member{"participantId", p.id})
		}
	}
}

// went tells who is not in it any more: with the last but one a conference is over.
func (h *happening) went() {
	for i := range h.before.people {
		p := &h.before.people[i]
		if !p.talks() || talks(h.c, p.id) {
			continue
		}
		if p.pType == "Customer" {
			h.tell("ParticipantPostCallActivity", member{"participantId", p.id})
			continue
		}
		h.parted(p.id)
	}
}

// parted tells that somebody has left a conference.
func (h *happening) parted(id string) {
	if h.does(endConsultPath) {
		h.s.doing = nil
		h.tell("AgentConsultConferenceEnded", member{"participantId", id})
		return
	}
	h.tell("ParticipantLeftConference", member{"participantId", id})
	if h.before.owner != h.c.owner {
		h.tell("AgentConferenceTransferred", member{"participantId", AgentID(h.c.owner)})
	}
	if h.before.conference && !h.c.conference {
		h.tell("AgentConsultConferenceEnded", member{"participantId", id})
	}
}

// talks reports whether somebody is in a contact.
func talks(c *contact, id string) bool {
	return slices.ContainsFunc(c.people, func(p person) bool { return p.id == id && p.talks() })
}

// conferred reports whether the agent was in it already.
func (c *contact) conferred(agent center.AgentID) bool { return talks(c, AgentID(agent)) }
