package bayeux_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

// pipes is a listener of connections in memory, which time in a bubble can pass for.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	near, far := net.Pipe()
	p.conns <- far
	return near, nil
}

// served runs a test in a bubble with a server behind HTTP; dial opens a WebSocket.
func served(t *testing.T, cfg bayeux.Config, test func(t *testing.T, s *bayeux.Server, dial func(user string) *peer)) {
	t.Helper()
	bubble(t, cfg, func(t *testing.T, s *bayeux.Server) {
		l := &pipes{make(chan net.Conn), make(chan struct{})}
		server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Set-Cookie", "SESSION=7")
			s.Serve(w, r, r.Header.Get("User"))
		})}
		done := make(chan error)
		go func() { done <- server.Serve(l) }()
		var peers []*peer
		test(t, s, func(user string) *peer {
			d := websocket.Dialer{NetDialContext: l.dial}
			ws, r, err := d.DialContext(t.Context(), "ws://pipe/notifications", http.Header{"User": {user}})
			require.NoError(t, err)
			assert.Equal(t, "SESSION=7", r.Header.Get("Set-Cookie"), "what the caller sets is set")
			p := &peer{t: t, ws: ws, got: make(chan []say, 100), left: make(chan error, 1)}
			go p.listen()
			peers = append(peers, p)
			synctest.Wait() // it has been let in, or not
			return p
		})
		for _, p := range peers {
			_ = p.ws.Close()
		}
		_ = server.Close()
		<-done
		synctest.Wait()
	})
}

// peer is a client over WebSocket.
type peer struct {
	t    *testing.T
	ws   *websocket.Conn
	got  chan []say
	left chan error
}

func (p *peer) listen() {
	for {
		_, body, err := p.ws.ReadMessage()
		if err != nil {
			p.left <- err
			return
		}
		var batch []say
		if err := json.Unmarshal(body, &batch); err != nil {
			batch = []say{{"not JSON": string(body)}}
		}
		p.got <- batch
	}
}

func (p *peer) send(m ...say) {
	p.t.Helper()
	require.NoError(p.t, p.ws.WriteMessage(websocket.TextMessage, []byte(text(m))))
	synctest.Wait()
}

// ask sends messages and returns the answer, which must come at once.
func (p *peer) ask(m ...say) []say {
	p.t.Helper()
	p.send(m...)
	return arrived(p.t, p.got)
}

// open makes a session over the connection.
func (p *peer) open(channels ...string) string {
	p.t.Helper()
	id := one(p.t, p.ask(handshake()))["clientId"].(string)
	for _, c := range channels {
		require.Equal(p.t, true, one(p.t, p.ask(subscribe(id, c)))["successful"])
	}
	return id
}

func (p *peer) goodbye() *websocket.CloseError {
	p.t.Helper()
	closed, ok := (<-p.left).(*websocket.CloseError)
	require.True(p.t, ok)
	return closed
}

func TestWebsocket(t *testing.T) {
	served(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		p, start := dial("ana"), time.Now()
		id := p.open(topic)
		assert.Empty(t, heard(t, p.ask(fetch(id))))
		p.send(connect(id))
		assert.Empty(t, p.got)
		assert.Empty(t, heard(t, <-p.got))
		assert.Equal(t, 30*time.Second, time.Since(start))

		p.send(connect(id))
		assert.Len(t, p.ask(subscribe(id, "/a")), 1, "others are answered while a connect waits")
		deliver(s, "ana", "one")
		assert.Equal(t, []string{"one"}, heard(t, arrived(t, p.got)))
		deliver(s, "ana", "two")
		deliver(s, "ana", "three")
		assert.Equal(t, []string{"two", "three"}, heard(t, p.ask(connect(id))))

		p.send(connect(id))
		p.send(disconnect(id))
		assert.ElementsMatch(t, []any{"3", "4"}, []any{one(t, arrived(t, p.got))["id"], one(t, arrived(t, p.got))["id"]})
	})
}

func TestWebsocketDuplicateConnect(t *testing.T) {
	served(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		p := dial("ana")
		id := p.open(topic)
		p.send(connect(id))
		for range 2 { // the one that waited, and the one that does not
			p.send(fetch(id))
			assert.Empty(t, heard(t, arrived(t, p.got)))
			assert.Empty(t, heard(t, arrived(t, p.got)))
			p.send(connect(id))
		}
		moved := wait(t, s, "ana", connect(id))
		assert.Empty(t, heard(t, arrived(t, p.got)), "also over another transport")
		deliver(s, "ana", "one")
		assert.Equal(t, []string{"one"}, heard(t, arrived(t, moved)))
	})
}

