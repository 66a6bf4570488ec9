package center_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

func (d *desk) pulled() {
	d.t.Helper()
	d.do(center.Command{Verb: center.NextRecord, Agent: ana, Campaign: "Pull"})
}

func (d *desk) pushed() {
	d.t.Helper()
	d.do(center.Command{Verb: center.StartCampaign, Campaign: "Push"})
}

func (d *desk) directPushed() {
	d.t.Helper()
	d.do(center.Command{Verb: center.StartRecords, Agent: ana})
}

func (d *desk) accept() {
	d.t.Helper()
	d.do(d.on(ana, center.Preview, center.Accept))
}

func TestLifeOfARecordByMode(t *testing.T) {
	type step struct {
		do   func(*desk) center.Command
		want []string
	}
	record := func(v center.Verb) func(*desk) center.Command {
		return func(d *desk) center.Command { return d.on(ana, center.Preview, v) }
	}
	call := func(v center.Verb) func(*desk) center.Command {
		return func(d *desk) center.Command { return d.on(ana, center.Voice, v) }
	}
	customer := func(v center.Verb, number string) func(*desk) center.Command {
		return func(*desk) center.Command { return center.Command{Verb: v, Number: number} }
	}
	stop := func(c func(*desk) center.Command) func(*desk) center.Command {
		return func(d *desk) center.Command { cmd := c(d); cmd.Stop = true; return cmd }
	}
	tests := map[string]struct {
		reach func(*desk)
		steps []step
	}{
		"pull: the record leaves when its call is dialed, done and stop fetches no other": {
			(*desk).pulled, []step{
				{record(center.CallRecord), []string{"1001 dialed dialing", "1001 closed finished"}},
				{customer(center.FarAnswer, "5550121"), []string{"1001 established connected"}},
				{call(center.HangUp), []string{"1001 released by the agent"}},
				{stop(call(center.Done)), []string{"1001 done applied released", "1001 closed released"}},
			},
		},
		"pull: done fetches the next": {
			(*desk).pulled, []step{
				{record(center.RejectRecord), []string{"1001 record rejected rejected"}},
				{record(center.Done), []string{"1001 closed rejected", "1001 shown previewing"}},
			},
		},
		"push: the record leaves when its call is marked done, and the next is offered": {
			func(d *desk) { d.pushed(); d.accept() }, []step{
				{record(center.CallRecord), []string{"1001 dialed dialing"}},
				{customer(center.FarAnswer, "5550131"), []string{"1001 established connected"}},
				{call(center.HangUp), []string{"1001 released by the agent"}},
				{stop(call(center.Done)), []string{
					"1001 done applied released", "1001 closed finished", "1001 closed released", "1001 offered ringing",
				}},
			},
		},
		"push: accepted and called in one": {
			(*desk).pushed, []step{
				{func(d *desk) center.Command {
					cmd := record(center.Accept)(d)
					cmd.AtOnce = true
					return cmd
				}, []string{"1001 shown previewing", "1001 dialed dialing"}},
			},
		},
		"push: a rejected offer goes away and the next comes": {
			(*desk).pushed, []step{
				{record(center.Reject), []string{"1001 closed rejected", "1001 offered ringing"}},
			},
		},
		"direct push: the record leaves when its call is answered, done and stop ends the pushing": {
			func(d *desk) { d.directPushed(); d.accept() }, []step{
				{record(center.CallRecord), []string{"1001 dialed dialing"}},
				{customer(center.FarAnswer, "5550141"), []string{"1001 established connected", "1001 closed finished"}},
				{call(center.HangUp), []string{"1001 released by the agent"}},
				{stop(call(center.Done)), []string{"1001 done applied released", "1001 closed released"}},
			},
		},
		"direct push: an unanswered call takes the record with it": {
			func(d *desk) { d.directPushed(); d.accept() }, []step{
				{record(center.CallRecord), []string{"1001 dialed dialing"}},
				{customer(center.FarSilent, "5550141"), []string{"1001 released no answer", "1001 closed finished"}},
				{call(center.Done), []string{"1001 done applied released", "1001 closed released", "1001 offered ringing"}},
			},
		},
		"a canceled record waits for mark done": {
			(*desk).pulled, []step{
				{record(center.CancelRecord), []string{"1001 record canceled canceled"}},
				{stop(record(center.Done)), []string{"1001 closed canceled"}},
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			tt.reach(d)
			for _, s := range tt.steps {
				assert.Equal(t, s.want, d.do(s.do(d)))
			}
		})
	}
}

