package gws

import (
	"github.com/deskproof/deskproof/sim/center"
)

const stateMessage = "InteractionStateMessage"

// message is what an interaction looks like in a notification, and in lists: flat in
// 8.5.0, in a member of its own in 8.5.1.
func (p Profile) message(interaction object, also ...member) object {
	o := object{{"messageTypeName", stateMessage}, {"messageType", stateMessage}}
	o = append(o, also...)
	if p.nests() {
		return append(o, member{"interaction", interaction})
	}
	return append(o, interaction...)
}

// What the states are called (Interaction Notifications; Interactions API Operations).
// Accepted and Composing are inferred.
var stateNames = map[standing]string{
	offered:  "Invited",
	askedIn:  "InvitedConference",
	handled:  "Accepted",
	composed: "Composing",
	leftOver: "Accepted",
}

// state is one of the user's interactions as it stands for them.
func (s *Session) state(p *center.Part) object {
	at := standingOf(p)
	o := head(p.ID, p.Medium)
	if p.Medium == center.Email {
		o = append(o, member{"email_object", s.email(p)})
	}
	o = append(o, kindOf(p.Medium, p.Kind, p.Parent)...)
	if p.Kind == center.Outbound && p.Parent != "" {
		o = append(o, member{"parentId", ID(p.Parent)})
	}
	o = append(o, member{"userData", data(p.Data)})
	if at == offered {
		o = append(o, member{"currentQueue", p.Queue.Name})
	}
	if p.Medium == center.Chat && at != offered || len(others(p)) > 0 {
		o = append(o, member{"participants", s.participants(p)})
	}
	if p.Medium == center.Chat && at&undertaken != 0 {
		o = append(o, member{"messages", s.entries(p.ID, p.Log)})
	}
	return append(o, member{"state", stateNames[at]}, member{"capabilities", s.capabilities(p)})
}

// head are the members of every message about an interaction.
func head(id center.InteractionID, m center.Medium) object {
	return object{{"id", ID(id)}, {"channel", mediaNames[m]}}
}

// over is an interaction that the user has no more.
func (s *Session) over(p *center.Part, state string) object {
	o := head(p.ID, p.Medium)
	if p.Medium == center.Email && state == "Revoked" {
		o = append(o, member{"email_object", object{{"subject", subject(p)}}})
	}
	return append(o, member{"state", state}, member{"capabilities", []string{}})
}

// left is an interaction whose conference another agent has left.
func (s *Session) left(p *center.Part, who center.AgentID) object {
	return append(head(p.ID, p.Medium),
		member{"userData", data(p.Data)},
		member{"participants", s.participants(p)},
		member{"agentId", UserID(who)},
		member{"state", "LeftConference"},
		member{"capabilities", s.capabilities(p)},
	)
}

var interactionTypes = map[center.Medium]string{center.Email: "Email", center.Chat: "Chat"}

// kindOf is the type of an interaction; all but Email and InboundNew is inferred.
func kindOf(m center.Medium, k center.CallKind, parent center.InteractionID) object {
	sub := "InboundNew"
	switch {
	case k == center.Outbound && parent == "":
		sub = "OutboundNew"
	case k == center.Outbound:
		sub = "OutboundReply"
	case k == center.Consultation:
		sub = "InternalConsultation"
	}
	return object{{"interactionType", interactionTypes[m]}, {"interactionSubType", sub}}
}
