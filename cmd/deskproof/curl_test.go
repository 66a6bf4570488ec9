package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheCurlExamplesWork lets a shell run the commands by which people get to know GWS.
// The README shows them as they are in testdata, and others in lines of their own.
func TestTheCurlExamplesWork(t *testing.T) {
	script, err := os.ReadFile(filepath.Join("testdata", "gws.sh"))
	require.NoError(t, err)
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	_, block, _ := strings.Cut(string(readme), "\n```sh\n")
	block, _, _ = strings.Cut(block, "```")
	require.Equal(t, string(script), block, "the README's first block in sh")
	others := regexp.MustCompile(`(?m)^    curl .*`).FindAllString(string(readme), -1)
	require.NotEmpty(t, others, "the README's own lines")
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here")
	}

	p := process(t, "serve", "--addr", "127.0.0.1:0")
	shell := exec.Command("sh", "-eu")
	shell.Dir = t.TempDir()
	commands := string(script) + strings.Join(others, " -sS; echo\n") + " -sS; echo\n"
	shell.Stdin = strings.NewReader(strings.ReplaceAll(commands, "127.0.0.1:8470", p.address()))
	out, err := shell.CombinedOutput()
	require.NoError(t, err, string(out))
	p.end()

	said := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Len(t, said, 8+len(others), string(out))
	for i, want := range []string{
		`"userName":"ana"`, `"status":"ok"`, `"status":"ok"`, `"successful":true`, `"jsonrpc":"2.0"`,
		`"state":"Invited"`, `"status":"ok"`, `"state":"Accepted"`,
	} {
		assert.Contains(t, said[i], want)
	}
	for _, answer := range said[8:] {
		assert.Contains(t, answer, `"result":{}`)
	}
}
