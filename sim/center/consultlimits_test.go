package center_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

func TestConsultVerbsByState(t *testing.T) {
	consult, transfer, conference := center.Consult, center.CompleteTransfer, center.CompleteConference
	send := []center.Verb{consult, center.SingleStepTransfer, center.SingleStepConference}
	consultation := func(d *desk) center.Part { return d.kind(ana, center.Consultation) }
	inbound := func(d *desk) center.Part { return d.kind(ana, center.Inbound) }
	tests := map[string]struct {
		reach func(*desk)
		part  func(*desk) center.Part
		verbs []center.Verb
	}{
		"ringing call":   {(*desk).ringing, inbound, nil},
		"dialing call":   {(*desk).dialing, func(d *desk) center.Part { return d.kind(ana, center.Outbound) }, nil},
		"connected call": {(*desk).connected, inbound, send},
		"held call":      {(*desk).held, inbound, send},
		"released call":  {(*desk).released, inbound, nil},
		"shown record":   {(*desk).pulled, func(d *desk) center.Part { return d.part(ana, center.Preview) }, nil},
		"consultation that rings": {
			func(d *desk) { d.connected(); d.do(d.to(consult, center.ToNumber, chen)) }, consultation, []center.Verb{transfer}},
		"consultation": {(*desk).consulting, consultation, []center.Verb{transfer, conference}},
		"held consultation": {
			func(d *desk) { d.consulting(); d.do(d.in(ana, center.Consultation, center.Hold)) }, consultation, []center.Verb{transfer, conference}},
		"consulted agent's part": {(*desk).consulting, func(d *desk) center.Part {
			p := d.kind(ben, center.Consultation)
			p.Agent = ben
			return p
		}, send},
		"call that is consulted about": {(*desk).consulting, inbound, []center.Verb{center.SingleStepTransfer, center.SingleStepConference}},
		"conference":                   {(*desk).conference, inbound, send},
	}
	for name, tt := range tests {
		for _, v := range append(send, transfer, conference) {
			t.Run(name+"/"+v.String(), func(t *testing.T) {
				d := open(t, routing)
				tt.reach(d)
				before, p := d.snapshot(), tt.part(d)
				err := d.try(center.Command{Verb: v, Agent: p.Agent, Interaction: p.ID, Target: center.Target{Kind: center.ToAgent, Name: string(cleo)}})
				if contains(tt.verbs, v) {
					assert.NoError(t, err)
					return
				}
				refused := errors.As(err, new(*center.RefusedError)) || errors.Is(err, center.ErrNoConsultation) || errors.Is(err, center.ErrConsulting)
				assert.True(t, refused, "%v", err)
				assert.Equal(t, before, d.snapshot(), "a refused command changes nothing")
			})
		}
	}
}

func TestTargetsThatCannotBeReached(t *testing.T) {
	tests := map[string]struct {
		reach func(*desk)
		kind  center.TargetKind
		name  string
		verbs []center.Verb
		want  error
	}{
		"an agent nobody knows":         {nil, center.ToAgent, "1009", nil, center.ErrUnknownAgent},
		"a group nobody knows":          {nil, center.ToGroup, "Sevrice", nil, center.ErrUnknownTarget},
		"a skill that is a group":       {nil, center.ToSkill, "Service", nil, center.ErrUnknownTarget},
		"a queue nobody knows":          {nil, center.ToQueue, "Service", nil, center.ErrUnknownTarget},
		"a routing point nobody knows":  {nil, center.ToRoutingPoint, "", nil, center.ErrUnknownTarget},
		"no kind of target":             {nil, 0, "Service", nil, center.ErrUnknownTarget},
		"no number":                     {nil, center.ToNumber, "", nil, center.ErrNoNumber},
		"oneself":                       {nil, center.ToAgent, string(ana), nil, center.ErrInCall},
		"one's own number":              {nil, center.ToNumber, "5001", nil, center.ErrInCall},
		"the customer":                  {nil, center.ToNumber, carla, nil, center.ErrNumberBusy},
		"an agent who is in the call":   {(*desk).conference, center.ToAgent, string(ben), nil, center.ErrInCall},
		"an agent who is asked already": {(*desk).consulting, center.ToAgent, string(ben), []center.Verb{center.Consult}, center.ErrConsulting},
		"an agent who is on a call": {func(d *desk) { d.connected(); d.do(center.Command{Verb: center.Dial, Agent: ben, Number: chen}) },
			center.ToAgent, string(ben), []center.Verb{center.SingleStepTransfer, center.SingleStepConference}, center.ErrBusy},
	}
	for name, tt := range tests {
		for _, v := range []center.Verb{center.Consult, center.SingleStepTransfer, center.SingleStepConference} {
			if tt.verbs != nil && !contains(tt.verbs, v) {
				continue
			}
			t.Run(name+"/"+v.String(), func(t *testing.T) {
				d := open(t, routing)
				if tt.reach == nil {
					tt.reach = (*desk).connected
				}
				tt.reach(d)
				before := d.snapshot()
				assert.ErrorIs(t, d.try(d.to(v, tt.kind, tt.name)), tt.want)
				assert.Equal(t, before, d.snapshot())
			})
		}
	}
}

func TestACallHoldsSoMany(t *testing.T) {
	d := open(t, routing)
	d.connected()
	var err error
	for i := range 20 {
		number := "55507" + string(rune('a'+i))
		if err = d.try(d.to(center.SingleStepConference, center.ToNumber, number)); err != nil {
			break
		}
		d.do(far(center.FarAnswer, number))
	}
	assert.ErrorIs(t, err, center.ErrCallFull)
	assert.Len(t, d.kind(ana, center.Inbound).Parties, 15)
}
