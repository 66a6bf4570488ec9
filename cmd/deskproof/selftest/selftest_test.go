package selftest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/suite"
)

func sieve(judge selftest.Judge, all []*suite.Scenario, keep func(string) bool) *selftest.Sieve {
	return &selftest.Sieve{Book: book.SCAPI(), Judge: judge, All: all, Keep: keep}
}

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func scenarios(ids ...string) []*suite.Scenario {
	var out []*suite.Scenario
	for _, id := range ids {
		out = append(out, &suite.Scenario{ID: id})
	}
	return out
}

// verdict is "id outcome item": a scenario in which one claim was not met.
func verdict(text string) result.Scenario {
	words := strings.Fields(text)
	v := result.Scenario{ID: words[0], Outcome: result.Outcome(words[1])}
	if v.Outcome == "n/a" {
		v.Outcome = result.NotApplicable
	}
	if v.Outcome == "error" {
		v.Outcome, v.Reason = result.HarnessError, "it is broken"
	}
	if len(words) > 2 {
		v.Claims = []result.Claim{{Item: words[2], Binding: v.Outcome == result.Failed, Text: "it is so", Expected: "so", Seen: "not so"}}
	}
	return v
}

func verdicts(texts ...string) selftest.Judge {
	return func(context.Context, selftest.Trial) ([]result.Scenario, error) {
		var out []result.Scenario
		for _, t := range texts {
			out = append(out, verdict(t))
		}
		return out, nil
	}
}

func TestAMutantIsCaughtAsItSays(t *testing.T) {
	failure := mutants.Mutant{Name: "m", Item: "i", Class: "failure", KilledBy: "a/*"}
	note := failure
	note.Class = "note"
	tests := map[string]struct {
		mutant   mutants.Mutant
		verdicts []string
		fate     selftest.Fate
		lacks    string
	}{
		"caught":                      {failure, []string{"a/1 failed i", "b/1 passed"}, selftest.Killed, ""},
		"caught elsewhere too":        {failure, []string{"a/1 failed i", "b/1 failed j"}, selftest.Killed, ""},
		"by another claim":            {failure, []string{"a/1 failed j"}, selftest.Killed, "a/1 has no failure of i"},
		"by others alone":             {failure, []string{"a/1 passed", "b/1 failed i"}, selftest.Killed, "a/1 has no failure of i"},
		"by one of two":               {failure, []string{"a/1 failed i", "a/2 passed"}, selftest.Killed, "a/2 has no failure of i"},
		"as a note":                   {failure, []string{"a/1 note i"}, selftest.Noted, "a/1 has no failure of i"},
		"not at all":                  {failure, []string{"a/1 passed"}, selftest.Survived, "a/1 has no failure of i"},
		"a note":                      {note, []string{"a/1 note i", "b/1 passed"}, selftest.Noted, ""},
		"a note that is a failure":    {note, []string{"a/1 note i", "b/1 failed i"}, selftest.Killed, "b/1 fails: it was to be a note"},
		"the judge breaks":            {failure, []string{"a/1 failed i", "b/1 error"}, selftest.Killed, "b/1 could not be judged: it is broken"},
		"its scenario does not exist": {failure, []string{"b/1 failed i"}, selftest.Killed, "no scenario is named a/*"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []selftest.Mutant
			all := scenarios("a/1", "a/2", "b/1")
			require.NoError(t, selftest.Mutants(t.Context(), verdicts(tt.verdicts...), all, []mutants.Mutant{tt.mutant}, true, func(m selftest.Mutant) { got = append(got, m) }))
			require.Len(t, got, 1)
			assert.Equal(t, tt.fate, got[0].Fate)
			assert.Equal(t, tt.lacks, got[0].Lacks)
		})
	}
}

func TestAMutantRunsWhereItIsToBeCaught(t *testing.T) {
	var ran [][]string
	judge := func(_ context.Context, trial selftest.Trial) ([]result.Scenario, error) {
		var ids []string
		for _, sc := range trial.Scenarios {
			ids = append(ids, sc.ID)
		}
		ran = append(ran, ids)
		return nil, nil
	}
	list := []mutants.Mutant{{KilledBy: "a/*"}}
	for _, whole := range []bool{false, true} {
		require.NoError(t, selftest.Mutants(t.Context(), judge, scenarios("a/1", "b/1"), list, whole, func(selftest.Mutant) {}))
	}
	assert.Equal(t, [][]string{{"a/1"}, {"a/1", "b/1"}}, ran)
}

