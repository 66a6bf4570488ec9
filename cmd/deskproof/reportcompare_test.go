package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReportCompareTellsWhatNewlyFails(t *testing.T) {
	good, bad := t.TempDir(), t.TempDir()
	chosen := []string{"--id", "scapi/voice/inbound/**"}
	require.Equal(t, 0, deskproof(t, append([]string{"run", "--out", good}, chosen...)...).code)
	require.Equal(t, 1, deskproof(t, append([]string{"run", "--out", bad, "--fault", "held-as-talking"}, chosen...)...).code)

	s := deskproof(t, "report", "compare", good, bad)
	assert.Equal(t, 1, s.code, s.errors)
	assert.Contains(t, s.out, "newly fails (")
	assert.Contains(t, s.out, "passed → failed")
	s = deskproof(t, "report", "compare", bad, filepath.Join(good, "results.ndjson"))
	assert.Equal(t, 0, s.code, s.errors)
	assert.Contains(t, s.out, "newly passes (")

	file := filepath.Join(t.TempDir(), "changes.json")
	s = deskproof(t, "report", "compare", good, good, "--out", file)
	assert.Equal(t, 0, s.code, s.errors)
	assert.Empty(t, s.out)
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.True(t, json.Valid(data))
}

func TestReportCompareRefuses(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "results.ndjson"), "{}\n")
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"one run":                  {[]string{dir}, "accepts 2 arg(s)"},
		"a file that is not there": {[]string{"nowhere", dir}, "result stream: open nowhere"},
		"what is no stream":        {[]string{dir, dir}, `results.ndjson: result stream, line 1: kind ""`},
		"an unknown format":        {[]string{dir, dir, "--format", "html"}, "--format html: expected one of json, markdown, text"},
	} {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"report", "compare"}, tt.args...)...)
			assert.Equal(t, 2, s.code)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}
