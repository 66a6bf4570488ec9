package carrier_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/sim/carrier"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// receiver is what a served connection does with a frame.
type receiver func(c *carrier.Conn, body []byte) error

func echo(c *carrier.Conn, body []byte) error {
	c.Send(body)
	return nil
}

// ends are the reasons for which served connections ended.
type ends chan error

// handler serves connections and tells why they ended.
func handler(limits carrier.Limits, receive receiver) (http.Handler, ends) {
	why := make(ends, 1000)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := carrier.Upgrade(w, r, limits)
		if err != nil {
			why <- err
			return
		}
		if greet := r.URL.Query().Get("greet"); greet != "" {
			c.Send([]byte(greet))
		}
		why <- c.Serve(r.Context(), func(_ context.Context, body []byte) error { return receive(c, body) })
	}), why
}

// serve serves connections over TCP and returns an address to dial.
func serve(t *testing.T, limits carrier.Limits, receive receiver) (string, ends) {
	t.Helper()
	h, why := handler(limits, receive)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return "ws" + strings.TrimPrefix(server.URL, "http"), why
}

func dial(t *testing.T, address string) *websocket.Conn {
	t.Helper()
	ws, response, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	require.NoError(t, err)
	response.Body.Close()
	t.Cleanup(func() { ws.Close() })
	return ws
}

func write(t *testing.T, ws *websocket.Conn, body string) {
	t.Helper()
	require.NoError(t, ws.WriteMessage(websocket.TextMessage, []byte(body)))
}

func read(t *testing.T, ws *websocket.Conn) string {
	t.Helper()
	_, body, err := ws.ReadMessage()
	require.NoError(t, err)
	return string(body)
}

// goodbye reads until the connection ends, and returns the close frame it ended with.
func goodbye(t *testing.T, ws *websocket.Conn) *websocket.CloseError {
	t.Helper()
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			var closed *websocket.CloseError
			require.ErrorAs(t, err, &closed)
			return closed
		}
	}
}

// pipes is a listener whose connections are pipes: they stand still when nobody
// reads, and take no time.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

// servePipes serves connections over pipes, in a bubble, and returns how to dial.
func servePipes(t *testing.T, limits carrier.Limits, receive receiver) (func(greet string) *websocket.Conn, ends) {
	h, why := handler(limits, receive)
	l := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: h}
	served := make(chan error)
	go func() { served <- server.Serve(l) }()
	t.Cleanup(func() {
		server.Close()
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("serve: %v", err)
		}
	})
	return func(greet string) *websocket.Conn {
		t.Helper()
		near, far := net.Pipe()
		l.conns <- far
		d := websocket.Dialer{NetDial: func(string, string) (net.Conn, error) { return near, nil }}
		ws, response, err := d.DialContext(t.Context(), "ws://pipe/?greet="+greet, nil)
		require.NoError(t, err)
		response.Body.Close()
		t.Cleanup(func() { ws.Close() })
		return ws
	}, why
}

// await waits for a connection to end.
func await(t *testing.T, why ends) error {
	t.Helper()
	select {
	case err := <-why:
		return err
	case <-time.After(30 * time.Second):
		t.Fatal("the connection did not end")
		return nil
	}
}
