package suite_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// The items that the scenarios of these tests are about.
const (
	origin = "scapi.rule.origin"
	answer = "scapi.rule.one-answer"
)

// entry is an entry for a scenario that lists items, on lines of its own from 10.
func entry(id string, items ...string) suite.Entry {
	e := suite.Entry{ID: id, Known: result.Known{File: "known.yaml", Line: 10, Items: items, Reason: "because"}, Text: "- id: " + id}
	for i, item := range items {
		e.Items = append(e.Items, suite.ItemLine{Line: 12 + i, Text: "  - " + item, Alone: true})
	}
	return e
}

// told is what is stale, a line each.
func told(stale []result.Stale) string {
	var out []string
	for _, s := range stale {
		out = append(out, fmt.Sprintf("%d: %s: %s", s.Line, s.Why, strings.TrimSpace(s.Text)))
	}
	return strings.Join(out, "\n")
}

func TestABaseline(t *testing.T) {
	t.Parallel()
	const (
		brokenOrigin = "* unmet claim of " + origin + "\n"
		brokenAnswer = "* unmet claim of " + answer + "\n"
		noted        = "* unmet claim\n"
		ends         = "* a mismatch\n* a panic\n"
		gone         = "10: it does not fail any more: - id: x/s-0"
	)
	day := func(expires string, items ...string) suite.Entry {
		e := entry("", items...)
		e.Known.Expires = expires
		return e
	}
	tests := map[string]struct {
		text    string
		entry   suite.Entry
		outcome result.Outcome
		stale   string
		exit    int
	}{
		"what it lists is broken":                 {brokenOrigin, entry("", origin), result.KnownFailure, "", 0},
		"all that it lists is broken":             {brokenOrigin + brokenAnswer, entry("", answer, origin), result.KnownFailure, "", 0},
		"it passes":                               {"* met claim of " + origin, entry("", origin), result.Passed, gone, 5},
		"it passes, and has expired":              {"* a world", day("2026-01-01", origin), result.Passed, gone, 5},
		"it is noted for something else":          {noted, entry("", answer), result.Note, gone, 5},
		"it is noted for what it lists":           {noted, entry("", origin), result.Note, "", 0},
		"something else is broken":                {brokenAnswer, entry("", origin), result.Failed, "10: what it lists is broken no more: - id: x/s-0", 1},
		"something else is broken, too":           {brokenOrigin + brokenAnswer, entry("", origin), result.Failed, "", 1},
		"one of two is broken":                    {brokenOrigin, entry("", answer, origin), result.KnownFailure, "12: " + answer + " is broken no more: - " + answer, 5},
		"one is met, and it ended early":          {"* met claim of " + answer + "\n" + brokenOrigin + ends, entry("", answer, origin), result.KnownFailure, "12: " + answer + " is broken no more: - " + answer, 5},
		"one is met, then broken":                 {"* met claim of " + answer + "\n" + brokenOrigin + brokenAnswer, entry("", answer, origin), result.KnownFailure, "", 0},
		"it ended before the other":               {brokenOrigin + ends, entry("", answer, origin), result.KnownFailure, "", 0},
		"one is not in the book":                  {brokenOrigin, entry("", "scapi.rule.orgin", origin), result.KnownFailure, "12: the book has no scapi.rule.orgin, near is " + origin + ": - scapi.rule.orgin", 5},
		"it fails on its last day":                {brokenOrigin, day("2026-11-21", origin), result.KnownFailure, "", 0},
		"it fails a day later":                    {brokenOrigin, day("2026-11-20", origin), result.Failed, "", 1},
		"it is not applicable":                    {"* no need", entry("", origin), result.NotApplicable, "10: it is not applicable, and what it lists is broken no more: - id: x/s-0", 2},
		"it is not applicable, but noted":         {noted + "* no need", entry("", origin), result.NotApplicable, "", 2},
		"not applicable, and one of two is noted": {"* met claim of " + answer + "\n" + noted + "* no need", entry("", origin, answer), result.NotApplicable, "13: " + answer + " is broken no more: - " + answer, 2},
		"it ends before what it lists":            {"* met claim of " + answer + "\n* no way", entry("", origin), result.NotApplicable, "10: it is not applicable, and what it lists is broken no more: - id: x/s-0", 2},
		"the target lacks what it needs":          {"@needs:clock.advance\n* a world", entry("", origin), result.NotApplicable, "", 2},
		"its start is not reached":                {brokenOrigin + "* no way", entry("", origin), result.KnownFailure, "", 0},
		"it cannot be judged":                     {"* an error", entry("", origin), result.HarnessError, "", 3},
		"it cannot be judged after what it lists": {brokenOrigin + "* a flood", entry("", origin), result.HarnessError, "", 3},
	}
	file := new(doors).serve(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := judge(t, file, saying(t, tt.text), func(c *suite.Config) {
				tt.entry.ID = c.Scenarios[0].ID
				tt.entry.Text = "- id: " + tt.entry.ID
				c.Baseline = suite.Baseline{Today: "2026-11-21", Entries: []suite.Entry{entry("x/another@scapi/union", origin), tt.entry}}
			})
			require.NoError(t, err)
			s := got.Scenarios[0]
			assert.Equal(t, tt.outcome, s.Outcome, s.Reason)
			require.NotNil(t, s.Known)
			assert.Equal(t, tt.entry.Known.Items, s.Known.Items)
			assert.Equal(t, tt.entry.Known.Expires != "" && tt.entry.Known.Expires < "2026-11-21", s.Known.Expired)
			assert.Equal(t, tt.stale, told(got.End.Stale))
			assert.Equal(t, tt.exit, got.End.Exit)
		})
	}
}

