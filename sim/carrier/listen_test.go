package carrier_test

import (
	"io"
	"net"
	"testing"

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
	line := make(callers, 10)
	bounded := carrier.Bound(line, 2)
	line.call()
	line.call()
	_, err := bounded.Accept()
	require.NoError(t, err)
	_, err = bounded.Accept()
	require.NoError(t, err)

	refused := line.call()
	require.NoError(t, line.Close())
	_, err = bounded.Accept()
	assert.ErrorIs(t, err, net.ErrClosed, "the third is not accepted")
	_, err = refused.Read(make([]byte, 1))
	assert.ErrorIs(t, err, io.EOF)
}

func TestAClosedConnectionMakesRoom(t *testing.T) {
	line := make(callers, 10)
	bounded := carrier.Bound(line, 1)
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
