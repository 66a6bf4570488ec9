package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
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
	slow(t)
	s := deskproof(t, "steps", "--lint")
	assert.Equal(t, 0, s.code, s.out)
	assert.Contains(t, s.out, ", 0 things to mend\n")
}

func TestLintNotesWordsThatNobodyKnows(t *testing.T) {
	const file = "testdata/lint/slips.feature"
	s := deskproof(t, "steps", "--lint", file)
	assert.Equal(t, 0, s.code, "a target may have other people")
	golden.Equal(t, "lint-notes.txt", []byte(s.out))

	s = deskproof(t, "steps", "--lint", "--json", file)
	assert.Equal(t, 8, strings.Count(s.out, `"note": true`), s.out)
}

func TestLintNotesWhomATargetDoesNotHave(t *testing.T) {
	file := filepath.Join(t.TempDir(), "acme.yaml")
	require.NoError(t, os.WriteFile(file, []byte("name: Acme\nkind: builtin\ncast: {Anna: {account: 1001}, Ben: {account: 1002}}\ncustomers: {Carlo: {number: 5550191}}\ndestinations: {Support: S}\n"), 0o600))
	s := deskproof(t, "steps", "--lint", "--target", file, "testdata/lint/slips.feature")
	assert.Equal(t, 0, s.code)
	assert.NotContains(t, s.out, `"Anna"`)
	assert.NotContains(t, s.out, `"Carlo"`)
	assert.NotContains(t, s.out, "--target FILE")
	assert.Contains(t, s.out, `has no "Ana": the scenario cannot be judged there`)

	s = deskproof(t, "steps", "--target", file)
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, "use it with --lint")
}

// Whoever our features name, in whichever sentence, is looked for at the target.
func TestLintFindsEveryNameInOurFeatures(t *testing.T) {
	slow(t)
	all, err := load(nil)
	require.NoError(t, err)
	noted := map[string]bool{}
	for _, p := range (linter{target: "nobody"}).all(all, &targets.Target{}) {
		noted[fmt.Sprintf("%s:%d", p.File, p.Line)] = true
	}
	names := regexp.MustCompile(`\b(` + strings.Join(targets.Builtin().Names(), "|") + `)\b`)
	quoted := regexp.MustCompile(`"[^"]*"`)
	for _, sc := range all {
		for _, step := range sc.Steps {
			if at := fmt.Sprintf("%s:%d", sc.File, step.Line); names.MatchString(quoted.ReplaceAllString(step.Text, "")) && !noted[at] {
				t.Errorf("%s: %s: nobody is looked for", at, step.Text)
			}
		}
	}
}

// What is wrong with the ids of a file, or with another file, hides nothing else.
func TestLintGoesOnWithWhatCanBeRead(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.feature": "Feature: F\n Scenario: A\n  Given x\n Scenario: A\n  Given y\n",
		"b.feature": "Feature: F\n Scenario: A\n  Givn x\n",
		"c.feature": "Feature: F\n Scenario: C\n  Given z\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	t.Chdir(dir)
	s := deskproof(t, "steps", "--lint", ".")
	assert.Equal(t, 1, s.code, s.errors)
	for _, want := range []string{"a.feature:3: no sentence", "a.feature:4: same id as", "a.feature:5: no sentence", "b.feature:2: Scenario \"A\" has no steps", "c.feature:3: no sentence"} {
		assert.Contains(t, s.out, want)
	}

	s = deskproof(t, "steps", "--lint", "--json", "b.feature")
	assert.Equal(t, 1, s.code, s.errors)
	var found []map[string]any
	require.NoError(t, json.Unmarshal([]byte(s.out), &found), s.out)
	assert.Equal(t, "b.feature", found[0]["file"])
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
