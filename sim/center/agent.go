package center

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// agent is an agent with their media, calls and record.
type agent struct {
	Agent
	media     []mediumState
	legs      []*leg        // in the order in which they entered the list
	seats     []*seat       // likewise
	record    *record       // the record they hold; nil: none
	wants     bool          // direct push: they asked for records
	loggedIn  bool          // by request
	signedIn  bool          // at a phone
	phone     string        // at which
	recorded  bool          // their calls are, from when they answer
	idleSince time.Duration // when they last became free, or ready
}

type mediumState struct {
	medium Medium
	state  AgentState
}

func (c *Center) addAgent(d Agent) error {
	if _, ok := c.byID[d.ID]; ok {
		return fmt.Errorf("agent %s is there twice", d.ID)
	}
	if _, ok := c.byNumber[d.Number]; ok && d.Number != "" {
		return fmt.Errorf("agent %s: number %s belongs to another agent", d.ID, d.Number)
	}
	start, ok := c.choice(d.Start)
	if !ok {
		return fmt.Errorf("agent %s starts in state %q: %w", d.ID, d.Start, ErrUnknownState)
	}
	a := &agent{Agent: d}
	for _, m := range d.Media {
		a.media = append(a.media, mediumState{m, start})
	}
	if len(a.media) == 0 {
		return fmt.Errorf("agent %s has no media", d.ID)
	}
	c.agents = append(c.agents, a)
	c.byID[d.ID] = a
	if d.Number != "" {
		c.byNumber[d.Number] = a
	}
	return nil
}

func (c *Center) agent(id AgentID) (*agent, error) {
	a, ok := c.byID[id]
	if !ok {
		return nil, fmt.Errorf("agent %s: %w", id, ErrUnknownAgent)
	}
	return a, nil
}

func (c *Center) choice(operation string) (AgentState, bool) {
	i := slices.IndexFunc(c.cfg.Choices, func(s AgentState) bool { return s.Operation == operation })
	if i < 0 {
		return AgentState{}, false
	}
	return c.cfg.Choices[i], true
}

// chooseState puts the agent, or one of their media, in a state they chose.
func (c *Center) chooseState(a *agent, cmd *Command) error {
	s, ok := c.choice(cmd.State)
	if !ok {
		return fmt.Errorf("agent %s chooses %q: %w", a.ID, cmd.State, ErrUnknownState)
	}
	return c.setState(a, cmd.Medium, s)
}

// forceState is chooseState by something outside the agent's hands, which can
// also bring about the states that nobody can choose.
func (c *Center) forceState(cmd *Command) error {
	a, err := c.agent(cmd.Agent)
	if err != nil {
		return err
	}
	if cmd.Kind < Ready || cmd.Kind > UnknownState {
		return fmt.Errorf("agent %s: %w %d", a.ID, ErrUnknownState, cmd.Kind)
	}
	s := AgentState{Kind: cmd.Kind, Reason: cmd.Reason, Code: cmd.Code}
	for _, known := range c.cfg.Choices {
		if known.Kind == s.Kind && known.Reason == s.Reason {
			s = known
			break
		}
	}
	return c.setState(a, cmd.Medium, s)
}

// setState puts one medium, or with 0 all, in a state.
func (c *Center) setState(a *agent, m Medium, s AgentState) error {
	if m != 0 && a.medium(m) == nil {
		return fmt.Errorf("agent %s, %s: %w", a.ID, m, ErrUnknownMedium)
	}
	c.setStates(a, s, func(ms *mediumState) bool { return m == 0 || ms.medium == m })
	return nil
}

// setStates puts the media that are meant in a state and reports what changed: first
// the agent as a whole, then each medium.
func (c *Center) setStates(a *agent, s AgentState, meant func(*mediumState) bool) {
	before := a.overall()
	var changed []Medium
	for i := range a.media {
		ms := &a.media[i]
		if meant(ms) && ms.state != s {
			ms.state = s
			changed = append(changed, ms.medium)
			if s.Kind == Ready {
				c.readyAgain(a)
			}
		}
	}
	a.leaveDesk()
	if after := a.overall(); after != before {
		c.emit(Event{Kind: AgentChanged, Agent: a.ID, State: after})
	}
	for _, m := range changed {
		c.emit(Event{Kind: MediumChanged, Agent: a.ID, Medium: m, State: s})
	}
}

