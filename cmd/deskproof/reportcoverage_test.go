package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReportCoverageTellsWhatARunChecked(t *testing.T) {
	dir := t.TempDir()
	require.Equal(t, 0, deskproof(t, "run", "--out", dir, "--id", "scapi/voice/inbound/**").code)
	s := deskproof(t, "report", "coverage", dir)
	assert.Equal(t, 0, s.code, s.errors)
	assert.Contains(t, s.out, "Coverage of the Service Client API by deskproof, profile union")
	assert.Contains(t, s.out, "documented items proved")

	for end, begins := range map[string]string{".html": "<!doctype html>", ".md": "# Coverage of", ".json": "{"} {
		file := filepath.Join(dir, "coverage"+end)
		s := deskproof(t, "report", "coverage", dir, "--out", file, "--profile", "scapi-manual")
		require.Equal(t, 0, s.code, s.errors)
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Contains(t, string(data[:100]), begins)
	}

	s = deskproof(t, "report", "coverage", dir, "--format", "json", "--evidence", "observed,placeholder")
	var sheet struct {
		Items []struct{ ID, Evidence string }
	}
	require.NoError(t, json.Unmarshal([]byte(s.out), &sheet))
	require.NotEmpty(t, sheet.Items)
	for _, it := range sheet.Items {
		assert.Contains(t, []string{"observed", "placeholder"}, it.Evidence, it.ID)
	}
}

func TestReportCoverageRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no run":              {[]string{"nowhere"}, "deskproof run writes one"},
		"an unknown system":   {[]string{"--system", "fax"}, `--system: there is no book of "fax": choose gws, scapi`},
		"an unknown profile":  {[]string{"--profile", "fax"}, `--profile: profile "fax" is not known: choose wwe-guide`},
		"an unknown evidence": {[]string{"--evidence", "rumour"}, "--evidence rumour: expected one of client, documented"},
		"an unknown format":   {[]string{"--format", "pdf"}, "--format pdf: expected one of html, json, markdown, text"},
	} {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"report", "coverage"}, tt.args...)...)
			assert.Equal(t, 2, s.code)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}

func TestSelftestCoverageRefuses(t *testing.T) {
	s := deskproof(t, "selftest", "coverage", "--system", "fax")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, `there is no book of "fax"`)
	s = deskproof(t, "selftest", "coverage", "--update", "--file", filepath.Join(t.TempDir(), "none"))
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, "begin in the folder of the sources, or name it by --file")
}
