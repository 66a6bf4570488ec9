package webex

import (
	"fmt"

	"github.com/deskproof/deskproof/sim/wire"
)

// The outer types of notifications.
const (
	routingMessage = "RoutingMessage"
)

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
