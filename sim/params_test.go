package sim_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

func TestParametersThatNoJournalCouldHold(t *testing.T) {
	var file bytes.Buffer
	w := world(t, sim.Config{Journal: journal.NewWriter(&file)})
	for _, params := range []string{"{", "{\"agent\":\"\xff\"}"} {
		_, err := w.Stage(t.Context(), "call.arrive", []byte(params))
		assert.ErrorIs(t, err, sim.ErrParams)
	}
	assert.True(t, utf8.Valid(file.Bytes()))
	assert.NotContains(t, file.String(), "call.arrive")
}

func TestWhatIsWrongWithParametersIsSaidInTheWordsOfJSON(t *testing.T) {
	tests := map[string]struct{ method, params, want string }{
		"text":            {"call.arrive", `{"from":1}`, "from: expected text, not a number"},
		"a list":          {"campaign.load", `{"agents":"1001"}`, "agents: expected a list, not text"},
		"an object":       {"call.arrive", `{"contact":true}`, "contact: expected an object, not true or false"},
		"true or false":   {"desktop.markDone", `{"stop":{}}`, "stop: expected true or false, not an object"},
		"a whole number":  {"clock.advance", `{"ms":1e300}`, "ms: expected a whole number, not 1e300"},
		"deep inside":     {"campaign.record", `{"chain":[{"handle":"x"}]}`, "chain.handle: expected a whole number, not text"},
		"of an agent":     {"desktop.say", `{"agent":1}`, "agent: expected text, not a number"},
		"of a page":       {"desktop.show", `{"agent":1}`, "agent: expected text, not a number"},
		"all of it":       {"call.answer", `[]`, "params: expected an object, not a list"},
		"a member's slip": {"call.answer", `{"nmber":"1"}`, `unknown member "nmber" (known: number)`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := world(t, sim.Config{}).Stage(t.Context(), tt.method, []byte(tt.params))
			assert.ErrorIs(t, err, sim.ErrParams)
			assert.EqualError(t, err, "bad parameters: "+tt.want)
		})
	}
}
