package scapi_test

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is a desktop that a test plays.
type server struct {
	t     *testing.T
	ws    *websocket.Conn
	log   *trace.Log
	heard chan string
}

// say sends messages, completed with what every message of a server has.
func (s *server) say(messages ...string) {
	s.t.Helper()
	for _, m := range messages {
		s.write(websocket.TextMessage, strings.TrimSuffix(m, "}")+`,"userAgent":"WWE Server","protocolVersion":2}`)
	}
}

func (s *server) write(kind int, body string) {
	s.t.Helper()
	require.NoError(s.t, s.ws.WriteMessage(kind, []byte(body)))
}

// hear is the next message of the page.
func (s *server) hear() string { return <-s.heard }

// alone runs a test with a page and its server in a bubble of time of their own.
func alone(t *testing.T, test func(*testing.T, *scapi.Page, *server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		s := &server{t: t, log: trace.NewLog(), heard: make(chan string, 100)}
		p := scapi.NewPage(s.accept(), scapi.Config{Account: "1001", Desk: "Ana", Number: 1, Log: s.log})
		test(t, p, s)
		_ = p.Close() // the test may have
		s.ws.Close()
	})
}

// accept makes a connection to the server and reads it.
func (s *server) accept() *websocket.Conn {
	s.t.Helper()
	near, far := net.Pipe()
	accepted := make(chan *websocket.Conn)
	up := websocket.Upgrader{}
	web := &http.Server{
		ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ws, err := up.Upgrade(w, r, nil)
			assert.NoError(s.t, err)
			accepted <- ws
			for {
				_, body, err := ws.ReadMessage()
				if err != nil {
					return
				}
				s.heard <- string(body)
			}
		}),
	}
	go web.Serve(&single{conn: far}) //nolint:errcheck // ends with the one connection
	d := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) { return near, nil }}
	done := make(chan *websocket.Conn)
	go func() {
		ws, _, err := d.Dial("ws://desk/", nil)
		assert.NoError(s.t, err)
		done <- ws
	}()
	s.ws = <-accepted
	return <-done
}

// single is a listener with one connection.
type single struct{ conn net.Conn }

func (l *single) Accept() (net.Conn, error) {
	if l.conn == nil {
		return nil, net.ErrClosed
	}
	c := l.conn
	l.conn = nil
	return c, nil
}

func (l *single) Close() error   { return nil }
func (l *single) Addr() net.Addr { return &net.UnixAddr{} }

// record is a frame that came, as a trace has it.
func record(seq int, frame string) trace.Record {
	return trace.Record{Seq: seq, Door: scapi.Wire, Desk: "Ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(frame)}
}
