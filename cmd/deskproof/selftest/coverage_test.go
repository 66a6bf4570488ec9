package selftest_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/coverage"
	"github.com/deskproof/deskproof/reports/result"
)

// prover has a book of what desk judges: of hold that HELD is told, which is a value as
// well, and of talk a rule that nothing breaks.
func prover(t *testing.T, ids ...string) *selftest.Prover {
	t.Helper()
	b, err := book.Parse([]byte(`{"system": "item", "rules": [
		{"id": "item.held", "evidence": "documented", "text": "It is told"},
		{"id": "item.talk", "evidence": "documented", "text": "It is told, too"}],
		"enums": [{"id": "item.state", "evidence": "documented", "name": "state", "of": "the state", "text": "states", "values": [
			{"id": "item.state.HELD", "evidence": "documented", "value": "HELD"},
			{"id": "item.state.TALKING", "evidence": "documented", "value": "TALKING"}]}]}`))
	require.NoError(t, err)
	checks := map[string][]string{"hold": {"item.held", "item.state.HELD"}, "talk": {"item.talk"}}
	return &selftest.Prover{
		Book: b, Binds: func(string) bool { return true }, All: scenarios(ids...),
		Judge: func(ctx context.Context, trial selftest.Trial) ([]result.Scenario, error) {
			out, err := desk(ctx, trial)
			for i := range out {
				if out[i].Outcome == result.Passed {
					out[i].Proved = checks[out[i].ID]
				}
			}
			return out, err
		},
	}
}

const heldState = "event/interaction/HELD/voice/INBOUND/HELD/wrong/data.interaction.state"

func TestWhatIsCheckedIsProvedByAFaultThatItMisses(t *testing.T) {
	p := prover(t, "hold", "talk")
	var told []string
	got, err := p.Prove(t.Context(), nil, func(text string) { told = append(told, text) })
	require.NoError(t, err)
	require.Len(t, got, 1, "nothing proves item.talk")
	assert.Equal(t, "hold", got[0].Scenario)
	assert.Equal(t, []string{"item.held", "item.state.HELD"}, got[0].Items, "the value is hit, and gone")
	assert.Contains(t, got[0].Site, "state")
	assert.NotEmpty(t, told)

	again, err := p.Prove(t.Context(), got, func(string) {})
	require.NoError(t, err)
	assert.Equal(t, got, again, "what holds stays")
	lost, err := p.Check(t.Context(), got)
	require.NoError(t, err)
	assert.Empty(t, lost)
}

func TestAProofThatDoesNotHoldIsLost(t *testing.T) {
	state := []json.RawMessage{[]byte(`{"do":"replace","on":{"frame":"event","event":"interaction","type":"HELD","media":"voice","callType":"INBOUND","state":"HELD"},"path":"data.interaction.state","value":"TALKING"}`)}
	other := []json.RawMessage{[]byte(`{"do":"remove","path":"x"}`)}
	tests := map[string]struct {
		proof coverage.Proof
		want  string
	}{
		"it holds":                   {coverage.Proof{Scenario: "hold", Site: heldState, Faults: state, Items: []string{"item.held"}}, ""},
		"nobody notices":             {coverage.Proof{Scenario: "hold", Site: "x", Faults: other, Items: []string{"item.held"}}, "hold does not notice any more: x"},
		"nobody looks":               {coverage.Proof{Scenario: "hold", Site: heldState, Faults: state, Items: []string{"item.talk"}}, "no claim of hold is about it any more"},
		"a scenario there is not":    {coverage.Proof{Scenario: "gone", Site: "x", Faults: other, Items: []string{"item.held"}}, "there is no scenario gone any more"},
		"a mutant there is not":      {coverage.Proof{Scenario: "hold", Mutant: "gone", Items: []string{"item.held"}}, "there is no mutant gone any more"},
		"an item there is not":       {coverage.Proof{Scenario: "hold", Site: "x", Faults: other, Items: []string{"item.gone"}}, "it is not in the book any more"},
		"a value that is not missed": {coverage.Proof{Scenario: "hold", Site: heldState, Faults: state, Items: []string{"item.state.TALKING"}}, "no claim of hold is about it any more"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			lost, err := prover(t, "hold", "talk").Check(t.Context(), []coverage.Proof{tt.proof})
			require.NoError(t, err)
			var want []selftest.Lost
			if tt.want != "" {
				want = []selftest.Lost{{Item: tt.proof.Items[0], Why: tt.want}}
			}
			assert.Equal(t, want, lost)
		})
	}
}

func TestAProofThatCannotBeTriedEndsAll(t *testing.T) {
	p := prover(t, "hold")
	judge := p.Judge
	p.Judge = func(ctx context.Context, trial selftest.Trial) ([]result.Scenario, error) {
		if trial.Faults != nil {
			return nil, errors.New("no simulator")
		}
		return judge(ctx, trial)
	}
	_, err := p.Check(t.Context(), []coverage.Proof{{Scenario: "hold", Site: "x", Faults: []json.RawMessage{[]byte("{}")}, Items: []string{"item.held"}}})
	assert.EqualError(t, err, "x: no simulator")
}
