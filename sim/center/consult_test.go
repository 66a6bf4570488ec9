package center_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// told is what happened to calls: whose part, in which kind of call, and what.
func told(events []center.Event) []string {
	var out []string
	for _, e := range events {
		if e.Kind > center.DoneApplied || e.Kind == center.LineAdded {
			continue
		}
		how := e.Part.State.String()
		if e.Kind == center.PartReleased {
			how = e.Cause.String()
		}
		out = append(out, strings.Join([]string{string(e.Agent), e.Part.Kind.String(), e.Kind.String(), how}, " "))
	}
	return out
}

// does applies a command that must be allowed.
func (d *desk) does(cmd center.Command) []string {
	d.t.Helper()
	d.do(cmd)
	return told(d.events)
}

// in is a command of an agent on their only part in a call of that kind.
func (d *desk) in(id center.AgentID, kind center.CallKind, v center.Verb) center.Command {
	d.t.Helper()
	return center.Command{Verb: v, Agent: id, Interaction: d.kind(id, kind).ID}
}

func (d *desk) kind(id center.AgentID, kind center.CallKind) center.Part {
	d.t.Helper()
	var found []center.Part
	for _, p := range d.c.Parts(id) {
		if p.Medium == center.Voice && p.Kind == kind {
			found = append(found, p)
		}
	}
	require.Len(d.t, found, 1, "%s's %s calls", id, kind)
	return found[0]
}

// to is Ana's command on her inbound call with a target.
func (d *desk) to(v center.Verb, kind center.TargetKind, name string) center.Command {
	d.t.Helper()
	cmd := d.in(ana, center.Inbound, v)
	cmd.Target = center.Target{Kind: kind, Name: name}
	return cmd
}

func expire(d *desk, id center.AgentID, kind center.CallKind) center.Command {
	return center.Command{Verb: center.Expire, Timer: center.Timer{Kind: center.RingTimer, Interaction: d.kind(id, kind).ID, Agent: id}}
}

func far(v center.Verb, number string) center.Command { return center.Command{Verb: v, Number: number} }

// consulting brings Ana to consult Ben about Carla's call; Ben has answered.
func (d *desk) consulting() {
	d.t.Helper()
	d.connected()
	d.do(d.to(center.Consult, center.ToAgent, string(ben)))
	d.do(d.in(ben, center.Consultation, center.Accept))
}

// conference brings Ana, Ben and Carla together.
func (d *desk) conference() {
	d.t.Helper()
	d.consulting()
	d.do(d.in(ana, center.Consultation, center.CompleteConference))
}