func TestABlockedRecordHoldsMarkDoneOfItsCall(t *testing.T) {
	blocks := map[string]func(*desk, center.Command){
		"blocked before it is called": func(d *desk, block center.Command) {
			d.do(block)
			d.do(d.on(ana, center.Preview, center.CallRecord))
		},
		"blocked while it is called": func(d *desk, block center.Command) {
			d.do(d.on(ana, center.Preview, center.CallRecord))
			d.do(block)
		},
	}
	lifts := map[string]func(*desk){
		"lifted":  func(d *desk) { d.do(d.on(ana, center.Preview, center.UnblockDone)) },
		"expired": func(d *desk) { d.do(center.Command{Verb: center.Expire, Timer: d.blockTimer()}) },
	}
	for blocked, block := range blocks {
		for lifted, lift := range lifts {
			t.Run(blocked+" and "+lifted, func(t *testing.T) {
				d := open(t)
				d.pushed()
				d.accept()
				block(d, d.on(ana, center.Preview, center.BlockDone))
				d.do(d.on(ana, center.Voice, center.HangUp))
				done := d.on(ana, center.Voice, center.Done)
				assert.ErrorIs(t, d.try(done), center.ErrBlocked)
				assert.Empty(t, d.events)

				lift(d)
				assert.Equal(t, []string{
					"1001 done applied released", "1001 closed finished", "1001 closed released", "1001 offered ringing",
				}, d.do(done))
			})
		}
	}
}

// blockTimer is that of Ana's record.
func (d *desk) blockTimer() center.Timer {
	d.t.Helper()
	return center.Timer{Kind: center.BlockTimer, Interaction: d.part(ana, center.Preview).ID, Agent: ana}
}

func TestARecordThatLeavesWithoutMarkDoneIsNotHeldByABlock(t *testing.T) {
	tests := map[string]func(*desk){
		"pull: when it is called":          (*desk).pulled,
		"direct push: when it is answered": func(d *desk) { d.directPushed(); d.accept() },
	}
	for name, reach := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			reach(d)
			d.do(d.on(ana, center.Preview, center.BlockDone))
			d.do(d.on(ana, center.Preview, center.CallRecord))
			d.do(center.Command{Verb: center.FarAnswer, Number: d.part(ana, center.Voice).DNIS})
			d.do(d.on(ana, center.Voice, center.HangUp))
			assert.Contains(t, d.do(d.on(ana, center.Voice, center.Done)), "1001 done applied released")
		})
	}
}

func TestACallFromARecordDialsTheNumberWithThatHandle(t *testing.T) {
	d := open(t)
	d.pulled()
	cmd := d.on(ana, center.Preview, center.CallRecord)
	cmd.Handle = 7
	assert.ErrorIs(t, d.try(cmd), center.ErrUnknownHandle)
	cmd.Handle = 2
	d.do(cmd)
	p := d.part(ana, center.Voice)
	assert.Equal(t, "55501219", p.DNIS)
	assert.Equal(t, center.Pull, p.Mode)
	assert.Equal(t, "Pull", p.Campaign)
}

func TestRecordsAreOfferedOnlyToAgentsWhoCanTakeThem(t *testing.T) {
	start := center.Command{Verb: center.StartCampaign, Campaign: "Push"}
	started := []string{"1001 campaign started Push"}
	offered := append(started, "1001 offered ringing")
	tests := map[string]struct {
		before func(*desk)
		want   []string
	}{
		"ready":            {func(*desk) {}, offered},
		"ringing":          {(*desk).ringing, started},
		"talking":          {(*desk).connected, started},
		"on hold":          {(*desk).held, started},
		"wrapping up":      {(*desk).released, started},
		"holding a record": {(*desk).pulled, started},
		"not ready": {func(d *desk) {
			d.do(center.Command{Verb: center.ChooseState, Agent: ana, State: "NotReady"})
		}, started},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			tt.before(d)
			assert.Equal(t, tt.want, d.do(start))
		})
	}
}

func TestRecordsAreOfferedWhenAnAgentBecomesFree(t *testing.T) {
	call := func(v center.Verb) func(*desk) center.Command {
		return func(d *desk) center.Command { return d.on(ana, center.Voice, v) }
	}
	tests := map[string]struct {
		before func(*desk)
		do     func(*desk) center.Command
	}{
		"an ended call is marked done": {(*desk).released, call(center.Done)},
		"a ringing call is rejected":   {(*desk).ringing, call(center.Reject)},
		"a caller gives up": {(*desk).ringing, func(*desk) center.Command {
			return center.Command{Verb: center.FarHangUp, Number: carla}
		}},
		"a colleague ends an internal call": {
			func(d *desk) {
				d.do(center.Command{Verb: center.Dial, Agent: ana, Number: "5002"})
				d.do(d.on(ben, center.Voice, center.Accept))
			},
			func(d *desk) center.Command { return d.on(ben, center.Voice, center.HangUp) },
		},
		"a pulled record is marked done": {
			func(d *desk) { d.pulled(); d.do(d.on(ana, center.Preview, center.RejectRecord)) },
			func(d *desk) center.Command {
				cmd := d.on(ana, center.Preview, center.Done)
				cmd.Stop = true
				return cmd
			},
		},
		"they become ready": {
			func(d *desk) { d.do(center.Command{Verb: center.ChooseState, Agent: ana, State: "NotReady"}) },
			func(*desk) center.Command {
				return center.Command{Verb: center.ChooseState, Agent: ana, State: "Ready"}
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			tt.before(d)
			d.pushed()
			assert.NotContains(t, said(d.events), "1001 offered ringing")
			assert.Contains(t, d.do(tt.do(d)), "1001 offered ringing")
		})
	}
}

