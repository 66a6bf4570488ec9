package webex

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// queueType is the destinationType of queues.
const queueType = "queue"

// consult asks somebody about a contact.
func (s *Session) consult(t *task, b *body) error {
	_ = b.flag("holdParticipants") // who talks is always held
	main, target, err := s.aim(t, b, queueType, "dialNumber", "agent", "entryPoint")
	if err != nil {
		return err
	}
	return s.act(center.Consult, main, func(cmd *center.Command) {
		cmd.Target = target
		if main.Medium == center.Email {
			cmd.Medium = center.Chat // nobody is asked by e-mail
		}
	})
}

// aim reads where a contact, or a consultation about it, is to go, by one of these kinds
// of destination.
func (s *Session) aim(t *task, b *body, kinds ...string) (main *center.Part, at center.Target, err error) {
	to, kind := b.text("to"), b.oneOf("destinationType", kinds...)
	if b.err == nil && to == "" {
		b.fault("to is empty")
	}
	if b.err != nil {
		return nil, at, b.err
	}
	main, _ = s.parts(t.story)
	if err := s.isFree(t, main); err != nil {
		return nil, at, err
	}
	at, err = s.target(kind, to, main)
	return main, at, err
}

// target is where a destination leads. An agent must be able to take it.
func (s *Session) target(kind, to string, main *center.Part) (center.Target, error) {
	switch kind {
	case queueType:
		return placeWith(s.queues(), to, errNoQueue)
	case "entryPoint":
		return placeWith(s.entryPoints(), to, errNoEntryPoint)
	case "dialNumber":
		return center.Target{Kind: center.ToNumber, Name: to}, nil
	}
	for _, id := range s.port.Center().Agents() {
		if AgentID(id) == to {
			return center.Target{Kind: center.ToAgent, Name: string(id)}, s.takes(id, main.Medium)
		}
	}
	return center.Target{}, errNoAgent
}

func placeWith(places []place, id string, none refusal) (center.Target, error) {
	i := slices.IndexFunc(places, func(p place) bool { return p.id == id })
	if i < 0 {
		return center.Target{}, none
	}
	return places[i].target, nil
}

// takes reports why an agent cannot be asked for something: they are not ready for it,
// or on another call. That they must be ready is inferred: only those who are stand in
// the lists to choose from.
func (s *Session) takes(id center.AgentID, m center.Medium) error {
	v, _ := s.port.Center().View(id)
	ready := func(x center.MediumView) bool { return x.Medium == m && x.State.Kind == center.Ready }
	if !slices.ContainsFunc(v.Media, ready) {
		return errNotReady
	}
	if m != center.Voice {
		return nil
	}
	for _, p := range s.port.Center().Parts(id) {
		switch {
		case p.Medium != center.Voice:
		case p.State == center.Connected, p.State == center.Dialing, p.State == center.Offered:
			return errAgentBusy
		}
	}
	return nil
}

// acceptConsult takes part in a consultation.
func (s *Session) acceptConsult(t *task, _ *body) error {
	_, aside := s.parts(t.story)
	return s.act(center.Accept, aside)
}

// endConsult ends a consultation by either side; of a queue nobody must have answered.
// Without a consultation it ends the conference that came of one.
func (s *Session) endConsult(t *task, b *body) error {
	queue := b.textIf("queueId")
	if b.err != nil && len(b.members) > 0 {
		return b.err
	}
	_, aside := s.parts(t.story)
	switch {
	case queue != "":
		return s.cancelQueue(t, queue)
	case aside != nil:
		return s.leaveConsult(aside)
	case !s.contact(t).conference:
		return errNoConsult
	}
	main, _ := s.parts(t.story)
	return s.act(center.EndConference, main)
}

func (s *Session) leaveConsult(aside *center.Part) error {
	if aside.Medium == center.Voice {
		return s.act(center.HangUp, aside)
	}
	return s.act(center.Finish, aside)
}

// cancelCtq is the other way to take back a consultation of a queue.
func (s *Session) cancelCtq(t *task, b *body) error {
	_, queue := b.text("agentId"), b.text("queueId")
	if b.err != nil {
		return b.err
	}
	return s.cancelQueue(t, queue)
}

// cancelQueue takes back a consultation of a queue that nobody has answered.
func (s *Session) cancelQueue(t *task, queue string) error {
	_, aside := s.parts(t.story)
	c := s.contact(t)
	switch {
	case aside == nil || !aside.Outgoing || c.asked.id != queue:
		return errNoConsult
	case c.joined:
		return errAnswered
	}
	s.doing.toQueue = true
	return s.leaveConsult(aside)
}

// asking is the agent's part in the consultation of somebody by that id.
func (s *Session) asking(t *task, to string) (*center.Part, error) {
	_, aside := s.parts(t.story)
	if aside == nil || !aside.Outgoing {
		return nil, errNoConsult
	}
	c := s.contact(t)
	if to != c.asked.id && to != c.other && to != c.asked.name {
		return nil, errOtherConsult
	}
	s.doing.answered = c.joined
	return aside, nil
}

// consultTransfer gives the contact to who is consulted.
func (s *Session) consultTransfer(t *task, b *body) error {
	to, _ := b.text("to"), b.oneOf("destinationType", "agent", "dialNumber", "entryPoint", queueType)
	if b.err != nil {
		return b.err
	}
	aside, err := s.asking(t, to)
	if err != nil {
		return err
	}
	return s.act(center.CompleteTransfer, aside, owing)
}

// conference brings who is consulted into the contact.
func (s *Session) conference(t *task, b *body) error {
	_, to, _ := b.textIf("agentId"), b.text("to"), b.text("destinationType")
	if b.err != nil {
		return b.err
	}
	aside, err := s.asking(t, to)
	if err != nil {
		return err
	}
	return s.act(center.CompleteConference, aside)
}

// exitConference leaves a conference to the others.
func (s *Session) exitConference(t *task, _ *body) error {
	main, _ := s.parts(t.story)
	if err := s.isFree(t, main); err != nil {
		return err
	}
	if !s.contact(t).conference || main.Owes {
		return errNoConference
	}
	if main.Medium == center.Voice {
		return s.act(center.HangUp, main)
	}
	return s.act(center.StepOut, main, owing)
}

// transferConference leaves a conference to the others, one of whom owns it then.
func (s *Session) transferConference(t *task, _ *body) error {
	main, _ := s.parts(t.story)
	if err := s.isFree(t, main); err != nil {
		return err
	}
	c := s.contact(t)
	switch {
	case !c.conference || main.Owes:
		return errNoConference
	case c.owner != s.cfg.User:
		return errNotOwner
	}
	return s.act(center.StepOut, main, owing)
}

// peek is a member of a body that may be anything.
func peek(b *body, name string) string { return wire.Text(b.members[name]) }
