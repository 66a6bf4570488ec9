package webex

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// about reports whether a moment is a notification of a contact that the book has, over
// the socket that the client listens to.
func (m *moment) about() bool {
	return m.kind == told && m.socket == m.client.newest && m.notice.id() != "" && m.notice.kind != nil
}

// fails reports whether the SDK fails on an event of a contact that it does not know, or
// never tells its application of that contact.
func fails(e *book.Event) bool {
	return e.Task == "needs" || e.Type == "AgentOfferContact" || e.Type == "AgentContactAssigned"
}

// rekeyed reports whether a notification gives a reservation that the client knows its
// own id.
func (m *moment) rekeyed() bool {
	r := m.client.contacts[value.Text(m.notice.data["reservationInteractionId"])]
	return m.notice.event == "AgentContactAssigned" && r != nil
}

// reservedFirst: the SDK fails on an event of a contact that it does not know.
func reservedFirst(m *moment) finding {
	if !m.about() || !m.client.synced || m.rekeyed() {
		return finding{}
	}
	switch {
	case m.notice.kind.Task == "begins", m.contact != nil && m.contact.gone == "":
		return kept
	case !fails(m.notice.kind), m.contact != nil && m.contact.gone != over:
		return finding{} // other rules speak of what comes after wrap-up
	}
	return finding{
		text:     m.notice.event + " is told of a contact that the client knows",
		expected: "AgentContactReserved, AgentContact or AgentOfferCampaignReservation before it",
		seen:     m.notice.event + " of another",
	}
}

// wrappedUpLast: AgentWrappedUp removes the contact, so that the SDK fails on what
// follows.
func wrappedUpLast(m *moment) finding {
	switch {
	case !m.about() || m.contact == nil:
		return finding{}
	case m.contact.gone == "" && m.notice.event == "AgentWrappedUp":
		return kept
	case m.contact.gone != wrappedUp || !fails(m.notice.kind):
		return finding{}
	}
	return finding{text: "nothing more is told of a contact that was wrapped up", expected: "nothing", seen: m.notice.event, earlier: []int{m.contact.seq}}
}

// dialledEnds: a call that the agent dialled is forgotten when it ends without wrap-up.
func dialledEnds(m *moment) finding {
	switch {
	case !m.about() || m.contact == nil:
		return finding{}
	case m.contact.outdial && m.contact.gone == "" && m.notice.event == "AgentWrapup":
		return kept
	case m.contact.gone != unpended || !fails(m.notice.kind):
		return finding{}
	}
	return finding{
		text:     "a call that the agent dialled and that ended without wrap-up is not told of any more",
		expected: "agentsPendingWrapUp with the agent in ContactEnded, or nothing more",
		seen:     m.notice.event, earlier: []int{m.contact.seq},
	}
}

// sameInteraction: what a notification is about is what it carries.
func sameInteraction(m *moment) finding {
	if m.kind != told || m.notice.interaction() == nil {
		return finding{}
	}
	outer, inner := value.Text(m.notice.data["interactionId"]), value.Text(m.notice.interaction()["interactionId"])
	switch {
	case outer == "" || inner == "":
		return finding{}
	case outer == inner:
		return kept
	}
	return finding{text: m.notice.event + " carries the interaction that it is about", expected: value.Clip(outer), seen: value.Clip(inner)}
}

// ownAgent: a notification names who gets it.
func ownAgent(m *moment) finding {
	if m.kind != told || m.notice.family != routing || m.client.agent == "" {
		return finding{}
	}
	switch id := value.Text(m.notice.data["agentId"]); id {
	case "":
		return finding{}
	case m.client.agent:
		return kept
	default:
		return finding{text: m.notice.event + " names the agent who gets it", expected: value.Clip(m.client.agent), seen: value.Clip(id)}
	}
}

// fullInteraction: the SDK forgets what a notification does not have.
func fullInteraction(m *moment) finding {
	if m.kind != told || m.notice.kind == nil || m.notice.kind.Data != "TaskData" || m.notice.data == nil {
		return finding{}
	}
	in, ok := value.ObjectOf(m.notice.data["interaction"])
	f := finding{text: m.notice.event + " has the whole interaction", expected: "an interaction", seen: value.Seen(m.notice.data, "interaction")}
	if !ok {
		return f
	}
	for _, name := range whatever {
		if _, there := in[name]; !there {
			f.expected, f.seen = name+" in it", "no "+name
			return f
		}
	}
	return kept
}

// whatever are the members that every interaction has, in each profile.
var whatever = []string{
	"callProcessingDetails", "contactDirection", "currentVTeam", "interactionId", "isFcManaged", "isTerminated", "media", "mediaChannel", "mediaType",
	"orgId", "owner", "participants", "previousVTeams", "state",
}

// lasting are the members that say what a contact is: nothing takes them away.
var lasting = []string{"mainInteractionId", "createdTimestamp", "outboundType", "callFlowParams"}

// wholeLater: so what one had before, it has later.
func wholeLater(m *moment) finding {
	if !m.about() || m.contact == nil || m.contact.was == nil || m.notice.interaction() == nil {
		return finding{}
	}
	for _, name := range lasting {
		if m.contact.was[name] != nil && m.notice.interaction()[name] == nil {
			return finding{text: "an interaction has what it had before", expected: name, seen: "no " + name + " in " + m.notice.event, earlier: []int{m.contact.seq}}
		}
	}
	return kept
}

// failureOfOwn: the SDK takes a failure for that of any contact whose operation waits. All
// clients of an agent are told of it, whichever has asked.
func failureOfOwn(m *moment) finding {
	if !m.about() || !strings.HasSuffix(m.notice.event, "Failed") {
		return finding{}
	}
	var waits []string
	for _, p := range m.client.waiting {
		if p.fails(m.notice) && !p.moot {
			waits = append(waits, p.request.task)
		}
	}
	switch {
	case len(waits) == 0, slices.Contains(waits, ""), m.askedElsewhere():
		return finding{}
	case slices.Contains(waits, m.notice.id()):
		return kept
	}
	return finding{text: m.notice.event + " is about the contact whose operation failed", expected: value.Clip(waits[0]), seen: value.Clip(m.notice.id())}
}

// fails reports whether a notification is one by which an operation fails.
func (p *promise) fails(n *notice) bool {
	return slices.ContainsFunc(p.method.Settles.Reject, func(r book.Match) bool { return r.Event == n.event })
}

// askedElsewhere reports whether another client of the same agent has asked for what a
// notification tells to have failed.
func (m *moment) askedElsewhere() bool {
	return slices.ContainsFunc(m.all, func(c *client) bool {
		return c != m.client && c.desk == m.client.desk && slices.ContainsFunc(c.begun, func(p *promise) bool {
			return p.fails(m.notice) && p.request.task == m.notice.id()
		})
	})
}
