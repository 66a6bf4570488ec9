package webex

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// Observe tells the agent what happened to what is theirs.
func (s *Session) Observe(now time.Duration, e *center.Event, dst []wire.Frame) []wire.Frame {
	s.now = now
	if e.Kind == center.AgentChanged && e.Agent == s.cfg.User {
		for _, n := range s.observeState(e) {
			dst = s.send(n, dst)
		}
	}
	return dst
}