// desk is a simulator with two kinds of frames, and a judge who looks at some of what
// it says: whether HELD comes, in which state and how often, and notes that it is late.
func desk(_ context.Context, trial selftest.Trial) ([]result.Scenario, error) {
	fault := "{}"
	if len(trial.Faults) > 0 {
		fault = string(trial.Faults[0])
	}
	on := func(words ...string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(fault, w) })
	}
	var out []result.Scenario
	for _, sc := range trial.Scenarios {
		v := verdict(sc.ID + " passed")
		switch {
		case sc.ID != "hold":
		case on(`"type":"HELD"`, `"lose"`), on(`"type":"HELD"`, `"repeat"`), on(`"HELD"`, "replace", ".state"):
			v = verdict("hold failed item.held")
		case on(`"type":"HELD"`, `"late"`):
			v = verdict("hold note item.late")
		case on(`"request":"hold"`, "lose"):
			v = verdict("hold error")
		case on(`"request":"hold"`, "late"):
			v = verdict("hold n/a")
		}
		v.Trace = traces[sc.ID]
		out = append(out, v)
	}
	return out, nil
}

var traces = map[string][]trace.Record{
	"hold": {
		{Door: "stage", Dir: trace.Received, Frame: json.RawMessage(`{"event":"not","data":{}}`)},
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Sent, Frame: json.RawMessage(`{"request":"hold","referenceId":"1"}`)},
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(`{"referenceId":"1"}`)},
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(`{"referenceId":"9"}`)},
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(`{"event":"interaction","data":{"eventType":"HELD","media":"voice","interaction":{"state":"HELD","callType":"INBOUND","parties":[{"name":"5"}],"userData":{"K":"V"}}}}`)},
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Fence: true, Frame: json.RawMessage(`{"event":"fence"}`)},
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Text: "not JSON"},
	},
	"talk": {
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(`{"event":"interaction","data":{"eventType":"ESTABLISHED","media":"voice","interaction":{"state":"TALKING","callType":"INBOUND"}}}`)},
	},
}