func TestLifeOfAConsultation(t *testing.T) {
	inbound, consultation := center.Inbound, center.Consultation
	onConsult := func(id center.AgentID, v center.Verb) func(*desk) center.Command {
		return func(d *desk) center.Command { return d.in(id, consultation, v) }
	}
	dialing := func(to center.TargetKind, name string) func(*desk) {
		return func(d *desk) { d.connected(); d.do(d.to(center.Consult, to, name)) }
	}
	number := func(v center.Verb, number string) func(*desk) center.Command {
		return func(*desk) center.Command { return far(v, number) }
	}
	tests := map[string]struct {
		reach func(*desk)
		do    func(*desk) center.Command
		want  string
	}{
		"an agent is consulted": {(*desk).connected,
			func(d *desk) center.Command { return d.to(center.Consult, center.ToAgent, string(ben)) },
			"1001 inbound held held, 1001 consultation dialed dialing, 1002 consultation offered ringing"},
		"an agent's extension is consulted": {(*desk).connected,
			func(d *desk) center.Command { return d.to(center.Consult, center.ToNumber, "5002") },
			"1001 inbound held held, 1001 consultation dialed dialing, 1002 consultation offered ringing"},
		"the call is held already": {(*desk).held,
			func(d *desk) center.Command { return d.to(center.Consult, center.ToAgent, string(ben)) },
			"1001 consultation dialed dialing, 1002 consultation offered ringing"},
		"an outside number is consulted": {(*desk).connected,
			func(d *desk) center.Command { return d.to(center.Consult, center.ToNumber, chen) },
			"1001 inbound held held, 1001 consultation dialed dialing"},
		"the agent who is asked is on a call": {
			func(d *desk) {
				d.connected()
				d.do(center.Command{Verb: center.Dial, Agent: ben, Number: chen})
			},
			func(d *desk) center.Command { return d.to(center.Consult, center.ToAgent, string(ben)) },
			"1001 inbound held held, 1001 consultation dialed dialing, 1001 consultation released busy, 1001 consultation closed released"},
		"the agent who is asked answers": {dialing(center.ToAgent, string(ben)), onConsult(ben, center.Accept),
			"1002 consultation established connected, 1001 consultation established connected"},
		"the agent who is asked rejects": {dialing(center.ToAgent, string(ben)), onConsult(ben, center.Reject),
			"1002 consultation released by the agent, 1002 consultation closed released, 1001 consultation released no answer, 1001 consultation closed released"},
		"the agent who is asked does not answer": {dialing(center.ToAgent, string(ben)),
			func(d *desk) center.Command { return expire(d, ben, consultation) },
			"1002 consultation released no answer, 1002 consultation closed released, 1001 consultation released no answer, 1001 consultation closed released"},
		"the outside number answers": {dialing(center.ToNumber, chen), number(center.FarAnswer, chen), "1001 consultation established connected"},
		"the outside number is busy": {dialing(center.ToNumber, chen), number(center.FarBusy, chen),
			"1001 consultation released busy, 1001 consultation closed released"},
		"the outside number does not answer": {dialing(center.ToNumber, chen), number(center.FarSilent, chen),
			"1001 consultation released no answer, 1001 consultation closed released"},
		"the agent gives up before the answer": {dialing(center.ToAgent, string(ben)), onConsult(ana, center.HangUp),
			"1001 consultation released by the agent, 1001 consultation closed released, 1002 consultation released no answer, 1002 consultation closed released"},
		"the consulted agent hangs up": {(*desk).consulting, onConsult(ben, center.HangUp),
			"1002 consultation released by the agent, 1002 consultation closed released, 1001 consultation released by the far end, 1001 consultation closed released"},
		"the agent hangs up the consultation": {(*desk).consulting, onConsult(ana, center.HangUp),
			"1001 consultation released by the agent, 1001 consultation closed released, 1002 consultation released by the far end, 1002 consultation closed released"},
		"the customer hangs up meanwhile": {(*desk).consulting, number(center.FarHangUp, carla), "1001 inbound released by the far end"},
		"a transfer is completed": {(*desk).consulting, onConsult(ana, center.CompleteTransfer),
			"1001 consultation released by the agent, 1001 inbound released by the agent, 1001 consultation closed released, 1002 inbound parties changed connected"},
		"a transfer is completed before the answer": {dialing(center.ToAgent, string(ben)), onConsult(ana, center.CompleteTransfer),
			"1001 consultation released by the agent, 1001 inbound released by the agent, 1001 consultation closed released, 1002 inbound parties changed ringing"},
		"a transfer to an outside number is completed": {
			func(d *desk) { dialing(center.ToNumber, chen)(d); d.do(far(center.FarAnswer, chen)) }, onConsult(ana, center.CompleteTransfer),
			"1001 consultation released by the agent, 1001 inbound released by the agent, 1001 consultation closed released"},
		"a conference is completed": {(*desk).consulting, onConsult(ana, center.CompleteConference),
			"1001 consultation released by the agent, 1001 consultation closed released, 1001 inbound resumed connected, " +
				"1001 inbound parties changed connected, 1002 inbound parties changed connected"},
		"a conference with an outside number is completed": {
			func(d *desk) { dialing(center.ToNumber, chen)(d); d.do(far(center.FarAnswer, chen)) }, onConsult(ana, center.CompleteConference),
			"1001 consultation released by the agent, 1001 consultation closed released, 1001 inbound resumed connected, 1001 inbound parties changed connected"},
		"the agent leaves a conference": {(*desk).conference, func(d *desk) center.Command { return d.in(ana, inbound, center.HangUp) },
			"1001 inbound released by the agent, 1002 inbound parties changed connected"},
		"the asked agent leaves a conference": {(*desk).conference, func(d *desk) center.Command { return d.in(ben, inbound, center.HangUp) },
			"1002 inbound released by the agent, 1001 inbound parties changed connected"},
		"the customer leaves a conference": {(*desk).conference, number(center.FarHangUp, carla),
			"1001 inbound parties changed connected, 1002 inbound parties changed connected"},
		"the last but one leaves a conference": {func(d *desk) { d.conference(); d.do(far(center.FarHangUp, carla)) },
			func(d *desk) center.Command { return d.in(ana, inbound, center.HangUp) },
			"1001 inbound released by the agent, 1002 inbound released by the far end"},
		"a call is transferred in a single step": {(*desk).connected,
			func(d *desk) center.Command { return d.to(center.SingleStepTransfer, center.ToAgent, string(ben)) },
			"1001 inbound released by the agent, 1002 inbound offered ringing"},
		"a held call is transferred in a single step": {(*desk).held,
			func(d *desk) center.Command { return d.to(center.SingleStepTransfer, center.ToNumber, chen) },
			"1001 inbound released by the agent"},
		"somebody is asked into a call": {(*desk).connected,
			func(d *desk) center.Command { return d.to(center.SingleStepConference, center.ToAgent, string(ben)) },
			"1002 inbound offered ringing"},
		"who was asked into a call answers": {
			func(d *desk) { d.connected(); d.do(d.to(center.SingleStepConference, center.ToAgent, string(ben))) },
			func(d *desk) center.Command { return d.in(ben, inbound, center.Accept) },
			"1002 inbound established connected, 1001 inbound parties changed connected"},
		"who was asked into a call rejects": {
			func(d *desk) { d.connected(); d.do(d.to(center.SingleStepConference, center.ToAgent, string(ben))) },
			func(d *desk) center.Command { return d.in(ben, inbound, center.Reject) },
			"1002 inbound released by the agent, 1002 inbound closed released"},
		"an outside number that was asked into a call answers": {
			func(d *desk) { d.connected(); d.do(d.to(center.SingleStepConference, center.ToNumber, chen)) },
			number(center.FarAnswer, chen), "1001 inbound parties changed connected"},
		"an outside number that was asked into a call is busy": {
			func(d *desk) { d.connected(); d.do(d.to(center.SingleStepConference, center.ToNumber, chen)) },
			number(center.FarBusy, chen), ""},
		"the customer leaves while somebody is asked in": {
			func(d *desk) { d.connected(); d.do(d.to(center.SingleStepConference, center.ToAgent, string(ben))) },
			number(center.FarHangUp, carla),
			"1001 inbound released by the far end, 1002 inbound released no answer, 1002 inbound closed released"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, routing)
			tt.reach(d)
			assert.Equal(t, tt.want, strings.Join(d.does(tt.do(d)), ", "))
		})
	}
}

