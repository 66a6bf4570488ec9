package reports_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/joshdk/go-junit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

func TestJUnitIsReadBack(t *testing.T) {
	r := read(t, "run.ndjson")
	files, err := reports.JUnitFiles(filepath.Join(t.TempDir(), "out", "reports"), r)
	require.NoError(t, err)
	require.Len(t, files, 1)
	assert.Equal(t, "junit.xml", filepath.Base(files[0]))

	got := map[junit.Status][]string{}
	suites, err := junit.IngestFile(files[0])
	require.NoError(t, err)
	for _, suite := range suites {
		for _, test := range suite.Tests {
			got[test.Status] = append(got[test.Status], test.Classname+" "+test.Name)
		}
	}
	assert.Len(t, got[junit.StatusPassed], 5, "4 passed, one of them known to fail no more; one with a note")
	assert.Len(t, got[junit.StatusSkipped], 4, "3 not applicable, a known failure")
	assert.Len(t, got[junit.StatusFailed], 5, "2 failed, 3 stale")
	assert.Equal(t, []string{"scapi/chat/accept scapi/chat/accept/an-accepted-chat-is-joined@scapi/scapi-manual: An accepted chat is joined"}, got[junit.StatusError])
}

func TestJUnitFilesSplit(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes megabytes, one after the other: without -short")
	}
	dir := t.TempDir()
	for _, old := range []string{"junit.xml", "junit-7.xml", "junit-x.xml"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, old), []byte("old"), 0o644))
	}
	r := failing(t, 400)
	r.End.Stale = nil
	r.Scenarios[0].Steps[0].Error = strings.Repeat("x", 64<<10) // of all: they share their steps
	files, err := reports.JUnitFiles(dir, r)
	require.NoError(t, err)
	assert.Equal(t, []string{filepath.Join(dir, "junit-1.xml"), filepath.Join(dir, "junit-2.xml")}, files)

	names := map[string]bool{}
	for _, f := range files {
		info, err := os.Stat(f)
		require.NoError(t, err)
		assert.LessOrEqual(t, info.Size(), int64(25_000_000))
		suites, err := junit.IngestFile(f)
		require.NoError(t, err)
		require.True(t, len(suites) == 1, "%d suites", len(suites))
		for _, test := range suites[0].Tests {
			names[test.Name] = true
		}
	}
	assert.Len(t, names, 400)
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	assert.Len(t, left, 3, "the two and junit-x.xml, which is not ours")
}

func TestJUnitFilesRefusesAFolderItCannotMake(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	_, err := reports.JUnitFiles(file, &result.Report{})
	assert.ErrorContains(t, err, "write JUnit report: mkdir")
}

func TestJUnitOfAnEmptyRun(t *testing.T) {
	var out strings.Builder
	require.NoError(t, reports.JUnit(&out, &result.Report{End: &result.End{}}))
	assert.Contains(t, out.String(), `<testsuites name="deskproof" tests="0"`)
}

func TestJUnitTellsWhatBecameOfEachStep(t *testing.T) {
	step := func(text, status, why string) result.Step {
		return result.Step{Keyword: "*", Text: text, Status: status, Error: why}
	}
	claim := func(step int, binding, met bool) result.Claim {
		return result.Claim{Text: fmt.Sprintf("%d holds", step), Step: step, Binding: binding, Met: met}
	}
	tests := map[string]struct {
		step   result.Step
		claims []result.Claim
		want   []string // statuses: of the step and, if it is listed, of the whole trace
		has    string
	}{
		"all is met":             {step("one", "passed", ""), []result.Claim{claim(1, true, true)}, []string{"passed"}, ""},
		"a claim that binds":     {step("one", "passed", ""), []result.Claim{claim(1, false, false), claim(1, true, false), claim(1, true, true)}, []string{"failed"}, ""},
		"a claim that does not":  {step("one", "passed", ""), []result.Claim{claim(1, false, false)}, []string{"noted"}, "\nnote: 1 holds: not met\n"},
		"it could not go on":     {step("one", "failed", "a wall"), []result.Claim{claim(1, false, false)}, []string{"failed"}, "  a wall\n"},
		"it did not come to it":  {step("one", "skipped", ""), nil, []string{"skipped"}, ""},
		"the whole trace breaks": {step("one", "passed", ""), []result.Claim{claim(0, true, false)}, []string{"passed", "failed"}, "failed\n  0 holds: not met\n"},
		"the whole trace differs": {
			step("one", "passed", ""), []result.Claim{claim(0, false, false)}, []string{"passed", "noted"}, "noted\n\nnote: 0 holds: not met\n",
		},
		"a step there is not": {step("one", "passed", ""), []result.Claim{claim(7, true, false)}, []string{"passed", "failed"}, "7 holds"},
	}
	status := regexp.MustCompile(`\.{3,}(\w+)\n`)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := result.Scenario{ID: "x", Outcome: result.KnownFailure, Steps: []result.Step{tt.step}, Claims: tt.claims}
			var out strings.Builder
			require.NoError(t, reports.JUnit(&out, &result.Report{Scenarios: []result.Scenario{s}}))
			_, text, _ := strings.Cut(out.String(), "<system-out>")
			var got []string
			for _, m := range status.FindAllStringSubmatch(text, -1) {
				got = append(got, m[1])
			}
			assert.Equal(t, tt.want, got)
			assert.Contains(t, text, tt.has)
		})
	}
}

// cases are the test cases of scenarios, as CI products read them.
func cases(t *testing.T, scenarios ...result.Scenario) []junit.Test {
	t.Helper()
	var out strings.Builder
	require.NoError(t, reports.JUnit(&out, &result.Report{Scenarios: scenarios, End: &result.End{}}))
	suites, err := junit.Ingest([]byte(out.String()))
	require.NoError(t, err)
	require.Len(t, suites, 1)
	return suites[0].Tests
}

func TestJUnitOfANoteIsPassedAndSaysIt(t *testing.T) {
	tests := cases(t, result.Scenario{
		ID: "a/b", Name: "B", File: "features/a.feature", Outcome: result.Note,
		Steps:  []result.Step{{Keyword: "Then", Text: "it rings", Status: "passed"}},
		Claims: []result.Claim{{Item: "scapi.rule.x", Text: "it rings once", Expected: "1", Seen: "2", Step: 1, Evidence: result.Inferred}},
	})
	require.Len(t, tests, 1)
	assert.Equal(t, junit.StatusPassed, tests[0].Status)
	assert.Contains(t, tests[0].SystemOut, "Then it rings....")
	assert.Contains(t, tests[0].SystemOut, "noted\n")
	assert.Contains(t, tests[0].SystemOut, "note: it rings once: expected 1, seen 2\n  scapi.rule.x (inferred)")
}

func TestJUnitOfALostTargetIsAnErrorAndNotSkipped(t *testing.T) {
	tests := cases(t,
		result.Scenario{ID: "a/lost", File: "features/a.feature", Outcome: result.HarnessError, Reason: "target lost: it went away"},
		result.Scenario{ID: "a/n/a", File: "features/a.feature", Outcome: result.NotApplicable, Reason: "it has no chat"})
	require.Len(t, tests, 2)
	assert.Equal(t, junit.StatusError, tests[0].Status)
	assert.ErrorContains(t, tests[0].Error, "it went away")
	assert.Equal(t, "target lost", tests[0].Error.(junit.Error).Type)
	assert.Equal(t, junit.StatusSkipped, tests[1].Status)
	assert.Equal(t, "it has no chat", tests[1].Message)
}