func (a *agent) medium(m Medium) *mediumState {
	for i := range a.media {
		if a.media[i].medium == m {
			return &a.media[i]
		}
	}
	return nil
}

// overall is the agent's state as a whole: that of all media when they agree;
// partly ready when some are; else the first that is not ready.
func (a *agent) overall() AgentState {
	first := a.media[0].state
	same, ready := true, false
	for _, ms := range a.media {
		same = same && ms.state == first
		ready = ready || ms.state.Kind == Ready
	}
	switch {
	case same:
		return first
	case ready:
		return AgentState{Kind: PartlyReady}
	}
	for _, ms := range a.media {
		if ms.state.Kind != LoggedOut {
			return ms.state
		}
	}
	return first
}

// MaxParts is how many calls an agent's list holds, and how many chats and e-mails,
// those included that wait for mark done.
const MaxParts = 1000

// takesCalls reports why the agent cannot get or make calls, or nil.
func (a *agent) takesCalls() error {
	v := a.medium(Voice)
	if v == nil {
		return fmt.Errorf("agent %s, %s: %w", a.ID, Voice, ErrUnknownMedium)
	}
	switch v.state.Kind {
	case LoggedOut, LoggedOutUndisturbed, DoNotDisturb, OutOfService, UnknownState:
		return &UnavailableError{Agent: a.ID, State: v.state.Kind}
	}
	if len(a.legs) >= MaxParts {
		return fmt.Errorf("agent %s: %w", a.ID, ErrFull)
	}
	return nil
}

// takesOffer reports why nothing of that medium can be offered to the agent, or
// nil: they must be ready for it.
func (a *agent) takesOffer(m Medium) error {
	if err := a.handles(m); err != nil {
		return err
	}
	if ms := a.medium(m); ms.state.Kind != Ready {
		return &UnavailableError{Agent: a.ID, State: ms.state.Kind}
	}
	return nil
}

// handles reports why the agent can get nothing of that medium into their list, or
// nil: they must be signed in to it.
func (a *agent) handles(m Medium) error {
	if err := a.holds(m); err != nil {
		return err
	}
	switch k := a.medium(m).state.Kind; k {
	case LoggedOut, LoggedOutUndisturbed, OutOfService, UnknownState:
		return &UnavailableError{Agent: a.ID, State: k}
	}
	return nil
}

// holds reports why the agent's list can have no more of that medium, or nil. It asks for
// no state: what agents handle stays theirs when they log out, and so does what belongs to
// it.
func (a *agent) holds(m Medium) error {
	if a.medium(m) == nil {
		return fmt.Errorf("agent %s, %s: %w", a.ID, m, ErrUnknownMedium)
	}
	if len(a.seats) >= MaxParts {
		return fmt.Errorf("agent %s: %w", a.ID, ErrFull)
	}
	return nil
}

// isBusy reports whether a call to the agent finds them busy.
func (a *agent) isBusy() bool { return a.takesCalls() != nil || a.onCall() }

// isFree reports whether records may be offered to the agent now: they are ready
// and have nothing else to do. That a call in any state keeps them busy, until it
// is marked done, is inferred.
func (a *agent) isFree() bool {
	m := a.medium(Preview)
	if m == nil {
		m = a.medium(Voice)
	}
	return m != nil && m.state.Kind == Ready && a.record == nil && len(a.legs) == 0
}

// onCall reports whether the agent is talking or dialing.
func (a *agent) onCall() bool {
	return slices.ContainsFunc(a.legs, func(l *leg) bool { return l.state == Connected || l.state == Dialing })
}

func (a *agent) leg(id InteractionID) (*leg, bool) {
	for _, l := range a.legs {
		if l.id == id {
			return l, true
		}
	}
	return nil, false
}

// name is the agent's, or else their id.
func (a *agent) name() string {
	return cmp.Or(Contact{a.First, a.Last}.name(), string(a.ID))
}

func (a *agent) party() Party { return Party{Number: a.Number, Agent: a.ID} }

func (a *agent) drop(l *leg) {
	a.legs = slices.DeleteFunc(a.legs, func(x *leg) bool { return x == l })
}
