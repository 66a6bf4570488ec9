package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
	file := put(t, filepath.Join(t.TempDir(), "hold.feature"), example(t, "gherkin"))
	s, report := judged(t, file)
	assert.Equal(t, 0, s.code, s.errors)
	assert.Len(t, report.Scenarios, 1)
}

func TestTheTargetFileOfTheReadmeJudgesAServer(t *testing.T) {
	p := process(t, "serve", "--addr", "127.0.0.1:0")
	text := strings.ReplaceAll(example(t, "yaml"), "127.0.0.1:8470", p.address())
	s, report := judged(t, "--target", put(t, filepath.Join(t.TempDir(), "acme.yaml"), text), "--id", quick)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Equal(t, "Acme Desktop 4.2", report.Run.Target.Name)
	p.end()
}

func TestTheReadmeNamesEveryCommandAsItIs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`deskproof (run|serve|replay|steps|book)((?: --[a-z-]+)*)`).FindAllStringSubmatch(string(text), -1) {
		cmd, _, err := newRoot().Find([]string{m[1]})
		require.NoError(t, err)
		for flag := range strings.FieldsSeq(m[2]) {
			assert.NotNil(t, cmd.Flag(strings.TrimPrefix(flag, "--")), m[0])
		}
	}
}
