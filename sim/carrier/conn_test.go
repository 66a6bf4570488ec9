package carrier_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier"
)

func TestFramesOfEverySizeArrive(t *testing.T) {
	address, _ := serve(t, carrier.Limits{Frame: 1 << 20}, echo)
	ws := dial(t, address)
	for _, n := range []int{0, 1, 125, 126, 127, 1<<15 - 1, 1<<16 - 1, 1 << 16, 1<<16 + 1, 300_000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			body := strings.Repeat("é", n/2) + strings.Repeat("x", n%2)
			write(t, ws, body)
			assert.Equal(t, body, read(t, ws))
		})
	}
}

func TestManyFramesArriveInOrder(t *testing.T) {
	address, _ := serve(t, carrier.Limits{}, func(c *carrier.Conn, body []byte) error {
		for i := range 1000 {
			c.Send(fmt.Appendf(nil, "%d%s", i, strings.Repeat(".", i)))
		}
		return nil
	})
	ws := dial(t, address)
	write(t, ws, "go")
	for i := range 1000 {
		require.Equal(t, fmt.Sprintf("%d%s", i, strings.Repeat(".", i)), read(t, ws))
	}
}

func TestAPeerIsToldWhyItIsCutOff(t *testing.T) {
	refuse := func(*carrier.Conn, []byte) error { return errors.New("no such page") }
	tests := map[string]struct {
		receive receiver
		kind    int
		frame   string
		code    int
		text    string
		reason  error
	}{
		"frame too big":          {echo, websocket.TextMessage, strings.Repeat("x", 101), websocket.CloseMessageTooBig, "frame is too big: over 100 bytes", carrier.ErrBig},
		"frame far too big":      {echo, websocket.TextMessage, strings.Repeat("x", 4<<20), websocket.CloseMessageTooBig, "frame is too big: over 100 bytes", carrier.ErrBig},
		"binary frame":           {echo, websocket.BinaryMessage, "x", websocket.CloseUnsupportedData, "frame is binary: expected text", carrier.ErrBinary},
		"invalid UTF-8":          {echo, websocket.TextMessage, "\"\xff\"", websocket.CloseInvalidFramePayloadData, "frame is not UTF-8 text", carrier.ErrText},
		"receiver refuses":       {refuse, websocket.TextMessage, "x", websocket.ClosePolicyViolation, "no such page", nil},
		"receiver closes":        {func(c *carrier.Conn, _ []byte) error { c.Close("enough"); return nil }, websocket.TextMessage, "x", websocket.CloseGoingAway, "enough", carrier.ErrClosed},
		"receiver restarts":      {func(c *carrier.Conn, _ []byte) error { c.Restart("soon"); return nil }, websocket.TextMessage, "x", websocket.CloseServiceRestart, "soon", carrier.ErrClosed},
		"reason without end":     {func(c *carrier.Conn, _ []byte) error { c.Close(strings.Repeat("é", 100)); return nil }, websocket.TextMessage, "x", websocket.CloseGoingAway, strings.Repeat("é", 60), carrier.ErrClosed},
		"reason that is no text": {func(c *carrier.Conn, _ []byte) error { c.Close(strings.Repeat("\x80", 200)); return nil }, websocket.TextMessage, "x", websocket.CloseGoingAway, "", carrier.ErrClosed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			address, why := serve(t, carrier.Limits{Frame: 100}, tt.receive)
			ws := dial(t, address)
			_ = ws.WriteMessage(tt.kind, []byte(tt.frame)) // it may be cut off half way
			closed := goodbye(t, ws)
			assert.Equal(t, tt.code, closed.Code)
			assert.Equal(t, tt.text, closed.Text)
			if reason := await(t, why); tt.reason != nil {
				assert.ErrorIs(t, reason, tt.reason)
			}
		})
	}
}

func TestWhatIsQueuedIsWrittenBeforeTheGoodbye(t *testing.T) {
	address, _ := serve(t, carrier.Limits{}, func(c *carrier.Conn, body []byte) error {
		for i := range 500 {
			c.Send(fmt.Append(nil, i))
		}
		c.Close("that was all")
		c.Send([]byte("too late"))
		return nil
	})
	ws := dial(t, address)
	write(t, ws, "go")
	for i := range 500 {
		require.Equal(t, fmt.Sprint(i), read(t, ws))
	}
	assert.Equal(t, "that was all", goodbye(t, ws).Text)
}

func TestFramesAfterTheCloseAreNotReceived(t *testing.T) {
	received := make(chan string, 100)
	address, why := serve(t, carrier.Limits{}, func(c *carrier.Conn, body []byte) error {
		received <- string(body)
		c.Close("enough")
		return nil
	})
	ws := dial(t, address)
	for range 50 {
		_ = ws.WriteMessage(websocket.TextMessage, []byte("x")) // it may be closed already
	}
	goodbye(t, ws)
	await(t, why)
	assert.Len(t, received, 1)
}

