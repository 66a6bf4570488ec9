package target_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

// hello is what the doors of these tests declare, unless they say otherwise.
const hello = `{"name":"fake","protocol":1,"worlds":"many","wires":["scapi"],"features":["call.arrive"]}`

// call is a call as a stage door reads it.
type call struct {
	ID     int            `json:"id"`
	Method string         `json:"method"`
	Params map[string]any `json:"params"`
}

// results answers calls with results by method; hello is known to it.
func results(by map[string]string) func(call) string {
	return func(c call) string {
		result, ok := by[c.Method]
		switch {
		case !ok && c.Method == "hello":
			result = hello
		case !ok:
			result = "{}"
		}
		return result
	}
}

// answer is a whole answer with a result; one that begins with an error's member
// is an error.
func answer(id int, result string) string {
	if strings.HasPrefix(result, `"error"`) {
		return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,%s}`, id, result)
	}
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"result":%s}`, id, result)
}

// serve serves WebSocket connections until the test ends.
func serve(t *testing.T, talk func(*websocket.Conn)) *httptest.Server {
	t.Helper()
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ended := make(chan struct{}, 100)
	began := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := up.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		began++
		defer func() { ws.Close(); ended <- struct{}{} }()
		talk(ws)
	}))
	t.Cleanup(func() {
		s.Close()
		for range began {
			<-ended
		}
	})
	return s
}

// doorAt serves a stage door that says what reply returns, each line by itself.
func doorAt(t *testing.T, reply func(call) []string) *targets.Target {
	t.Helper()
	s := serve(t, func(ws *websocket.Conn) {
		for {
			var c call
			if ws.ReadJSON(&c) != nil {
				return
			}
			for _, line := range reply(c) {
				if line == hangUp || ws.WriteMessage(websocket.TextMessage, []byte(line)) != nil {
					return
				}
			}
		}
	})
	return &targets.Target{Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: address(s)}}
}

// hangUp stands for the end of the connection among the lines of a door.
const hangUp = "hang up"

func address(s *httptest.Server) string { return "ws" + strings.TrimPrefix(s.URL, "http") }

// door serves a stage door with results by method.
func door(t *testing.T, by map[string]string) *targets.Target {
	t.Helper()
	say := results(by)
	return doorAt(t, func(c call) []string { return []string{answer(c.ID, say(c))} })
}

// connect connects to a target and closes it when the test ends.
func connect(t *testing.T, file *targets.Target) *target.Target {
	t.Helper()
	got, err := target.Connect(t.Context(), target.Config{Target: file, Version: "1"})
	require.NoError(t, err)
	t.Cleanup(func() { _ = got.Close() })
	return got
}

func decode(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	var out map[string]any
	require.NoError(t, json.Unmarshal(raw, &out))
	return out
}
