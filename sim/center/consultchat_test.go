package center_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

// asks is Ana's command on what she has of a medium, with a target.
func (d *desk) asks(m center.Medium, v center.Verb, over center.Medium, to center.TargetKind, name string) center.Command {
	d.t.Helper()
	cmd := d.on(ana, m, v)
	cmd.Medium, cmd.Target = over, center.Target{Kind: to, Name: name}
	return cmd
}

// chatting lets Ana consult Ben by chat about a customer's chat.
func (d *desk) chatting() {
	d.t.Helper()
	d.chatJoined()
	d.do(d.asks(center.Chat, center.Consult, 0, center.ToAgent, string(ben)))
}

// consultation is an agent's command on their only consultation, of whatever medium.
func (d *desk) consultation(id center.AgentID, v center.Verb) center.Command {
	d.t.Helper()
	for _, p := range d.c.Parts(id) {
		if p.Kind == center.Consultation {
			return center.Command{Verb: v, Agent: id, Interaction: p.ID}
		}
	}
	d.t.Fatalf("%s has no consultation", id)
	return center.Command{}
}

func TestLifeOfAConsultationByChat(t *testing.T) {
	on := func(id center.AgentID, v center.Verb) func(*desk) center.Command {
		return func(d *desk) center.Command { return d.consultation(id, v) }
	}
	answered := func(d *desk) { d.chatting(); d.do(d.consultation(ben, center.Accept)) }
	byVoice := func(d *desk) {
		d.chatJoined()
		d.do(d.asks(center.Chat, center.Consult, center.Voice, center.ToAgent, string(ben)))
	}
	fromVoice := func(d *desk) {
		d.connected()
		d.do(d.asks(center.Voice, center.Consult, center.Chat, center.ToAgent, string(ben)))
		d.do(d.consultation(ben, center.Accept))
	}
	tests := map[string]struct {
		reach func(*desk)
		do    func(*desk) center.Command
		want  []string
	}{
		"an agent is consulted about a chat": {(*desk).chatJoined,
			func(d *desk) center.Command {
				return d.asks(center.Chat, center.Consult, 0, center.ToAgent, string(ben))
			},
			[]string{"1001 consultation joining joining", "1002 consultation offered ringing"}},
		"an agent is consulted about an e-mail": {(*desk).emailAccepted,
			func(d *desk) center.Command {
				return d.asks(center.Email, center.Consult, center.Chat, center.ToSkill, "Billing")
			},
			[]string{"1001 consultation joining joining", "1002 consultation offered ringing"}},
		"an agent is called about a chat": {(*desk).chatJoined,
			func(d *desk) center.Command {
				return d.asks(center.Chat, center.Consult, center.Voice, center.ToAgent, string(ben))
			},
			[]string{"1001 consultation dialed dialing", "1002 consultation offered ringing"}},
		"an agent is written to about a call, which goes on": {(*desk).connected,
			func(d *desk) center.Command {
				return d.asks(center.Voice, center.Consult, center.Chat, center.ToAgent, string(ben))
			},
			[]string{"1001 consultation joining joining", "1002 consultation offered ringing"}},
		"the agent who is asked accepts": {(*desk).chatting, on(ben, center.Accept),
			[]string{"1002 consultation accepted accepted", "1001 consultation parties changed joining", "1002 consultation joining joining"}},
		"the agent who is asked rejects": {(*desk).chatting, on(ben, center.Reject),
			[]string{"1002 consultation closed rejected", "1001 consultation released by the far end", "1001 consultation closed released"}},
		"the agent gives up": {(*desk).chatting, on(ana, center.EndChat),
			[]string{"1001 consultation released by the agent", "1001 consultation closed released",
				"1002 consultation withdrawn withdrawn", "1002 consultation closed withdrawn"}},
		"the consulted agent ends it": {answered, on(ben, center.EndChat),
			[]string{"1002 consultation released by the agent", "1002 consultation closed released",
				"1001 consultation released by the far end", "1001 consultation closed released"}},
		"the customer leaves meanwhile": {answered, func(*desk) center.Command { return far(center.FarLeave, carla) },
			[]string{"1001 inbound released by the far end"}},
		"a transfer is completed": {answered, on(ana, center.CompleteTransfer),
			[]string{"1001 consultation released by the agent", "1001 consultation closed released",
				"1002 consultation released by the far end", "1002 consultation closed released",
				"1001 inbound handing over handing over", "1001 inbound handed over handed over", "1001 inbound closed handed over",
				"1002 inbound accepted accepted", "1002 inbound joining joining"}},
		"a conference is completed": {answered, on(ana, center.CompleteConference),
			[]string{"1001 consultation released by the agent", "1001 consultation closed released",
				"1002 consultation released by the far end", "1002 consultation closed released",
				"1002 inbound accepted accepted", "1001 inbound parties changed joined", "1002 inbound joining joining"}},
		"a chat is handed over after a call about it": {func(d *desk) { byVoice(d); d.do(d.consultation(ben, center.Accept)) },
			on(ana, center.CompleteTransfer),
			[]string{"1001 consultation released by the agent", "1001 consultation closed released",
				"1002 consultation released by the far end", "1002 consultation closed released",
				"1001 inbound handing over handing over", "1001 inbound handed over handed over", "1001 inbound closed handed over",
				"1002 inbound accepted accepted", "1002 inbound joining joining"}},
		"a call is transferred after a chat about it": {fromVoice, on(ana, center.CompleteTransfer),
			[]string{"1001 consultation released by the agent", "1001 consultation closed released",
				"1002 consultation released by the far end", "1002 consultation closed released",
				"1001 inbound released by the agent", "1002 inbound offered ringing"}},
		"somebody is asked into a call after a chat about it": {fromVoice, on(ana, center.CompleteConference),
			[]string{"1001 consultation released by the agent", "1001 consultation closed released",
				"1002 consultation released by the far end", "1002 consultation closed released", "1002 inbound offered ringing"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.reach(d)
			assert.Equal(t, tt.want, d.does(tt.do(d)))
		})
	}
}

