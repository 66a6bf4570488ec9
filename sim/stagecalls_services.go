package sim

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
)

// listed is the interaction that the desktop of an agent lists under a client-side id.
func (m *machine) listed(agent, interaction string) (center.InteractionID, error) {
	d := m.desk(center.AgentID(agent))
	if d == nil {
		return "", fmt.Errorf("agent %q: %w", agent, ErrUnknownAgent)
	}
	if d.session == nil {
		return "", fmt.Errorf("agent %q: %w: no page has opened their desk", agent, center.ErrUnknownInteraction)
	}
	id, ok := d.session.Find(m.faults.Meant(interaction))
	if !ok {
		return "", fmt.Errorf("interaction %q: %w", interaction, center.ErrUnknownInteraction)
	}
	return id, nil
}

// strategyOption is a routing strategy overriding options for an interaction.
func (m *machine) strategyOption(params json.RawMessage) (any, error) {
	var p struct {
		Agent       string            `json:"agent"`
		Interaction string            `json:"interaction"`
		Options     map[string]string `json:"options"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	err := cmp.Or(need("agent", p.Agent, "interaction", p.Interaction), small("options", p.Options))
	if err != nil {
		return nil, err
	}
	if p.Options == nil {
		return nil, fmt.Errorf("%w: options is missing; an empty object overrides none", ErrParams)
	}
	id, err := m.listed(p.Agent, p.Interaction)
	if err != nil {
		return nil, err
	}
	return nil, m.desktop.Overrides.Set(id, p.Options)
}