func TestEveryFaultAtEverySite(t *testing.T) {
	var got []string
	everything := func(string) bool { return true }
	require.NoError(t, sieve(desk, scenarios("hold", "talk"), everything).Sites(t.Context(), func(f selftest.Fault) {
		got = append(got, fmt.Sprintf("%s %s %v%v", f.Fate, f.ID, f.By, f.Items))
	}))
	const held, talking = "event/interaction/HELD/voice/INBOUND/HELD/", "event/interaction/ESTABLISHED/voice/INBOUND/TALKING/"
	want := []string{
		"unjudged answer/hold/lost [hold][]",
		"survived answer/hold/twice [][]", "silenced answer/hold/late [hold][]", "survived answer/hold/elsewhere [][]",
		"survived answer/hold/wrong/referenceId [][]", "survived answer/hold/missing/referenceId [][]",
	}
	for _, place := range []string{talking, held} {
		fates := map[string]string{}
		if place == held {
			fates = map[string]string{
				"lost": "killed %s [hold][item.held]", "twice": "killed %s [hold][item.held]", "late": "noted %s [hold][item.late]",
				"wrong/data.interaction.state": "killed %s [hold][item.held]",
			}
		}
		names := []string{"lost", "twice", "late", "elsewhere"}
		for _, path := range []string{"data", "data.eventType", "data.interaction", "data.interaction.callType", "data.interaction.parties", "data.interaction.parties.*.name", "data.interaction.state", "data.interaction.userData", "data.media", "event"} {
			if place == held || !strings.Contains(path, "parties") && !strings.Contains(path, "userData") {
				names = append(names, "wrong/"+path, "missing/"+path)
			}
		}
		for _, name := range names {
			fate, caught := fates[name]
			if !caught {
				fate = "survived %s [][]"
			}
			want = append(want, fmt.Sprintf(fate, place+name))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fates (-want +got):\n%s", diff)
	}
}

func TestSitesAreChosen(t *testing.T) {
	var got []string
	require.NoError(t, sieve(desk, scenarios("hold", "talk"), func(id string) bool { return suite.MatchID("**/HELD/lost", id) }).Sites(t.Context(), func(f selftest.Fault) { got = append(got, f.ID) }))
	assert.Equal(t, []string{"event/interaction/HELD/voice/INBOUND/HELD/lost"}, got)
}

func TestAWrongValueIsOneOfAnotherFrame(t *testing.T) {
	var faults []string
	judge := func(ctx context.Context, trial selftest.Trial) ([]result.Scenario, error) {
		for _, f := range trial.Faults {
			faults = append(faults, string(f))
		}
		return desk(ctx, trial)
	}
	choose := func(id string) bool { return strings.HasSuffix(id, "/HELD/wrong/data.interaction.state") }
	require.NoError(t, sieve(judge, scenarios("hold", "talk"), choose).Sites(t.Context(), func(selftest.Fault) {}))
	require.Len(t, faults, 1)
	assert.JSONEq(t, `{"do":"replace","on":{"frame":"event","event":"interaction","type":"HELD","media":"voice","callType":"INBOUND","state":"HELD"},"path":"data.interaction.state","value":"TALKING"}`, faults[0])
}

func TestNothingIsTriedOnASimulatorThatDoesNotPass(t *testing.T) {
	err := sieve(verdicts("hold failed i"), scenarios("hold"), func(string) bool { return true }).Sites(t.Context(), func(selftest.Fault) { t.Error("tried") })
	assert.ErrorContains(t, err, "the simulator does not pass as it is: hold: failed")
}

func TestATrialThatCannotBeHadEndsAll(t *testing.T) {
	broken := func(ctx context.Context, trial selftest.Trial) ([]result.Scenario, error) {
		if len(trial.Faults) > 0 {
			return nil, errors.New("no simulator")
		}
		return desk(ctx, trial)
	}
	err := sieve(broken, scenarios("hold", "talk"), func(string) bool { return true }).Sites(t.Context(), func(selftest.Fault) {})
	assert.EqualError(t, err, "answer/hold/lost: no simulator")
	err = selftest.Mutants(t.Context(), broken, scenarios("hold"), []mutants.Mutant{{Name: "m", Faults: []json.RawMessage{[]byte("{}")}}}, true, nil)
	assert.EqualError(t, err, "mutant m: no simulator")
}

func TestVerdictsThatChangeAreTold(t *testing.T) {
	with := func(v result.Scenario, proved string, claims ...result.Claim) result.Scenario {
		v.Wire, v.Tags = "scapi", []string{"@spec:scapi.i", "@spec:scapi.j"}
		v.Proved, v.Claims = []string{proved}, claims
		return v
	}
	told := func(seen string) result.Claim {
		return result.Claim{Item: "i", Kind: "event", Text: "it comes", Met: true, Seen: seen}
	}
	tests := map[string]struct {
		first, then []result.Scenario
		want        []string
	}{
		"nothing does": {[]result.Scenario{verdict("a passed"), verdict("b passed")}, []result.Scenario{verdict("b passed"), verdict("a passed")}, nil},
		"a verdict does": {[]result.Scenario{verdict("a passed")}, []result.Scenario{verdict("a failed item")},
			[]string{"a: failed: item: it is so; expected so, seen not so; was passed"}},
		"a scenario is not there": {[]result.Scenario{verdict("a passed"), verdict("b passed")}, []result.Scenario{verdict("b passed")}, []string{"a: did not run"}},
		"what is proved does": {[]result.Scenario{with(verdict("a passed"), "scapi.i")}, []result.Scenario{with(verdict("a passed"), "scapi.j")},
			[]string{"a: passed for other reasons: - proves scapi.i; + proves scapi.j"}},
		"what is proved by the way does": {[]result.Scenario{with(verdict("a passed"), "scapi.k")}, []result.Scenario{with(verdict("a passed"), "scapi.l")}, nil},
		"a claim is not made": {[]result.Scenario{with(verdict("a passed"), "i", told("1"))}, []result.Scenario{with(verdict("a passed"), "i")},
			[]string{"a: passed for other reasons: - claims i event: it comes"}},
		"a claim is made twice, of other frames": {[]result.Scenario{with(verdict("a passed"), "i", told("1"))}, []result.Scenario{with(verdict("a passed"), "i", told("2"), told("3"))}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			next := tt.first
			judge := func(context.Context, selftest.Trial) ([]result.Scenario, error) {
				now := next
				next = tt.then
				return now, nil
			}
			var got []string
			require.NoError(t, selftest.Steady(t.Context(), judge, scenarios("a", "b"), nil, 1, func(_ int, changed []string) { got = changed }))
			assert.Equal(t, tt.want, got)
		})
	}
}

