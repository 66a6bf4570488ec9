package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// command is the command as another process that is yet to be started.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	t.Cleanup(func() {
		if cmd.Process != nil {
			_ = cmd.Process.Kill()
		}
	})
	return cmd
}

// child is the command as another process.
type child struct {
	t   *testing.T
	cmd *exec.Cmd
	out *bufio.Reader
}

func process(t *testing.T, args ...string) *child {
	t.Helper()
	cmd := command(t, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	return &child{t, cmd, bufio.NewReader(out)}
}

// address reads what serve announces until it names where it listens.
func (c *child) address() string {
	c.t.Helper()
	for {
		line, err := c.out.ReadString('\n')
		require.NoError(c.t, err)
		if _, rest, ok := strings.Cut(line, "on http://"); ok {
			return strings.TrimSpace(rest)
		}
	}
}

// end interrupts the process and wants it to end well.
func (c *child) end() {
	c.t.Helper()
	require.NoError(c.t, c.cmd.Process.Signal(syscall.SIGTERM))
	_, _ = io.Copy(io.Discard, c.out)
	assert.NoError(c.t, c.cmd.Wait())
}
