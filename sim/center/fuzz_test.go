package center_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// FuzzCommands applies any commands in any order and checks what must always
// hold: a refused command changes nothing, an event starts in the state where the
// last one of its part ended, nothing follows the end of a part, an agent talks
// on one call at a time, nobody is alone in a call, timers belong to parts that
// are there, and when everybody has hung up no call is left.
func FuzzCommands(f *testing.F) {
	f.Add([]byte{0, 0, 1, 0, 3, 0, 4, 0, 5, 0, 6, 0})
	f.Add([]byte{20, 0, 16, 0, 25, 1, 5, 0, 6, 0, 20, 0})
	f.Add([]byte{30, 1, 1, 0, 16, 0, 25, 3, 5, 0, 6, 0, 21, 0, 255, 0})
	f.Fuzz(func(t *testing.T, script []byte) { watch(t, script) })
}

// TestAnyCommands does the same with scripts that are full of calls.
func TestAnyCommands(t *testing.T) {
	verbs := []center.Verb{
		center.Arrive, center.Arrive, center.Accept, center.Accept, center.Accept, center.Consult, center.Consult,
		center.CompleteTransfer, center.CompleteTransfer, center.CompleteConference, center.CompleteConference,
		center.SingleStepTransfer, center.SingleStepConference, center.FarAnswer, center.FarHangUp, center.FarBusy,
		center.HangUp, center.Hold, center.Resume, center.Reject, center.Done, center.Done, center.Expire, center.Expire,
		center.EndChat, center.LeaveConference, center.FarLeave, center.Say, center.PlaceInWorkbin, center.PullFromWorkbin,
		center.SetData, center.BlockDone, center.Dial, center.ChooseState,
		center.SignIn, center.SignOut, center.StepOut, center.EndConference, center.Finish, center.Transfer,
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 150 {
		script := make([]byte, 400)
		for i := range script {
			script[i] = byte(chance.Uint32())
			if i%2 == 0 {
				script[i] = byte(verbs[chance.IntN(len(verbs))]) - 1
			}
		}
		watch(t, script)
	}
}

// watch applies a script, each command in two bytes.
func watch(t *testing.T, script []byte) {
	d := open(t, routing, results)
	w := &watcher{d: d, parts: map[partKey]center.Part{}, timers: map[center.Timer]time.Duration{}}
	for i := 0; i+1 < len(script) && i < 400; i += 2 {
		w.step(script[i], script[i+1])
	}
	w.hangUpAll()
}

type partKey struct {
	agent center.AgentID
	id    center.InteractionID
}

// watcher keeps its own account of parts and timers from the events alone.
type watcher struct {
	d      *desk
	parts  map[partKey]center.Part
	timers map[center.Timer]time.Duration
}

func (w *watcher) step(verb, pick byte) {
	w.d.now += time.Duration(pick) * time.Millisecond
	w.try(w.command(center.Verb(verb%byte(center.Expire)+1), int(pick)))
}

// try applies a command, which may be refused.
func (w *watcher) try(cmd center.Command) {
	before := w.d.snapshot()
	if err := w.d.try(cmd); err != nil {
		assert.Empty(w.d.t, w.d.events)
		require.Equal(w.d.t, before, w.d.snapshot(), "%s: refused, yet something changed", cmd.Verb)
		return
	}
	if cmd.Verb == center.Expire {
		delete(w.timers, cmd.Timer)
	}
	w.seeAll()
}

func (w *watcher) command(v center.Verb, pick int) center.Command {
	agents := w.d.c.Agents()
	campaigns := []string{"Pull", "Push", "Direct"}
	cmd := center.Command{
		Verb: v, Agent: agents[pick%len(agents)], Target: targets[pick%len(targets)], Medium: media[pick%len(media)], Number: numbers[pick%len(numbers)], Campaign: campaigns[pick%3],
		Stop: pick%4 > 1, Handle: pick % 4, Key: "k", Data: []center.Datum{{Key: "k", Value: "1"}},
		State: []string{"Ready", "NotReady", "Break", "LogOut", "Nope"}[pick%5], Kind: center.StateKind(pick % 13),
		Record: &center.Record{Chain: []center.Entry{{Handle: 1, Number: "5550161"}}},
		At:     time.Duration(pick%3) * time.Hour, Personal: pick%2 > 0, Result: pick % 8,
		Owes: pick%3 > 0, Disposition: "sold", Recorded: pick%2 > 0, Channel: center.Channel(pick % 5),
	}
	if parts := w.d.c.Parts(cmd.Agent); len(parts) > 0 {
		cmd.Interaction = parts[pick/len(agents)%len(parts)].ID
	}
	if v == center.Expire {
		cmd.Timer = w.due()
	}
	return cmd
}

// targets are where the scripts send calls; the last is none.
var targets = []center.Target{
	{Kind: center.ToAgent, Name: string(ana)}, {Kind: center.ToAgent, Name: string(ben)}, {Kind: center.ToAgent, Name: string(cleo)},
	{Kind: center.ToNumber, Name: "5003"}, {Kind: center.ToNumber, Name: chen}, {Kind: center.ToNumber, Name: "5550100"},
	{Kind: center.ToNumber, Name: "5550101"}, {Kind: center.ToGroup, Name: "Service"}, {Kind: center.ToSkill, Name: "Billing"},
	{Kind: center.ToQueue, Name: "Support"}, {Kind: center.ToRoutingPoint, Name: "Main Line"}, {Kind: center.ToQueue, Name: "Nowhere"}, {},
}

// media are what the scripts use beside calls; 0 is left to the command.
var media = []center.Medium{0, 0, center.Voice, center.Chat, 0, center.Email, center.Chat}

// numbers are those of outside parties; customers may call from an agent's.
var numbers = []string{carla, chen, "5550100", "5550101", "5001", "5002", "5550121", "5550131", "5550141"}

// hangUpAll lets everybody leave every call, agents and outside parties by turns.
func (w *watcher) hangUpAll() {
	for _, number := range numbers {
		for _, v := range []center.Verb{center.FarHangUp, center.FarSilent, center.FarLeave} {
			if w.d.try(far(v, number)) == nil {
				w.seeAll()
			}
		}
	}
	for _, id := range w.d.c.Agents() {
		require.NoError(w.d.t, w.d.try(center.Command{Verb: center.ForceState, Agent: id, Kind: center.NotReady}))
		w.seeAll()
		for _, p := range w.d.c.Parts(id) {
			for _, v := range []center.Verb{center.HangUp, center.Reject, center.EndChat, center.LeaveConference, center.UnblockDone, center.Discard, center.Done} {
				if w.d.try(center.Command{Verb: v, Agent: id, Interaction: p.ID}) == nil {
					w.seeAll()
				}
			}
		}
	}
	calls, threads, searches := w.d.c.Alive()
	require.Zero(w.d.t, calls, "a call is left in which somebody is")
	require.Zero(w.d.t, threads, "a chat or an e-mail is left that nobody has marked done")
	require.Zero(w.d.t, searches, "an agent is looked for, for nobody")
	for timer := range w.timers {
		require.Contains(w.d.t, []center.TimerKind{center.BlockTimer, center.CallbackTimer}, timer.Kind, "a timer of a call that is over")
	}
}

func (w *watcher) seeAll() {
	for _, e := range w.d.events {
		w.see(e)
	}
	w.check()
}

// due is the earliest timer set, by time and then by name.
func (w *watcher) due() center.Timer {
	var keys []center.Timer
	for k := range w.timers {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b center.Timer) int {
		if w.timers[a] != w.timers[b] {
			return int(w.timers[a] - w.timers[b])
		}
		return slices.Compare([]string{a.Kind.String(), string(a.Interaction), string(a.Agent), a.Number},
			[]string{b.Kind.String(), string(b.Interaction), string(b.Agent), b.Number})
	})
	if len(keys) == 0 {
		return center.Timer{}
	}
	return keys[0]
}

