package sim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/deskproof/deskproof/sim/center"
)

type writtenParams struct {
	Agent   string            `json:"agent"`
	Target  *targetParams     `json:"target"`
	From    string            `json:"from"`
	Subject string            `json:"subject"`
	Contact contactParams     `json:"contact"`
	Data    map[string]string `json:"data"`
}

// writtenArrive is a customer's chat or e-mail that comes in; its subject is
// attached data, as far as an agent's desk is concerned.
func writtenArrive(medium center.Medium) func(*writtenParams) (center.Command, error) {
	return func(p *writtenParams) (center.Command, error) {
		err := cmp.Or(
			oneTarget(p.Agent, p.Target), need("from", p.From),
			short("from", p.From, "subject", p.Subject, "contact.first", p.Contact.First, "contact.last", p.Contact.Last),
			small("data", p.Data),
		)
		if err != nil {
			return center.Command{}, err
		}
		data := p.Data
		if p.Subject != "" {
			data = maps.Clone(data)
			if data == nil {
				data = map[string]string{}
			}
			data["Subject"] = p.Subject
		}
		return center.Command{
			Verb: center.Arrive, Medium: medium, Agent: center.AgentID(p.Agent), Target: p.Target.target(), Number: p.From,
			Contact: center.Contact(p.Contact), Data: fields(data),
		}, nil
	}
}

type messageParams struct {
	From string `json:"from"`
	Text string `json:"text"`
}

func chatMessage(p *messageParams) (center.Command, error) {
	return center.Command{Verb: center.FarSay, Number: p.From, Text: p.Text},
		cmp.Or(need("from", p.From, "text", p.Text), brief("text", p.Text))
}

// maxMessage is how many bytes a message of a chat has at most.
const maxMessage = 16 << 10

// brief reports a text that is too long for a message.
func brief(name, text string) error {
	if len(text) > maxMessage {
		return fmt.Errorf("%w: %s has %d bytes, at most %d are taken", ErrParams, name, len(text), maxMessage)
	}
	return nil
}

type customerParams struct {
	From string `json:"from"`
}

func chatEnd(p *customerParams) (center.Command, error) {
	return center.Command{Verb: center.FarLeave, Number: p.From}, need("from", p.From)
}

type serverParams struct {
	Server string `json:"server"`
	Up     *bool  `json:"up"`
}

var stageServers = map[string]center.Server{"chat": center.ChatServer, "interaction": center.InteractionServer}

func serverSet(p *serverParams) (center.Command, error) {
	if err := need("server", p.Server); err != nil {
		return center.Command{}, err
	}
	server, ok := stageServers[p.Server]
	switch {
	case !ok:
		return center.Command{}, unknownWord("server", p.Server, stageServers)
	case p.Up == nil:
		return center.Command{}, fmt.Errorf("%w: up is missing", ErrParams)
	}
	return center.Command{Verb: center.SetServer, Server: server, Up: *p.Up}, nil
}

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

// act applies a command to an interaction that an agent's desktop lists.
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
	d := m.desk(center.AgentID(p.Agent))
	m.frames = d.session.MoveToCase(m.faults.Meant(p.Interaction), m.faults.Meant(p.To), m.frames[:0])
	m.send(d)
	return nil, nil
}
