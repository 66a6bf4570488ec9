package webex

import (
	"cmp"
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/center"
)

// errand is something that a session does by itself when it is due.
type errand struct {
	verb center.Verb
	part center.InteractionID
	due  time.Duration
}

// ring lets the agent's desk phone be picked up after a while.
func (s *Session) ring(p *center.Part) {
	if p.Medium == center.Voice && s.cfg.Answer >= 0 {
		s.errands = append(s.errands, errand{center.Accept, p.ID, s.now + s.cfg.Answer})
	}
}

// unring forgets that: it has been picked up, or rings no more.
func (s *Session) unring(p *center.Part) {
	s.errands = slices.DeleteFunc(s.errands, func(e errand) bool { return e.part == p.ID })
}

// chore marks a part done as soon as may be.
func (s *Session) chore(part center.InteractionID) {
	s.errands = append(s.errands, errand{center.Done, part, s.now})
}

// errandDue says when the first errand is due.
func (s *Session) errandDue() (time.Duration, bool) {
	if len(s.errands) == 0 {
		return 0, false
	}
	first := slices.MinFunc(s.errands, func(a, b errand) int { return cmp.Compare(a.due, b.due) })
	return first.due, true
}

// runErrands does what is due. What is not possible any more is left.
func (s *Session) runErrands() {
	for _, e := range slices.Clone(s.errands) {
		if e.due <= s.now {
			s.errands = slices.DeleteFunc(s.errands, func(x errand) bool { return x == e })
			_ = s.port.Do(center.Command{Verb: e.verb, Agent: s.cfg.User, Interaction: e.part})
		}
	}
}