func (w *watcher) see(e center.Event) {
	switch {
	case e.Kind == center.TimerSet:
		w.timers[e.Timer] = e.At
	case e.Kind == center.TimerCanceled:
		_, set := w.timers[e.Timer]
		require.True(w.d.t, set, "canceled a timer that was not set: %+v", e.Timer)
		delete(w.timers, e.Timer)
	case e.Kind == center.PullFailed || e.Kind == center.PullWorkbinFailed:
		require.NotContains(w.d.t, w.parts, partKey{e.Part.Agent, e.Part.ID}, "it was not there to be pulled")
	case e.Kind <= center.DoneApplied:
		w.seePart(e)
	}
}

func (w *watcher) seePart(e center.Event) {
	key := partKey{e.Part.Agent, e.Part.ID}
	last, known := w.parts[key]
	require.Equal(w.d.t, e.Agent, e.Part.Agent)
	require.Equal(w.d.t, e.New, !known, "%s of %s: first or not", e.Kind, e.Part.ID)
	if known {
		require.True(w.d.t, reachable(last, e), "%s: from %s to %s", e.Kind, last.State, e.Part.State)
	}
	w.parts[key] = e.Part
	if e.Kind == center.PartClosed {
		delete(w.parts, key)
	}
}

// reachable says in which states an event may find a part.
func reachable(last center.Part, e center.Event) bool {
	from := map[center.EventKind][]center.State{
		center.PartShown:       {center.Offered},
		center.PartEstablished: {center.Offered, center.Dialing},
		center.PartHeld:        {center.Connected},
		center.PartResumed:     {center.Held},
		center.PartReleased:    {center.Offered, center.Dialing, center.Connected, center.Held},
		center.RecordRejected:  {center.Previewing},
		center.RecordCanceled:  {center.Previewing},
		center.DoneApplied:     {center.Released},
		center.PartClosed:      {center.Released, center.Offered, center.Previewing, center.Calling, center.Rejected, center.Canceled},
	}
	if e.Part.Medium == center.Chat || e.Part.Medium == center.Email {
		from = reachableInWriting
	}
	states, moves := from[e.Kind]
	if last.Medium == center.Chat || last.Medium == center.Email {
		return !moves || slices.Contains(states, last.State)
	}
	if !moves {
		return last.State == e.Part.State || e.Part.State == center.Calling
	}
	return slices.Contains(states, last.State)
}

// check compares the watcher's account with what the center says.
func (w *watcher) check() {
	seen := 0
	for _, id := range w.d.c.Agents() {
		talking := 0
		for _, p := range w.d.c.Parts(id) {
			seen++
			if p.State == center.Connected || p.State == center.Dialing {
				talking++
			}
			require.Contains(w.d.t, w.parts, partKey{id, p.ID}, "the center lists what it never announced")
			require.NotEmpty(w.d.t, p.Parties, "agent %s is alone in %s", id, p.ID)
			for _, party := range p.Parties {
				require.NotEqual(w.d.t, id, party.Agent, "agent %s is their own party in %s", id, p.ID)
			}
		}
		require.LessOrEqual(w.d.t, talking, 1, "agent %s talks on more than one call", id)
	}
	require.Len(w.d.t, w.parts, seen, "the center announced what it does not list")
	w.checkStories()
	w.checkPlaces()
	for timer := range w.timers {
		switch timer.Kind {
		case center.RingTimer, center.BlockTimer, center.OfferTimer, center.JoinTimer:
			require.Contains(w.d.t, w.parts, partKey{timer.Agent, timer.Interaction}, "%s timer of a part that is gone", timer.Kind)
		}
	}
}
