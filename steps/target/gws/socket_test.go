package gws_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/gws"
)

// says upgrades to WebSocket, sends frames, and reads until the client goes.
func says(t *testing.T, frames ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{}
		ws, err := up.Upgrade(w, r, nil)
		if !assert.NoError(t, err) {
			return
		}
		defer ws.Close()
		for _, f := range frames {
			_ = ws.WriteMessage(websocket.TextMessage, []byte(f))
		}
		for err == nil {
			_, _, err = ws.ReadMessage()
		}
	}
}

func TestTheHandshakeOfAWebSocketCarriesTheLogin(t *testing.T) {
	var got http.Header
	s := serve(t)
	s.answers["GET /notifications"] = func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		says(t)(w, r)
	}
	c := s.client()
	_, err := c.Call(t.Context(), gws.Request{Path: "/me"})
	require.NoError(t, err)
	session := c.NewSession(gws.WebSocket)
	short, cancel := withTimeout(t)
	defer cancel()
	_, err = session.Handshake(short, nil)
	require.Error(t, err)
	assert.Equal(t, []string{"Basic YW5hOnNlY3JldA==", "JSESSIONID=one-of-ana"}, []string{got.Get("Authorization"), got.Get("Cookie")})
}

func TestAServerWithoutWebSocket(t *testing.T) {
	s := serve(t)
	s.answers["GET /notifications"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }
	err := s.client().NewSession(gws.WebSocket).Listen(t.Context(), "/**")
	var refused *target.HandshakeError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "400 Bad Request", refused.Status)
}

// A connection that ends is opened again; the session may have outlived it.
func TestAWebSocketThatEnds(t *testing.T) {
	s := serve(t)
	first := true
	s.answers["GET /notifications"] = func(w http.ResponseWriter, r *http.Request) {
		if !first {
			s.socket(w, r)
			return
		}
		first = false
		up := websocket.Upgrader{}
		ws, err := up.Upgrade(w, r, nil)
		if assert.NoError(t, err) {
			_, _, _ = ws.ReadMessage()
			_ = ws.WriteMessage(websocket.BinaryMessage, []byte("x"))
			ws.Close()
		}
	}
	session := s.client().NewSession(gws.WebSocket)
	err := session.Listen(t.Context(), "/**")
	require.ErrorIs(t, err, gws.ErrNoAnswer)
	assert.ErrorContains(t, err, "the connection was closed")
	require.NoError(t, session.Listen(t.Context(), "/**"))
	var events []string
	for _, r := range s.log.Records() {
		if r.Dir == trace.Event {
			events = append(events, strings.SplitN(r.Text, ":", 2)[0])
		}
	}
	assert.Equal(t, []string{"connected by WebSocket", "a binary frame of 1 bytes came, which no client reads", "closed", "connected by WebSocket"}, events)
}

// What comes is kept for the judge, but not without end.
func TestAServerThatTalksWithoutEnd(t *testing.T) {
	s := serve(t)
	s.answers["GET /notifications"] = func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{}
		ws, err := up.Upgrade(w, r, nil)
		if !assert.NoError(t, err) {
			return
		}
		defer ws.Close()
		frames := []byte(strings.Repeat("\x81\x7e\x80\x00["+strings.Repeat(" ", 1<<15-2)+"]", 100)) // text, of 32 KiB each
		for err == nil {
			_, err = ws.NetConn().Write(frames)
		}
	}
	c := s.client(func(cfg *gws.Config) { cfg.Answer = 5 * time.Minute })
	err := c.NewSession(gws.WebSocket).Listen(t.Context(), "/**")
	require.ErrorIs(t, err, target.ErrFlood)
	assert.LessOrEqual(t, s.log.Len(), trace.MaxRecords)
}

func withTimeout(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.Context(), 100*time.Millisecond)
}
