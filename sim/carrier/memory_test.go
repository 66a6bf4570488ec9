package carrier_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier"
)

// connect returns both ends of a connection in memory.
func connect(t testing.TB) (near, far net.Conn) {
	t.Helper()
	m := carrier.NewMemory()
	accepted := make(chan net.Conn, 1)
	go func() {
		c, _ := m.Accept() // dialing tells
		accepted <- c
	}()
	near, err := m.Dial(t.Context(), "tcp", "anywhere:80")
	require.NoError(t, err)
	far = <-accepted
	t.Cleanup(func() { _ = near.Close(); _ = far.Close() })
	return near, far
}

func TestWhatIsWrittenInMemoryIsRead(t *testing.T) {
	near, far := connect(t)
	data := bytes.Repeat([]byte("0123456789abcdef-"), 200_000) // more than waits at once
	var writing sync.WaitGroup
	writing.Go(func() {
		for rest := data; len(rest) > 0; {
			n := min(len(rest), 1+len(rest)/3)
			written, err := near.Write(rest[:n])
			assert.NoError(t, err)
			assert.Equal(t, n, written)
			rest = rest[n:]
		}
		assert.NoError(t, near.Close())
	})
	got, err := io.ReadAll(far)
	require.NoError(t, err)
	assert.Equal(t, sha256.Sum256(data), sha256.Sum256(got))
	writing.Wait()
}

func TestWhatIsReadInMemoryIsACopy(t *testing.T) {
	near, far := connect(t)
	out := []byte("first")
	_, err := near.Write(out)
	require.NoError(t, err)
	copy(out, "xxxxx")
	in := make([]byte, 5)
	_, err = io.ReadFull(far, in)
	require.NoError(t, err)
	_, err = near.Write([]byte("other"))
	require.NoError(t, err)
	assert.Equal(t, "first", string(in))
}

func TestAConnectionInMemoryEnds(t *testing.T) {
	tests := map[string]struct {
		end  func(near, far net.Conn)
		read error // of near
		sent error // what is written to near
	}{
		"by this end":                {func(near, _ net.Conn) { _ = near.Close() }, net.ErrClosed, net.ErrClosed},
		"by the far end":             {func(_, far net.Conn) { _ = far.Close() }, io.EOF, io.ErrClosedPipe},
		"by a deadline that is over": {func(near, _ net.Conn) { _ = near.SetDeadline(time.Unix(1, 0)) }, os.ErrDeadlineExceeded, os.ErrDeadlineExceeded},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			near, far := connect(t)
			tt.end(near, far)
			_, err := near.Read(make([]byte, 1))
			assert.ErrorIs(t, err, tt.read)
			_, err = near.Write([]byte("x"))
			assert.ErrorIs(t, err, tt.sent)
		})
	}
}

func TestWhoWaitsInMemoryIsWoken(t *testing.T) {
	const full = 256 << 10
	tests := map[string]struct {
		wait func(c net.Conn) error
		wake func(near, far net.Conn)
		want error
	}{
		"a reader by the end":          {readOne, func(_, far net.Conn) { _ = far.Close() }, io.EOF},
		"a reader by its own close":    {readOne, func(near, _ net.Conn) { _ = near.Close() }, net.ErrClosed},
		"a reader by a byte":           {readOne, func(_, far net.Conn) { _, _ = far.Write([]byte("x")) }, nil},
		"a reader by a deadline":       {readOne, func(near, _ net.Conn) { _ = near.SetReadDeadline(time.Now().Add(time.Second)) }, os.ErrDeadlineExceeded},
		"a reader by an earlier one":   {readBy(time.Hour), func(near, _ net.Conn) { _ = near.SetReadDeadline(time.Now().Add(time.Second)) }, os.ErrDeadlineExceeded},
		"a writer by a reader":         {writes(full + 1), func(_, far net.Conn) { _ = readOne(far) }, nil},
		"a writer by the end":          {writes(full + 1), func(_, far net.Conn) { _ = far.Close() }, io.ErrClosedPipe},
		"a writer by its own deadline": {writes(full + 1), func(near, _ net.Conn) { _ = near.SetWriteDeadline(time.Now().Add(time.Second)) }, os.ErrDeadlineExceeded},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				near, far := connect(t)
				woken := make(chan error)
				go func() { woken <- tt.wait(near) }()
				synctest.Wait()
				tt.wake(near, far)
				assert.ErrorIs(t, <-woken, tt.want)
			})
		})
	}
}

func readOne(c net.Conn) error {
	_, err := c.Read(make([]byte, 1))
	return err
}

func readBy(d time.Duration) func(net.Conn) error {
	return func(c net.Conn) error {
		_ = c.SetReadDeadline(time.Now().Add(d))
		return readOne(c)
	}
}

func writes(n int) func(net.Conn) error {
	return func(c net.Conn) error {
		_, err := c.Write(make([]byte, n))
		return err
	}
}

func TestNobodyListensInMemory(t *testing.T) {
	m := carrier.NewMemory()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := m.Dial(ctx, "tcp", "anywhere:80")
	assert.ErrorIs(t, err, context.Canceled)
	require.NoError(t, m.Close())
	require.NoError(t, m.Close())
	_, err = m.Accept()
	assert.ErrorIs(t, err, net.ErrClosed)
	_, err = m.Dial(t.Context(), "tcp", "anywhere:80")
	assert.EqualError(t, err, "dial anywhere:80 in memory: nobody listens")
}

// A WebSocket connection in memory is one like any other.
func TestFramesInMemory(t *testing.T) {
	m := carrier.NewMemory()
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := carrier.Upgrade(w, r, carrier.Limits{})
		if err == nil {
			_ = c.Serve(r.Context(), func(_ context.Context, body []byte) error { c.Send(body); return nil })
		}
	})}
	var serving sync.WaitGroup
	serving.Go(func() { _ = s.Serve(m) })
	defer serving.Wait()
	defer s.Close()
	dialer := websocket.Dialer{NetDialContext: m.Dial}
	ws, _, err := dialer.DialContext(t.Context(), "ws://memory/", nil)
	require.NoError(t, err)
	for i := range 100 {
		said := fmt.Sprintf("frame %d", i)
		require.NoError(t, ws.WriteMessage(websocket.TextMessage, []byte(said)))
		_, heard, err := ws.ReadMessage()
		require.NoError(t, err)
		assert.Equal(t, said, string(heard))
	}
	require.NoError(t, ws.Close())
}
