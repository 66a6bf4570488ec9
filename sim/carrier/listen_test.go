package carrier_test

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier"
)

// callers is a listener whose connections are made by the test.
type callers chan net.Conn

func (c callers) Accept() (net.Conn, error) {
	conn, ok := <-c
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (c callers) Close() error   { close(c); return nil }
func (c callers) Addr() net.Addr { return nil }

func (c callers) call() net.Conn {
	near, far := net.Pipe()
	c <- far
	return near
}

func TestOneConnectionTooManyIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // who reads is not late
		line := make(callers, 10)
		var log strings.Builder
		bounded := carrier.Bound(line, 2, slog.New(slog.NewTextHandler(&log, nil)))
		line.call()
		line.call()
		_, err := bounded.Accept()
		require.NoError(t, err)
		_, err = bounded.Accept()
		require.NoError(t, err)

		refused := line.call()
		line.call()
		require.NoError(t, line.Close())
		said := make(chan string)
		go func() { b, _ := io.ReadAll(refused); said <- string(b) }()
		_, err = bounded.Accept()
		assert.ErrorIs(t, err, net.ErrClosed, "the third is not accepted")
		response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(<-said)), nil)
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
		assert.Equal(t, "too many connections: 2 are open\n", string(body))
		assert.Equal(t, 1, strings.Count(log.String(), `msg="connection refused" reason="too many connections: 2 are open"`), "said once: %s", &log)
	})
}

func TestAClosedConnectionMakesRoom(t *testing.T) {
	line := make(callers, 10)
	bounded := carrier.Bound(line, 1, slog.New(slog.DiscardHandler))
	for range 3 {
		line.call()
		conn, err := bounded.Accept()
		require.NoError(t, err)
		_ = conn.Close()
		_ = conn.Close() // twice makes room once
	}
	line.call()
	line.call()
	require.NoError(t, line.Close())
	_, err := bounded.Accept()
	require.NoError(t, err)
	_, err = bounded.Accept()
	assert.ErrorIs(t, err, net.ErrClosed, "there is room for one")
}
