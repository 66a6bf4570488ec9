package gateway_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestATokenAgainstForgedRequests(t *testing.T) {
	h := build(t, "csrf", "true")
	first := h.do(request{method: "GET", path: "/me", user: "ana"})
	cookie, token := first.cookie(), first.Header.Get("X-CSRF-TOKEN")
	require.Equal(t, "X-CSRF-TOKEN", first.Header.Get("X-CSRF-HEADER"))
	require.Regexp(t, "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", token)
	assert.Equal(t, token, h.do(request{method: "GET", path: "/nope", headers: []string{"Cookie", cookie}}).Header.Get("X-CSRF-TOKEN"), "as long as the session")
	ben := h.do(request{method: "GET", path: "/me", user: "ben"})
	tests := map[string]struct {
		method, user string
		headers      []string
		ok           bool
	}{
		"with both":                  {"POST", "", []string{"Cookie", cookie, "X-CSRF-TOKEN", token}, true},
		"and credentials":            {"POST", "ana", []string{"Cookie", cookie, "X-CSRF-TOKEN", token}, true},
		"without the token":          {"POST", "", []string{"Cookie", cookie}, false},
		"without the cookie":         {"POST", "ana", []string{"X-CSRF-TOKEN", token}, false},
		"without either":             {"POST", "ana", nil, false},
		"an empty token":             {"POST", "", []string{"Cookie", cookie, "X-CSRF-TOKEN", ""}, false},
		"a forged token":             {"POST", "", []string{"Cookie", cookie, "X-CSRF-TOKEN", "00000000-0000-4000-a000-000000000000"}, false},
		"another's token":            {"POST", "", []string{"Cookie", cookie, "X-CSRF-TOKEN", ben.Header.Get("X-CSRF-TOKEN")}, false},
		"another's cookie":           {"POST", "ana", []string{"Cookie", ben.cookie(), "X-CSRF-TOKEN", token}, false},
		"a PUT without the token":    {"PUT", "", []string{"Cookie", cookie}, false},
		"a DELETE without the token": {"DELETE", "", []string{"Cookie", cookie}, false},
		"a GET without the token":    {"GET", "", []string{"Cookie", cookie}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := h.do(request{method: tt.method, path: "/me", user: tt.user, headers: tt.headers, body: `{"operationName":"NotReady"}`})
			if tt.ok {
				assert.Equal(t, http.StatusOK, got.StatusCode, got.body)
				return
			}
			assert.Equal(t, http.StatusForbidden, got.StatusCode)
			assert.Equal(t, "Missing or invalid Csrf token", got.body)
		})
	}
	t.Run("Bayeux needs none", func(t *testing.T) {
		got := h.do(request{method: "POST", path: "/notifications", headers: []string{"Cookie", cookie}, body: handshake})
		assert.Equal(t, http.StatusOK, got.StatusCode)
	})
	t.Run("where it is off there is none", func(t *testing.T) {
		off := build(t).do(request{method: "GET", path: "/me", user: "ana"})
		assert.Empty(t, off.Header.Get("X-CSRF-TOKEN"))
	})
}

func TestPagesOfOtherOrigins(t *testing.T) {
	h := build(t, "origins", "https://crm.example,null")
	tests := map[string]struct {
		origin string
		ok     bool
	}{
		"of this machine":           {"http://localhost:3000", true},
		"of this machine's address": {"http://127.0.0.1:1", true},
		"of the server itself":      {h.address, true},
		"that the center lets in":   {"https://crm.example", true},
		"of a file, let in":         {"null", true},
		"of another scheme":         {"http://crm.example", false},
		"of anybody":                {"https://evil.example", false},
		"that looks like one":       {"https://crm.example.evil.example", false},
		"that looks local":          {"http://localhost.evil.example", false},
		"that is none":              {"http://%zz", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			headers := []string{"Origin", tt.origin}
			got := h.do(request{method: "GET", path: "/me", user: "ana", headers: headers})
			assert.Equal(t, http.StatusOK, got.StatusCode)
			assert.Equal(t, "Origin", got.Header.Get("Vary"))
			preflight := h.do(request{method: "OPTIONS", path: "/notifications/connect", headers: append(headers, "Access-Control-Request-Method", "POST")})
			assert.Equal(t, http.StatusNoContent, preflight.StatusCode, "without credentials")
			for _, r := range []response{got, preflight} {
				if !tt.ok {
					assert.Empty(t, r.Header.Get("Access-Control-Allow-Origin"))
					continue
				}
				assert.Equal(t, tt.origin, r.Header.Get("Access-Control-Allow-Origin"))
				assert.Equal(t, "true", r.Header.Get("Access-Control-Allow-Credentials"))
			}
			if tt.ok {
				assert.Equal(t, "Authorization, Content-Type, X-Requested-With, X-CSRF-TOKEN", preflight.Header.Get("Access-Control-Allow-Headers"))
				assert.Equal(t, "GET, POST, PUT, DELETE", preflight.Header.Get("Access-Control-Allow-Methods"))
			}
			socket := h.do(request{method: "GET", path: "/notifications", user: "ana", headers: append(headers, "Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")})
			assert.Equal(t, tt.ok, socket.StatusCode == http.StatusSwitchingProtocols, socket.StatusCode)
		})
	}
}
