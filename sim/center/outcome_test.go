package center_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

func results(cfg *center.Config) { cfg.Results = []center.CallResult{{Code: 6, Name: "Busy"}} }

// rescheduled reschedules Ana's record and lets her be done with it.
func (d *desk) rescheduled(at time.Duration, handle int, personal bool) []string {
	d.t.Helper()
	cmd := d.on(ana, center.Preview, center.Reschedule)
	cmd.At, cmd.Handle, cmd.Personal = at, handle, personal
	assert.Empty(d.t, d.do(cmd), "nobody's desk is told")
	d.do(d.on(ana, center.Preview, center.RejectRecord))
	return d.finished()
}

func (d *desk) finished() []string {
	d.t.Helper()
	cmd := d.on(ana, center.Preview, center.Done)
	cmd.Stop = true
	return d.do(cmd)
}

// fallsDue lets the callback timer that was set run out.
func (d *desk) fallsDue(set []center.Event) []string {
	d.t.Helper()
	for _, e := range set {
		if e.Kind == center.TimerSet && e.Timer.Kind == center.CallbackTimer {
			d.now = e.At
			return d.do(center.Command{Verb: center.Expire, Timer: e.Timer})
		}
	}
	d.t.Fatal("no callback timer was set")
	return nil
}

func next(id center.AgentID) center.Command {
	return center.Command{Verb: center.NextRecord, Agent: id, Campaign: "Pull"}
}

func TestARescheduledRecordComesAgainAtItsTime(t *testing.T) {
	d := open(t)
	d.pulled()
	d.rescheduled(time.Hour, 2, false)
	set := d.events
	d.do(next(ben))
	assert.Equal(t, "5550122", d.part(ben, center.Preview).DNIS, "not before its time")
	require.ErrorIs(t, d.try(next(ana)), center.ErrNoRecord)

	assert.Empty(t, d.fallsDue(set), "a pull record waits until it is asked for")
	assert.Equal(t, time.Hour, d.now)
	d.do(next(ana))
	assert.Equal(t, "55501219", d.part(ana, center.Preview).DNIS, "by the number that was chosen")
	d.do(d.on(ana, center.Preview, center.CallRecord))
	assert.Equal(t, "55501219", d.part(ana, center.Voice).DNIS)
}

func TestAPersonalCallbackComesToItsAgentAlone(t *testing.T) {
	d := open(t)
	d.pulled()
	d.rescheduled(time.Hour, 1, true)
	d.fallsDue(d.events)
	d.do(next(ben))
	assert.Equal(t, "5550122", d.part(ben, center.Preview).DNIS)
	d.do(next(ana))
	assert.Equal(t, "5550121", d.part(ana, center.Preview).DNIS)
}

func TestAPushedCallbackIsOffered(t *testing.T) {
	d := open(t)
	d.pushed()
	d.accept()
	assert.Equal(t, []string{"1001 closed rejected", "1001 offered ringing"}, d.rescheduled(time.Hour, 1, false))
	set := d.events
	assert.Empty(t, d.fallsDue(set), "Ana has the other record")
	assert.Equal(t, []string{"1001 closed rejected", "1001 offered ringing"}, d.do(d.on(ana, center.Preview, center.Reject)))
	assert.Equal(t, "5550131", d.part(ana, center.Preview).DNIS)
}

func TestARecordDoesNotComeAgain(t *testing.T) {
	tests := map[string]struct {
		after func(*desk)
	}{
		"once that was taken back": {func(d *desk) { d.do(d.on(ana, center.Preview, center.CancelReschedule)) }},
		"that was canceled":        {func(d *desk) { d.do(d.on(ana, center.Preview, center.CancelRecord)) }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			d.pulled()
			cmd := d.on(ana, center.Preview, center.Reschedule)
			cmd.At, cmd.Handle = time.Hour, 1
			d.do(cmd)
			tt.after(d)
			if d.part(ana, center.Preview).State == center.Previewing {
				d.do(d.on(ana, center.Preview, center.RejectRecord))
			}
			d.finished()
			for _, e := range d.events {
				assert.NotEqual(t, center.TimerSet, e.Kind)
			}
		})
	}
}

func TestANewCampaignOfTheNameForgetsWhatWasToComeAgain(t *testing.T) {
	d := open(t)
	d.pulled()
	d.rescheduled(time.Hour, 1, false)
	d.do(center.Command{Verb: center.StopCampaign, Campaign: "Pull"})
	d.do(center.Command{Verb: center.UnloadCampaign, Campaign: "Pull"})
	require.NoError(t, d.try(center.Command{Verb: center.LoadCampaign, Campaign: "Pull", Load: &center.Campaign{Mode: center.Pull}}))
	assert.Equal(t, center.TimerCanceled, d.events[0].Kind)
	d.do(center.Command{Verb: center.StartCampaign, Campaign: "Pull"})
	assert.ErrorIs(t, d.try(next(ana)), center.ErrNoRecord)
}

