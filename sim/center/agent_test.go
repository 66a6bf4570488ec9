package center_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

func TestAgentStateIsThatOfTheirMediaTogether(t *testing.T) {
	choose := func(state string, m center.Medium) center.Command {
		return center.Command{Verb: center.ChooseState, Agent: ana, State: state, Medium: m}
	}
	force := func(k center.StateKind, m center.Medium) center.Command {
		return center.Command{Verb: center.ForceState, Agent: ana, Kind: k, Medium: m}
	}
	tests := map[string]struct {
		do   []center.Command
		want []string // what the last one brings
	}{
		"all not ready": {[]center.Command{choose("NotReady", 0)},
			[]string{"1001 agent changed not ready", "1001 medium changed not ready", "1001 medium changed not ready"}},
		"one not ready": {[]center.Command{choose("NotReady", center.Voice)},
			[]string{"1001 agent changed partly ready", "1001 medium changed not ready"}},
		"the same again": {[]center.Command{choose("Break", 0), choose("Break", 0)}, nil},
		"both in turn": {[]center.Command{choose("Break", center.Voice), choose("Break", center.Preview)},
			[]string{"1001 agent changed not ready with a reason", "1001 medium changed not ready with a reason"}},
		"not ready for different reasons": {[]center.Command{choose("Break", center.Voice), choose("NotReady", center.Preview)},
			[]string{"1001 agent changed not ready with a reason", "1001 medium changed not ready"}},
		"one logged out counts for little": {[]center.Command{choose("LogOut", center.Voice), choose("NotReady", center.Preview)},
			[]string{"1001 agent changed not ready", "1001 medium changed not ready"}},
		"out of service": {[]center.Command{force(center.OutOfService, 0)},
			[]string{"1001 agent changed out of service", "1001 medium changed out of service", "1001 medium changed out of service"}},
		"forced ready is the choice of that name": {[]center.Command{force(center.OutOfService, 0), force(center.Ready, 0)},
			[]string{"1001 agent changed ready", "1001 medium changed ready", "1001 medium changed ready"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			var got []string
			for _, cmd := range tt.do {
				got = d.do(cmd)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestAStateChangeIsRefused(t *testing.T) {
	d := open(t)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.ChooseState, Agent: "9", State: "Ready"}), center.ErrUnknownAgent)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.ChooseState, Agent: ana, State: "Nope"}), center.ErrUnknownState)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.ChooseState, Agent: ana, State: "Ready", Medium: center.Chat}), center.ErrUnknownMedium)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.ForceState, Agent: ana}), center.ErrUnknownState)
}

func TestNoCallComesToAnAgentWhoIsAway(t *testing.T) {
	for _, k := range []center.StateKind{center.LoggedOut, center.DoNotDisturb, center.OutOfService, center.UnknownState} {
		t.Run(k.String(), func(t *testing.T) {
			d := open(t)
			d.do(center.Command{Verb: center.ForceState, Agent: ana, Kind: k})
			var unavailable *center.UnavailableError
			assert.ErrorAs(t, d.try(arrive(carla)), &unavailable)
			assert.ErrorAs(t, d.try(center.Command{Verb: center.Dial, Agent: ana, Number: chen}), &unavailable)
		})
	}
}

func TestOneConversationAtATime(t *testing.T) {
	d := open(t)
	d.connected()
	d.do(arrive(chen))
	second := d.c.Parts(ana)[1].ID
	answer := center.Command{Verb: center.Accept, Agent: ana, Interaction: second}
	assert.ErrorIs(t, d.try(answer), center.ErrBusy)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.Dial, Agent: ana, Number: "5550199"}), center.ErrBusy)
	assert.ErrorIs(t, d.try(arrive(chen)), center.ErrBusy, "one call an outside number")

	first := d.c.Parts(ana)[0].ID
	d.do(center.Command{Verb: center.Hold, Agent: ana, Interaction: first})
	d.do(answer)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.Resume, Agent: ana, Interaction: first}), center.ErrBusy)
}