// anywhere is a fault of which no frame shows where it changes something.
const anywhere = `{"do":"option","path":"o","value":"v"}`

func TestAVariantPassesAsItSays(t *testing.T) {
	plain := variants.Variant{Name: "v"}
	partly := variants.Variant{Name: "v", Unjudged: []variants.Unjudged{{ID: "b", Why: "it cannot be"}}}
	tests := map[string]struct {
		variant  variants.Variant
		verdicts []string
		want     selftest.Variant
	}{
		"all pass":            {plain, []string{"a passed", "b passed"}, selftest.Variant{}},
		"a note":              {plain, []string{"a passed", "b note i"}, selftest.Variant{Notes: []string{"b"}}},
		"a failure":           {plain, []string{"a passed", "b failed i"}, selftest.Variant{Wrong: []string{"b: failed: i: it is so; expected so, seen not so"}}},
		"a harness error":     {plain, []string{"a passed", "b error"}, selftest.Variant{Wrong: []string{"b: harness error: it is broken"}}},
		"not applicable":      {plain, []string{"a passed", "b n/a"}, selftest.Variant{Wrong: []string{"b: not applicable"}}},
		"as it says":          {partly, []string{"a passed", "b n/a"}, selftest.Variant{Unjudged: []string{"b"}}},
		"more than it says":   {partly, []string{"a n/a", "b n/a"}, selftest.Variant{Unjudged: []string{"b"}, Wrong: []string{"a: not applicable"}}},
		"one that is missing": {plain, []string{"a passed"}, selftest.Variant{Wrong: []string{"scenarios that did not run: 1"}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			judge := func(ctx context.Context, trial selftest.Trial) ([]result.Scenario, error) {
				if trial.Faults == nil {
					return verdicts("a passed", "b passed")(ctx, trial)
				}
				return verdicts(tt.verdicts...)(ctx, trial)
			}
			tt.variant.Faults = []json.RawMessage{[]byte(anywhere)}
			tt.want.Kind, tt.want.Profile, tt.want.Name, tt.want.Tried = "variant", "p", "v", 2
			var got []selftest.Variant
			require.NoError(t, (&selftest.Lawful{Judge: judge, List: []variants.Variant{tt.variant}}).In(t.Context(), "p", scenarios("a", "b"), func(v selftest.Variant) { got = append(got, v) }))
			assert.Equal(t, []selftest.Variant{tt.want}, got)
		})
	}
}

func TestWhatAProfileDoesNotHaveIsNotHeldAgainstAVariant(t *testing.T) {
	tests := map[string]struct {
		plain []string
		wrong []string
		err   string
	}{
		"what is not applicable without it": {[]string{"a passed", "b n/a"}, nil, ""},
		"what is not judged without it":     {[]string{"a passed", "b note i"}, nil, "the simulator does not pass as it is: b: note"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			judge := func(ctx context.Context, trial selftest.Trial) ([]result.Scenario, error) {
				if trial.Faults == nil {
					return verdicts(tt.plain...)(ctx, trial)
				}
				return verdicts("a passed", "b n/a")(ctx, trial)
			}
			v := variants.Variant{Name: "v", Faults: []json.RawMessage{[]byte(anywhere)}}
			err := (&selftest.Lawful{Judge: judge, List: []variants.Variant{v}}).In(t.Context(), "p", scenarios("a", "b"), func(v selftest.Variant) {
				assert.Equal(t, tt.wrong, v.Wrong)
			})
			if tt.err == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.err)
		})
	}
}

