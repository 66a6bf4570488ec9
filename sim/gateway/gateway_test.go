package gateway_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/gateway"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// house is a world with its gateway, over real sockets.
type house struct {
	t       testing.TB
	w       *sim.World
	g       *gateway.Gateway
	address string
}

// build starts a house; options are rules of GWS, by name and value by turns.
func build(t testing.TB, options ...string) *house {
	t.Helper()
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	doc.SetOptions(map[string]string{"gws/hold": "200ms"})
	for pair := range slices.Chunk(options, 2) {
		doc.SetOptions(map[string]string{"gws/" + pair[0]: pair[1]})
	}
	w, err := sim.NewWorld(t.Context(), sim.Config{Center: doc, Name: "w1"})
	require.NoError(t, err)
	g, err := gateway.New(t.Context(), gateway.Config{World: w, Version: "1.0"})
	require.NoError(t, err)
	s := httptest.NewServer(g.At("/w/w1"))
	t.Cleanup(func() {
		w.Close()
		g.Close()
		s.Close()
	})
	return &house{t, w, g, s.URL}
}

// request is what is asked, and how.
type request struct {
	method, path, body string
	user               string // "" nobody, "ana" with the right password, or "ana:password"
	headers            []string
}

// response is what came.
type response struct {
	*http.Response
	body string
}

func (h *house) do(q request) response {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), q.method, h.address+"/w/w1/api/v2"+q.path, strings.NewReader(q.body))
	require.NoError(h.t, err)
	if user, password, with := strings.Cut(q.user, ":"); q.user != "" {
		if !with {
			password = "password"
		}
		r.SetBasicAuth(user, password)
	}
	for pair := range slices.Chunk(q.headers, 2) {
		r.Header.Add(pair[0], pair[1])
	}
	res, err := client.Do(r)
	require.NoError(h.t, err)
	defer res.Body.Close()
	if res.StatusCode == http.StatusSwitchingProtocols {
		return response{res, ""}
	}
	body, err := io.ReadAll(res.Body)
	require.NoError(h.t, err)
	return response{res, string(body)}
}

// client keeps no cookies and no connections.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// cookie is the session cookie of an answer.
func (r response) cookie() string {
	for _, c := range r.Cookies() {
		if c.Name == "JSESSIONID" {
			return "JSESSIONID=" + c.Value
		}
	}
	return ""
}

// code is the statusCode of an answer; -1: it has none.
func (r response) code() int {
	body := struct{ StatusCode int }{-1}
	_ = json.Unmarshal([]byte(r.body), &body) // there may be no body
	return body.StatusCode
}

// lists is what an agent handles.
func (h *house) lists(user string) string {
	return h.do(request{method: "GET", path: "/me/interactions", user: user}).body
}

// writes lets a customer write to an agent who accepts; it returns the interaction's id.
func (h *house) writes() string {
	h.t.Helper()
	_, err := h.w.Stage(h.t.Context(), "email.arrive", []byte(`{"agent":"1001","from":"rosa@example.com","subject":"An invoice"}`))
	require.NoError(h.t, err)
	all := h.do(request{method: "GET", path: "/interactions", user: "ana"})
	id := all.body[strings.LastIndex(all.body, "/")+1 : strings.LastIndex(all.body, `"`)]
	require.Len(h.t, id, 16, all.body)
	accepted := h.do(request{method: "POST", path: "/me/interactions/" + id, user: "ana", body: `{"operationName":"Accept"}`})
	require.Equal(h.t, 0, accepted.code(), accepted.body)
	return id
}

