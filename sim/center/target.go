package center

import "fmt"

// Target is where an interaction is to go.
type Target struct {
	Kind TargetKind
	Name string // an agent's id; a name; a phone number
}

// orLast is a target, or if that is one agent alone the last that was not.
func (t Target) orLast(last Target) Target {
	if t.Kind == ToAgent || t.Kind == ToNumber {
		return last
	}
	return t
}

func (t Target) String() string { return fmt.Sprintf("%s %q", t.Kind, t.Name) }

// TargetKind is what a target is.
type TargetKind uint8

// The kinds of target.
const (
	ToAgent TargetKind = iota + 1
	ToGroup
	ToSkill
	ToQueue
	ToRoutingPoint
	ToNumber // of an agent, or outside
)

// Group is a group of agents.
type Group struct {
	Name   string
	Agents []AgentID
}

// Skill is a skill and who has it, at which level: the higher, the better.
type Skill struct {
	Name   string
	Agents []SkilledAgent
}

// SkilledAgent is an agent who has a skill.
type SkilledAgent struct {
	ID    AgentID
	Level int
}

// Route is a queue or a routing point, from which interactions go to a group or a skill.
type Route struct {
	Name string
	To   Target
}

// candidate is an agent who may be chosen.
type candidate struct {
	agent *agent
	level int
}

// addTargets reads the targets beside agents and numbers.
func (c *Center) addTargets() error {
	c.targets = map[Target][]candidate{}
	for _, g := range c.cfg.Groups {
		for _, id := range g.Agents {
			if err := c.addCandidate(Target{ToGroup, g.Name}, id, 0); err != nil {
				return err
			}
		}
	}
	for _, s := range c.cfg.Skills {
		for _, a := range s.Agents {
			if err := c.addCandidate(Target{ToSkill, s.Name}, a.ID, a.Level); err != nil {
				return err
			}
		}
	}
	if err := c.addRoutes(ToQueue, c.cfg.Queues); err != nil {
		return err
	}
	return c.addRoutes(ToRoutingPoint, c.cfg.RoutingPoints)
}

func (c *Center) addCandidate(t Target, id AgentID, level int) error {
	a, err := c.agent(id)
	if err != nil {
		return fmt.Errorf("%s: %w", t, err)
	}
	c.targets[t] = append(c.targets[t], candidate{a, level})
	return nil
}

func (c *Center) addRoutes(kind TargetKind, routes []Route) error {
	for _, r := range routes {
		to, ok := c.targets[r.To]
		if !ok || r.To.Kind != ToGroup && r.To.Kind != ToSkill {
			return fmt.Errorf("%s %q routes to %s: %w", kind, r.Name, r.To, ErrUnknownTarget)
		}
		c.targets[Target{kind, r.Name}] = to
	}
	return nil
}

// destination is what a target turned out to be: an agent, candidates, or else an
// outside number.
type destination struct {
	agent      *agent
	candidates []candidate
	number     string
}

func (d destination) isOutside() bool { return d.agent == nil && d.candidates == nil }

// destination finds a target.
func (c *Center) destination(t Target) (destination, error) {
	switch t.Kind {
	case ToAgent:
		a, err := c.agent(AgentID(t.Name))
		return destination{agent: a}, err
	case ToNumber:
		if t.Name == "" {
			return destination{}, ErrNoNumber
		}
		return destination{agent: c.byNumber[t.Name], number: t.Name}, nil
	}
	to, ok := c.targets[t]
	if !ok {
		return destination{}, fmt.Errorf("%s: %w", t, ErrUnknownTarget)
	}
	return destination{candidates: to}, nil
}

// arrivesAt is where an inbound interaction goes, which cannot be outside.
func (c *Center) arrivesAt(cmd *Command) (destination, error) {
	t := cmd.Target
	if t == (Target{}) {
		t = Target{ToAgent, string(cmd.Agent)}
	}
	d, err := c.destination(t)
	switch {
	case err != nil:
		return d, err
	case d.isOutside():
		return d, fmt.Errorf("%s is nobody's here: %w", t, ErrUnknownTarget)
	case d.agent != nil && (cmd.Medium == Chat || cmd.Medium == Email):
		return d, d.agent.takesOffer(cmd.Medium)
	case d.agent != nil:
		return d, d.agent.takesCalls()
	}
	return d, c.roomToWait()
}

// party is what a call to a destination says of it before somebody is there.
func (d destination) party(t Target) Party {
	if d.agent != nil {
		return d.agent.party()
	}
	return Party{Number: t.Name}
}
