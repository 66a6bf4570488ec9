package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a target file says to be lacking, and no book knows, is told before anything runs.
func TestMisspeltLacksAreTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "acme.yaml")
	const text = "name: Acme\nkind: builtin\nwires:\n  scapi: {lacks: [voice.hodl]}\n  gws: {lacks: [Transfers]}\n  webex:\n    lacks:\n      - task.end\n      - task.hld\n"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	for _, command := range []string{"run", "doctor"} {
		t.Run(command, func(t *testing.T) {
			s := deskproof(t, command, "--target", file)
			assert.Equal(t, 2, s.code, s.out)
			for place, name := range map[string]string{
				"4: wires.scapi.lacks[0]": `"voice.hodl" is no request that the documents know: the nearest are voice.hold, `,
				"5: wires.gws.lacks[0]":   `"Transfers" is no request that the documents know: the nearest are Transfer, `,
				"9: wires.webex.lacks[1]": `"task.hld" is no request that the documents know: the nearest are task.hold, `,
			} {
				assert.Contains(t, s.errors, fmt.Sprintf("%s:%s: %s", file, place, name))
			}
		})
	}
}