func TestWhoIsLetIn(t *testing.T) {
	h := build(t)
	ana := h.do(request{method: "GET", path: "/me", user: "ana"}).cookie()
	ben := h.do(request{method: "GET", path: "/me", user: "ben"}).cookie()
	require.NotEmpty(t, ana)
	tests := map[string]struct {
		user    string
		headers []string
		want    string // a user name; empty: nobody
	}{
		"name and password":                     {"ana", nil, "ana"},
		"an administrator":                      {"gail", nil, "gail"},
		"a cookie alone":                        {"", []string{"Cookie", ana}, "ana"},
		"a cookie among others":                 {"", []string{"Cookie", "a=b; JSESSIONID=x; " + ben}, "ben"},
		"a name against another's cookie":       {"ana", []string{"Cookie", ben}, "ana"},
		"nothing":                               {"", nil, ""},
		"a wrong password":                      {"ana:nope", nil, ""},
		"a wrong password with a cookie":        {"ana:nope", []string{"Cookie", ana}, ""},
		"no password":                           {"ana:", nil, ""},
		"no name":                               {":password", nil, ""},
		"nobody there":                          {"zoe", nil, ""},
		"a forged cookie":                       {"", []string{"Cookie", "JSESSIONID=0123456789ABCDEF0123456789ABCDEF"}, ""},
		"a cookie in other letters":             {"", []string{"Cookie", strings.ToLower(ana)}, ""},
		"an empty cookie":                       {"", []string{"Cookie", "JSESSIONID="}, ""},
		"a part of a cookie":                    {"", []string{"Cookie", ana[:len(ana)-1]}, ""},
		"more than a cookie":                    {"", []string{"Cookie", ana + "0"}, ""},
		"a cookie of another name":              {"", []string{"Cookie", strings.Replace(ana, "JSESSIONID", "SESSION", 1)}, ""},
		"another scheme":                        {"", []string{"Authorization", "Bearer ana:password"}, ""},
		"another scheme with a cookie":          {"", []string{"Authorization", "Bearer x", "Cookie", ana}, ""},
		"credentials that are not Base64":       {"", []string{"Authorization", "Basic ***"}, ""},
		"credentials without a colon":           {"", []string{"Authorization", "Basic YW5h"}, ""},
		"the scheme in other letters":           {"", []string{"Authorization", "bAsIc YW5hOnBhc3N3b3Jk"}, "ana"},
		"two of them, and the first counts":     {"", []string{"Authorization", "Basic YW5hOm5vcGU=", "Authorization", "Basic YW5hOnBhc3N3b3Jk"}, ""},
		"credentials in the name of a password": {"ana:password:password", nil, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h.t = t
			for _, path := range []string{"/me", "/notifications", "/nope", "/w/w1", ""} {
				got := h.do(request{method: "GET", path: path, user: tt.user, headers: tt.headers})
				if tt.want == "" {
					assert.Equal(t, http.StatusUnauthorized, got.StatusCode, path)
					assert.Equal(t, 20, got.code(), path)
					assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
					assert.Equal(t, `Basic realm="Genesys Web Services"`, got.Header.Get("WWW-Authenticate"))
					assert.Empty(t, got.Cookies(), path)
				} else {
					assert.NotEqual(t, http.StatusUnauthorized, got.StatusCode, path)
				}
			}
			if tt.want != "" {
				got := h.do(request{method: "GET", path: "/me", user: tt.user, headers: tt.headers})
				assert.Contains(t, got.body, fmt.Sprintf(`"userName":%q`, tt.want))
			}
		})
	}
}

// A simulator that is wrong on purpose takes everybody for whom they say they are.
func TestAHouseThatTrustsAnybody(t *testing.T) {
	h := build(t, "trusting", "true")
	for user, want := range map[string]string{"": "ana", "ben:nope": "ben", "zoe": "ana"} {
		got := h.do(request{method: "GET", path: "/me", user: user})
		assert.Equal(t, 200, got.StatusCode, user)
		assert.Contains(t, got.body, `"userName":"`+want+`"`, user)
	}
}

func TestBrowsersAreNotAskedForAPasswordByScripts(t *testing.T) {
	got := build(t).do(request{method: "GET", path: "/me", headers: []string{"X-Requested-With", "XMLHttpRequest"}})
	assert.Equal(t, http.StatusUnauthorized, got.StatusCode)
	assert.Empty(t, got.Header.Get("WWW-Authenticate"))
}

func TestTheVersionIsForEverybody(t *testing.T) {
	h := build(t)
	got := h.do(request{method: "GET", path: "/diagnostics/version"})
	assert.JSONEq(t, `{"statusCode":0,"version":"1.0"}`, got.body)
	assert.Empty(t, got.Cookies())
	got = h.do(request{method: "POST", path: "/diagnostics/version"})
	assert.Equal(t, http.StatusMethodNotAllowed, got.StatusCode)
	assert.Equal(t, "GET", got.Header.Get("Allow"))
	assert.Equal(t, 3, got.code())
}

func TestNotificationsHaveTwoMethods(t *testing.T) {
	got := build(t).do(request{method: "DELETE", path: "/notifications/connect", user: "ana"})
	assert.Equal(t, http.StatusMethodNotAllowed, got.StatusCode)
	assert.Equal(t, "GET, POST", got.Header.Get("Allow"))
	assert.Equal(t, 3, got.code())
}

func TestASessionIsKept(t *testing.T) {
	h := build(t)
	first := h.do(request{method: "GET", path: "/me", user: "ana"})
	cookie := first.Cookies()[0]
	assert.Equal(t, "/w/w1/api/v2", cookie.Path)
	assert.True(t, cookie.HttpOnly)
	assert.Regexp(t, "^[0-9A-F]{32}$", cookie.Value)
	again := h.do(request{method: "GET", path: "/me", user: "ana", headers: []string{"Cookie", first.cookie()}})
	assert.Empty(t, again.Cookies(), "it goes on")
	for range 70 { // a client that keeps no cookies
		h.do(request{method: "GET", path: "/me", user: "ana"})
	}
	alone := h.do(request{method: "GET", path: "/me", headers: []string{"Cookie", first.cookie()}})
	assert.Equal(t, http.StatusOK, alone.StatusCode, "those who come back stay")
	for range 70 { // many clients that do
		c := h.do(request{method: "GET", path: "/me", user: "ana"}).cookie()
		h.do(request{method: "GET", path: "/me", headers: []string{"Cookie", c}})
	}
	gone := h.do(request{method: "GET", path: "/me", headers: []string{"Cookie", first.cookie()}})
	assert.Equal(t, http.StatusUnauthorized, gone.StatusCode, "there is an end to how many a user has")
}