func TestWebsocketThatBreaksLosesNothing(t *testing.T) {
	served(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		p := dial("ana")
		id := p.open(topic)
		p.send(connect(id))
		require.NoError(t, p.ws.Close())
		synctest.Wait()
		deliver(s, "ana", "one")
		time.Sleep(9 * time.Second)
		again := dial("ana")
		assert.Equal(t, []string{"one"}, heard(t, again.ask(connect(id))))
		again.send(connect(id))
		_ = again.ws.Close()
		deliver(s, "ana", "two") // at the same moment
		synctest.Wait()
		again = dial("ana")
		assert.Equal(t, []string{"two"}, heard(t, again.ask(connect(id))))
		_ = again.ws.Close()
		time.Sleep(10*time.Second + 1)
		assert.Equal(t, unknown, one(t, dial("ana").ask(connect(id))))
	})
}

func TestWebsocketGoodbyes(t *testing.T) {
	tests := map[string]struct {
		kind int
		sent string
		code int
		text string
	}{
		"no JSON":     {websocket.TextMessage, "{", 1007, "the body is not JSON: expected a list of Bayeux messages"},
		"wrong types": {websocket.TextMessage, `[{"channel":1}]`, 1007, `message 1: member "channel": expected a text, got 1`},
		"binary":      {websocket.BinaryMessage, "[]", 1003, "the frame is binary: expected text"},
		"too big":     {websocket.TextMessage, strings.Repeat(" ", 2000), 1009, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			served(t, bayeux.Config{Limits: bayeux.Limits{Body: 1000}}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
				p := dial("ana")
				go func() { _ = p.ws.WriteMessage(tt.kind, []byte(tt.sent)) }()
				closed := p.goodbye()
				assert.Equal(t, tt.code, closed.Code)
				assert.Equal(t, tt.text, closed.Text)
			})
		})
	}
}

func TestWebsocketThatSaysNothingIsHungUpOn(t *testing.T) {
	served(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		p, start := dial("ana"), time.Now()
		time.Sleep(35 * time.Second)
		require.NoError(t, p.ws.WriteMessage(websocket.TextMessage, []byte("[]"))) // shows that somebody is there
		assert.Error(t, <-p.left)
		assert.Equal(t, 75*time.Second, time.Since(start))
		assert.Empty(t, p.got)
	})
}

func TestWebsocketThatDoesNotReadIsHungUpOn(t *testing.T) {
	served(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		stuck := dial("ana")
		id, start := stuck.open(topic), time.Now()
		lazy := make(chan []say) // nobody takes from it
		stuck.got = lazy
		stuck.send(fetch(id))
		stuck.send(connect(id))
		deliver(s, "ana", "one")
		other := dial("ben")
		assert.Empty(t, heard(t, other.ask(fetch(other.open(topic)))))
		assert.Zero(t, time.Since(start), "nobody else notices")
		time.Sleep(30 * time.Second)
		assert.Equal(t, "402::session_unknown", one(t, tell(t, s, "ana", fetch(id)))["error"])
		<-lazy
		assert.Error(t, <-stuck.left)
	})
}

func TestWebsocketsOfAUserAreBounded(t *testing.T) {
	served(t, bayeux.Config{Limits: bayeux.Limits{Sockets: 1}}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		first := dial("ana")
		assert.Equal(t, "the user has too many connections", dial("ana").goodbye().Text)
		dial("ben").open(topic)
		_ = first.ws.Close()
		synctest.Wait()
		dial("ana").open(topic)
	})
}

func TestWebsocketOfAUserWhoLogsOut(t *testing.T) {
	served(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		ana, ben := dial("ana"), dial("ben")
		id, other := ana.open(topic), ben.open(topic)
		ana.send(connect(id))
		ben.send(connect(other))
		s.EndUser("ana")
		assert.Equal(t, say{"reconnect": "none"}, one(t, arrived(t, ana.got))["advice"])
		assert.Equal(t, "the user is logged out", ana.goodbye().Text)
		synctest.Wait()
		assert.Empty(t, ben.got)
		s.EndUser("carla")
	})
}

func TestWebsocketOfAServerThatCloses(t *testing.T) {
	served(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server, dial func(string) *peer) {
		p := dial("ana")
		id := p.open(topic)
		p.send(connect(id))
		s.Close()
		assert.Equal(t, unknown, one(t, arrived(t, p.got)))
		assert.Equal(t, websocket.CloseServiceRestart, p.goodbye().Code)
		assert.Equal(t, "all sessions have ended: begin again", dial("ana").goodbye().Text)
	})
}
