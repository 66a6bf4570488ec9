package carrier_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier"
)

// BenchmarkBurst writes bursts of frames such as an interaction event, and the
// same by the WebSocket library's own WriteMessage for comparison.
func BenchmarkBurst(b *testing.B) {
	const frames = 64
	body := []byte(strings.Repeat("x", 900))
	b.Run("Conn", func(b *testing.B) {
		burst(b, frames*(4+len(body)), func(w http.ResponseWriter, r *http.Request) {
			c, err := carrier.Upgrade(w, r, carrier.Limits{})
			require.NoError(b, err)
			_ = c.Serve(r.Context(), func(context.Context, []byte) error {
				for range frames {
					c.Send(body)
				}
				return nil
			})
		})
	})
	b.Run("WriteMessage", func(b *testing.B) {
		burst(b, frames*(4+len(body)), func(w http.ResponseWriter, r *http.Request) {
			up := websocket.Upgrader{WriteBufferSize: 2048}
			ws, err := up.Upgrade(w, r, nil)
			require.NoError(b, err)
			defer ws.Close()
			for {
				if _, _, err := ws.ReadMessage(); err != nil {
					return
				}
				for range frames {
					_ = ws.WriteMessage(websocket.TextMessage, body) // the next read tells
				}
			}
		})
	})
}

// burst asks for a burst and reads it, as bytes: the reader is not what is measured.
func burst(b *testing.B, size int, h http.HandlerFunc) {
	server := httptest.NewServer(h)
	defer server.Close()
	ws, response, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	require.NoError(b, err)
	response.Body.Close()
	defer ws.Close()
	buffer := make([]byte, size)
	b.SetBytes(int64(size))
	for b.Loop() {
		require.NoError(b, ws.WriteMessage(websocket.TextMessage, []byte("go")))
		_, err := io.ReadFull(ws.NetConn(), buffer)
		require.NoError(b, err)
	}
}
