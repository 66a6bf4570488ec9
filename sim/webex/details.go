package webex

import (
	"cmp"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// detailFields are the fields of callProcessingDetails, those first that are always
// there, and when the others are. What no fact of the center stands behind is what a
// flow or a supervisor would have set: a text that is attached under the field's name.
var detailFields = []field{
	{"QMgrName", func(*Session, *contact) any { return queueManager }},
	{"taskToBeSelfServiced", func(*Session, *contact) any { return "false" }},
	{"ani", func(_ *Session, c *contact) any { return c.ani }},
	{"displayAni", func(_ *Session, c *contact) any { return c.ani }},
	{"dnis", func(_ *Session, c *contact) any { return c.dnis }},
	{"tenantId", func(s *Session, _ *contact) any { return s.tenantID() }},
	{"QueueId", func(_ *Session, c *contact) any { return c.queue.id }},
	{"vteamId", func(_ *Session, c *contact) any { return c.queue.id }},
	{"customerName", func(_ *Session, c *contact) any { return fullName(c.customer.First, c.customer.Last) }},
	{"virtualTeamName", func(_ *Session, c *contact) any { return c.queue.name }},
	{"ronaTimeout", func(s *Session, _ *contact) any { return seconds(s.cfg.Ring) }},
	{"category", always("category")},
	{"reason", always("reason")},
	{"sourceNumber", func(_ *Session, c *contact) any { return c.ani }},
	{"sourcePage", always("sourcePage")},
	{"appUser", always("appUser")},
	{"customerNumber", func(_ *Session, c *contact) any { return c.number }},
	{"reasonCode", always("reasonCode")},
	{"IvrPath", always("IvrPath")},
	{"pathId", always("pathId")},
	{"fromAddress", func(_ *Session, c *contact) any {
		if c.mediaType == "telephony" {
			return ""
		}
		return c.ani
	}},
	// A call that is, or was, recorded.
	{"pauseResumeEnabled", func(s *Session, c *contact) any { return c.ifRecorded(s.flag(true)) }},
	{"recordingStarted", func(s *Session, c *contact) any { return c.ifRecorded(s.flag(true)) }},
	{"recordInProgress", func(s *Session, c *contact) any {
		return c.ifRecorded(s.flag(c.recording == center.Recorded))
	}},
	{"isPaused", func(s *Session, c *contact) any {
		return c.ifRecorded(s.flag(c.recording == center.RecordingPaused))
	}},
	{"CONTINUE_RECORDING_ON_TRANSFER", func(_ *Session, c *contact) any { return c.ifRecorded("true") }},
	{"pauseDuration", attached("pauseDuration")},
	// It came by a queue.
	{"ROUTING_TYPE", func(_ *Session, c *contact) any {
		switch {
		case !c.queued:
			return nil
		case c.queue.target.Kind == center.ToSkill:
			return "SKILLS_BASED"
		}
		return "LONGEST_AVAILABLE_AGENT"
	}},
	// It came by a routing point, or an agent dialed.
	{"EP_ID", func(s *Session, c *contact) any {
		switch {
		case c.outdial == outdial:
			return s.outdialEntryPoint()
		case c.queue.target.Kind == center.ToRoutingPoint:
			return c.queue.id
		}
		return nil
	}},
	{"workflowId", func(_ *Session, c *contact) any { return c.ofFlow(uuid("flow", c.queue.name)) }},
	{"workflowName", func(_ *Session, c *contact) any { return c.ofFlow(c.queue.name) }},
	// An agent dialed.
	{"outdialAgentId", func(_ *Session, c *contact) any { return textOf(AgentID(c.dialer())) }},
	{"outdialTransferToQueueEnabled", func(s *Session, c *contact) any {
		if c.outdial != outdial {
			return nil
		}
		return s.flag(true)
	}},
	// A campaign's.
	{"campaignId", func(_ *Session, c *contact) any { return textOf(c.campaign) }},
	// Somebody is consulted.
	{"ctqInProgress", func(s *Session, c *contact) any {
		if c.consulting == "" {
			return nil
		}
		return s.flag(c.toQueue)
	}},
	{"consultDestinationAgentJoined", func(s *Session, c *contact) any {
		if c.consulting == "" {
			return nil
		}
		return s.flag(c.joined)
	}},
	{"consultDestinationAgentName", func(s *Session, c *contact) any { return textOf(s.nameOf(c.consulted)) }},
	{"participantInviteTimeout", func(s *Session, c *contact) any {
		if c.consulting == "" || c.joined {
			return attached("participantInviteTimeout")(s, c)
		}
		return seconds(s.cfg.Ring)
	}},
	// The agent is only consulted about it: whose contact it is.
	{"relationshipType", ofConsulted(func(*Session, *contact) any { return "consult" })},
	{"parentInteractionId", ofConsulted(func(_ *Session, c *contact) any { return cmp.Or(c.parent, c.id) })},
	{"parent_ANI", ofConsulted(func(_ *Session, c *contact) any { return c.ani })},
	{"parent_DNIS", ofConsulted(func(_ *Session, c *contact) any { return c.dnis })},
	{"parent_Agent_DN", ofConsulted(func(s *Session, c *contact) any { return textOf(s.phoneOfAgent(c.asks)) })},
	{"parent_Agent_Name", ofConsulted(func(s *Session, c *contact) any { return textOf(s.nameOf(c.asks)) })},
	{"parent_Agent_TeamName", ofConsulted(func(s *Session, c *contact) any { return textOf(s.teamName(c.asks)) })},
	// An entry point is consulted: whom its flow asks has a contact of their own.
	{"childInteractionId", func(s *Session, c *contact) any {
		if c.child == "" {
			return attached("childInteractionId")(s, c)
		}
		return c.child
	}},
	// Agents talk with the customer together.
	{"isConferencing", func(_ *Session, c *contact) any {
		if !c.conference {
			return nil
		}
		return "true"
	}},
	// It is on its way to somebody else.
	{"BLIND_TRANSFER_IN_PROGRESS", func(_ *Session, c *contact) any {
		if !c.blind {
			return nil
		}
		return true
	}},
	{"convIvrTranscript", attached("convIvrTranscript")},
	{"customerRegion", attached("customerRegion")},
	{"fcDesktopView", attached("fcDesktopView")},
	{"fceRegisteredEvents", attached("fceRegisteredEvents")},
	{"flowTagId", attached("flowTagId")},
	{"isParked", attached("isParked")},
	{"mohFileName", attached("mohFileName")},
	{"monitorType", attached("monitorType")},
	{"monitoringInvisibleMode", attached("monitoringInvisibleMode")},
	{"monitoringRequestId", attached("monitoringRequestId")},
	{"monitoringState", attached("monitoringState")},
	{"priority", attached("priority")},
	{"routingStrategyId", attached("routingStrategyId")},
}

// always is a field that is there: empty, unless something is attached under its name.
func always(name string) func(*Session, *contact) any {
	return func(_ *Session, c *contact) any { return c.datum(name) }
}

// attached is a field that is there when something is attached under its name.
func attached(name string) func(*Session, *contact) any {
	return func(_ *Session, c *contact) any { return textOf(c.datum(name)) }
}

// ofConsulted is a field that is there for an agent who is only consulted.
func ofConsulted(of func(*Session, *contact) any) func(*Session, *contact) any {
	return func(s *Session, c *contact) any {
		if !c.isConsulted {
			return nil
		}
		return of(s, c)
	}
}

// flag is a truth, of which the profiles make a boolean or a text.
func (s *Session) flag(v bool) any {
	switch {
	case s.cfg.Profile == Documented:
		return v
	case v:
		return "true"
	}
	return "false"
}

// ofFlow is what is so when a flow drives the contact.
func (c *contact) ofFlow(v any) any {
	if c.queue.target.Kind != center.ToRoutingPoint {
		return nil
	}
	return v
}

// dialer is the agent who dialed; empty: nobody did.
func (c *contact) dialer() center.AgentID {
	if c.outdial != outdial {
		return ""
	}
	for i := range c.people {
		if a := c.people[i].agent; a != "" {
			return a
		}
	}
	return c.owner
}

func (s *Session) nameOf(agent center.AgentID) string {
	if v, found := s.port.Center().View(agent); found {
		return agentName(v.Agent)
	}
	return ""
}

func (s *Session) phoneOfAgent(agent center.AgentID) string {
	v, _ := s.port.Center().View(agent)
	return phoneOf(v)
}

func (s *Session) teamName(agent center.AgentID) string {
	if teams := s.cfg.Tenant.teamsOf(agent); len(teams) > 0 {
		return teams[0].Name
	}
	return ""
}

// fullName is a name of one or two words.
func fullName(first, last string) string { return strings.TrimSpace(first + " " + last) }
