package center_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

const (
	ana   = center.AgentID("1001")
	ben   = center.AgentID("1002")
	carla = "5550111"
	chen  = "5550112"
)

func stream(name string) *rand.Rand {
	return rand.New(rand.NewPCG(1, uint64(len(name))))
}

func config() center.Config {
	agent := func(id center.AgentID, number string) center.Agent {
		return center.Agent{ID: id, Number: number, Media: []center.Medium{center.Voice, center.Preview}, Start: "Ready"}
	}
	records := func(numbers ...string) []center.Record {
		var out []center.Record
		for _, n := range numbers {
			out = append(out, center.Record{Chain: []center.Entry{{Handle: 1, Number: n}, {Handle: 2, Number: n + "9"}}})
		}
		return out
	}
	return center.Config{
		Agents: []center.Agent{agent(ana, "5001"), agent(ben, "5002")},
		Choices: []center.AgentState{
			{Kind: center.Ready, Operation: "Ready"},
			{Kind: center.NotReady, Operation: "NotReady"},
			{Kind: center.NotReadyReason, Operation: "Break", Reason: "Break", Code: "1511"},
			{Kind: center.DoNotDisturb, Operation: "DndOn"},
			{Kind: center.LoggedOut, Operation: "LogOut"},
		},
		Numbers: []center.Number{
			{Number: "5550100", Does: center.FarAnswers, After: 2 * time.Second, HangsUp: true, HangsUpIn: time.Minute},
			{Number: "5550101", Does: center.FarIsBusy, After: time.Second},
		},
		Campaigns: []center.Campaign{
			{Name: "Pull", Mode: center.Pull, State: center.Running, Records: records("5550121", "5550122")},
			{Name: "Push", Mode: center.Push, State: center.Loaded, Agents: []center.AgentID{ana}, Records: records("5550131", "5550132")},
			{Name: "Direct", Mode: center.DirectPush, State: center.Running, Agents: []center.AgentID{ana}, Records: records("5550141", "5550142")},
		},
		RingTimeout:  15 * time.Second,
		DialTimeout:  45 * time.Second,
		BlockTimeout: 20 * time.Second,
	}
}

// desk drives a center and keeps what it said.
type desk struct {
	t      testing.TB
	c      *center.Center
	now    time.Duration
	events []center.Event // of the last command
}

func open(t testing.TB, change ...func(*center.Config)) *desk {
	t.Helper()
	cfg := config()
	for _, f := range change {
		f(&cfg)
	}
	c, err := center.New(cfg, stream)
	require.NoError(t, err)
	return &desk{t: t, c: c}
}

func (d *desk) try(cmd center.Command) error {
	d.t.Helper()
	var err error
	d.events, err = d.c.Step(d.now, cmd, nil)
	return err
}

// do applies a command that must be allowed and returns what happened, timers and
// transcripts left out.
func (d *desk) do(cmd center.Command) []string {
	d.t.Helper()
	require.NoError(d.t, d.try(cmd), "%s", cmd.Verb)
	return said(d.events)
}

func said(events []center.Event) []string {
	var out []string
	for _, e := range events {
		switch e.Kind {
		case center.TimerSet, center.TimerCanceled, center.LineAdded:
			continue
		case center.AgentChanged, center.MediumChanged:
			out = append(out, string(e.Agent)+" "+e.Kind.String()+" "+e.State.Kind.String())
		case center.CampaignLoaded, center.CampaignStarted, center.CampaignStopped, center.CampaignUnloaded:
			out = append(out, string(e.Agent)+" "+e.Kind.String()+" "+e.Campaign)
		case center.PartReleased:
			out = append(out, string(e.Agent)+" "+e.Kind.String()+" "+e.Cause.String())
		default:
			out = append(out, string(e.Agent)+" "+e.Kind.String()+" "+e.Part.State.String())
		}
	}
	return out
}

// part is the only interaction of that medium in the agent's list.
func (d *desk) part(id center.AgentID, m center.Medium) center.Part {
	d.t.Helper()
	var found []center.Part
	for _, p := range d.c.Parts(id) {
		if p.Medium == m {
			found = append(found, p)
		}
	}
	require.Len(d.t, found, 1)
	return found[0]
}

func (d *desk) on(id center.AgentID, m center.Medium, v center.Verb) center.Command {
	d.t.Helper()
	return center.Command{Verb: v, Agent: id, Interaction: d.part(id, m).ID}
}

