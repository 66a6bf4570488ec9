package sim

import (
	"encoding/json"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
)

// Whatever a phone is used for is the first of these that the agent has, oldest first.
var (
	ringing = []center.State{center.Offered}
	talking = []center.State{center.Connected, center.Dialing, center.Held}
)

// onPhone is a call that is one verb on a call at the phone of an agent's desk.
func onPhone(v center.Verb, states []center.State) func(*machine, json.RawMessage) (any, error) {
	return func(m *machine, params json.RawMessage) (any, error) {
		var p struct {
			Agent string `json:"agent"`
		}
		if err := DecodeParams(params, &p); err != nil {
			return nil, err
		}
		if err := need("agent", p.Agent); err != nil {
			return nil, err
		}
		agent := center.AgentID(p.Agent)
		if _, ok := m.center.View(agent); !ok {
			return nil, fmt.Errorf("agent %q: %w", p.Agent, center.ErrUnknownAgent)
		}
		parts := m.center.Parts(agent)
		if id, ok := atPhone(parts, states); ok {
			return nil, m.step(center.Command{Verb: v, Agent: agent, Interaction: id})
		}
		if id, ok := atPhone(parts, ringing); ok { // putting it down declines what rings
			return nil, m.step(center.Command{Verb: center.Reject, Agent: agent, Interaction: id})
		}
		return nil, fmt.Errorf("%s: the phone of agent %s: %w", v, p.Agent, center.ErrNoCall)
	}
}

// atPhone is the first call in a list that is in the first of these states.
func atPhone(parts []center.Part, states []center.State) (center.InteractionID, bool) {
	for _, s := range states {
		for _, p := range parts {
			if p.Medium == center.Voice && p.State == s {
				return p.ID, true
			}
		}
	}
	return "", false
}