func TestWhoIsInACall(t *testing.T) {
	party := func(number string) center.Party { return center.Party{Number: number} }
	a, b := center.Party{Number: "5001", Agent: ana}, center.Party{Number: "5002", Agent: ben}
	tests := map[string]struct {
		reach     func(*desk)
		ana, benn []center.Party
	}{
		"in a conference": {(*desk).conference, []center.Party{party(carla), b}, []center.Party{party(carla), a}},
		"after a transfer": {func(d *desk) { d.consulting(); d.do(d.in(ana, center.Consultation, center.CompleteTransfer)) },
			[]center.Party{party(carla)}, []center.Party{party(carla)}},
		"while somebody is asked in": {func(d *desk) { d.connected(); d.do(d.to(center.SingleStepConference, center.ToAgent, string(ben))) },
			[]center.Party{party(carla)}, []center.Party{party(carla), a}},
		"once one has left": {func(d *desk) { d.conference(); d.do(far(center.FarHangUp, carla)) }, []center.Party{b}, []center.Party{a}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, routing)
			tt.reach(d)
			assert.Equal(t, tt.ana, d.kind(ana, center.Inbound).Parties)
			assert.Equal(t, tt.benn, d.kind(ben, center.Inbound).Parties)
		})
	}
}

func TestWhoTakesACallOverHasItAsItWas(t *testing.T) {
	d := open(t, routing)
	d.do(center.Command{Verb: center.Arrive, Agent: ana, Number: carla, DNIS: "800", Data: []center.Datum{{Key: "A", Value: "1"}}})
	d.do(d.in(ana, center.Inbound, center.Accept))
	consult := d.to(center.Consult, center.ToAgent, string(ben))
	consult.Data = []center.Datum{{Key: "B", Value: "2"}}
	d.do(consult)
	both := []center.Datum{{Key: "A", Value: "1"}, {Key: "B", Value: "2"}}
	mine, main := d.kind(ana, center.Consultation), d.kind(ana, center.Inbound)
	assert.Equal(t, main.ID, mine.Parent)
	assert.Equal(t, both, mine.Data)
	assert.Equal(t, both[:1], main.Data)
	his := d.kind(ben, center.Consultation)
	assert.Empty(t, his.Parent, "it is Ana's call that it is about")
	assert.Equal(t, both, his.Data)
	assert.False(t, his.Outgoing)

	d.do(d.in(ben, center.Consultation, center.Accept))
	d.do(d.in(ana, center.Consultation, center.CompleteTransfer))
	now := d.kind(ben, center.Inbound)
	assert.Equal(t, his.ID, now.ID, "it is the same to Ben")
	assert.Equal(t, both, now.Data)
	assert.Equal(t, []any{carla, "800", main.UUID, main.Conn}, []any{now.ANI, now.DNIS, now.UUID, now.Conn})

	d.do(far(center.FarHangUp, carla))
	assert.Equal(t, center.Released, d.kind(ben, center.Inbound).State, "he has to mark it done")
}