func TestARunningCampaignPushesFromTheStart(t *testing.T) {
	d := open(t, func(c *center.Config) { c.Campaigns[1].State = center.Running })
	assert.Equal(t, center.Offered, d.part(ana, center.Preview).State)
	assert.Empty(t, d.c.Parts(ben), "it is not their campaign")
}

func TestAnAddedRecordIsOfferedAtOnce(t *testing.T) {
	d := open(t, func(c *center.Config) { c.Campaigns[2].Records = nil })
	add := center.Command{Verb: center.AddRecord, Campaign: "Direct", Record: &center.Record{Chain: []center.Entry{{Handle: 1, Number: "5550149"}}}}
	assert.Empty(t, d.do(add), "nobody has asked for direct push yet")
	assert.Equal(t, []string{"1001 offered ringing"}, d.do(center.Command{Verb: center.StartRecords, Agent: ana}))
}

func TestNextRecordIsRefused(t *testing.T) {
	tests := map[string]struct {
		before   func(*desk)
		agent    center.AgentID
		campaign string
		want     error
	}{
		"of an unknown campaign":      {func(*desk) {}, ana, "Nope", center.ErrUnknownCampaign},
		"of a push campaign":          {func(*desk) {}, ana, "Direct", center.ErrCampaign},
		"while they hold one":         {(*desk).pulled, ana, "Pull", center.ErrBusy},
		"when the list is at its end": {func(d *desk) { d.pulled(); d.takeAll() }, ben, "Pull", center.ErrNoRecord},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			tt.before(d)
			assert.ErrorIs(t, d.try(center.Command{Verb: center.NextRecord, Agent: tt.agent, Campaign: tt.campaign}), tt.want)
		})
	}
}

// takeAll lets Ana go through what is left of the pull campaign.
func (d *desk) takeAll() {
	d.t.Helper()
	d.do(d.on(ana, center.Preview, center.CancelRecord))
	d.do(d.on(ana, center.Preview, center.Done))
}

func TestLifeOfACampaign(t *testing.T) {
	d := open(t)
	load := center.Command{Verb: center.LoadCampaign, Campaign: "New", Load: &center.Campaign{Mode: center.Pull, Agents: []center.AgentID{ben}}}
	of := func(v center.Verb) center.Command { return center.Command{Verb: v, Campaign: "New"} }

	assert.ErrorIs(t, d.try(of(center.LoadCampaign)), center.ErrUnknownCampaign, "without a definition")
	assert.Equal(t, []string{"1002 campaign loaded New"}, d.do(load))
	assert.ErrorIs(t, d.try(load), center.ErrCampaign, "twice")
	assert.Equal(t, []string{"1002 campaign started New"}, d.do(of(center.StartCampaign)))
	assert.ErrorIs(t, d.try(of(center.UnloadCampaign)), center.ErrCampaign, "while running")
	assert.Equal(t, []string{"1002 campaign stopped New"}, d.do(of(center.StopCampaign)))
	assert.Equal(t, []string{"1002 campaign unloaded New"}, d.do(of(center.UnloadCampaign)))
	assert.Empty(t, d.c.Campaigns(ben)[1:], "only the one that every agent has is left")
	assert.Equal(t, []string{"1002 campaign loaded New"}, d.do(of(center.LoadCampaign)), "it is known now")
}

// Loaded with a definition a campaign is a new one, without records; without one it is
// what it was.
func TestACampaignThatIsLoadedAgain(t *testing.T) {
	definition := &center.Campaign{Mode: center.Pull, Agents: []center.AgentID{ben}}
	tests := map[string]struct {
		load *center.Campaign
		kept bool
	}{
		"with a definition": {definition, false},
		"without one":       {nil, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			of := func(v center.Verb) center.Command { return center.Command{Verb: v, Campaign: "New"} }
			d.do(center.Command{Verb: center.LoadCampaign, Campaign: "New", Load: definition})
			d.do(center.Command{Verb: center.AddRecord, Campaign: "New", Record: &center.Record{Chain: []center.Entry{{Handle: 1, Number: "5550149"}}}})
			d.do(of(center.UnloadCampaign))
			d.do(center.Command{Verb: center.LoadCampaign, Campaign: "New", Load: tt.load})
			d.do(of(center.StartCampaign))
			err := d.try(center.Command{Verb: center.NextRecord, Agent: ben, Campaign: "New"})
			assert.Equal(t, tt.kept, err == nil, "%v", err)
		})
	}
}