func arrive(from string) center.Command {
	return center.Command{Verb: center.Arrive, Agent: ana, Number: from}
}

func (d *desk) ringing()   { d.t.Helper(); d.do(arrive(carla)) }
func (d *desk) connected() { d.t.Helper(); d.ringing(); d.do(d.on(ana, center.Voice, center.Accept)) }
func (d *desk) held()      { d.t.Helper(); d.connected(); d.do(d.on(ana, center.Voice, center.Hold)) }
func (d *desk) released()  { d.t.Helper(); d.connected(); d.do(d.on(ana, center.Voice, center.HangUp)) }

func (d *desk) dialing() {
	d.t.Helper()
	d.do(center.Command{Verb: center.Dial, Agent: ana, Number: chen})
}

func TestLifeOfACall(t *testing.T) {
	tests := map[string]struct {
		reach func(*desk)
		do    center.Verb
		far   string // the outside party that does it; empty: Ana does
		want  []string
	}{
		"a ringing call is answered":        {(*desk).ringing, center.Accept, "", []string{"1001 established connected"}},
		"a ringing call is rejected":        {(*desk).ringing, center.Reject, "", []string{"1001 released by the agent", "1001 closed released"}},
		"the caller gives up":               {(*desk).ringing, center.FarHangUp, carla, []string{"1001 released no answer", "1001 closed released"}},
		"a call is held":                    {(*desk).connected, center.Hold, "", []string{"1001 held held"}},
		"a held call is resumed":            {(*desk).held, center.Resume, "", []string{"1001 resumed connected"}},
		"the agent hangs up":                {(*desk).connected, center.HangUp, "", []string{"1001 released by the agent"}},
		"the agent hangs up while held":     {(*desk).held, center.HangUp, "", []string{"1001 released by the agent"}},
		"the caller hangs up":               {(*desk).connected, center.FarHangUp, carla, []string{"1001 released by the far end"}},
		"an ended call is marked done":      {(*desk).released, center.Done, "", []string{"1001 done applied released", "1001 closed released"}},
		"a dialed number answers":           {(*desk).dialing, center.FarAnswer, chen, []string{"1001 established connected"}},
		"a dialed number is busy":           {(*desk).dialing, center.FarBusy, chen, []string{"1001 released busy"}},
		"a dialed number does not answer":   {(*desk).dialing, center.FarSilent, chen, []string{"1001 released no answer"}},
		"the agent hangs up while it rings": {(*desk).dialing, center.HangUp, "", []string{"1001 released by the agent"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			tt.reach(d)
			cmd := center.Command{Verb: tt.do, Number: tt.far}
			if tt.far == "" {
				cmd = d.on(ana, center.Voice, tt.do)
			}
			assert.Equal(t, tt.want, d.do(cmd))
		})
	}
}

func TestAnInternalCallIsBothAgentsUntilEitherEndsIt(t *testing.T) {
	d := open(t)
	got := d.do(center.Command{Verb: center.Dial, Agent: ana, Number: "5002"})
	assert.Equal(t, []string{"1001 dialed dialing", "1002 offered ringing"}, got)

	got = d.do(d.on(ben, center.Voice, center.Accept))
	assert.Equal(t, []string{"1002 established connected", "1001 established connected"}, got)

	got = d.do(d.on(ana, center.Voice, center.Hold))
	assert.Equal(t, []string{"1001 held held"}, got, "one side's hold is its own")

	got = d.do(d.on(ben, center.Voice, center.HangUp))
	assert.Equal(t, []string{
		"1002 released by the agent", "1002 closed released",
		"1001 released by the far end", "1001 closed released",
	}, got)
	assert.Empty(t, d.c.Parts(ana))
	assert.Empty(t, d.c.Parts(ben))
}

func TestAnInternalCallToAnAgentWhoCannotTakeItIsBusy(t *testing.T) {
	d := open(t)
	d.do(center.Command{Verb: center.ChooseState, Agent: ben, State: "DndOn"})
	got := d.do(center.Command{Verb: center.Dial, Agent: ana, Number: "5002"})
	assert.Equal(t, []string{"1001 dialed dialing", "1001 released busy", "1001 closed released"}, got)
}

