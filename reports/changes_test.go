package reports_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

// later is the run of the golden files as it might be tomorrow.
func later(t *testing.T) *result.Report {
	r := read(t, "run.ndjson")
	r.Run.Version, r.Run.Suite = "9.9\x1b[31m", "another"
	r.Scenarios = r.Scenarios[1:]
	mended := false
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		switch {
		case s.Outcome == result.Failed && !mended:
			mended = true
			s.Outcome, s.Claims = result.Passed, nil
		case s.Outcome == result.Failed:
			s.Claims = append(s.Claims, result.Claim{Text: "a | pipe\nis `broken`", Binding: true})
		case s.Outcome == result.Note:
			s.Outcome, s.Reason = result.HarnessError, "the target <b>said</b> nothing"
		case s.Outcome == result.HarnessError:
			s.Outcome = result.NotApplicable
		}
	}
	more := r.Scenarios[0]
	more.ID, more.Outcome, more.Claims = "z/new@scapi/scapi-manual", result.Passed, nil
	r.Scenarios = append(r.Scenarios, more)
	return r
}

func TestATargetsNameStaysOnItsLine(t *testing.T) {
	r := read(t, "run.ndjson")
	r.Run.Target.Name = "a\x1b[31m\nnew  b"
	var text bytes.Buffer
	require.NoError(t, reports.Compare(r, r).Text(&text))
	assert.NotContains(t, text.String(), "\x1b")
	assert.Contains(t, text.String(), "old  a new b")
}

func TestChanges(t *testing.T) {
	c := reports.Compare(read(t, "run.ndjson"), later(t))
	assert.Equal(t, 1, c.Exit())
	var text, markdown, json bytes.Buffer
	require.NoError(t, c.Text(&text))
	require.NoError(t, c.Markdown(&markdown))
	require.NoError(t, c.JSON(&json))
	golden.Equal(t, "changes.txt", text.Bytes())
	golden.Equal(t, "changes.md", markdown.Bytes())
	golden.Equal(t, "changes.json", json.Bytes())
}

func TestARunBesideItselfHasNotChanged(t *testing.T) {
	c := reports.Compare(read(t, "run.ndjson"), read(t, "run.ndjson"))
	assert.Equal(t, 0, c.Exit())
	var text bytes.Buffer
	require.NoError(t, c.Text(&text))
	assert.Contains(t, text.String(), "nothing changed")
}

func TestARunThatDidNotEndIsNoGoodNews(t *testing.T) {
	c := reports.Compare(read(t, "interrupted.ndjson"), read(t, "interrupted.ndjson"))
	assert.Equal(t, 3, c.Exit())
}

// One mistake is told once, below all the scenarios that it fails.
func TestWhatChangedAlikeIsToldTogether(t *testing.T) {
	now := failing(t, 3)
	now.Scenarios[1].Claims = []result.Claim{{Text: "another", Binding: true}}
	before := failing(t, 3)
	for i := range before.Scenarios {
		before.Scenarios[i].Outcome, before.Scenarios[i].Claims = result.Passed, nil
	}
	var text bytes.Buffer
	require.NoError(t, reports.Compare(before, now).Text(&text))
	assert.Regexp(t, `(?s)newly fails \(3\)
  many/scenario-00000@scapi
  many/scenario-00002@scapi
    passed → failed
    \+ scapi.*
  many/scenario-00001@scapi
    passed → failed
    \+ another
`, text.String())
}