func TestLoggingOutEndsTheSession(t *testing.T) {
	h := build(t)
	id := h.writes()
	cookie := h.do(request{method: "GET", path: "/me", user: "ana"}).cookie()
	other := h.do(request{method: "GET", path: "/me", user: "ana"}).cookie()
	with := []string{"Cookie", cookie}
	for _, body := range []string{
		`{"operationName":"endcontactcentersession"}`,
		`{"operationName":"Ready","OperationName":"EndContactCenterSession"}`,
		`{"operationName":"Ready","operationName":"EndContactCenterSession"}`,
	} {
		got := h.do(request{method: "POST", path: "/me", headers: with, body: body})
		assert.Empty(t, got.Cookies(), "that is something else: %s", body)
	}
	ended := h.do(request{method: "POST", path: "/me", headers: with, body: `{"operationName":"EndContactCenterSession"}`})
	require.Equal(t, 0, ended.code(), ended.body)
	require.Len(t, ended.Cookies(), 1)
	assert.Equal(t, -1, ended.Cookies()[0].MaxAge)
	assert.Equal(t, http.StatusUnauthorized, h.do(request{method: "GET", path: "/me", headers: with}).StatusCode)
	assert.Equal(t, http.StatusOK, h.do(request{method: "GET", path: "/me", headers: []string{"Cookie", other}}).StatusCode, "another client of hers goes on")
	assert.Contains(t, h.lists("ana"), id, "what she handles stays hers")
}

func TestAnAnswerThatIsLostIsCutOff(t *testing.T) {
	h := build(t)
	h.do(request{method: "GET", path: "/me", user: "ana"})
	_, err := h.w.Stage(t.Context(), "fault.set", []byte(`{"faults":[{"on":{"wire":"gws","frame":"answer"},"do":"lose"}]}`))
	require.NoError(t, err)
	for _, method := range []string{"GET", "POST"} {
		r, err := http.NewRequestWithContext(t.Context(), method, h.address+"/w/w1/api/v2/me", strings.NewReader(`{"operationName":"Ready"}`))
		require.NoError(t, err)
		r.SetBasicAuth("ana", "password")
		res, err := client.Do(r)
		require.NoError(t, err)
		_, err = io.ReadAll(res.Body)
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		res.Body.Close()
	}
}

func TestAnswersThatFaultsMakeOdd(t *testing.T) {
	h := build(t)
	h.do(request{method: "GET", path: "/me", user: "ana"})
	tests := map[string]struct {
		fault  string
		status int
		body   string
	}{
		"a status of nothing": {`{"do":"replace","path":"status","value":7}`, 200, `{"body":{"statusCode":0,"uris":[]},"status":7}`},
		"another status":      {`{"do":"replace","path":"status","value":418}`, 418, `{"statusCode":0,"uris":[]}`},
		"no body":             {`{"do":"remove","path":"body"}`, 200, ``},
		"text":                {`{"do":"precede","value":"what?"}`, 200, `what?`},
		"a header":            {`{"do":"add","path":"headers","value":{"X-A":"a\r\nX-B: b"}}`, 200, `{"statusCode":0,"uris":[]}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			fault := strings.Replace(tt.fault, "{", `{"on":{"wire":"gws","frame":"answer"},`, 1)
			_, err := h.w.Stage(t.Context(), "fault.set", []byte(`{"faults":[`+fault+`]}`))
			require.NoError(t, err)
			got := h.do(request{method: "GET", path: "/me/interactions", user: "ana"})
			assert.Equal(t, tt.status, got.StatusCode)
			assert.Equal(t, tt.body, got.body)
			assert.Empty(t, got.Header.Get("X-B"))
		})
	}
}

func TestAWorldThatHasEnded(t *testing.T) {
	h := build(t)
	h.do(request{method: "GET", path: "/me", user: "ana"})
	h.w.Close()
	got := h.do(request{method: "GET", path: "/me", user: "ana"})
	assert.Equal(t, http.StatusServiceUnavailable, got.StatusCode)
	assert.JSONEq(t, `{"statusCode":4,"statusMessage":"The contact center has closed"}`, got.body)
	got = h.do(request{method: "GET", path: "/me", user: "ben"})
	assert.Equal(t, http.StatusServiceUnavailable, got.StatusCode, "who had not been there")
	_, err := gateway.New(t.Context(), gateway.Config{World: h.w})
	assert.ErrorIs(t, err, sim.ErrClosed)
}
