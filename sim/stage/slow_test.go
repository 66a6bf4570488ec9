package stage_test

import (
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/stage"
)

// pipes is a listener whose connections are made by the test.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{} }

func TestAPeerThatKeepsTheServerWaitingIsCutOff(t *testing.T) {
	post := "POST /stage HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n"
	tests := map[string]struct {
		says string
		held time.Duration // at most
	}{
		"nothing at all":                  {"", 30 * time.Second},
		"half a header":                   {"POST /stage HT", 30 * time.Second},
		"a body that never comes":         {post, 30 * time.Second},
		"half a body":                     {post + `{"jsonrpc"`, 30 * time.Second},
		"a body that nobody wants":        {"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n", 30 * time.Second},
		"a call, and then it has no more": {"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 31 * time.Second},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cfg := config(t)
				cfg.Host = sim.NewHost(t.Context())
				server := stage.Server(cfg)
				line := make(pipes, 1)
				served := make(chan error)
				go func() { served <- server.Serve(line) }()
				near, far := net.Pipe()
				line <- far

				_, err := io.WriteString(near, tt.says)
				require.NoError(t, err)
				start := time.Now()
				_, _ = io.Copy(io.Discard, near) // until it is closed
				assert.LessOrEqual(t, time.Since(start), tt.held)

				close(line)
				<-served
			})
		})
	}
}
