package sim_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/scapi"
)

func TestFramesThatNoPageMaySend(t *testing.T) {
	const busy = `{"request":"agent.setState","parameters":["NotReady"],"referenceId":"1","userAgent":"WWE Client"}`
	tests := map[string]struct {
		agent string
		page  uint32
		body  string
		want  string
	}{
		"a page that has closed":    {"1001", 1, busy, `agent "1001", page 1: no such page`},
		"a page of another agent":   {"1002", 2, busy, `agent "1002", page 2: no such page`},
		"a page that never opened":  {"1001", 99, busy, `agent "1001", page 99: no such page`},
		"no page":                   {"1001", 0, busy, `agent "1001", page 0: no such page`},
		"an agent without a desk":   {"1003", 1, busy, `agent "1003", page 1: no such page`},
		"an agent nobody knows":     {"9", 1, busy, `agent "9", page 1: no such page`},
		"text that is no UTF-8":     {"1001", 2, "\"\xff\"", sim.ErrText.Error()},
		"text that is no JSON":      {"1001", 2, "{", scapi.ErrNotJSON.Error()},
		"JSON that is far too deep": {"1001", 2, strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000), scapi.ErrNotJSON.Error()},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := world(t, sim.Config{})
			_, first := sit(t, w, "1001")
			ana, _ := sit(t, w, "1001")
			ben, _ := sit(t, w, "1002")
			require.NoError(t, w.ClosePage(t.Context(), "1001", first))
			require.NoError(t, w.ClosePage(t.Context(), "1001", first), "twice, without harm")
			require.NoError(t, w.ClosePage(t.Context(), "1002", 2), "nor the page of another")

			assert.EqualError(t, w.Receive(t.Context(), tt.agent, tt.page, []byte(tt.body)), tt.want)
			assert.Empty(t, ana.take(), "nothing has happened")
			assert.Empty(t, ben.take())
			ask(t, w, "1002", 1, "agent.get", "[]")
			assert.Len(t, ben.take(), 1)
		})
	}
}

func TestPagesThatCannotOpen(t *testing.T) {
	w := world(t, sim.Config{})
	_, err := w.Open(t.Context(), "9", "", &box{})
	assert.ErrorIs(t, err, sim.ErrUnknownAgent)
	for range sim.MaxPages {
		_, err := w.Open(t.Context(), "1001", "", &box{})
		require.NoError(t, err)
	}
	out := &box{}
	_, err = w.Open(t.Context(), "1001", "", out)
	assert.ErrorIs(t, err, sim.ErrTooManyPages)
	stage(t, w, "agent.set", `{"agent":"1001","state":"not-ready"}`)
	assert.Empty(t, out.frames)

	require.NoError(t, w.ClosePage(t.Context(), "1001", 7))
	page, err := w.Open(t.Context(), "1001", "", out)
	require.NoError(t, err)
	assert.Equal(t, uint32(sim.MaxPages+1), page, "no number is used again, and none is lost")
}

func TestAMisdirectedFrameReachesPagesThatAreOpen(t *testing.T) {
	w := world(t, sim.Config{})
	ana, _ := sit(t, w, "1001")
	ben, page := sit(t, w, "1002")
	stage(t, w, "fault.set", `{"faults":[{"on":{"type":"RINGING"},"do":"misdirect"}]}`)
	stage(t, w, "call.arrive", arrives)
	assert.Len(t, ana.take(), 1)
	assert.Len(t, ben.take(), 1)
	require.NoError(t, w.ClosePage(t.Context(), "1002", page))
	stage(t, w, "call.arrive", `{"agent":"1001","from":"5550152"}`)
	assert.Len(t, ana.take(), 1, "there is nobody else: it is lost")
	assert.Empty(t, ben.take())
}

func TestDesktopsThatOpenGoByTheOptionsOfFaults(t *testing.T) {
	w := world(t, sim.Config{})
	before, one := sit(t, w, "1001")
	stage(t, w, "fault.set", `{"faults":[{"do":"option","path":"service-client-api.rate-limit","value":"2"}]}`)
	after, two := sit(t, w, "1002")
	for range 3 {
		ask(t, w, "1001", one, "agent.get", "[]")
		ask(t, w, "1002", two, "agent.get", "[]")
	}
	assert.Len(t, before.take(), 3, "it was open before")
	assert.Len(t, after.take(), 2)

	_, err := w.Stage(t.Context(), "fault.set", json.RawMessage(`{"faults":[{"do":"option","path":"service-client-api.rate-limit","value":"x"}]}`))
	assert.ErrorIs(t, err, sim.ErrParams)
	assert.ErrorContains(t, err, `fault: option service-client-api.rate-limit: "x" is not a whole number of 0 or more`)
}