func TestAConsultationGoesOnWithoutItsCall(t *testing.T) {
	d := open(t, routing)
	d.consulting()
	d.do(far(center.FarHangUp, carla))
	d.do(d.in(ana, center.Inbound, center.Done))
	for _, v := range []center.Verb{center.CompleteTransfer, center.CompleteConference} {
		assert.ErrorIs(t, d.try(d.in(ana, center.Consultation, v)), center.ErrOver)
	}
	assert.Equal(t, []string{
		"1002 consultation released by the agent", "1002 consultation closed released",
		"1001 consultation released by the far end", "1001 consultation closed released",
	}, d.does(d.in(ben, center.Consultation, center.HangUp)))
}

func TestTheAgentReturnsToTheCustomer(t *testing.T) {
	d := open(t, routing)
	d.consulting()
	assert.ErrorIs(t, d.try(d.in(ana, center.Inbound, center.Resume)), center.ErrBusy)
	d.do(d.in(ana, center.Consultation, center.Hold))
	d.do(d.in(ana, center.Inbound, center.Resume))
	assert.Equal(t, []string{"1001 consultation released by the agent", "1001 consultation closed released",
		"1001 inbound parties changed connected", "1002 inbound parties changed connected"},
		d.does(d.in(ana, center.Consultation, center.CompleteConference)), "from where she is, talking to the customer")
}

func TestOutsidePartiesTalkOnAlone(t *testing.T) {
	d := open(t, routing)
	d.connected()
	d.do(d.to(center.SingleStepTransfer, center.ToNumber, chen))
	d.do(d.in(ana, center.Inbound, center.Done))
	assert.Empty(t, d.does(far(center.FarAnswer, chen)))
	assert.ErrorIs(t, d.try(arrive(carla)), center.ErrBusy, "she still has a call")
	assert.Empty(t, d.does(far(center.FarHangUp, chen)))
	assert.NoError(t, d.try(arrive(carla)))
}

func TestSoManyOutsidePartiesTalkOnAlone(t *testing.T) {
	d := open(t, routing)
	for i := range 1001 {
		customer, other := fmt.Sprint("1", i), fmt.Sprint("2", i)
		d.do(arrive(customer))
		d.do(d.in(ana, center.Inbound, center.Accept))
		d.do(d.to(center.SingleStepTransfer, center.ToNumber, other))
		d.do(far(center.FarAnswer, other))
		d.do(d.in(ana, center.Inbound, center.Done))
	}
	assert.ErrorIs(t, d.try(far(center.FarHangUp, "10")), center.ErrUnknownNumber, "the oldest is lost from sight")
	assert.NoError(t, d.try(far(center.FarHangUp, "11")))
}