func TestRONA(t *testing.T) {
	expire := func(d *desk) center.Command {
		return center.Command{Verb: center.Expire, Timer: center.Timer{
			Kind: center.RingTimer, Interaction: d.part(ana, center.Voice).ID, Agent: ana,
		}}
	}
	tests := map[string]struct {
		redirectTo string
		want       []string
	}{
		"the call ends": {"", []string{
			"1001 released no answer", "1001 closed released",
			"1001 agent changed not ready", "1001 medium changed not ready", "1001 medium changed not ready",
		}},
		"the call goes to another agent": {string(ben), []string{
			"1001 released redirected", "1001 closed released",
			"1001 agent changed not ready", "1001 medium changed not ready", "1001 medium changed not ready",
			"1002 offered ringing",
		}},
		"the call leaves the center": {"5559999", []string{
			"1001 released redirected", "1001 closed released",
			"1001 agent changed not ready", "1001 medium changed not ready", "1001 medium changed not ready",
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, func(c *center.Config) { c.RedirectTo = tt.redirectTo })
			d.ringing()
			assert.Equal(t, tt.want, d.do(expire(d)))
			if tt.redirectTo == string(ben) {
				d.do(d.on(ben, center.Voice, center.Accept))
				assert.Equal(t, []string{"1002 released by the far end"},
					d.do(center.Command{Verb: center.FarHangUp, Number: carla}), "the redirected call lives on")
			}
		})
	}
}

func TestOutsideNumbersActByThemselves(t *testing.T) {
	d := open(t)
	d.do(center.Command{Verb: center.Dial, Agent: ana, Number: "5550100"})
	var due center.Event
	for _, e := range d.events {
		if e.Kind == center.TimerSet && e.Timer.Kind == center.FarTimer {
			due = e
		}
	}
	assert.Equal(t, 2*time.Second, due.At)
	d.now = due.At
	assert.Equal(t, []string{"1001 established connected"}, d.do(center.Command{Verb: center.Expire, Timer: due.Timer}))
	last := d.events[len(d.events)-1]
	assert.Equal(t, center.TalkTimer, last.Timer.Kind)
	assert.Equal(t, 62*time.Second, last.At)
	assert.Equal(t, []string{"1001 released by the far end"}, d.do(center.Command{Verb: center.Expire, Timer: last.Timer}))
}

func TestRecording(t *testing.T) {
	d := open(t)
	d.connected()
	for _, v := range []center.Verb{center.StartRecording, center.PauseRecording, center.ResumeRecording, center.StopRecording} {
		assert.Equal(t, []string{"1001 recording changed connected"}, d.do(d.on(ana, center.Voice, v)))
	}
	err := d.try(d.on(ana, center.Voice, center.PauseRecording))
	assert.EqualError(t, err, "pause recording call:5550111#1: refused while connected and not recording")
}

func TestUserDataKeepsWhatIsNotNamed(t *testing.T) {
	d := open(t)
	d.connected()
	set := d.on(ana, center.Voice, center.SetData)
	set.Data = []center.Datum{{Key: "A", Value: "1"}, {Key: "B", Value: "2"}}
	d.do(set)
	before := d.part(ana, center.Voice).Data
	set.Data = []center.Datum{{Key: "A", Value: "3"}, {Key: "C", Value: "4"}}
	d.do(set)
	assert.Equal(t, []center.Datum{{Key: "A", Value: "3"}, {Key: "B", Value: "2"}, {Key: "C", Value: "4"}}, d.part(ana, center.Voice).Data)
	assert.Equal(t, []center.Datum{{Key: "A", Value: "1"}, {Key: "B", Value: "2"}}, before, "what an event carried is never written to again")

	del := d.on(ana, center.Voice, center.DeleteData)
	del.Key = "B"
	d.do(del)
	assert.Equal(t, []center.Datum{{Key: "A", Value: "3"}, {Key: "C", Value: "4"}}, d.part(ana, center.Voice).Data)
	assert.ErrorIs(t, d.try(del), center.ErrKey)
}

func TestMarkDoneIsRefusedWhileBlocked(t *testing.T) {
	d := open(t)
	d.released()
	d.do(d.on(ana, center.Voice, center.BlockDone))
	due := d.events[0]
	assert.Equal(t, center.BlockTimer, due.Timer.Kind)
	assert.ErrorIs(t, d.try(d.on(ana, center.Voice, center.Done)), center.ErrBlocked)

	d.do(center.Command{Verb: center.Expire, Timer: due.Timer})
	assert.Equal(t, []string{"1001 done applied released", "1001 closed released"}, d.do(d.on(ana, center.Voice, center.Done)))
}
