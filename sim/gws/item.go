package gws

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// isTold reports whether a part appears on this wire: calls and previews never do.
func isTold(p *center.Part) bool { return p.Medium == center.Chat || p.Medium == center.Email }

// standing is how an interaction stands for one agent.
type standing uint8

const (
	offered  standing = 1 << iota
	askedIn           // to a conference
	handled           // accepted, and not given up yet
	composed          // an e-mail that the agent writes
	leftOver          // it is over for them, but they have not finished it yet

	invited    = offered | askedIn
	undertaken = handled | composed | leftOver
)

// standingOf is how a part stands; 0 once it is over.
func standingOf(p *center.Part) standing {
	switch {
	case p.State == center.Offered:
		return offered
	case p.State == center.AskedIn:
		return askedIn
	case p.State.Handles() && p.Medium == center.Email && p.Kind == center.Outbound:
		return composed
	case p.State.Handles():
		return handled
	case p.Owes:
		return leftOver
	}
	return 0
}

// parts are the user's chats and e-mails.
func (s *Session) parts() []center.Part {
	return slices.DeleteFunc(s.port.Center().Parts(s.cfg.User.ID), func(p center.Part) bool { return !isTold(&p) })
}

// mine is the user's part in the interaction of an id on this wire.
func (s *Session) mine(id string) (center.Part, bool) {
	for _, p := range s.parts() {
		if ID(p.ID) == id {
			return p, true
		}
	}
	return center.Part{}, false
}

// others are the other agents who handle an interaction.
func others(p *center.Part) []center.Party {
	return slices.DeleteFunc(slices.Clone(p.Parties), func(x center.Party) bool { return x.Agent == "" })
}

// maxPast is how many interactions that are gone a session remembers.
const maxPast = 256

// remember keeps in mind that an interaction was the user's.
func (s *Session) remember(id center.InteractionID) {
	if len(s.past) == maxPast {
		s.past = slices.Delete(s.past, 0, 1)
	}
	s.past = append(s.past, id)
}
