package suite_test

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/steps/suite"
)

// triedOn is on how many scenarios a variant is tried here; deskproof selftest variants
// tries each on all.
const triedOn = 5

// What no document forbids never fails a target, and never keeps it from being judged.
func TestEveryVariantPasses(t *testing.T) {
	t.Parallel()
	file := simulated(t)
	all := everything(t)
	plain, err := theWhole()
	require.NoError(t, err)
	was := seen(plain)
	for _, v := range variants.All() {
		if isLeftOut(v.Name) {
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			chosen := bitten(t, plain, v)
			if len(chosen) == 0 && testing.Short() {
				t.Skip("it changes nothing in the part that a short run judges: without -short it may")
			}
			require.NotEmpty(t, chosen, "it changes nothing anywhere")
			got, err := judge(t, file, func(c *suite.Config) {
				c.Jobs, c.Fault, c.Faults = triedOn, v.Name, v.Faults
				c.Scenarios = slices.DeleteFunc(slices.Clone(all), func(s *suite.Scenario) bool { return !slices.Contains(chosen, s.ID) })
			})
			require.NoError(t, err)
			passes(t, got, v.Unjudged)
			is := seen(got)
			differs := slices.ContainsFunc(slices.Collect(maps.Keys(is)), func(k string) bool { return !slices.Equal(is[k], was[k]) })
			assert.True(t, differs || isDelay(v.Faults) || v.Wire != suite.DefaultWire, "nothing that was seen differs")
		})
	}
}

// passes: nothing failed, and nothing is not applicable but what may be.
func passes(t *testing.T, got *result.Report, unjudged []variants.Unjudged) {
	t.Helper()
	want := result.ExitUsage // nothing of these few can be judged
	for _, s := range got.Scenarios {
		if s.Outcome != result.NotApplicable {
			want = result.ExitPassed
		}
	}
	assert.Equal(t, want, got.End.Exit)
	for _, s := range got.Scenarios {
		assert.Empty(t, s.Failures(), "%s %s", s.ID, s.Reason)
		excused := slices.ContainsFunc(unjudged, func(u variants.Unjudged) bool { return suite.MatchID(u.ID, s.ID) })
		assert.Equal(t, excused, s.Outcome == result.NotApplicable, "%s %s %s", s.ID, s.Outcome, s.Reason)
	}
}

// bitten are up to triedOn scenarios in whose traces faults would change something, drawn by
// lot: others for each variant, and the same whatever scenarios there are besides.
func bitten(t *testing.T, r *result.Report, v variants.Variant) []string {
	t.Helper()
	drawn := slices.SortedFunc(slices.Values(r.Scenarios), func(a, b result.Scenario) int {
		return cmp.Compare(lot(v.Name+a.ID), lot(v.Name+b.ID))
	})
	var out []string
	for _, s := range drawn {
		if s.Wire != v.Wire || len(out) == triedOn {
			continue
		}
		bites, err := selftest.Touches(v.Faults, s.Trace)
		require.NoError(t, err)
		if bites {
			out = append(out, s.ID)
		}
	}
	return out
}

func isDelay(faults []json.RawMessage) bool {
	return !slices.ContainsFunc(faults, func(raw json.RawMessage) bool {
		var f fault.Fault
		return json.Unmarshal(raw, &f) != nil || f.Do != fault.Delay
	})
}

// lawful are differences that are so in some scenarios alone, or that take long to judge.
var lawful = map[string]struct {
	faults []json.RawMessage
	ids    []string      // of the scenarios that see it
	answer time.Duration // how long an answer is waited for; 0: as always
}{
	// Whether a refusal is answered at all is open: the page takes it for a timeout.
	"refusals that are no answers": {
		[]json.RawMessage{[]byte(`{"on":{"frame":"answer","with":["errorMessage"]},"do":"lose"}`)},
		[]string{"scapi/voice/wrong-state/only-an-established*/**", "scapi/voice/markdone-blocked/**", "scapi/access/origins/**"}, 2 * time.Second,
	},
	// The table of pull preview has no row that tells of it, as those of the other modes have.
	"a call from a pulled record that is not told to be established": {
		[]json.RawMessage{[]byte(`{"on":{"type":"ESTABLISHED","callType":"OUTBOUND"},"do":"lose"}`)},
		[]string{"scapi/preview/pull*/**"}, 0,
	},
}

func TestWhatIsLawfulSomewherePassesThere(t *testing.T) {
	t.Parallel()
	for name, v := range lawful {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := simulated(t)
			file.Timeouts.Answer = v.answer
			got, err := judge(t, file, func(c *suite.Config) {
				c.Jobs, c.Fault, c.Faults = 30, name, v.faults
				for _, id := range v.ids {
					c.Scenarios = append(c.Scenarios, matching(t, id)...)
				}
			})
			require.NoError(t, err)
			passes(t, got, nil)
		})
	}
}
