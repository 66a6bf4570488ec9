package sim

import (
	"cmp"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
)

// arriveParams are those of everything that arrives.
type arriveParams struct {
	Agent   string            `json:"agent"`
	Target  *targetParams     `json:"target"`
	From    string            `json:"from"`
	Contact contactParams     `json:"contact"`
	Data    map[string]string `json:"data"`
}

type contactParams struct {
	First string `json:"first"`
	Last  string `json:"last"`
}

func (p *arriveParams) check() error {
	return cmp.Or(
		need("from", p.From),
		oneTarget(p.Agent, p.Target),
		short("from", p.From, "contact.first", p.Contact.First, "contact.last", p.Contact.Last),
		small("data", p.Data),
	)
}

func (p *arriveParams) command(m center.Medium) center.Command {
	return center.Command{
		Verb: center.Arrive, Medium: m, Agent: center.AgentID(p.Agent), Target: p.Target.target(), Number: p.From,
		Contact: center.Contact(p.Contact), Data: fields(p.Data),
	}
}

type callParams struct {
	arriveParams
	DNIS string `json:"dnis"`
}

func callArrive(p *callParams) (center.Command, error) {
	cmd := p.command(center.Voice)
	cmd.DNIS = p.DNIS
	return cmd, cmp.Or(p.check(), short("dnis", p.DNIS))
}

type writtenParams struct {
	arriveParams
	Subject string `json:"subject"`
}

// command is a customer's chat or e-mail that comes in; its subject is attached
// data, as far as an agent's desk is concerned.
func (p *writtenParams) command(m center.Medium) (center.Command, error) {
	if err := cmp.Or(p.check(), short("subject", p.Subject)); err != nil {
		return center.Command{}, err
	}
	if p.Subject != "" {
		if p.Data == nil {
			p.Data = map[string]string{}
		}
		p.Data["Subject"] = p.Subject
	}
	return p.arriveParams.command(m), nil
}

type chatParams struct {
	writtenParams
	Channel string `json:"channel"`
}

var stageChannels = map[string]center.Channel{
	"chat": center.OwnChannel, "social": center.Social, "sms": center.SMS,
	"facebook": center.Facebook, "whatsapp": center.WhatsApp,
}

func chatArrive(p *chatParams) (center.Command, error) {
	cmd, err := p.command(center.Chat)
	if err != nil || p.Channel == "" {
		return cmd, err
	}
	var known bool
	if cmd.Channel, known = stageChannels[p.Channel]; !known {
		return cmd, unknownWord("channel", p.Channel, stageChannels)
	}
	return cmd, nil
}

type emailParams struct {
	writtenParams
	To   []string `json:"to"`
	Text string   `json:"text"`
}

func emailArrive(p *emailParams) (center.Command, error) {
	cmd, err := p.command(center.Email)
	if err != nil {
		return cmd, err
	}
	if len(p.To) > maxChain {
		return cmd, fmt.Errorf("%w: to has %d addresses, at most %d are taken", ErrParams, len(p.To), maxChain)
	}
	for i, to := range p.To {
		name := fmt.Sprintf("to[%d]", i)
		if err := cmp.Or(need(name, to), short(name, to)); err != nil {
			return cmd, err
		}
	}
	cmd.Letter = &center.Letter{Subject: p.Subject, To: p.To, Text: p.Text}
	return cmd, brief("text", p.Text)
}

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

type numberParams struct {
	Number string `json:"number"`
}

func farEnd(v center.Verb) func(*numberParams) (center.Command, error) {
	return func(p *numberParams) (center.Command, error) {
		return center.Command{Verb: v, Number: p.Number}, need("number", p.Number)
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

// brief reports a text that is too long for a message.
func brief(name, text string) error {
	if len(text) > center.MaxMessage {
		return fmt.Errorf("%w: %s has %d bytes, at most %d are taken", ErrParams, name, len(text), center.MaxMessage)
	}
	return nil
}

type customerParams struct {
	From string `json:"from"`
}

type typingParams struct {
	From   string `json:"from"`
	Typing *bool  `json:"typing"`
}

// chatTyping is a customer who begins to write in their chat, or gives it up.
func chatTyping(p *typingParams) (center.Command, error) {
	if p.Typing == nil {
		return center.Command{}, cmp.Or(need("from", p.From), fmt.Errorf("%w: typing is missing", ErrParams))
	}
	cmd := center.Command{Verb: center.FarStopTyping, Number: p.From}
	if *p.Typing {
		cmd.Verb = center.FarType
	}
	return cmd, need("from", p.From)
}

func chatEnd(p *customerParams) (center.Command, error) {
	return center.Command{Verb: center.FarLeave, Number: p.From}, need("from", p.From)
}