func TestAScenarioWithoutAnEntryFails(t *testing.T) {
	t.Parallel()
	got, err := judge(t, new(doors).serve(t), saying(t, "* unmet claim of "+origin), func(c *suite.Config) {
		c.Baseline.Entries = []suite.Entry{entry("x/another@scapi/union", origin)}
	})
	require.NoError(t, err)
	assert.Equal(t, result.Failed, got.Scenarios[0].Outcome)
	assert.Nil(t, got.Scenarios[0].Known)
}

func TestEntriesOfNoScenario(t *testing.T) {
	t.Parallel()
	all := []string{"x/s-0@scapi/union", "x/unchosen@scapi/union"}
	tests := map[string]struct {
		id    string
		all   []string
		stale string
	}{
		"one that is not chosen":        {"x/unchosen@scapi/union", all, ""},
		"one of another profile":        {"x/s-0@scapi/scapi-manual+client-2020", all, ""},
		"one that there is no more":     {"x/unchosn@scapi/union", all, "no scenario has this id any more, near is x/unchosen"},
		"one of a profile there is not": {"x/s-0@scapi/uninon", all, `profile "uninon" is not known: choose `},
		"one of a wire there is not":    {"x/s-0@scpi/union", all, "there is no wire scpi, near is scapi"},
		"where others may exist":        {"x/unchosn@scapi/union", nil, ""},
	}
	file := new(doors).serve(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := judge(t, file, saying(t, "* a world"), func(c *suite.Config) {
				c.Baseline = suite.Baseline{All: tt.all, Entries: []suite.Entry{entry(tt.id, origin)}}
			})
			require.NoError(t, err)
			if tt.stale == "" {
				assert.Empty(t, got.End.Stale)
				return
			}
			require.Len(t, got.End.Stale, 1)
			assert.Contains(t, got.End.Stale[0].Why, tt.stale)
			assert.Equal(t, "- id: "+tt.id, got.End.Stale[0].Text)
			assert.Equal(t, result.ExitStale, got.End.Exit)
		})
	}
}

func TestWhatIsStaleIsInTheOrderOfTheFile(t *testing.T) {
	t.Parallel()
	got, err := judge(t, new(doors).serve(t), saying(t, "* a world", "* unmet claim of "+origin), func(c *suite.Config) {
		for _, sc := range c.Scenarios {
			sc.ID = suite.WithWire(sc.ID, "scapi", "union")
		}
		first, second := entry(c.Scenarios[1].ID, origin, answer), entry(c.Scenarios[0].ID, origin)
		second.Known.Line = 20
		gone := entry("x/gone@scapi/union", origin)
		gone.Known.Line = 1
		c.Baseline = suite.Baseline{All: []string{first.ID, second.ID}, Entries: []suite.Entry{first, second, gone}}
	})
	require.NoError(t, err)
	var lines []int
	for _, s := range got.End.Stale {
		lines = append(lines, s.Line)
	}
	assert.Equal(t, []int{1, 13, 20}, lines)
}

// A run that did not come to its end says nothing about the baseline.
func TestNothingIsStaleInARunThatDied(t *testing.T) {
	t.Parallel()
	got, err := judge(t, new(doors).serve(t), saying(t, "* a world", "* the target is lost"), func(c *suite.Config) {
		c.Baseline = suite.Baseline{All: []string{}, Entries: []suite.Entry{entry(c.Scenarios[0].ID, origin)}}
	})
	require.NoError(t, err)
	assert.NotEmpty(t, got.End.Lost)
	assert.Empty(t, got.End.Stale)
}

// An entry holds for what was claimed, whatever of it must not be shown.
func TestABaselineHoldsForWhatIsRedacted(t *testing.T) {
	t.Parallel()
	got, err := judge(t, new(doors).serve(t), saying(t, "* unmet claim of the-secret"), func(c *suite.Config) {
		c.Secrets, c.Timeout = []string{"the-secret"}, time.Minute
		c.Baseline.Entries = []suite.Entry{entry(c.Scenarios[0].ID, "the-secret")}
	})
	require.NoError(t, err)
	assert.Equal(t, result.KnownFailure, got.Scenarios[0].Outcome)
	assert.Empty(t, got.End.Stale)
}
