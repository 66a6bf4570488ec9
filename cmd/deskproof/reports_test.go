package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
)

const quick = "scapi/voice/internal/**/a-hold-is-the-holder-s-own" // one scenario

func put(t *testing.T, path, text string) string {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

func TestARunRemovesEarlierReportsAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	var stale, own []string
	for _, name := range []string{"summary.md", "junit.xml", "junit-2.xml", "failures/a-call-0123abcd.svg"} {
		stale = append(stale, put(t, filepath.Join(dir, name), "yesterday's"))
	}
	for _, name := range []string{"notes.md", "junit.xml.bak", "failures/why.txt", "failures/logo.svg", "failures/old/a-call-0123abcd.svg"} {
		own = append(own, put(t, filepath.Join(dir, name), "the user's"))
	}
	f, err := openFolder(dir)
	require.NoError(t, err)
	defer f.close()
	for _, path := range stale {
		assert.NoFileExists(t, path)
	}
	for _, path := range own {
		assert.FileExists(t, path)
	}
}

func TestOneRunAtATimeWritesToAFolder(t *testing.T) {
	dir := t.TempDir()
	f, err := openFolder(dir)
	require.NoError(t, err)
	put(t, filepath.Join(dir, "junit.xml"), "the other run's")
	s := deskproof(t, "run", "--id", quick, "--out", dir)
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, "another run writes to "+dir+"; use --out")
	assert.FileExists(t, filepath.Join(dir, "junit.xml"))

	f.close()
	s = deskproof(t, "run", "--id", quick, "--out", dir)
	assert.Equal(t, 0, s.code, s.errors)
}

func TestAReportThatCannotBeWrittenKeepsTheVerdictAndIsExitCode3(t *testing.T) {
	tests := map[string]struct {
		blocked string
		fault   []string
		want    string
	}{
		"the JUnit report, of a run that passed": {"junit.xml/", nil, "PASSED"},
		"the summary, of a run that failed":      {"summary.md/", []string{"--fault", "held-as-talking"}, "FAILED"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.Mkdir(filepath.Join(dir, tt.blocked), 0o755))
			s := deskproof(t, append([]string{"run", "--id", "scapi/voice/internal/**", "--out", dir}, tt.fault...)...)
			assert.Equal(t, 3, s.code, s.out)
			assert.Contains(t, s.out, tt.want)
			assert.Contains(t, s.errors, "exit code 3: the reports are not complete")
			assert.DirExists(t, filepath.Join(dir, tt.blocked))
			assert.FileExists(t, filepath.Join(dir, "results.ndjson"))
		})
	}
}

func TestAFolderThatCannotBeMadeIsExitCode3(t *testing.T) {
	s := deskproof(t, "run", "--id", quick, "--out", put(t, filepath.Join(t.TempDir(), "file"), ""))
	assert.Equal(t, 3, s.code)
	assert.Contains(t, s.errors, "the reports cannot be written")
}

func TestAStreamThatAFullDiskDoesNotTakeIsReadAllTheSame(t *testing.T) {
	name := filepath.Join(t.TempDir(), "results.ndjson")
	writable, err := os.Create(name)
	require.NoError(t, err)
	full, err := os.Open(name) // takes nothing
	require.NoError(t, err)
	defer full.Close()
	tp := &tape{file: writable}
	w := result.NewWriter(tp)
	require.NoError(t, w.Run(result.Run{Scenarios: 1}))
	require.NoError(t, writable.Close())
	tp.file = full
	require.NoError(t, w.Scenario(result.Scenario{ID: "a/b", Outcome: result.Failed}))
	require.NoError(t, w.End(result.End{Exit: 1}))

	report, err := tp.read()
	require.NoError(t, err)
	assert.Error(t, tp.err)
	assert.Equal(t, "a/b", report.Scenarios[0].ID)
	assert.Equal(t, 1, report.End.Exit)
}

func TestARunThatCannotReportEndsWithTheStrongestCode(t *testing.T) {
	for code, want := range map[int]int{0: 3, 1: 3, 2: 2, 3: 3, 4: 4, 130: 130} {
		assert.Equal(t, want, exitCode(ended(code, io.ErrShortWrite), io.Discard), code)
		assert.Equal(t, code, exitCode(ended(code, nil), io.Discard))
	}
}

func TestATerminalThatIsFullOrGoneChangesNoVerdict(t *testing.T) {
	slow(t)
	outputs := map[string]func(t *testing.T) *os.File{
		"full": func(t *testing.T) *os.File {
			full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				t.Skip("this system has no /dev/full")
			}
			return full
		},
		"gone": func(t *testing.T) *os.File {
			r, w, err := os.Pipe()
			require.NoError(t, err)
			require.NoError(t, r.Close())
			return w
		},
	}
	for name, open := range outputs {
		t.Run(name, func(t *testing.T) {
			for fault, want := range map[string]int{"": 0, "held-as-talking": 1} {
				dir, out := t.TempDir(), open(t)
				defer out.Close()
				cmd := command(t, "run", "--id", "scapi/voice/internal/**", "--fault", fault, "--out", dir)
				cmd.Stdout, cmd.Stderr = out, out
				_ = cmd.Run() // the code tells
				assert.Equal(t, want, cmd.ProcessState.ExitCode(), cmd.ProcessState)
				assert.FileExists(t, filepath.Join(dir, "summary.md"))
			}
		})
	}
}

func TestOutputThatNobodyTakesIsNoWrongUsage(t *testing.T) {
	var errs bytes.Buffer
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no /dev/full")
	}
	defer full.Close()
	code := run(t.Context(), []string{"steps"}, strings.NewReader(""), full, &errs)
	assert.Equal(t, 3, code, errs.String())
}

func TestPictureNamesAreCutBetweenCharacters(t *testing.T) {
	for _, n := range []int{78, 79, 80, 81} {
		name := pictureName("scapi/voice/" + strings.Repeat("a", n) + "ééé@scapi")
		assert.True(t, utf8.ValidString(name), name)
		assert.Regexp(t, pictureFile, name)
	}
	assert.Equal(t, "ab", cut("ab", 2))
	assert.Equal(t, "a", cut("aé", 2))
	assert.Equal(t, "aé", cut("aéb", 3))
}
