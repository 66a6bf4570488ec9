package webex

import (
	"slices"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// learns takes in what a notification tells of contacts, as the SDK does.
func (c *client) learns(n *notice, seq int) {
	switch n.event {
	case "Welcome":
		c.agent = value.Text(n.data["agentId"])
	case "AgentReloginSuccess", "AgentReloginFailed", "AgentStationLoginSuccess":
		c.synced = true
	}
	id := n.id()
	if id == "" || n.kind == nil {
		return
	}
	it := c.contacts[id]
	if r := value.Text(n.data["reservationInteractionId"]); n.event == "AgentContactAssigned" && it == nil && r != "" && c.contacts[r] != nil {
		it = c.contacts[r] // the reservation is the contact from now on
		delete(c.contacts, r)
		c.contacts[id] = it
	}
	if n.kind.Task == "begins" && (it == nil || it.gone != "") {
		it = &contact{}
		c.contacts[id] = it
	}
	if it == nil {
		return
	}
	it.learns(c.agent, n)
	if was := n.interaction(); was != nil {
		it.was, it.seq = was, seq
	}
	if child := c.contacts[value.Text(n.data["childInteractionId"])]; n.event == "ContactMerged" && child != nil {
		child.gone = over
	}
}

func (it *contact) learns(agent string, n *notice) {
	in := n.interaction()
	if kind := value.Text(in["outboundType"]); kind != "" {
		it.outdial = kind == "OUTDIAL"
	}
	isNew := value.Text(in["state"]) == "new"
	pending := slices.Contains(value.Texts(n.data["agentsPendingWrapUp"]), agent)
	switch n.event {
	case "AgentOfferConsult":
		it.consulted = true
	case "AgentConsultCreated":
		it.consulted = false
	case "AgentConsultEnded":
		if it.consulted {
			it.gone = over
		}
	case "AgentOfferContactRona":
		if isNew {
			it.gone = over
		}
	case "AgentWrappedUp":
		it.gone = wrappedUp
	case "ContactEnded":
		switch {
		case it.outdial && !pending:
			it.gone = unpended
		case isNew && !it.outdial, secondary(in):
			it.gone = over
		}
	}
}

// secondary reports whether an interaction is one of who is consulted.
func secondary(in value.Object) bool {
	details, _ := value.ObjectOf(in["callProcessingDetails"])
	parent := value.Text(details["parentInteractionId"])
	return value.Text(details["relationshipType"]) == "consult" && parent != "" && parent != value.Text(in["interactionId"])
}
