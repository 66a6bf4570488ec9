package scapi

import (
	"errors"
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// ErrInactive is why the session of an agent has ended who did nothing for too long.
var ErrInactive = errors.New("the session has ended: the agent was inactive")

// Activity says that the agent does something in the desktop now. Of requests only
// system.triggerActivity counts: no document says so of another.
func (s *Session) Activity(now time.Duration) {
	if s.cfg.Access.inactivity > 0 {
		s.ends = now + s.cfg.Access.inactivity
	}
}

func (s *Session) triggerActivity(r *request) ([]byte, error) {
	s.Activity(r.now)
	return nil, nil
}

// Next says when the desktop does something by itself; false: it will not.
func (s *Session) Next() (time.Duration, bool) {
	next := s.ends
	for _, t := range s.toasts {
		if t.closes > 0 && (next == 0 || t.closes < next) {
			next = t.closes
		}
	}
	return next, next > 0
}

// Tick closes the toasts whose time is over. After ErrInactive the agent has been
// logged out and the desktop is gone; what becomes of the agent is inferred.
func (s *Session) Tick(now time.Duration, c wire.Port, dst []wire.Frame) ([]wire.Frame, error) {
	s.toasts = slices.DeleteFunc(s.toasts, func(t toast) bool { return t.closes > 0 && t.closes <= now })
	if s.ends == 0 || now < s.ends {
		return dst, nil
	}
	_ = c.Do(center.Command{Verb: center.ForceState, Agent: s.cfg.Agent, Kind: center.LoggedOut}) // no state forbids it
	return dst, ErrInactive
}
