package result_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

func TestExitCode(t *testing.T) {
	type counts = map[result.Outcome]int
	stale := []result.Stale{{ID: "a/ring"}}
	tests := map[string]struct {
		end        result.End
		allowEmpty bool
		want       int
	}{
		"all passed":                     {end: result.End{Counts: counts{result.Passed: 3}}, want: 0},
		"only notes":                     {end: result.End{Counts: counts{result.Note: 1}}, want: 0},
		"known failures alone":           {end: result.End{Counts: counts{result.KnownFailure: 1}}, want: 0},
		"a failure":                      {end: result.End{Counts: counts{result.Passed: 3, result.Failed: 1}}, want: 1},
		"nothing ended":                  {end: result.End{}, want: 2},
		"nothing applicable":             {end: result.End{Counts: counts{result.NotApplicable: 9, result.Passed: 0}}, want: 2},
		"nothing applicable, allowed":    {end: result.End{Counts: counts{result.NotApplicable: 9}}, allowEmpty: true, want: 0},
		"nothing applicable, stale":      {end: result.End{Counts: counts{result.NotApplicable: 9}, Stale: stale}, want: 2},
		"harness errors alone":           {end: result.End{Counts: counts{result.HarnessError: 1}}, want: 3},
		"harness error over failure":     {end: result.End{Counts: counts{result.HarnessError: 1, result.Failed: 5}}, want: 3},
		"target never reached":           {end: result.End{Lost: "refused"}, want: 4},
		"target lost over harness error": {end: result.End{Lost: "exited", Counts: counts{result.HarnessError: 1, result.Passed: 1}}, want: 4},
		"stale baseline":                 {end: result.End{Counts: counts{result.Passed: 1}, Stale: stale}, want: 5},
		"failure over stale baseline":    {end: result.End{Counts: counts{result.Failed: 1}, Stale: stale}, want: 1},
		"failures that are listed now":   {end: result.End{Counts: counts{result.Failed: 2}, Updated: &result.Updated{Added: 2}}, want: 0},
		"one that is and has expired":    {end: result.End{Counts: counts{result.Failed: 2}, Updated: &result.Updated{Added: 1, Expired: 1}}, want: 1},
		"listed now, and harness error":  {end: result.End{Counts: counts{result.Failed: 2, result.HarnessError: 1}, Updated: &result.Updated{Added: 2}}, want: 3},
		"interrupted over everything":    {end: result.End{Interrupted: true, Lost: "exited", Counts: counts{result.Failed: 1}}, want: 130},
		"interrupted before anything":    {end: result.End{Interrupted: true}, want: 130},
		"its own Exit is not read":       {end: result.End{Exit: 9, Counts: counts{result.Passed: 1}}, want: 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, result.ExitCode(tt.end, tt.allowEmpty))
		})
	}
}

func TestTally(t *testing.T) {
	scenarios := []result.Scenario{
		{Outcome: result.Passed, Proved: []string{"a", "b"}},
		{Outcome: result.Note, Proved: []string{"a"}, Claims: []result.Claim{{Item: "b"}, {Item: "a", Met: true}}},
		{Outcome: result.NotApplicable},
		{Outcome: result.Failed, Claims: []result.Claim{{Binding: true}, {Item: "e", Binding: true}}},
	}
	counts, proved := result.Tally(scenarios)
	assert.Equal(t, map[result.Outcome]int{
		result.Passed: 1, result.Note: 1, result.NotApplicable: 1, result.KnownFailure: 0, result.Failed: 1, result.HarnessError: 0,
	}, counts)
	assert.Equal(t, 1, proved, "a; b was broken by a note")
}

func TestRedact(t *testing.T) {
	s := result.Scenario{
		ID: "desk/about-4711x", Name: "about 4711x", Again: "deskproof run --id 'desk/about-4711x'", Reason: "no 4711x",
		Steps: []result.Step{{Text: "Ana sees 4711x", Error: "not 4711x"}},
		Claims: []result.Claim{{
			Text: "shows 4711x", Expected: "4711x", Seen: "s3cret", Rule: "of 4711x",
			Compared: &result.Comparison{Rows: []result.Row{{Expected: "ADDED 4711x", Seen: "4711x"}}},
		}},
		Trace: []trace.Record{
			{Text: "opened ?key=4711x 4712x"},
			{Text: `{"Account":"4712x"`},
			{Frame: json.RawMessage(`{"text":"4711x"}`)},
			{Frame: json.RawMessage(`{"userData":{"Account":"4711x"}}`)},
		},
	}
	result.Redact(&s, trace.NewRedactor([]string{"Account"}, []string{"s3cret"}))
	assert.Equal(t, result.Scenario{
		ID: "desk/about-4711x", Name: "about 4711x", Again: "deskproof run --id 'desk/about-4711x'", Reason: "no [redacted]",
		Steps: []result.Step{{Text: "Ana sees [redacted]", Error: "not [redacted]"}},
		Claims: []result.Claim{{
			Text: "shows [redacted]", Expected: "[redacted]", Seen: "[redacted]", Rule: "of 4711x",
			Compared: &result.Comparison{Rows: []result.Row{{Expected: "ADDED [redacted]", Seen: "[redacted]"}}},
		}},
		Trace: []trace.Record{
			{Text: "opened ?key=[redacted] [redacted]"},
			{Text: `{"Account":"[redacted]"`},
			{Frame: json.RawMessage(`{"text":"[redacted]"}`)},
			{Frame: json.RawMessage(`{"userData":{"Account":"[redacted]"}}`)},
		},
	}, s)
}

func TestAScenarioThatWasBegun(t *testing.T) {
	tests := map[string]struct {
		steps []result.Step
		want  bool
	}{
		"no steps":               {nil, false},
		"all are skipped":        {[]result.Step{{Status: "skipped"}, {Status: "skipped"}}, false},
		"one passed":             {[]result.Step{{Status: "passed"}, {Status: "skipped"}}, true},
		"the first failed":       {[]result.Step{{Status: "failed"}, {Status: "skipped"}}, true},
		"the first skips itself": {[]result.Step{{Status: "skipped", Error: "not here"}}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, (&result.Scenario{Steps: tt.steps}).Begun())
		})
	}
}
