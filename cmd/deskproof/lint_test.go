package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
)

func TestLintSaysWhatIsWrongWithFeatures(t *testing.T) {
	const file = "testdata/lint/mistakes.feature"
	s := deskproof(t, "steps", "--lint", "--json", file)
	assert.Equal(t, 1, s.code)
	var found []lintProblem
	require.NoError(t, json.Unmarshal([]byte(s.out), &found))
	var told strings.Builder
	for _, p := range found { // their help tells of other sentences, which come and go
		fmt.Fprintf(&told, "%s:%d: %s\n", p.File, p.Line, p.Text)
		assert.NotEmpty(t, p.Help)
	}
	golden.Equal(t, "lint.txt", []byte(told.String()))

	s = deskproof(t, "steps", "--lint", file)
	assert.Equal(t, 1, s.code)
	assert.Contains(t, s.out, file+":4: tag @spec:scapi.seq.voice-inbound.99 names nothing in the book")
	assert.Contains(t, s.out, "tag @scapi.seq.voice-inbound.3 looks like the id of an item of the book, and nothing of the item is checked by it\n    Write @spec:scapi.seq.voice-inbound.3\n")
}

func TestLintFindsNothingWrongWithOurFeatures(t *testing.T) {
	s := deskproof(t, "steps", "--lint")
	assert.Equal(t, 0, s.code, s.out)
	assert.Contains(t, s.out, ", 0 things to mend")
}

func TestLintTellsWhatCannotBeRead(t *testing.T) {
	twice := filepath.Join(t.TempDir(), "twice.feature")
	require.NoError(t, os.WriteFile(twice, []byte("Feature: F\n Scenario: A\n  Given x\n Scenario: A\n  Given x\n"), 0o600))
	tests := map[string]struct {
		path string
		code int
		out  string
	}{
		"two scenarios of one id": {twice, 1, "same id as"},
		"no such file":            {"nowhere.feature", 2, "no such file"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, "steps", "--lint", tt.path)
			assert.Equal(t, tt.code, s.code)
			assert.Contains(t, s.out+s.errors, tt.out)
		})
	}
}
