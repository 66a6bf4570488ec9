package scapi

import "github.com/deskproof/deskproof/steps/target"

// TargetTypes are the kinds of destinations in this wire's words (Service Client API
// Reference, Interaction namespace, targetQuery).
var TargetTypes = map[target.DestinationKind]string{
	target.ToAgent:        "AGENT",
	target.ToGroup:        "AGENT_GROUP",
	target.ToSkill:        "SKILL",
	target.ToQueue:        "INTERACTION_QUEUE",
	target.ToRoutingPoint: "ROUTING_POINT",
	target.ToNumber:       "CUSTOM_CONTACT",
}

// query is the targetQuery of an action: a text for a number of which no more is said.
// The documents print the kind of a consultation's target under target, and the client's
// sample under type; both are sent, so that a desktop that reads either understands.
func query(a target.Action) any {
	if a.To.Kind == target.ByNumber {
		return a.To.Name
	}
	kind := TargetTypes[a.To.Kind]
	out := map[string]string{"type": kind, "destination": a.To.Name}
	if a.Verb == target.Consult {
		out["target"] = kind
		if a.Media != "" {
			out["media"] = a.Media
		}
	}
	return out
}