func TestWhatAVariantLeavesAsItIsIsNotTriedWithItInOtherProfiles(t *testing.T) {
	tests := map[string]struct {
		fault string
		tried []string
	}{
		"it changes a frame of one": {`{"do":"replace","path":"event","value":"x"}`, []string{"a"}},
		"it takes its time":         {`{"do":"delay","millis":1}`, []string{"a", "b"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var tried []string
			judge := func(_ context.Context, trial selftest.Trial) ([]result.Scenario, error) {
				var out []result.Scenario
				tried = nil
				for _, sc := range trial.Scenarios {
					id, _, _ := strings.Cut(sc.ID, "@")
					v, said := verdict(sc.ID+" passed"), `{"event":"usual"}`
					if len(trial.Faults) > 0 {
						tried = append(tried, id)
						if id == "a" {
							said = `{"event":"other"}`
						}
					}
					v.Trace = []trace.Record{
						{Door: trace.Stage, Frame: json.RawMessage(fmt.Sprint(len(trial.Faults)))},
						{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(said)},
					}
					out = append(out, v)
				}
				return out, nil
			}
			l := &selftest.Lawful{Judge: judge, List: []variants.Variant{{Name: "v", Faults: []json.RawMessage{[]byte(tt.fault)}}}}
			require.NoError(t, l.In(t.Context(), "union", scenarios("a@scapi/union", "b@scapi/union"), func(selftest.Variant) {}))
			assert.Equal(t, []string{"a", "b"}, tried)
			var got selftest.Variant
			require.NoError(t, l.In(t.Context(), "p", scenarios("a@scapi/p", "b@scapi/p"), func(v selftest.Variant) { got = v }))
			assert.Equal(t, tt.tried, tried)
			assert.Equal(t, len(tt.tried), got.Tried)
			assert.Empty(t, got.Wrong)
		})
	}
}

// A quick look takes a part, for each variant another.
func TestAPartOfWhatAVariantTouches(t *testing.T) {
	fault := []json.RawMessage{[]byte(`{"do":"delay","millis":1}`)}
	judge := func(_ context.Context, trial selftest.Trial) ([]result.Scenario, error) {
		var out []result.Scenario
		for _, sc := range trial.Scenarios {
			v := verdict(sc.ID + " passed")
			v.Trace = []trace.Record{{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(`{"event":"x"}`)}}
			out = append(out, v)
		}
		return out, nil
	}
	tests := map[string]struct{ scenarios, of, tried int }{
		"all":            {5, 0, 5},
		"one of two":     {5, 2, 3},
		"of few one":     {2, 8, 1},
		"nothing at all": {0, 8, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ids := []string{"a", "b", "c", "d", "e"}[:tt.scenarios]
			l := &selftest.Lawful{Judge: judge, OneOf: tt.of, List: []variants.Variant{{Name: "v", Faults: fault}, {Name: "w", Faults: fault}}}
			var tried []int
			require.NoError(t, l.In(t.Context(), "p", scenarios(ids...), func(v selftest.Variant) { tried = append(tried, v.Tried) }))
			assert.Equal(t, []int{tt.tried, tt.tried}, tried)
		})
	}
}

func TestTheScenarioThatKnowsASiteTriesItFirst(t *testing.T) {
	const heard = "scapi.event.voice.HELD"
	var tried []string
	judge := func(_ context.Context, trial selftest.Trial) ([]result.Scenario, error) {
		var out []result.Scenario
		for _, sc := range trial.Scenarios {
			v := verdict(sc.ID + " passed")
			v.Trace = traces["hold"]
			if sc.ID == "knows" {
				v.Proved = []string{heard}
			}
			if len(trial.Faults) > 0 {
				tried = append(tried, sc.ID)
				v = verdict(sc.ID + " failed " + heard)
			}
			out = append(out, v)
		}
		return out, nil
	}
	lost := func(id string) bool { return suite.MatchID("**/HELD/lost", id) }
	all := scenarios("a", "b", "c", "d", "knows")
	require.NoError(t, sieve(judge, all, lost).Sites(t.Context(), func(selftest.Fault) {}))
	assert.Equal(t, []string{"knows", "a", "b"}, tried)
}

func TestTheScenarioThatAMutantNamesComesFirst(t *testing.T) {
	m := mutants.Mutant{Item: "i", Class: "failure", KilledBy: "b/1"}
	var by []string
	judge := verdicts("c/1 failed i", "a/1 failed i", "b/1 failed i")
	require.NoError(t, selftest.Mutants(t.Context(), judge, scenarios("a/1", "b/1", "c/1"), []mutants.Mutant{m}, true, func(m selftest.Mutant) { by = m.By }))
	assert.Equal(t, []string{"b/1", "a/1", "c/1"}, by)
}
