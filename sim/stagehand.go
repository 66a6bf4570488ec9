package sim

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// handParams are those of what an agent does with an interaction in the desktop itself.
type handParams struct {
	Agent       string `json:"agent"`
	Interaction string `json:"interaction"` // as the agent's wire names it
}

// doing is a call that is one verb of an agent on an interaction.
func doing(v center.Verb) func(*machine, json.RawMessage) (any, error) {
	return func(m *machine, params json.RawMessage) (any, error) {
		var p handParams
		if err := DecodeParams(params, &p); err != nil {
			return nil, err
		}
		return nil, m.act(&p, center.Command{Verb: v})
	}
}

// act applies a command to an interaction that is in an agent's list.
func (m *machine) act(p *handParams, cmd center.Command) error {
	if err := need("agent", p.Agent, "interaction", p.Interaction); err != nil {
		return err
	}
	id, err := m.listed(p.Agent, p.Interaction)
	if err != nil {
		return err
	}
	cmd.Agent, cmd.Interaction = center.AgentID(p.Agent), id
	return m.step(cmd)
}

// finder is a session that has names of its own for interactions.
type finder interface {
	Find(interaction string) (center.InteractionID, bool)
}

// listed is the interaction that an agent knows by this name on any of their wires.
func (m *machine) listed(agent, interaction string) (center.InteractionID, error) {
	d := m.desk(center.AgentID(agent))
	if d == nil {
		return "", fmt.Errorf("agent %q: %w", agent, ErrUnknownAgent)
	}
	opened := false
	for _, l := range d.logins {
		if names, ok := l.session.(finder); ok {
			opened = true
			if id, ok := names.Find(m.faults.Meant(interaction)); ok {
				return id, nil
			}
		}
	}
	if !opened {
		return "", fmt.Errorf("agent %q: %w: no page has opened their desk", agent, center.ErrUnknownInteraction)
	}
	return "", fmt.Errorf("interaction %q: %w", interaction, center.ErrUnknownInteraction)
}

// desktopMarkDone is the agent marking an interaction done in the desktop itself.
func (m *machine) desktopMarkDone(params json.RawMessage) (any, error) {
	var p struct {
		handParams
		Stop bool `json:"stop"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	return nil, m.act(&p.handParams, center.Command{Verb: center.Done, Stop: p.Stop})
}

func (m *machine) desktopSay(params json.RawMessage) (any, error) {
	var p struct {
		handParams
		Text string `json:"text"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	if err := cmp.Or(need("text", p.Text), brief("text", p.Text)); err != nil {
		return nil, err
	}
	return nil, m.act(&p.handParams, center.Command{Verb: center.Say, Text: p.Text})
}

var disturbances = map[string]center.Verb{"error": center.Disturb, "unknown": center.Obscure}

func (m *machine) disturb(params json.RawMessage) (any, error) {
	var p struct {
		handParams
		As string `json:"as"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	verb, ok := disturbances[p.As]
	switch {
	case p.As == "":
		return nil, need("as", "")
	case !ok:
		return nil, unknownWord("as", p.As, disturbances)
	}
	return nil, m.act(&p.handParams, center.Command{Verb: verb})
}

func (m *machine) placeInWorkbin(params json.RawMessage) (any, error) {
	var p struct {
		handParams
		Workbin string `json:"workbin"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	return nil, m.act(&p.handParams, center.Command{Verb: center.PlaceInWorkbin, Place: p.Workbin})
}

func (m *machine) placeInQueue(params json.RawMessage) (any, error) {
	var p struct {
		handParams
		Queue string `json:"queue"`
	}
	if err := cmp.Or(DecodeParams(params, &p), need("queue", p.Queue)); err != nil {
		return nil, err
	}
	return nil, m.act(&p.handParams, center.Command{Verb: center.PlaceInQueue, Place: p.Queue})
}

type pullWorkbinParams struct {
	Agent   string `json:"agent"`
	From    string `json:"from"`
	Workbin string `json:"workbin"`
}

func pullFromWorkbin(p *pullWorkbinParams) (center.Command, error) {
	return center.Command{Verb: center.PullFromWorkbin, Agent: center.AgentID(p.Agent), Number: p.From, Place: p.Workbin},
		need("agent", p.Agent, "from", p.From)
}

type pullQueueParams struct {
	Agent string `json:"agent"`
	From  string `json:"from"`
	Queue string `json:"queue"`
}

func pullFromQueue(p *pullQueueParams) (center.Command, error) {
	return center.Command{Verb: center.PullFromQueue, Agent: center.AgentID(p.Agent), Number: p.From, Place: p.Queue},
		need("agent", p.Agent, "from", p.From, "queue", p.Queue)
}

// moveToCase is the agent putting an interaction into the case of another: cases
// belong to the desktop, and no center knows of them.
func (m *machine) moveToCase(params json.RawMessage) (any, error) {
	var p struct {
		handParams
		To string `json:"to"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	if err := need("agent", p.Agent, "interaction", p.Interaction, "to", p.To); err != nil {
		return nil, err
	}
	if _, err := m.listed(p.Agent, p.Interaction); err != nil {
		return nil, err
	}
	if _, err := m.listed(p.Agent, p.To); err != nil {
		return nil, err
	}
	d, err := m.opened(p.Agent)
	if err != nil {
		return nil, err
	}
	m.frames = d.desktop().MoveToCase(m.faults.Meant(p.Interaction), m.faults.Meant(p.To), m.frames[:0])
	m.send(m.login(p.Agent, wire.SCAPI))
	return nil, nil
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
	return nil, m.desktops.override(id, p.Options)
}
