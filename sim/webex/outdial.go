package webex

import (
	"fmt"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/center"
)

// outdialPath makes contacts; the slash that clients put behind it counts for nothing.
const outdialPath = "/v1/tasks"

// outboundFailed tells that a call of the agent did not come about.
const outboundFailed = "AgentOutboundFailed"

// longestDestination is how long what an agent dials may be.
const longestDestination = 36

// dialOut calls a number for the agent.
func (s *Session) dialOut(r *request) (answer, error) {
	b := r.body()
	number := b.text("destination")
	b.text("entryPointId")
	b.oneOf("direction", "OUTBOUND")
	b.oneOf("mediaType", "telephony")
	b.oneOf("outboundType", outdial)
	b.textIf("origin")
	switch {
	case b.err != nil:
		return answer{}, b.err
	case number == "" || utf8.RuneCountInString(number) > longestDestination:
		return answer{}, bad("destination is empty, or too long")
	}
	s.doing = &doing{op: outdialPath}
	if err := s.dial(number); err != nil {
		s.doing = nil
		s.tellOutboundFailure(r, number, why(err))
	}
	return answer{Status: http.StatusCreated, Body: object{}}, nil
}

func (s *Session) dial(number string) error {
	if !s.loggedIn {
		return errNotLoggedIn
	}
	if s.hasCall() {
		return errAgentBusy
	}
	return s.port.Do(center.Command{Verb: center.Dial, Agent: s.cfg.User, Number: number})
}

// hasCall reports whether the agent has a call, also while they wrap it up, and so can make
// no other: inferred.
func (s *Session) hasCall() bool {
	return slices.ContainsFunc(s.port.Center().Parts(s.cfg.User), func(p center.Part) bool { return p.Medium == center.Voice })
}

// tellOutboundFailure tells of a contact that did not come to be.
func (s *Session) tellOutboundFailure(r *request, number string, f refusal) {
	s.refused++
	of := center.InteractionID(fmt.Sprintf("no call:%s#%d", s.cfg.User, s.refused))
	c := s.contactOf(&center.Story{
		ID: of, Medium: center.Voice, Kind: center.Outbound, Begun: s.now, Over: true,
		DNIS: number, Customer: number, Owner: s.cfg.User,
		Members: []center.Member{
			{Number: number, Customer: true, State: center.Dialing},
			{Agent: s.cfg.User, State: center.Dialing},
		},
	})
	r.tell(s.about(c, outboundFailed, f.members()...))
}
