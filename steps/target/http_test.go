package target_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

// pipes is a listener for connections that are handed to it.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}
func (p pipes) Close() error   { close(p); return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

func TestConnectionsAreGivenUpBeforeServersDo(t *testing.T) {
	for name, tt := range map[string]struct {
		idle time.Duration
		want int
	}{
		"requests that follow one another share one": {0, 1},
		"a pause as long as some servers keep one":   {2 * time.Second, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dialed, l := 0, make(pipes)
				server := &http.Server{Handler: http.NotFoundHandler()}
				go func() { _ = server.Serve(l) }() // ends with the listener
				carrier, err := target.HTTP(targets.TLS{}, func(context.Context, string, string) (net.Conn, error) {
					ours, theirs := net.Pipe()
					dialed++
					l <- theirs
					return ours, nil
				})
				require.NoError(t, err)
				web := http.Client{Transport: carrier}
				for range 2 {
					res, err := web.Post("http://center.example/me", "application/json", strings.NewReader("{}"))
					require.NoError(t, err)
					_, err = io.Copy(io.Discard, res.Body)
					require.NoError(t, err)
					require.NoError(t, res.Body.Close())
					synctest.Wait()
					time.Sleep(tt.idle)
				}
				assert.Equal(t, tt.want, dialed)
				carrier.CloseIdleConnections()
				require.NoError(t, server.Close())
			})
		})
	}
}
