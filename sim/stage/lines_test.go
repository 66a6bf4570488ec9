package stage_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/stage"
)

// converse says lines to a stage door and returns what it answers.
func converse(t *testing.T, in io.Reader) (string, error) {
	t.Helper()
	var out strings.Builder
	err := stage.ServeLines(t.Context(), config(t), "ws://here", in, &out)
	return out.String(), err
}

func TestCallsLineByLine(t *testing.T) {
	const (
		hangUp  = `{"jsonrpc":"2.0","id":1,"method":"call.hangUp","params":{"world":"w9","number":"1"}}`
		noWorld = `{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"world \"w9\" is not open"}}` + "\n"
		notJSON = `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not JSON"}}` + "\n"
	)
	tests := map[string]struct{ in, want string }{
		"nothing":                      {"", ""},
		"a line":                       {hangUp + "\n", noWorld},
		"the ends of lines of Windows": {hangUp + "\r\n" + hangUp + "\r\n", noWorld + noWorld},
		"no end of the last line":      {hangUp + "\n" + hangUp, noWorld + noWorld},
		"blank lines":                  {"\n\r\n  \n" + hangUp + "\n\n", noWorld},
		"half a call":                  {hangUp[:20] + "\n" + hangUp + "\n", notJSON + noWorld},
		"a call over two lines":        {"{\n}\n", notJSON + notJSON},
		"half a call at the end":       {hangUp + "\n" + hangUp[:20], noWorld + notJSON},
		"no id, no answer":             {`{"jsonrpc":"2.0","method":"hello"}` + "\n" + hangUp, noWorld},
		"a long line":                  {strings.Repeat(" ", 1<<20-200) + hangUp, noWorld},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := converse(t, strings.NewReader(tt.in))
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
			got, err = converse(t, iotest.HalfReader(strings.NewReader(tt.in)))
			require.NoError(t, err)
			assert.Equal(t, tt.want, got, "in pieces")
		})
	}
}

func TestStreamsThatFail(t *testing.T) {
	broken := errors.New("broken pipe")
	_, err := converse(t, iotest.ErrReader(broken))
	assert.ErrorIs(t, err, broken)
	_, err = converse(t, strings.NewReader(strings.Repeat("x", 2<<20)))
	assert.ErrorIs(t, err, bufio.ErrTooLong)

	r, w := io.Pipe()
	require.NoError(t, r.CloseWithError(broken))
	err = stage.ServeLines(t.Context(), config(t), "ws://here", strings.NewReader("{}\n"), w)
	assert.ErrorIs(t, err, broken)
}

func TestLinesBothWays(t *testing.T) {
	cfg := config(t)
	in, say := io.Pipe()
	hear, out := io.Pipe()
	served := make(chan error)
	go func() { served <- stage.ServeLines(t.Context(), cfg, "ws://here", in, out) }()
	answers := bufio.NewScanner(hear)
	ask := func(line string) string {
		_, err := say.Write([]byte(line + "\n"))
		require.NoError(t, err)
		require.True(t, answers.Scan(), "an answer to %s", line)
		return answers.Text()
	}
	assert.Contains(t, ask(`{"jsonrpc":"2.0","id":1,"method":"world.open"}`), `"address":"ws://here/w/w1/scapi?agent={account}"`)
	w, err := cfg.Host.World("w1")
	require.NoError(t, err)
	assert.Contains(t, ask(`{"jsonrpc":"2.0","id":2,"method":"clock.advance","params":{"world":"w1","ms":5}}`), `"result":{"now":5}`)
	require.NoError(t, say.Close())
	require.NoError(t, <-served)
	<-w.Done() // it ends with the stream
}

func TestLinesEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, _ := io.Pipe() // silent
	served := make(chan error)
	go func() { served <- stage.ServeLines(ctx, config(t), "ws://here", in, io.Discard) }()
	cancel()
	assert.ErrorIs(t, <-served, context.Canceled)
}
