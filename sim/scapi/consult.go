package scapi

import (
	"encoding/json"

	"github.com/deskproof/deskproof/sim/center"
)

// sendTo is what consult, singleStepTransfer and singleStepConference take. What
// extensions mean is between the desktop and its switch: they are taken and have no
// effect, as for a chat they must not have any.
var sendTo = []param{interactionID, {"targetQuery", isTarget, false}, userData, {"extensions", isObject, true}}

// Service Client API Reference, Interaction namespace: targetQuery.type.
var targetKinds = map[string]center.TargetKind{
	"AGENT":             center.ToAgent,
	"AGENT_GROUP":       center.ToGroup,
	"SKILL":             center.ToSkill,
	"INTERACTION_QUEUE": center.ToQueue,
	"ROUTING_POINT":     center.ToRoutingPoint,
	"CUSTOM_CONTACT":    center.ToNumber,
}

// targetQuery is where a request wants to reach somebody.
type targetQuery struct {
	Type        *string `json:"type"`
	Target      *string `json:"target"` // what consult's own page calls the type, and some pages elsewhere
	Destination *string `json:"destination"`
	Media       *string `json:"media"` // of consult alone
}

// query reads the second argument: text is a number to call.
func (r *request) query() (targetQuery, error) {
	if number, ok := text(r.args[1]); ok {
		custom := "CUSTOM_CONTACT"
		return targetQuery{Type: &custom, Destination: &number}, nil
	}
	var q targetQuery
	if json.Unmarshal(r.args[1], &q) != nil {
		return q, refusal("The members of targetQuery must be strings")
	}
	if q.Type == nil {
		q.Type = q.Target
	}
	return q, nil
}

func (q targetQuery) target() (center.Target, error) {
	if q.Type == nil {
		return center.Target{}, refusal("The type of targetQuery is missing")
	}
	if q.Destination == nil || *q.Destination == "" {
		return center.Target{}, refusal("The destination of targetQuery is missing")
	}
	kind, ok := targetKinds[*q.Type]
	if !ok {
		return center.Target{}, refusal("Unknown target type " + *q.Type)
	}
	return center.Target{Kind: kind, Name: *q.Destination}, nil
}

// consult asks somebody about an interaction, over its own medium or another.
func (s *Session) consult(r *request) ([]byte, error) {
	q, err := r.query()
	if err != nil {
		return nil, err
	}
	cmd := center.Command{Verb: center.Consult}
	if q.Media != nil {
		m, ok := mediumNamed(*q.Media)
		if !ok {
			return nil, refusal("Media " + *q.Media + " not found")
		}
		cmd.Medium = m
	}
	return nil, s.sendOn(r, q, cmd)
}

// send is a request that transfers an interaction or lets somebody join it, in a single step.
func send(v center.Verb) func(*Session, *request) ([]byte, error) {
	return func(s *Session, r *request) ([]byte, error) {
		q, err := r.query()
		if err != nil {
			return nil, err
		}
		return nil, s.sendOn(r, q, center.Command{Verb: v})
	}
}

func (s *Session) sendOn(r *request, q targetQuery, cmd center.Command) (err error) {
	if cmd.Target, err = q.target(); err != nil {
		return err
	}
	if cmd.Data, err = userDataOf(r.args[2]); err != nil {
		return err
	}
	return s.apply(r, cmd, 0)
}
