//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whatever is read may never come to an end: the second signal ends it all the same.
func TestASecondSignalEndsTheProcessAtOnce(t *testing.T) {
	tests := map[string]struct {
		file string
		args []string
	}{
		"while it reads a journal":     {"day.ndjson", []string{"replay"}},
		"while it reads a feature":     {"a.feature", []string{"run"}},
		"while it reads a target file": {"acme.yaml", []string{"run", "--target"}},
		"while it reads a center":      {"center.yaml", []string{"serve", "--addr", "127.0.0.1:0", "--center"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			pipe := filepath.Join(t.TempDir(), tt.file)
			require.NoError(t, syscall.Mkfifo(pipe, 0o600))
			cmd := command(t, append(tt.args, pipe)...)
			require.NoError(t, cmd.Start())
			endless, err := os.OpenFile(pipe, os.O_WRONLY, 0) // once it reads
			require.NoError(t, err)
			defer endless.Close()
			ended := make(chan struct{})
			go func() { defer close(ended); _ = cmd.Wait() }()
			again, patience := time.NewTicker(20*time.Millisecond), time.After(time.Minute)
			defer again.Stop()
			for {
				_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended
				select {
				case <-ended:
					assert.Equal(t, syscall.SIGTERM, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
					return
				case <-patience:
					t.Fatal("it reads on")
				case <-again.C:
				}
			}
		})
	}
}
