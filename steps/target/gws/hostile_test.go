package gws_test

import (
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/gws"
)

func TestARequestWithoutAnswer(t *testing.T) {
	s := serve(t)
	gone := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	s.answers["POST /me"], s.answers["POST /notifications"] = gone, gone
	a, err := s.client().Call(t.Context(), gws.Request{Method: "POST", Path: "/me", Body: map[string]any{}})
	require.ErrorIs(t, err, gws.ErrNoAnswer)
	assert.Equal(t, gws.Answer{Request: "POST /me", Asked: 1}, a)
	require.ErrorIs(t, s.client().Listen(t.Context(), "/**"), gws.ErrNoAnswer)
}

func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	l.Close()
	c := gws.New(gws.Config{Address: "http://" + address + "/api/v2", Desk: "Ana", Log: trace.NewLog()})
	defer c.Close()
	for _, transport := range transports {
		assert.ErrorIs(t, c.NewSession(transport).Listen(t.Context(), "/**"), target.ErrLost)
	}
	for _, address := range []string{"", "center.example", "http://[::1", "ftp://center.example", "http://center\x7f.example"} {
		c := gws.New(gws.Config{Address: address, Desk: "Ana", Log: trace.NewLog()})
		defer c.Close()
		_, err := c.Call(t.Context(), gws.Request{Path: "/me"})
		assert.Error(t, err, address)
		assert.Error(t, c.NewSession(gws.WebSocket).Listen(t.Context(), "/**"), address)
	}
}

// Cookies without end are not kept.
func TestCookiesWithoutEnd(t *testing.T) {
	var most int
	s := serve(t)
	n := 0
	s.answers["GET /me"] = func(w http.ResponseWriter, r *http.Request) {
		most = max(most, len(r.Cookies()))
		for range 30 {
			n++
			http.SetCookie(w, &http.Cookie{Name: "C" + strings.Repeat("x", n), Value: "1"})
		}
	}
	c := s.client()
	for range 5 {
		_, err := c.Call(t.Context(), gws.Request{Path: "/me"})
		require.NoError(t, err)
	}
	assert.LessOrEqual(t, most, 50)
}

// WebSocket frames that no client understands are written down, and what waits for
// something else goes on waiting.
func TestHostileFrames(t *testing.T) {
	for name, frame := range map[string]string{
		"no JSON":      `no JSON`,
		"no array":     `{"channel":"/meta/handshake","successful":true}`,
		"no objects":   `[1,null,"x"]`,
		"deep":         strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
		"wrong types":  `[{"channel":7,"id":[],"successful":"yes","advice":"retry","data":null}]`,
		"somebody's":   `[{"channel":"/meta/handshake","id":"other","successful":true,"clientId":"x"}]`,
		"an empty one": `[]`,
		"bad UTF-8":    "[{\"channel\":\"\xff\xfe\"}]",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t)
			s.answers["GET /notifications"] = says(t, frame)
			c := s.client(func(cfg *gws.Config) { cfg.Answer = 100 * time.Millisecond })
			err := c.NewSession(gws.WebSocket).Listen(t.Context(), "/**")
			require.ErrorIs(t, err, gws.ErrNoAnswer)
			assert.EqualError(t, err, "notifications for Ana: /meta/handshake: no answer in time (100ms)")
			assert.Empty(t, c.Messages())
		})
	}
}