func TestNumbersThatAreNotToBeCalled(t *testing.T) {
	d := open(t)
	d.pulled()
	again := &center.Record{Chain: []center.Entry{{Handle: 1, Number: "5550121"}}}
	d.do(center.Command{Verb: center.AddRecord, Campaign: "Pull", Record: again})
	assert.Empty(t, d.do(d.on(ana, center.Preview, center.SetDoNotCall)))
	d.do(next(ben))
	require.ErrorIs(t, d.try(d.on(ben, center.Preview, center.RemoveDoNotCall)), center.ErrNotUncalled)
	d.do(d.on(ben, center.Preview, center.RejectRecord))
	require.ErrorIs(t, d.try(next(ben)), center.ErrBusy)
	done := d.on(ben, center.Preview, center.Done)
	done.Stop = true
	d.do(done)
	require.ErrorIs(t, d.try(next(ben)), center.ErrNoRecord, "the record with no other number is passed over")

	d.do(d.on(ana, center.Preview, center.RemoveDoNotCall))
	d.do(next(ben))
	assert.Equal(t, "5550121", d.part(ben, center.Preview).DNIS)
	d.do(d.on(ana, center.Preview, center.CallRecord))
}

func TestWhatIsSaidOfARecord(t *testing.T) {
	d := open(t, results)
	d.pulled()
	id := d.part(ana, center.Preview).ID
	v, err := d.c.Record(ana, id)
	require.NoError(t, err)
	assert.Equal(t, center.RecordView{Chain: []center.Entry{{Handle: 1, Number: "5550121"}, {Handle: 2, Number: "55501219"}}, Chosen: 1}, v)

	update := d.on(ana, center.Preview, center.UpdateFields)
	update.Data = []center.Datum{{Key: "GSW_FROM", Value: `"10:10"`}}
	assert.Empty(t, d.do(update))
	result := d.on(ana, center.Preview, center.SetResult)
	result.Result = 6
	d.do(result)
	call := d.on(ana, center.Preview, center.CallRecord)
	call.Handle = 2
	d.do(call)
	v, err = d.c.Record(ana, d.part(ana, center.Voice).ID)
	require.NoError(t, err, "the call is of the record")
	assert.Equal(t, 2, v.Chosen)
	assert.Empty(t, v.Fields, "the fields are those of the number that is called")
	assert.Equal(t, 6, v.Result)
	assert.True(t, v.HasResult)
	assert.Empty(t, config().Campaigns[0].Records[0].Chain[0].Fields)
}

func TestWhatCannotBeSaidOfARecord(t *testing.T) {
	record := func(v center.Verb) func(*desk) center.Command {
		return func(d *desk) center.Command { d.pulled(); return d.on(ana, center.Preview, v) }
	}
	with := func(c func(*desk) center.Command, change func(*center.Command)) func(*desk) center.Command {
		return func(d *desk) center.Command { cmd := c(d); change(&cmd); return cmd }
	}
	large := []center.Datum{{Key: "k", Value: string(make([]byte, center.MaxData))}}
	tests := map[string]struct {
		cmd  func(*desk) center.Command
		want error
	}{
		"a result that there is not":   {with(record(center.SetResult), func(c *center.Command) { c.Result = 7 }), center.ErrUnknownResult},
		"a date that has passed":       {with(record(center.Reschedule), func(c *center.Command) { c.Handle = 1 }), center.ErrPast},
		"a number that there is not":   {with(record(center.Reschedule), func(c *center.Command) { c.Handle, c.At = 3, time.Hour }), center.ErrUnknownHandle},
		"taking back what was not set": {record(center.CancelReschedule), center.ErrNotRescheduled},
		"lifting what was not set":     {record(center.RemoveDoNotCall), center.ErrNotUncalled},
		"more fields than a record has": {
			with(record(center.UpdateFields), func(c *center.Command) { c.Data = large }), center.ErrTooMuchData,
		},
		"of another agent's record": {with(record(center.SetDoNotCall), func(c *center.Command) { c.Agent = ben }), center.ErrUnknownInteraction},
		"of an ordinary call": {
			func(d *desk) center.Command { d.connected(); return d.on(ana, center.Voice, center.SetDoNotCall) }, center.ErrNotFromRecord,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, results)
			cmd := tt.cmd(d)
			before := d.snapshot()
			assert.ErrorIs(t, d.try(cmd), tt.want)
			assert.Equal(t, before, d.snapshot())
		})
	}
}

func TestNothingCanBeSaidOfARecord(t *testing.T) {
	tests := map[string]func(*desk){
		"that is only offered":   (*desk).pushed,
		"that has been rejected": func(d *desk) { d.pulled(); d.do(d.on(ana, center.Preview, center.RejectRecord)) },
		"that has been canceled": func(d *desk) { d.pulled(); d.do(d.on(ana, center.Preview, center.CancelRecord)) },
	}
	for name, reach := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, results)
			reach(d)
			for v := center.Reschedule; v <= center.UpdateFields; v++ {
				var refused *center.RefusedError
				assert.ErrorAs(t, d.try(d.on(ana, center.Preview, v)), &refused, "%s", v)
			}
		})
	}
}

func TestARecordThatIsOnlyOfferedIsNotShown(t *testing.T) {
	d := open(t)
	d.pushed()
	_, err := d.c.Record(ana, d.part(ana, center.Preview).ID)
	assert.ErrorIs(t, err, center.ErrNotAccepted)
	_, err = d.c.Record("1009", "record:Push#1")
	assert.ErrorIs(t, err, center.ErrUnknownAgent)
}
