package stage_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/stage"
)

// opened is a world as a harness gets it.
type opened struct {
	World string
	Wires map[string]struct{ Address, Tab string }
}

func open(t *testing.T, door *websocket.Conn, params string) opened {
	t.Helper()
	var w opened
	require.NoError(t, json.Unmarshal(call(t, door, "world.open", params), &w))
	return w
}

func (w opened) desk(t *testing.T, account string) *websocket.Conn {
	t.Helper()
	return greeted(t, strings.ReplaceAll(w.Wires["scapi"].Address, "{account}", account))
}

func greeted(t *testing.T, address string) *websocket.Conn {
	t.Helper()
	ws := dial(t, address)
	assert.Contains(t, read(t, ws), `"frameId"`)
	return ws
}

// farewell reads until the connection is closed and returns how.
func farewell(t *testing.T, ws *websocket.Conn) *websocket.CloseError {
	t.Helper()
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			var closed *websocket.CloseError
			require.ErrorAs(t, err, &closed)
			return closed
		}
	}
}

// keyOf finds the key of a token in a key set, as anybody would who verifies one.
func keyOf(set string) jwt.Keyfunc {
	return func(token *jwt.Token) (any, error) {
		var keys struct{ Keys []struct{ Kid, X string } }
		if err := json.Unmarshal([]byte(set), &keys); err != nil {
			return nil, err
		}
		for _, k := range keys.Keys {
			if k.Kid == token.Header["kid"] {
				x, err := base64.RawURLEncoding.DecodeString(k.X)
				return ed25519.PublicKey(x), err
			}
		}
		return nil, errors.New("no such key")
	}
}

func TestATokenIsVerifiedByTheWorldsKeys(t *testing.T) {
	h := build(t, true)
	door := h.dial("/stage")
	const params = `{"seed":%d,"options":{"service-client-api.accepted-web-content-origins":"http://localhost (*, auth.getJwtToken)"}}`
	token := func(w opened) string {
		ana := w.desk(t, "1001")
		write(t, ana, `{"request":"auth.getJwtToken","referenceId":"1","userAgent":"WWE Client"}`)
		var answer struct{ Data struct{ JwtToken string } }
		require.NoError(t, json.Unmarshal([]byte(read(t, ana)), &answer))
		return answer.Data.JwtToken
	}
	keys := func(path string) string {
		status, set := h.http(http.MethodGet, path, "")
		require.Equal(t, http.StatusOK, status, set)
		return set
	}
	one, two := open(t, door, fmt.Sprintf(params, 1)), open(t, door, fmt.Sprintf(params, 2))
	first, second := keys("/w/"+one.World+"/.well-known/jwks.json"), keys("/w/"+two.World+"/.well-known/jwks.json")
	own := keys("/.well-known/jwks.json")

	parser := jwt.NewParser(jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithoutClaimsValidation())
	parsed, err := parser.Parse(token(one), keyOf(first))
	require.NoError(t, err)
	subject, err := parsed.Claims.GetSubject()
	require.NoError(t, err)
	assert.Equal(t, "1001", subject)
	_, err = parser.Parse(token(two), keyOf(second))
	require.NoError(t, err)

	for name, set := range map[string]string{"another world's": second, "the served world's": own, "none": `{"keys":[]}`} {
		_, err = parser.Parse(token(one), keyOf(set))
		assert.ErrorIs(t, err, jwt.ErrTokenUnverifiable, name)
	}
	status, _ := h.http(http.MethodGet, "/w/w9/.well-known/jwks.json", "")
	assert.Equal(t, http.StatusNotFound, status)
}

func TestAServerWithoutAWorldHasNoKeys(t *testing.T) {
	status, why := build(t, false).http(http.MethodGet, "/.well-known/jwks.json", "")
	assert.Equal(t, http.StatusNotFound, status)
	assert.Equal(t, "no world of its own: open one at /stage\n", why)
}

func TestAPageInATabOfItsOwnHasAnAddress(t *testing.T) {
	h := build(t, true)
	w := open(t, h.dial("/stage"), `{}`)
	for _, address := range []string{strings.ReplaceAll(w.Wires["scapi"].Tab, "{account}", "1001"), "ws://" + h.address + "/scapi?agent=1001&tab=1"} {
		tab := greeted(t, address)
		write(t, tab, get)
		assert.Contains(t, read(t, tab), "it may only dial")
	}
	ana := w.desk(t, "1001")
	write(t, ana, get)
	assert.Contains(t, read(t, ana), `"employeeId":"1001"`)
}

func TestACenterWhosePagesMayDoEverythingNamesNoAddressForTabs(t *testing.T) {
	cfg := config(t)
	doc := *cfg.Center
	doc.TabsOnlyDial = false
	cfg.Center = &doc
	server := httptest.NewServer(stage.Handler(cfg))
	t.Cleanup(server.Close)
	w := open(t, dial(t, strings.Replace(server.URL, "http", "ws", 1)+"/stage"), `{}`)
	assert.Empty(t, w.Wires["scapi"].Tab)
	tab := greeted(t, strings.ReplaceAll(w.Wires["scapi"].Address, "{account}", "1001")+"&tab")
	write(t, tab, get)
	assert.Contains(t, read(t, tab), `"employeeId":"1001"`)
}

func TestADesktopThatIsReloadedClosesItsPages(t *testing.T) {
	h := build(t, false)
	door := h.dial("/stage")
	w := open(t, door, `{}`)
	ana, ben := w.desk(t, "1001"), w.desk(t, "1002")
	second := w.desk(t, "1001")
	call(t, door, "desktop.reload", fmt.Sprintf(`{"world":%q,"agent":"1001"}`, w.World))
	for _, page := range []*websocket.Conn{ana, second} {
		closed := farewell(t, page)
		assert.Equal(t, websocket.CloseServiceRestart, closed.Code)
		assert.Equal(t, "the agent has reloaded the desktop", closed.Text)
	}
	write(t, ben, get)
	assert.Contains(t, read(t, ben), `"employeeId":"1002"`)
	assert.Contains(t, read(t, dial(t, strings.ReplaceAll(w.Wires["scapi"].Address, "{account}", "1001"))), `"frameId":"frame-3"`)
}

func TestTheSessionOfAnInactiveAgentEnds(t *testing.T) {
	h := build(t, false)
	door := h.dial("/stage")
	w := open(t, door, `{"options":{"security.inactivity-timeout":"1"}}`)
	ana := w.desk(t, "1001")
	call(t, door, "clock.advance", fmt.Sprintf(`{"world":%q,"ms":60000}`, w.World))
	closed := farewell(t, ana)
	assert.Equal(t, websocket.CloseGoingAway, closed.Code)
	assert.Equal(t, "the session has ended: the agent was inactive", closed.Text)
	write(t, door, fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"barrier","params":{"world":%q,"desks":[{"agent":"1001","page":1,"sent":0}]}}`, w.World))
	assert.Contains(t, read(t, door), `"code":-32002,"message":"page 1 of agent 1001 is closed"`)
}
