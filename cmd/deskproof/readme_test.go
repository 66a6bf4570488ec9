package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/internal/golden"
)

// example is the first block of a language in the README.
func example(t *testing.T, language string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	_, after, found := strings.Cut(string(text), "\n```"+language+"\n")
	require.True(t, found)
	block, _, _ := strings.Cut(after, "```")
	return block
}

func TestTheScenarioOfTheReadmeRuns(t *testing.T) {
	file := put(t, filepath.Join(t.TempDir(), "leaves.feature"), example(t, "gherkin"))
	s, report := judged(t, file)
	assert.Equal(t, 0, s.code, s.errors)
	assert.Len(t, report.Scenarios, 1)

	s, _ = judged(t, file, "--fault", "chat-end-not-told")
	assert.Equal(t, 1, s.code, s.errors)
}

func TestTheTargetFileOfTheReadmeJudgesAServer(t *testing.T) {
	p := process(t, "serve", "--addr", "127.0.0.1:0")
	text := strings.ReplaceAll(example(t, "yaml"), "127.0.0.1:8470", p.address())
	s, report := judged(t, "--target", put(t, filepath.Join(t.TempDir(), "acme.yaml"), text), "--id", quick)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Equal(t, "Acme Desktop 4.2", report.Run.Target.Name)
	p.end()
}

// The tables of mutants and variants are those of the fixtures.
func TestTheReadmeListsMutantsAndVariants(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	var wrong, lawful strings.Builder
	wrong.WriteString("| what is wrong | name | class | breaks | caught by |\n|---|---|---|---|---|\n")
	for _, m := range mutants.All() {
		fmt.Fprintf(&wrong, "| %s | %s | %s | %s | %s |\n", m.Title, m.Name, m.Class, m.Item, m.KilledBy)
	}
	lawful.WriteString("| what is different | name | what is open |\n|---|---|---|\n")
	for _, v := range variants.All() {
		fmt.Fprintf(&lawful, "| %s | %s | %s |\n", v.Title, v.Name, v.Open)
	}
	want := within(t, within(t, string(text), "mutants", wrong.String()), "variants", lawful.String())
	golden.Equal(t, "../../../README.md", []byte(want))
}

// within puts a block between the marks of that name.
func within(t *testing.T, text, name, block string) string {
	t.Helper()
	before, rest, found := strings.Cut(text, "<!-- "+name+" -->\n")
	require.True(t, found, name)
	_, after, found := strings.Cut(rest, "<!-- end -->\n")
	require.True(t, found, name)
	return before + "<!-- " + name + " -->\n" + block + "<!-- end -->\n" + after
}

func TestTheReadmeNamesEveryCommandAsItIs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`deskproof (run|serve|replay|steps|book|doctor|report (?:client|merge|compare|coverage|html|summary|cucumber|messages)|selftest)((?: --[a-z-]+)*)`).FindAllStringSubmatch(string(text), -1) {
		cmd, _, err := newRoot().Find(strings.Fields(m[1]))
		require.NoError(t, err)
		for flag := range strings.FieldsSeq(m[2]) {
			assert.NotNil(t, cmd.Flag(strings.TrimPrefix(flag, "--")), m[0])
		}
	}
}
