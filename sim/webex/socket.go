package webex

import (
	"slices"

	"github.com/deskproof/deskproof/sim/wire"
)

// registration is what a session knows of its subscriptions.
type registration struct{}

// registrationEndpoints are the subscription and the configuration calls.
var registrationEndpoints []endpoint

func (s *Session) openSocket(p wire.Page, dst []wire.Frame) []wire.Frame {
	s.sockets = append(s.sockets, p.ID)
	return append(dst, wire.Frame{Page: p.ID, Body: encode(object{
		{"type", "Welcome"},
		{"data", object{{"agentId", AgentID(s.cfg.User)}}},
	})})
}

func (s *Session) closeSocket(page uint32) {
	s.sockets = slices.DeleteFunc(s.sockets, func(p uint32) bool { return p == page })
}

func (s *Session) receiveSocket(in wire.Frame, dst []wire.Frame) ([]wire.Frame, error) {
	return dst, nil
}
