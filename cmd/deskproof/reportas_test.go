package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReportsAreMadeOfAStreamLater(t *testing.T) {
	dir := t.TempDir()
	require.Equal(t, 0, deskproof(t, "run", "--id", "scapi/voice/inbound/**", "--out", dir).code)
	stream := filepath.Join(dir, "results.ndjson")

	for name, file := range map[string]string{"html": "report.html", "summary": "summary.md"} {
		written, err := os.ReadFile(filepath.Join(dir, file))
		require.NoError(t, err)
		s := deskproof(t, "report", name, stream)
		assert.Equal(t, 0, s.code, s.errors)
		assert.Equal(t, string(written), s.out, "as the run wrote it")
	}

	var features []map[string]any
	require.NoError(t, json.Unmarshal([]byte(deskproof(t, "report", "cucumber", stream).out), &features))
	assert.Len(t, features, 1)

	to := filepath.Join(dir, "messages.ndjson")
	assert.Equal(t, 0, deskproof(t, "report", "messages", stream, "--out", to).code)
	lines, err := os.ReadFile(to)
	require.NoError(t, err)
	for line := range bytes.Lines(lines) {
		assert.True(t, json.Valid(line), string(line))
	}
}

func TestNoReportIsWrittenOverWhatItIsMadeOf(t *testing.T) {
	dir := t.TempDir()
	stream := filepath.Join(dir, "results.ndjson")
	run := []byte(`{"kind":"run","profile":"union"}` + "\n")
	require.NoError(t, os.WriteFile(stream, run, 0o600))
	for _, args := range [][]string{{"html", dir}, {"messages", stream}, {"coverage", dir}, {"compare", stream, dir}} {
		s := deskproof(t, append(append([]string{"report"}, args...), "--out", stream)...)
		assert.Equal(t, 2, s.code, args)
		assert.Contains(t, s.errors, "would be written over", args)
		kept, err := os.ReadFile(stream)
		require.NoError(t, err)
		assert.Equal(t, run, kept, args)
	}
}

func TestReportsSayWhatTheyCannotRead(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.ndjson")
	require.NoError(t, os.WriteFile(broken, []byte("{\"kind\":\"walk\"}\n"), 0o600))
	tests := map[string]struct {
		args []string
		code int
		says string
	}{
		"no file named":    {[]string{"html"}, 2, "name the result stream"},
		"no such file":     {[]string{"html", "nowhere"}, 2, "no such file"},
		"no result stream": {[]string{"messages", broken}, 2, broken + ":"},
		"no such folder":   {[]string{"html", broken, "--out", filepath.Join(dir, "a", "b")}, 2, "line 1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"report"}, tt.args...)...)
			assert.Equal(t, tt.code, s.code)
			assert.Contains(t, s.errors, tt.says)
		})
	}
}
