package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// day is what one scenario leaves behind, judged by one process against another.
type day struct {
	journal []byte
	told    map[string][]string // desk → frames, in order
}

func twoProcesses(t *testing.T) day {
	t.Helper()
	dir := t.TempDir()
	journal := filepath.Join(dir, "day.ndjson")
	served := process(t, "serve", "--addr", "127.0.0.1:0", "--journal", journal)
	target := filepath.Join(dir, "target.yaml")
	require.NoError(t, os.WriteFile(target, fmt.Appendf(nil, `name: served
kind: ws
stage: {address: "ws://%s/stage"}
cast:
  Ana: {account: 1001, number: 5001}
  Ben: {account: 1002, number: 5002}
customers:
  Carla: {number: 5550191}
`, served.address()), 0o644))
	judge := process(t, "run", "--target", target, "--seed", "7", "--out", dir,
		"--id", "scapi/voice/internal/**/a-hold-is-the-holder-s-own")
	_, _ = io.Copy(io.Discard, judge.out)
	require.NoError(t, judge.cmd.Wait())
	served.end()

	out := day{told: map[string][]string{}}
	var err error
	out.journal, err = os.ReadFile(journal)
	require.NoError(t, err)
	file, err := os.Open(filepath.Join(dir, "results.ndjson"))
	require.NoError(t, err)
	defer file.Close()
	report, err := result.Read(file)
	require.NoError(t, err)
	require.Len(t, report.Scenarios, 1)
	require.Equal(t, result.Passed, report.Scenarios[0].Outcome)
	for _, r := range report.Scenarios[0].Trace {
		if r.Dir == trace.Received && r.Door != trace.Stage {
			out.told[r.Desk] = append(out.told[r.Desk], string(r.Frame))
		}
	}
	return out
}

func TestTheSameScenarioInOtherProcessesGivesTheSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts four programs: without -short")
	}
	first, second := twoProcesses(t), twoProcesses(t)
	assert.True(t, bytes.Equal(first.journal, second.journal), "the journals differ")
	assert.Equal(t, first.told, second.told)
	assert.Len(t, first.told, 2)

	file := filepath.Join(t.TempDir(), "day.ndjson")
	require.NoError(t, os.WriteFile(file, first.journal, 0o644))
	s := deskproof(t, "replay", file)
	assert.Equal(t, 0, s.code, s.errors)
	assert.Regexp(t, `^the same: \d+ inputs in 2 worlds, \d+ frames\n`, s.out)

	frames := deskproof(t, "replay", "--frames", file).out
	for _, told := range first.told {
		for _, frame := range told {
			assert.Contains(t, frames, frame)
		}
	}
}

func TestReplayShowsTheFirstDifference(t *testing.T) {
	slow(t)
	forged := strings.Replace(string(twoProcesses(t).journal), `[\"5002\",null]`, `[\"5003\",null]`, 1)
	file := filepath.Join(t.TempDir(), "day.ndjson")
	require.NoError(t, os.WriteFile(file, []byte(forged), 0o644))
	s := deskproof(t, "replay", file)
	assert.Equal(t, 1, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "different after ")
	assert.Contains(t, s.out, "says something else than it did")
	assert.NotContains(t, s.out, "it was written by")

	older := regexp.MustCompile(`"deskproof":"[^"]*"`).ReplaceAllString(forged, `"deskproof":"0.0.9"`)
	s = deskproof(t, "replay", put(t, filepath.Join(t.TempDir(), "older.ndjson"), older))
	assert.Equal(t, 1, s.code)
	assert.Contains(t, s.out, "it was written by deskproof 0.0.9; this is ")

	missing := deskproof(t, "replay")
	assert.Equal(t, 2, missing.code)
	broken := filepath.Join(t.TempDir(), "broken.ndjson")
	require.NoError(t, os.WriteFile(broken, []byte("{\"what\":1}\n"), 0o644))
	assert.Equal(t, 3, deskproof(t, "replay", broken).code)
}

func TestReplayOfNoDayIsExitCode3(t *testing.T) {
	s := deskproof(t, "replay", put(t, filepath.Join(t.TempDir(), "empty.ndjson"), ""))
	assert.Equal(t, 3, s.code, s.out)
	assert.Contains(t, s.errors, "empty.ndjson: there is no world in it")
}

func TestReplayCountsOneWorldAsOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "day.ndjson")
	served := process(t, "serve", "--addr", "127.0.0.1:0", "--journal", file)
	served.address()
	served.end()
	assert.Equal(t, "the same: 0 inputs in 1 world, 0 frames\n", deskproof(t, "replay", file).out)
}

func TestAnInterruptedReplayIsExitCode130(t *testing.T) {
	file := put(t, filepath.Join(t.TempDir(), "day.ndjson"), string(twoProcesses(t).journal))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	assert.Equal(t, 130, run(ctx, []string{"replay", file}, strings.NewReader(""), &out, &errs))
	assert.NotContains(t, out.String(), "the same")
}
