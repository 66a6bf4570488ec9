package reports_test

import (
	"os"
	"path/filepath"
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
