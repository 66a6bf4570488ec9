package webex

import (
	"fmt"
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/wire"
)

// routingMessage is the outer type of what is told about contacts.
const routingMessage = "RoutingMessage"

// notice is a notification: its outer type, and what its data has before the type of
// the event, which stands last.
type notice struct {
	outer string
	event string
	data  object
}

// agentNotice is a notification about the agent: data has what stands behind the
// members that all of them share.
func (s *Session) agentNotice(outer, event string, data ...member) notice {
	return notice{outer, event, append(object{
		{"eventType", "AgentDesktopMessage"},
		{"agentId", AgentID(s.cfg.User)},
		{"trackingId", s.trace()},
		{"orgId", s.cfg.Tenant.Organization},
		{"agentSessionId", s.sessionID()},
	}, data...)}
}

// about is a notification about a contact, which has the whole of it. Members in more
// replace those of the same name, or stand behind.
func (s *Session) about(c *contact, event string, more ...member) notice {
	data := object{
		{"mediaResourceId", c.id},
		{"eventType", routingMessage},
		{"eventTime", s.epoch(s.now)},
		{"agentId", AgentID(s.cfg.User)},
		{"destAgentId", AgentID(c.consulted)},
		{"trackingId", s.trace()},
		{"consultMediaResourceId", c.consulting},
		{"interaction", s.interaction(c)},
		{"interactionId", c.id},
		{"orgId", s.cfg.Tenant.Organization},
		{"owner", AgentID(c.owner)},
		{"queueMgr", "aqm"},
		{"isConferencing", c.conference},
	}
	if c.queued {
		data = append(data, member{"queueName", c.queue.name})
	}
	if ring := int(s.cfg.Ring / time.Second); c.state == stateNew && c.campaign == "" && ring > 0 {
		data = append(data, member{"ronaTimeout", ring})
	}
	return notice{routingMessage, event, data.over(more)}
}

// over is an object with members of another above, which replace its own.
func (o object) over(more []member) object {
	for _, m := range more {
		if i := slices.IndexFunc(o, func(x member) bool { return x.name == m.name }); i >= 0 {
			o[i] = m
		} else {
			o = append(o, m)
		}
	}
	return o
}

// send writes a notification to every open socket.
func (s *Session) send(n notice, dst []wire.Frame) []wire.Frame {
	if len(s.sockets) == 0 {
		return dst
	}
	body := encode(object{
		{"type", n.outer},
		{"orgId", s.cfg.Tenant.Organization},
		{"trackingId", "notifs_" + s.trace()},
		{"data", append(n.data[:len(n.data):len(n.data)], member{"type", n.event})},
	})
	for _, page := range s.sockets {
		dst = append(dst, wire.Frame{Page: page, Body: body})
	}
	return dst
}

// trace is the next tracking id.
func (s *Session) trace() string {
	s.traces++
	return hash("trace", string(s.cfg.User), fmt.Sprint(s.traces))
}

// sessionID is the id of the agent's session.
func (s *Session) sessionID() string { return uuid("session", string(s.cfg.User)) }
