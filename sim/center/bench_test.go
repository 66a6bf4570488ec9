package center_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// life lets an inbound call live from its ring to mark done and returns what happened.
func life(t testing.TB, c *center.Center, events []center.Event) []center.Event {
	events, err := c.Step(0, arrive(carla), events[:0])
	require.NoError(t, err)
	id := events[0].Part.ID
	for _, v := range []center.Verb{center.Accept, center.Hold, center.Resume, center.HangUp, center.Done} {
		events, err = c.Step(0, center.Command{Verb: v, Agent: ana, Interaction: id}, events)
		require.NoError(t, err)
	}
	return events
}

// What is allocated is what a call is made of: the events go into the caller's slice.
func TestStepMakesLittleGarbage(t *testing.T) {
	c := open(t).c
	events := life(t, c, nil)
	require.Len(t, events, 9, "offered, timer set, timer canceled, established, held, resumed, released, done, closed")
	got := testing.AllocsPerRun(100, func() { events = life(t, c, events) })
	assert.LessOrEqual(t, got/float64(len(events)), 2.0, "allocations an event")
}

func BenchmarkStep(b *testing.B) {
	c := open(b).c
	events := life(b, c, nil)
	b.ReportAllocs()
	for b.Loop() {
		events = life(b, c, events)
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N*len(events)), "ns/event")
}
