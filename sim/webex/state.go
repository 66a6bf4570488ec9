package webex

import (
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/center"
)

// standing is the state of an agent: whether they are available, and if not the code
// that says why.
type standing struct {
	sub string
	aux string
}

// The states of agents. An agent who let an offer run out is idle because of that.
const (
	available = "Available"
	idle      = "Idle"
	rona      = "RONA"
)

// availableCode is the code of agents who are available.
const availableCode = "0"

// lostReason is why an agent whose last socket has closed is idle: a client that comes
// anew makes them available again.
const lostReason = "agent-wss-disconnect"

// idleCode is a reason to be idle.
type idleCode struct {
	id, name string
	state    center.AgentState
	system   bool // no agent chooses it
}

// ronaCode is the code of agents who let an offer run out.
var ronaCode = idleCode{id: uuid("idle", rona), name: rona, system: true}

// idleCodes are the states of the center in which an agent gets nothing, first the one
// that an agent is in who has just logged in.
func (s *Session) idleCodes() []idleCode {
	first := s.choice(center.NotReady)
	out := []idleCode{codeOf(first)}
	for _, c := range s.port.Center().Choices() {
		if c != first && subStatus(c.Kind) == idle && c.Kind != center.LoggedOut {
			out = append(out, codeOf(c))
		}
	}
	return append(out, ronaCode)
}

func codeOf(c center.AgentState) idleCode {
	name := c.Display
	if name == "" {
		name = c.Kind.String()
	}
	return idleCode{id: uuid("idle", c.Operation, c.Reason, c.Kind.String()), name: name, state: c}
}

// idleCode is the code of that id, or else the first.
func (s *Session) idleCode(id string) idleCode {
	codes := s.idleCodes()
	if i := slices.IndexFunc(codes, func(c idleCode) bool { return c.id == id && !c.system }); i >= 0 {
		return codes[i]
	}
	return codes[0]
}

// choice is the first state of a kind that agents of this center can choose.
func (s *Session) choice(k center.StateKind) center.AgentState {
	for _, c := range s.port.Center().Choices() {
		if c.Kind == k {
			return c
		}
	}
	return center.AgentState{Kind: k}
}

// put puts the agent in a state, which is not always one that the center's own
// desktops have.
func (s *Session) put(c center.AgentState) error {
	if c.Operation == "" {
		return s.port.Do(center.Command{Verb: center.ForceState, Agent: s.cfg.User, Kind: c.Kind, Reason: c.Reason, Code: c.Code})
	}
	return s.port.Do(center.Command{Verb: center.ChooseState, Agent: s.cfg.User, State: c.Operation})
}

func subStatus(k center.StateKind) string {
	if k == center.Ready || k == center.PartlyReady {
		return available
	}
	return idle
}

// setState makes the agent available, or idle with a code.
func (s *Session) setState(r *request) (answer, error) {
	b := r.body()
	state, aux, reason := b.text("state"), b.text("auxCodeId"), b.textIf("lastStateChangeReason")
	agent := b.textIf("agentId")
	switch {
	case b.err != nil:
		return answer{}, b.err
	case agent != "" && agent != AgentID(s.cfg.User):
		return answer{}, notFound("no such agent")
	}
	if why := s.become(state, aux); why != "" {
		r.tell(s.failed(stateChange, "AgentStateChangeFailed", why))
		return taken(), nil
	}
	r.tell(s.stateChanged(s.current(), reason))
	return taken(), nil
}

// become puts the agent in a state; it returns why that cannot be, or nothing.
func (s *Session) become(state, aux string) string {
	to := s.idleCode(aux)
	switch {
	case !s.loggedIn:
		return "AGENT_NOT_FOUND"
	case state != available && state != idle:
		return "UNKNOWN_STATE_CHANGE"
	case state == available && aux != availableCode, state == idle && to.id != aux:
		return "INVALID_AUX_CODE"
	case state == available:
		to.state = s.choice(center.Ready)
	}
	if s.put(to.state) != nil {
		return "STATE_NOT_POSSIBLE"
	}
	return ""
}

// current is how the agent stands in the center.
func (s *Session) current() standing {
	v, _ := s.port.Center().View(s.cfg.User)
	return s.standingOf(v.State)
}

func (s *Session) standingOf(c center.AgentState) standing {
	switch {
	case subStatus(c.Kind) == available:
		return standing{available, availableCode}
	case s.missed:
		return standing{rona, ronaCode.id}
	}
	return standing{idle, codeOf(c).id}
}

// stateChanged is what is told when the agent's state has changed.
func (s *Session) stateChanged(to standing, reason string) notice {
	if to.aux != s.standing.aux {
		s.idleSince = s.now
	}
	s.standing, s.stateSince, s.reason, s.missed = to, s.now, reason, false
	return s.agentNotice(stateChange, "AgentStateChangeSuccess",
		member{"auxCodeId", to.aux},
		member{"status", "LoggedIn"},
		member{"subStatus", to.sub},
		member{"lastIdleCodeChangeTimestamp", s.epoch(s.idleSince)},
		member{"lastStateChangeTimestamp", s.epoch(s.stateSince)},
		member{"changedBy", nil},
		member{"changedById", nil},
		member{"changedByName", nil},
		member{"lastStateChangeReason", reason},
	)
}

// observeState tells a change of the agent's state that did not come from here, or that
// the agent has been logged out.
func (s *Session) observeState(e *center.Event) []notice {
	if !s.loggedIn {
		return nil
	}
	if e.State.Kind == center.LoggedOut {
		return []notice{s.loggedOut()}
	}
	if to := s.standingOf(e.State); to != s.standing {
		reason := ""
		if to.sub == rona {
			reason = rona
		}
		return []notice{s.stateChanged(to, reason)}
	}
	return nil
}

// disconnected is called when the last socket has closed. An agent who is available
// becomes idle at the next tick, which is due at once.
func (s *Session) disconnected() {
	s.lost = s.loggedIn && s.standing.sub == available
}

// stationDue says when the agent's login has something to do by itself.
func (s *Session) stationDue() (time.Duration, bool) { return s.now, s.lost }

// stationTick makes an agent idle who has lost their last socket; nobody is there to
// be told.
func (s *Session) stationTick() {
	if s.lost && len(s.sockets) == 0 && s.put(s.choice(center.NotReady)) == nil {
		s.stateChanged(s.current(), lostReason)
	}
	s.lost = false
}

// epoch is a time of the center as milliseconds since 1970.
func (s *Session) epoch(at time.Duration) int64 { return s.cfg.Begins.Add(at).UnixMilli() }
