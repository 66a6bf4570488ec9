package sim

import (
	"cmp"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
)

// targetParams is where an interaction that arrives is to go.
type targetParams struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

var stageTargets = map[string]center.TargetKind{
	"agent": center.ToAgent, "agent-group": center.ToGroup, "skill": center.ToSkill,
	"queue": center.ToQueue, "routing-point": center.ToRoutingPoint, "number": center.ToNumber,
}

// oneTarget reports that an interaction is to go to neither an agent nor a target that
// is one, or to both.
func oneTarget(agent string, t *targetParams) error {
	switch {
	case agent == "" && t == nil:
		return fmt.Errorf("%w: agent is missing, or target instead of it", ErrParams)
	case agent != "" && t != nil:
		return fmt.Errorf("%w: agent and target are both given; leave one out", ErrParams)
	case t == nil:
		return nil
	}
	if err := cmp.Or(need("target.type", t.Type, "target.name", t.Name), short("target.name", t.Name)); err != nil {
		return err
	}
	if _, ok := stageTargets[t.Type]; !ok {
		return unknownWord("target.type", t.Type, stageTargets)
	}
	return nil
}

// target is the target in the center's words; none if there is none.
func (t *targetParams) target() center.Target {
	if t == nil {
		return center.Target{}
	}
	return center.Target{Kind: stageTargets[t.Type], Name: t.Name}
}
