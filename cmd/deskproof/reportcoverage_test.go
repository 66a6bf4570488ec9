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

// Without --system the book is that of the only wire on which anything was judged.
func TestReportCoverageTakesTheBookOfTheOnlyWire(t *testing.T) {
	const id = "webex/voice/inbound/**"
	webex, both := t.TempDir(), t.TempDir()
	require.Equal(t, 0, deskproof(t, "run", "--out", webex, "--id", id).code)
	require.Equal(t, 0, deskproof(t, "run", "--out", both, "--id", "scapi/voice/inbound/**").code)
	none := filepath.Join(t.TempDir(), "none.ndjson")
	stream, err := os.ReadFile(filepath.Join(webex, "results.ndjson"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(none, stream[:1+bytes.IndexByte(stream, '\n')], 0o600))
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"one wire":                {[]string{webex}, "Coverage of the Webex"},
		"one wire, another asked": {[]string{webex, "--system", "gws"}, "Coverage of the Interactions API"},
		"several wires":           {[]string{webex, both}, "Coverage of the Service Client API"},
		"nothing judged":          {[]string{none}, "Coverage of the Service Client API"},
	} {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"report", "coverage"}, tt.args...)...)
			assert.Equal(t, 0, s.code, s.errors)
			assert.Contains(t, s.out, tt.want)
		})
	}
}

func TestReportCoverageRefuses(t *testing.T) {
	const runs = "../../reports/testdata/run.ndjson"
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no run":              {[]string{"nowhere"}, "deskproof run writes one"},
		"an unknown system":   {[]string{"--system", "fax"}, `--system: there is no book of "fax": choose gws, scapi`},
		"an unknown profile":  {[]string{"--profile", "fax", runs}, `--profile: profile "fax" is not known: choose wwe-guide`},
		"an unknown evidence": {[]string{"--evidence", "rumour", runs}, "--evidence rumour: expected one of client, documented"},
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