func TestConsultationsThatCannotBe(t *testing.T) {
	answered := func(d *desk) { d.chatting(); d.do(d.consultation(ben, center.Accept)) }
	consult := func(m, over center.Medium, to center.TargetKind, name string) func(*desk) center.Command {
		return func(d *desk) center.Command { return d.asks(m, center.Consult, over, to, name) }
	}
	complete := func(d *desk) center.Command { return d.consultation(ana, center.CompleteTransfer) }
	tests := map[string]struct {
		reach func(*desk)
		do    func(*desk) center.Command
		want  error
	}{
		"by e-mail":              {(*desk).emailAccepted, consult(center.Email, 0, center.ToAgent, string(ben)), center.ErrNoConsultMedium},
		"by chat, outside":       {(*desk).chatJoined, consult(center.Chat, 0, center.ToNumber, chen), center.ErrUnknownTarget},
		"by chat, with oneself":  {(*desk).chatJoined, consult(center.Chat, 0, center.ToAgent, string(ana)), center.ErrInCall},
		"by voice, while on one": {func(d *desk) { d.connected(); d.chatJoined() }, consult(center.Chat, center.Voice, center.ToAgent, string(ben)), center.ErrBusy},
		"a second one": {(*desk).chatting, func(d *desk) center.Command {
			return center.Command{Verb: center.Consult, Agent: ana, Interaction: d.c.Parts(ana)[0].ID, Target: center.Target{Kind: center.ToAgent, Name: string(cleo)}}
		}, center.ErrConsulting},
		"completed before the answer":       {(*desk).chatting, complete, center.ErrUnanswered},
		"completed after the customer left": {func(d *desk) { answered(d); d.do(far(center.FarLeave, carla)) }, complete, center.ErrOver},
		"completed by who was asked": {answered, func(d *desk) center.Command { return d.consultation(ben, center.CompleteTransfer) },
			center.ErrNoConsultation},
		"transferred in a single step": {answered, func(d *desk) center.Command {
			cmd := d.consultation(ana, center.SingleStepTransfer)
			cmd.Target = center.Target{Kind: center.ToAgent, Name: string(cleo)}
			return cmd
		}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.reach(d)
			cmd, before := tt.do(d), d.snapshot()
			err := d.try(cmd)
			if tt.want == nil {
				assert.True(t, errors.Is(err, center.ErrConsulting) || errors.As(err, new(*center.RefusedError)), "%v", err)
			} else {
				assert.ErrorIs(t, err, tt.want)
			}
			assert.Equal(t, before, d.snapshot(), "a refused command changes nothing")
		})
	}
}

func TestConsultVerbsInWriting(t *testing.T) {
	tests := map[string]struct {
		reach  func(*desk)
		medium center.Medium
		allows bool // to consult
	}{
		"offered chat":              {(*desk).chatOffered, center.Chat, false},
		"chat that is being joined": {(*desk).chatAccepted, center.Chat, false},
		"chat":                      {(*desk).chatJoined, center.Chat, true},
		"chat not joined":           {(*desk).chatUnjoined, center.Chat, false},
		"ended chat":                {(*desk).chatEnded, center.Chat, false},
		"offered e-mail":            {(*desk).emailOffered, center.Email, false},
		"accepted e-mail":           {(*desk).emailAccepted, center.Email, true},
		"saved e-mail":              {(*desk).emailSaved, center.Email, true},
		"draft":                     {(*desk).drafted, center.Email, false},
	}
	for name, tt := range tests {
		for _, v := range []center.Verb{center.Consult, center.CompleteTransfer, center.CompleteConference} {
			t.Run(name+"/"+v.String(), func(t *testing.T) {
				d := open(t, inWriting)
				tt.reach(d)
				before := d.snapshot()
				err := d.try(d.asks(tt.medium, v, center.Chat, center.ToAgent, string(ben)))
				if v == center.Consult && tt.allows {
					assert.NoError(t, err)
					return
				}
				assert.True(t, errors.Is(err, center.ErrNoConsultation) || errors.As(err, new(*center.RefusedError)), "%v", err)
				assert.Equal(t, before, d.snapshot(), "a refused command changes nothing")
			})
		}
	}
}
