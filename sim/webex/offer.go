package webex

import "github.com/deskproof/deskproof/sim/center"

// offered tells what is on offer to the agent.
func (h *happening) offered() {
	h.t.asked = true
	switch {
	case h.e.Part.Medium == center.Preview:
		h.reserved()
	case h.isAside():
		h.t.consulted = true
		h.tell("AgentContactReserved", h.isConsulted())
		h.tell("AgentOfferConsult", h.consulting()...)
		h.s.ring(&h.e.Part)
	default:
		h.tell("AgentContactReserved")
		h.tell("AgentOfferContact")
		h.s.ring(&h.e.Part)
	}
}

// isAside reports whether the event is about a consultation.
func (h *happening) isAside() bool { return h.e.Part.Kind == center.Consultation }

// isAsking reports whether it is about one that the agent makes.
func (h *happening) isAsking() bool { return h.isAside() && h.e.Part.Outgoing }

// isConsulted says whether the agent is who is consulted; who asks somebody never is.
func (h *happening) isConsulted() member {
	return member{"isConsulted", h.t.consulted && !h.isAsking()}
}

// consulting is what events of a consultation have beside those of others.
func (h *happening) consulting() []member {
	out := []member{h.isConsulted()}
	if h.c.consulting != "" {
		out = append(out,
			member{"mediaResourceId", h.c.consulting},
			member{"consultingAgentId", AgentID(h.c.asks)},
			member{"destinationType", destinationTypes[h.c.asked.target.Kind]},
		)
	}
	return out
}

// destinationTypes are what notifications call those who are asked.
var destinationTypes = map[center.TargetKind]string{
	center.ToAgent: "Agent", center.ToNumber: "DN", center.ToRoutingPoint: "ENTRYPOINT",
	center.ToQueue: "queue", center.ToGroup: "queue", center.ToSkill: "queue",
}

// reserved tells of a record of a campaign.
func (h *happening) reserved() {
	h.t.known = true
	h.told = append(h.told, h.s.reservation(h.c))
}

// shown tells of a record that the agent looks at without having been asked.
func (h *happening) shown() {
	h.t.asked = false
	if h.e.New {
		h.reserved()
	}
}

// dialed tells of a call that the agent makes. One of a campaign's record is told with
// the answer, under an id of its own.
func (h *happening) dialed() {
	h.t.dialing = true
	switch {
	case h.isAsking():
		h.t.dialing = false
		h.tell("AgentConsultCreated", h.consulting()...)
	case h.e.Part.Record != "":
		h.updateRecord()
	default:
		h.tell("AgentContactReserved")
		h.tell("AgentOfferContact")
	}
}

// updateRecord tells that the customer of a record is called.
func (h *happening) updateRecord() {
	r := h.s.task(h.e.Part.Record)
	record := *h.s.contact(r)
	h.t.reservation = &record
	h.t.rekeys, h.t.ours = r.known, h.does(previewPath)
	if r.known {
		h.told = append(h.told, h.s.about(&record, "CampaignContactUpdated", member{"campaignId", record.campaign}))
	}
}

// joining tells of a chat by which the agent consults somebody.
func (h *happening) joining() {
	if h.e.New && h.isAsking() {
		h.tell("AgentConsultCreated", h.consulting()...)
	}
}

// answered tells that the agent has a contact, or that who is consulted has answered.
func (h *happening) answered() {
	h.s.unring(&h.e.Part)
	byHand := h.does(acceptPath)
	h.s.doing = nil
	h.t.asked, h.t.dialing = false, false
	switch {
	case h.isAside():
		h.tell("AgentConsulting", h.consulting()...)
		if byHand {
			h.tell("AgentContactAssigned", h.isConsulted())
		}
	case h.t.reservation != nil:
		h.t.known = h.t.rekeys
		h.assign(member{"reservationInteractionId", h.t.reservation.id})
	case h.t.consulted:
		h.takenIn()
	default:
		h.assign()
	}
}

func (h *happening) assign(more ...member) {
	h.t.consulted, h.t.assigned = false, true
	h.tell("AgentContactAssigned", append(more, h.isConsulted())...)
}

// pulled tells of a contact that the agent has got without an offer.
func (h *happening) pulled() {
	if !h.t.known {
		h.told = append(h.told, h.s.hydration(h.t, h.c))
	}
	h.t.assigned = true
}
