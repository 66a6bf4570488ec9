// Package dummy is what tests of sentences need of a target that does nothing by itself: its
// server with the stage door, and scenarios that are judged against it. A test says what is
// answered and told.
package dummy

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/fixtures/stage"
	"github.com/deskproof/deskproof/fixtures/targets"
)

// Server is the server of a target. It ends with its test, after all who talk to it.
type Server struct {
	t       testing.TB
	paths   *http.ServeMux
	talking sync.WaitGroup
}

// NewServer returns a server that has no paths yet.
func NewServer(t testing.TB) *Server { return &Server{t: t, paths: http.NewServeMux()} }

// Handle serves what is below a path.
func (s *Server) Handle(path string, handler http.HandlerFunc) { s.paths.HandleFunc(path, handler) }

// Talks upgrades requests of any origin to WebSocket, and closes the connection after the
// talk.
func (s *Server) Talks(talk func(*websocket.Conn, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.talking.Add(1)
		defer s.talking.Done()
		ws, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
		if err != nil {
			s.t.Error(err)
			return
		}
		defer ws.Close()
		talk(ws, r)
	}
}

// Features are all that the stage door documents, and more, as hello lists them.
func Features(more ...string) string {
	var all []string
	for _, m := range stage.Methods() {
		if m.Feature {
			all = append(all, m.Name)
		}
	}
	list, _ := json.Marshal(append(all, more...)) // texts always can be
	return string(list)
}

// Stage serves the stage door. Results are by method, {} if a method has none; HOST in them
// stands for the server's address, and one that begins with "error" is a refusal. What a
// call leads to happens before it is answered.
func (s *Server) Stage(results map[string]string, happens func(method string)) {
	s.Handle("/stage", s.Talks(func(ws *websocket.Conn, r *http.Request) {
		for {
			var call struct {
				ID     int    `json:"id"`
				Method string `json:"method"`
			}
			if ws.ReadJSON(&call) != nil {
				return
			}
			happens(call.Method)
			answer, ok := results[call.Method]
			if !ok {
				answer = `{}`
			}
			if !strings.HasPrefix(answer, `"error"`) {
				answer = `"result":` + strings.ReplaceAll(answer, "HOST", r.Host)
			}
			_ = ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,%s}`, call.ID, answer))
		}
	}))
}

// Answer answers a request: with a body, and before it an HTTP status if that is not 200.
func Answer(w http.ResponseWriter, answer string) {
	w.Header().Set("Content-Type", "application/json")
	if code, body, has := strings.Cut(answer, " "); has && len(code) == 3 {
		if status, err := strconv.Atoi(code); err == nil {
			w.WriteHeader(status)
			answer = body
		}
	}
	_, _ = io.WriteString(w, answer) // who has gone need not be told
}

// Start begins to serve, and returns the target's file, which casts nobody yet.
func (s *Server) Start() *targets.Target {
	server := httptest.NewServer(s.paths)
	s.t.Cleanup(func() { server.Close(); s.talking.Wait() })
	return &targets.Target{
		Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: "ws" + strings.TrimPrefix(server.URL, "http") + "/stage"},
		Settle: targets.Settle{Quiet: 20 * time.Millisecond},
	}
}
