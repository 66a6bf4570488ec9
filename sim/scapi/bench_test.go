package scapi_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// talking is a floor with a call, and the events of it being held, resumed and told
// something new, over and over.
func talking(t testing.TB) (*floor, []center.Event) {
	f := newFloor(t, "union", map[string]string{
		"service-client-api.accepted-web-content-origins": origin, "service-client-api.user-data.read-allowed": "*",
	})
	f.open(ana, 1)
	f.open(ana, 2)
	f.stage(center.Command{
		Verb: center.Arrive, Agent: ana, Number: "5550111", Contact: center.Contact{First: "Carla", Last: "Costa"},
		Data: []center.Datum{{Key: "PLAN", Value: `"Basic"`}},
	})
	id := f.c.Parts(ana)[0].ID
	f.stage(center.Command{Verb: center.Accept, Agent: ana, Interaction: id})
	for _, cmd := range []center.Command{
		{Verb: center.Hold}, {Verb: center.SetData, Data: []center.Datum{{Key: "PLAN", Value: `"Gold"`}}},
		{Verb: center.Resume}, {Verb: center.StartRecording}, {Verb: center.StopRecording},
		{Verb: center.ChooseState, State: "Break"}, {Verb: center.ChooseState, State: "Ready"},
	} {
		cmd.Agent, cmd.Interaction = ana, id
		require.NoError(t, f.Do(cmd))
	}
	return f, f.events
}

// observed tells the events to the desk and returns how many bytes it said.
func observed(f *floor, events []center.Event, dst []wire.Frame) (frames []wire.Frame, size int) {
	for i := range events {
		dst = f.desks[ana].Observe(f.now, &events[i], dst[:0])
		for _, w := range dst {
			size += len(w.Body)
		}
	}
	return dst, size
}

// Events of an interaction that the desk knows are told without making garbage.
func TestEventsAreEncodedWithoutGarbage(t *testing.T) {
	f, events := talking(t)
	dst, size := observed(f, events, nil)
	require.Greater(t, size, 2*5*500, "five events of the call to two pages, and those of the agent")
	assert.Zero(t, testing.AllocsPerRun(100, func() { dst, _ = observed(f, events, dst) }))
}

// Pages that are told the same in one call, and several events of one call, share no
// memory that a later event is written to before the next call.
func TestFramesOfOneCallStayGood(t *testing.T) {
	f, events := talking(t)
	observed(f, events, nil)
	frames := f.desks[ana].Observe(f.now, &events[0], nil)
	require.Len(t, frames, 2)
	var kept []string
	for _, w := range frames {
		kept = append(kept, string(w.Body))
		_ = append(w.Body, "something else"...) // as somebody who keeps a frame might
	}
	for i, w := range frames {
		assert.Equal(t, kept[i], string(w.Body))
	}
}

func BenchmarkObserve(b *testing.B) {
	f, events := talking(b)
	dst, size := observed(f, events, nil)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = observed(f, events, dst)
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N*len(events)), "ns/event")
}
