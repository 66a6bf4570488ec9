package gateway_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Ana's connections are many, most of them in the middle of a request: the sessions that
// she gets are bounded, and nobody else notices.
func TestAFloodOfConnectionsLeavesOthersServed(t *testing.T) {
	h := build(t, "expiry", "1m") // none is forgotten meanwhile
	ben := h.listens("ben", "/v2/me/interactions")
	const head = "POST /w/w1/api/v2%s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YW5hOnBhc3N3b3Jk\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
	sent := []string{
		fmt.Sprintf(head, "/notifications", len(handshake), handshake),
		fmt.Sprintf(head, "/notifications/connect", 1000, `[{"channel":`),
		fmt.Sprintf(head, "/me", 1000, `{"operationName":`),
		"GET /w/w1/api/v2/me HT",
	}
	var shaken []net.Conn
	for i := range 400 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(h.address, "http://"))
		require.NoError(t, err)
		t.Cleanup(func() { _ = conn.Close() })
		_, err = conn.Write([]byte(sent[i%len(sent)]))
		require.NoError(t, err)
		if i%len(sent) == 0 {
			shaken = append(shaken, conn)
		}
	}
	_, err := h.w.Stage(t.Context(), "email.arrive", []byte(`{"agent":"1002","from":"rosa@example.com"}`))
	require.NoError(t, err)
	assert.Contains(t, ben.polls(), `"Invited"`)
	assert.Equal(t, 0, h.do(request{method: "GET", path: "/me", user: "ben"}).code())

	granted := 0
	for _, conn := range shaken {
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		said, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		if strings.Contains(string(said), `"successful":true`) {
			granted++
		}
	}
	assert.Equal(t, 64, granted, "of %d", len(shaken))
}
