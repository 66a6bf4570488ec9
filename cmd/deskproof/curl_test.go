package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheCurlExamplesWork lets a shell run the commands by which people get to know GWS.
// The README shows them as they are in testdata.
func TestTheCurlExamplesWork(t *testing.T) {
	script, err := os.ReadFile(filepath.Join("testdata", "gws.sh"))
	require.NoError(t, err)
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	if _, block, shown := strings.Cut(string(readme), "\n```sh\n"); shown {
		assert.Equal(t, string(script), block[:strings.Index(block, "```")], "the README's first block in sh")
	}
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here")
	}

	p := process(t, "serve", "--addr", "127.0.0.1:0")
	shell := exec.Command("sh", "-eu")
	shell.Dir = t.TempDir()
	shell.Stdin = strings.NewReader(strings.ReplaceAll(string(script), "127.0.0.1:8470", p.address()))
	out, err := shell.CombinedOutput()
	require.NoError(t, err, string(out))
	p.end()

	said := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Len(t, said, 8, string(out))
	for i, want := range []string{
		`"userName":"ana"`, `"status":"ok"`, `"status":"ok"`, `"successful":true`, `"jsonrpc":"2.0"`,
		`"state":"Invited"`, `"status":"ok"`, `"state":"Accepted"`,
	} {
		assert.Contains(t, said[i], want)
	}
}