func TestAPeerThatHangsUp(t *testing.T) {
	tests := map[string]struct {
		hangUp func(*websocket.Conn)
		reason error // nil: any
	}{
		"with a close frame": {func(ws *websocket.Conn) {
			_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1000, "bye"), time.Now().Add(time.Second))
		}, carrier.ErrClosed},
		"with an empty close frame": {func(ws *websocket.Conn) {
			_ = ws.WriteControl(websocket.CloseMessage, nil, time.Now().Add(time.Second))
		}, carrier.ErrClosed},
		"without a word":    {func(ws *websocket.Conn) { ws.Close() }, carrier.ErrClosed},
		"in mid-frame":      {func(ws *websocket.Conn) { _, _ = ws.NetConn().Write([]byte{0x81, 0xfe, 0, 200, 1}); ws.Close() }, nil},
		"an unmasked frame": {func(ws *websocket.Conn) { _, _ = ws.NetConn().Write([]byte{0x81, 1, 'x'}) }, nil},
		"a reserved bit":    {func(ws *websocket.Conn) { _, _ = ws.NetConn().Write([]byte{0xf1, 0x80, 0, 0, 0, 0}) }, nil},
		"an endless frame": {func(ws *websocket.Conn) {
			_, _ = ws.NetConn().Write([]byte("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff"))
		}, carrier.ErrBig},
		"a very large frame": {func(ws *websocket.Conn) {
			_, _ = ws.NetConn().Write([]byte("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff0000"))
			ws.Close()
		}, nil},
		"not WebSocket at all": {func(ws *websocket.Conn) { _, _ = ws.NetConn().Write([]byte("GET / HTTP/1.1\r\n\r\n")) }, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			address, why := serve(t, carrier.Limits{}, echo)
			ws := dial(t, address)
			tt.hangUp(ws)
			reason := await(t, why)
			require.Error(t, reason)
			if tt.reason != nil {
				assert.ErrorIs(t, reason, tt.reason)
			}
		})
	}
}

func TestAPeersPingsAreAnswered(t *testing.T) {
	address, _ := serve(t, carrier.Limits{}, echo)
	ws := dial(t, address)
	var pong string
	ws.SetPongHandler(func(data string) error { pong = data; return nil })
	require.NoError(t, ws.WriteControl(websocket.PingMessage, []byte("are you there"), time.Now().Add(time.Second)))
	write(t, ws, "x")
	read(t, ws)
	assert.Equal(t, "are you there", pong)
}

func TestAFragmentedMessageIsOneFrame(t *testing.T) {
	address, _ := serve(t, carrier.Limits{}, echo)
	d := websocket.Dialer{WriteBufferSize: 16}
	ws, response, err := d.DialContext(t.Context(), address, nil)
	require.NoError(t, err)
	response.Body.Close()
	defer ws.Close()
	body := strings.Repeat("fragments ", 100)
	w, err := ws.NextWriter(websocket.TextMessage)
	require.NoError(t, err)
	for _, part := range strings.SplitAfter(body, " ") {
		_, err := w.Write([]byte(part))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	assert.Equal(t, body, read(t, ws))
}

func TestConnectionsComeAndGo(t *testing.T) {
	address, why := serve(t, carrier.Limits{}, echo)
	const n = 200
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			ws, response, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
			if !assert.NoError(t, err) {
				return
			}
			response.Body.Close()
			defer ws.Close()
			body := fmt.Sprint("hello from ", i)
			assert.NoError(t, ws.WriteMessage(websocket.TextMessage, []byte(body)))
			_, got, err := ws.ReadMessage()
			assert.NoError(t, err)
			assert.Equal(t, body, string(got))
		})
	}
	wg.Wait()
	for range n {
		assert.Error(t, await(t, why))
	}
}

func TestConnectionsEndWithTheServersContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	why := make(ends, 1)
	opened := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := carrier.Upgrade(w, r, carrier.Limits{})
		require.NoError(t, err)
		close(opened)
		why <- c.Serve(ctx, func(context.Context, []byte) error { return nil })
	}))
	defer server.Close()
	ws := dial(t, "ws"+strings.TrimPrefix(server.URL, "http"))
	<-opened
	cancel()
	assert.Equal(t, websocket.CloseNormalClosure, goodbye(t, ws).Code)
	assert.ErrorIs(t, await(t, why), carrier.ErrClosed)
}

func TestARequestThatIsNoWebSocketIsAnswered(t *testing.T) {
	address, why := serve(t, carrier.Limits{}, echo)
	response, err := http.Get("http" + strings.TrimPrefix(address, "ws"))
	require.NoError(t, err)
	response.Body.Close()
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.ErrorContains(t, await(t, why), "upgrade /: ")
	http.DefaultClient.CloseIdleConnections()
}

// FuzzPeer lets a peer send any bytes: the connection must end, or go on, without harm.
func FuzzPeer(f *testing.F) {
	f.Add([]byte{0x81, 0x80, 0, 0, 0, 0})
	f.Add([]byte{0x89, 0x80, 1, 2, 3, 4})
	f.Add([]byte{0x88, 0x82, 0, 0, 0, 0, 3, 0xe8})
	f.Add([]byte("\x01\x80abcd\x80\x80abcd"))
	f.Add([]byte("\x81\xff\x00\x00\x00\x00\xff\xff\xff\xff0000"))
	h, why := handler(carrier.Limits{Frame: 100}, echo)
	server := httptest.NewServer(h)
	f.Cleanup(server.Close)
	address := "ws" + strings.TrimPrefix(server.URL, "http")
	f.Fuzz(func(t *testing.T, raw []byte) {
		ws := dial(t, address)
		_, _ = ws.NetConn().Write(raw) // it may be closed half way
		ws.Close()
		await(t, why)
	})
}
