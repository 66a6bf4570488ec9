package gateway_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const handshake = `[{"id":"1","channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`

// listener is a Bayeux client of a user.
type listener struct {
	h    *house
	user string
	id   string
}

func (h *house) listens(user string, channels ...string) *listener {
	h.t.Helper()
	l := &listener{h: h, user: user}
	var replies []struct {
		ClientID   string
		Successful bool
	}
	require.NoError(h.t, json.Unmarshal([]byte(l.send(handshake)), &replies))
	require.True(h.t, replies[0].Successful)
	l.id = replies[0].ClientID
	names, _ := json.Marshal(channels)
	require.NotContains(h.t, l.send(fmt.Sprintf(`[{"id":"2","channel":"/meta/subscribe","clientId":%q,"subscription":%s}]`, l.id, names)), "false")
	return l
}

func (l *listener) send(body string) string {
	l.h.t.Helper()
	got := l.h.do(request{method: "POST", path: "/notifications", user: l.user, body: body, headers: []string{"Content-Type", "application/json"}})
	require.Equal(l.h.t, http.StatusOK, got.StatusCode, got.body)
	return got.body
}

// polls returns what has been said, without waiting.
func (l *listener) polls() string {
	l.h.t.Helper()
	return l.send(fmt.Sprintf(`[{"id":"3","channel":"/meta/connect","clientId":%q,"connectionType":"long-polling","advice":{"timeout":0}}]`, l.id))
}

func TestNotificationsAreToldToTheirUserAlone(t *testing.T) {
	h := build(t)
	plain, slash, short, all := h.listens("ana", "/v2/me/interactions"), h.listens("ana", "/v2/me/interactions/"), h.listens("ana", "/me/interactions"), h.listens("ana", "/**", "/v2/me/interactions")
	ben := h.listens("ben", "/**")
	id := h.writes()
	for channel, l := range map[string]*listener{"/v2/me/interactions": plain, "/v2/me/interactions/": slash, "/me/interactions": short} {
		said := l.polls()
		assert.Contains(t, said, fmt.Sprintf(`"channel":%q`, channel))
		assert.Contains(t, said, `"Invited"`)
		assert.Contains(t, said, id)
	}
	assert.Equal(t, 1, strings.Count(all.polls(), `"Invited"`), "once, however many match")
	assert.NotContains(t, ben.polls(), id)
}

func TestAnothersClientIDIsNobodys(t *testing.T) {
	h := build(t)
	ana := h.listens("ana", "/v2/me/interactions")
	h.writes()
	thief := *ana
	thief.user = "ben"
	said := thief.polls()
	assert.Contains(t, said, "402::session_unknown")
	assert.NotContains(t, said, "Invited")
	thief.send(fmt.Sprintf(`[{"id":"9","channel":"/meta/disconnect","clientId":%q}]`, ana.id))
	assert.Contains(t, ana.polls(), "Invited", "nobody else has ended it, nor read from it")
}

func TestLoggingOutEndsWhatTheUserListensTo(t *testing.T) {
	h := build(t)
	ana, ben := h.listens("ana", "/v2/me/interactions"), h.listens("ben", "/v2/me/interactions")
	h.do(request{method: "POST", path: "/me", user: "ana", body: `{"operationName":"EndContactCenterSession"}`})
	assert.Contains(t, ana.polls(), "402::session_unknown")
	assert.NotContains(t, ben.polls(), "402::session_unknown")
}
