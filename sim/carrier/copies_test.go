package carrier_test

import (
	"fmt"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier"
)

// The caller's buffer is its own again once Send has returned.
func TestSendCopies(t *testing.T) {
	const frames = 500
	address, _ := serve(t, carrier.Limits{}, func(c *carrier.Conn, _ []byte) error {
		var buffer []byte
		for i := range frames {
			buffer = fmt.Appendf(buffer[:0], "frame %03d", i)
			c.Send(buffer)
		}
		clear(buffer)
		return nil
	})
	ws := dial(t, address)
	for range 3 {
		require.NoError(t, ws.WriteMessage(websocket.TextMessage, []byte("go")))
		for i := range frames {
			_, body, err := ws.ReadMessage()
			require.NoError(t, err)
			assert.Equal(t, fmt.Sprintf("frame %03d", i), string(body))
		}
	}
}
