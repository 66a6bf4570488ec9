package edge_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
)

func TestTheCatalogue(t *testing.T) {
	h := build(t)
	type catalogue struct {
		ServiceLinks map[string]string
		HostCatalog  *struct{}
	}
	limited := h.do(request{method: "GET", path: "/u2c/api/v1/limited/catalog?orgId=" + organization + "&format=hostmap"})
	assert.Equal(t, http.StatusOK, limited.StatusCode, "no token is needed")
	got := read[catalogue](t, limited)
	assert.Equal(t, map[string]string{
		"wcc-api-gateway": h.address, "metrics": h.address + "/metrics/api/v1", "clientLogs": h.address + "/clientlogs",
		"idbroker": h.address + "/idb", "identity": h.address + "/identity",
	}, got.ServiceLinks)
	assert.NotNil(t, got.HostCatalog)
	assert.Equal(t, http.StatusUnauthorized, h.do(request{method: "GET", path: "/u2c/api/v1/catalog"}).StatusCode)
	assert.Equal(t, limited.body, h.do(request{method: "GET", path: "/u2c/api/v1/catalog?format=hostmap", token: anas}).body)
}

func TestWhoseTokenItIs(t *testing.T) {
	h := build(t)
	signed, err := h.w.Token(t.Context(), "1001")
	require.NoError(t, err)
	elsewhere, err := open(t, sim.Config{Center: h.doc(), Seed: 8}).w.Token(t.Context(), "1001")
	require.NoError(t, err)
	gails := "gail_password_" + organization
	tests := map[string]struct {
		headers []string
		status  int
	}{
		"none":                        {nil, 401},
		"by user name":                {[]string{"Authorization", "Bearer " + anas}, 200},
		"by employee id":              {[]string{"Authorization", "Bearer 1001_password_" + organization}, 200},
		"in small letters":            {[]string{"Authorization", "bearer " + anas}, 200},
		"signed":                      {[]string{"Authorization", "Bearer " + signed}, 200},
		"signed in another world":     {[]string{"Authorization", "Bearer " + elsewhere}, 401},
		"signed by nobody":            {[]string{"Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMDAxIiwicmVhbG0iOiIxMTExMTExMS0yMjIyLTQzMzMtODQ0NC01NTU1NTU1NTU1NTUifQ."}, 401},
		"signed, and changed":         {[]string{"Authorization", "Bearer " + signed[:len(signed)-4] + "AAAA"}, 401},
		"with a wrong password":       {[]string{"Authorization", "Bearer ana_Password_" + organization}, 401},
		"of another organization":     {[]string{"Authorization", "Bearer ana_password_" + strings.Replace(organization, "1", "2", 1)}, 401},
		"of nobody":                   {[]string{"Authorization", "Bearer zoe_password_" + organization}, 401},
		"of no agent":                 {[]string{"Authorization", "Bearer " + gails}, 401},
		"with empty parts":            {[]string{"Authorization", "Bearer __" + organization}, 401},
		"an organization alone":       {[]string{"Authorization", "Bearer " + organization}, 401},
		"a password alone, for HTTP":  {[]string{"Authorization", "Basic YW5hOnBhc3N3b3Jk"}, 401},
		"of many signs that part":     {[]string{"Authorization", "Bearer " + strings.Repeat("_", 4000) + organization}, 401},
		"with signs that are no text": {[]string{"Authorization", "Bearer \xff\xfe_" + organization}, 401},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := h.do(request{method: "GET", path: "/organization/" + organization, headers: append(tt.headers, "trackingid", "js_1")})
			require.Equal(t, tt.status, got.StatusCode, got.body)
			assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
			assert.Equal(t, "js_1", got.Header.Get("trackingid"))
			if tt.status == 401 {
				assert.Equal(t, "Bearer", got.Header.Get("WWW-Authenticate"))
				assert.Equal(t, map[string]any{
					"errorMessage": "No access token, or none of an agent here: expected USER_PASSWORD_ORGANIZATION",
					"errorType":    "Unauthorized", "errorData": "", "reasonCode": float64(401), "trackingId": "js_1",
				}, read[map[string]any](t, got))
			}
		})
	}
}

func TestATokenMayHaveManyParts(t *testing.T) {
	doc, err := centers.Parse("center.yaml", []byte("name: C\nagents: [{id: 1001, user: ana_a, password: pass_word_}]\n"))
	require.NoError(t, err)
	h := open(t, sim.Config{Center: doc})
	got := h.do(request{method: "GET", path: "/organization/" + organization, token: "ana_a_pass_word__" + organization})
	assert.Equal(t, http.StatusOK, got.StatusCode)
}

func TestRulesOfAWorld(t *testing.T) {
	const acme = "22222222-2222-4333-8444-555555555555"
	h := build(t, "organization", acme)
	got := func(token string) int {
		return h.do(request{method: "GET", path: "/organization/" + acme, token: token}).StatusCode
	}
	assert.Equal(t, http.StatusUnauthorized, got(anas))
	assert.Equal(t, http.StatusOK, got("ana_password_"+acme))

	h = build(t, "trusting", "true")
	assert.Equal(t, http.StatusOK, h.do(request{method: "GET", path: "/organization/" + organization}).StatusCode)
}

func TestPagesOfOtherOrigins(t *testing.T) {
	tests := map[string]struct {
		rules  []string
		origin string
		want   string // Access-Control-Allow-Origin
	}{
		"of no page":                      {nil, "", ""},
		"of this machine":                 {nil, "http://localhost:3000", "http://localhost:3000"},
		"of this machine, by its address": {nil, "http://127.0.0.1:3000", "http://127.0.0.1:3000"},
		"of another":                      {nil, "http://evil.example", ""},
		"that begins alike":               {nil, "http://localhost.evil.example", ""},
		"of nowhere":                      {nil, "null", ""},
		"that is let in":                  {[]string{"origins", "https://crm.example, null"}, "https://crm.example", "https://crm.example"},
		"of nowhere, let in":              {[]string{"origins", "null"}, "null", "null"},
		"any, let in":                     {[]string{"origins", "*"}, "http://evil.example", "http://evil.example"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := build(t, tt.rules...)
			headers := []string{"Access-Control-Request-Private-Network", "true", "Access-Control-Request-Headers", "authorization,trackingid"}
			if tt.origin != "" {
				headers = append(headers, "Origin", tt.origin)
			}
			asked := h.do(request{method: "OPTIONS", path: "/v1/tasks/", headers: headers})
			assert.Equal(t, http.StatusNoContent, asked.StatusCode)
			assert.Equal(t, "GET, POST, PUT, OPTIONS", asked.Header.Get("Allow"))
			got := h.do(request{method: "GET", path: "/organization/" + organization, token: anas, headers: headers})
			assert.Equal(t, http.StatusOK, got.StatusCode)
			for _, r := range []response{asked, got} {
				assert.Equal(t, tt.want, r.Header.Get("Access-Control-Allow-Origin"))
				assert.Contains(t, r.Header.Get("Vary"), "Origin")
				assert.Empty(t, r.Header.Get("Access-Control-Allow-Credentials"))
			}
			if tt.want == "" {
				assert.Empty(t, asked.Header.Get("Access-Control-Allow-Methods"))
				assert.Empty(t, asked.Header.Get("Access-Control-Allow-Private-Network"))
				return
			}
			assert.Equal(t, "true", asked.Header.Get("Access-Control-Allow-Private-Network"))
			assert.Equal(t, "GET, POST, PUT", asked.Header.Get("Access-Control-Allow-Methods"))
			for _, name := range []string{"authorization", "content-type", "trackingid", "spark-user-agent", "cisco-no-http-redirect", "x-trans-id"} {
				assert.Contains(t, asked.Header.Get("Access-Control-Allow-Headers"), name)
			}
		})
	}
}

func TestFaultsOfWhatTheWorldIsNotAsked(t *testing.T) {
	tests := map[string]struct {
		fault string
		request
		status int
		want   string
	}{
		"a service is missing": {
			`{"on":{"wire":"webex","frame":"answer","request":"GET /u2c/api/v1/catalog"},"do":"remove","path":"body.serviceLinks"}`,
			request{method: "GET", path: "/u2c/api/v1/catalog?format=hostmap", token: anas}, 200, `{"hostCatalog":{}}`,
		},
		"nobody is refused so": {
			`{"on":{"wire":"webex","frame":"answer","where":{"status":401}},"do":"replace","path":"status","value":403}`,
			request{method: "GET", path: "/v1/x"}, 403, "",
		},
		"telemetry comes back": {
			`{"on":{"wire":"webex","frame":"answer","request":"POST /metrics/api/v1/clientmetrics"},"do":"add","path":"body.metrics","value":7}`,
			request{method: "POST", path: "/metrics/api/v1/clientmetrics", body: "{}", token: anas}, 200, `{"metrics":7}`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			_, err := h.w.Stage(t.Context(), "fault.set", []byte(`{"faults":[`+tt.fault+`]}`))
			require.NoError(t, err)
			got := h.do(tt.request)
			assert.Equal(t, tt.status, got.StatusCode)
			if tt.want != "" {
				assert.Equal(t, tt.want, got.body)
			}
		})
	}
	h := build(t)
	_, err := h.w.Stage(t.Context(), "fault.set", []byte(`{"faults":[{"on":{"wire":"webex","frame":"answer","request":"OPTIONS /v1/tasks"},"do":"remove","path":"headers.Access-Control-Allow-Headers"}]}`))
	require.NoError(t, err)
	got := h.do(request{method: "OPTIONS", path: "/v1/tasks/", headers: []string{"Origin", "http://localhost"}})
	assert.Equal(t, "http://localhost", got.Header.Get("Access-Control-Allow-Origin"))
	assert.Empty(t, got.Header.Get("Access-Control-Allow-Headers"))
}

func TestTelemetryAndLogs(t *testing.T) {
	h := build(t)
	post := func(path, body string) response {
		return h.do(request{method: "POST", path: path, token: anas, body: body})
	}
	got := post("/metrics/api/v1/clientmetrics", `{"metrics":[{"metricName":"x"}]}`)
	assert.Equal(t, []any{200, "{}"}, []any{got.StatusCode, got.body})
	where := read[struct{ TempURL, LogFilename, UserID string }](t, post("/clientlogs/logs/urls", `{"file":"a.log","uploadProtocol":"content-length"}`))
	assert.True(t, strings.HasPrefix(where.TempURL, h.address+"/clientlogs/files/"), where.TempURL)
	assert.Equal(t, "a.log", where.LogFilename)
	assert.Equal(t, "1001", where.UserID)
	got = h.do(request{method: "PUT", path: where.TempURL, body: strings.Repeat("a line of the log\n", 1<<17)})
	assert.Equal(t, []any{200, "{}"}, []any{got.StatusCode, got.body}, "without a token")
	assert.Equal(t, 200, post("/clientlogs/logs/meta", `{"filename":"a.log","data":[],"userId":"1001"}`).StatusCode)

	big := strings.Repeat("x", 1<<20+1)
	assert.Equal(t, http.StatusRequestEntityTooLarge, post("/metrics/api/v1/clientmetrics", big).StatusCode)
	assert.Equal(t, http.StatusRequestEntityTooLarge, post("/clientlogs/logs/urls", big).StatusCode)
	assert.Equal(t, 200, post("/clientlogs/logs/urls", `[`).StatusCode, "no name is no reason to keep the log")
	for _, path := range []string{"/metrics/api/v1/clientmetrics", "/clientlogs/logs/urls", "/clientlogs/logs/meta"} {
		assert.Equal(t, http.StatusUnauthorized, h.do(request{method: "POST", path: path, body: "{}"}).StatusCode, path)
	}
}

func TestAnAgentIsNotified(t *testing.T) {
	h := build(t)
	s := h.welcomed(anas)
	s.keepAlive()
	other := h.welcomed(bens)
	got := h.do(request{method: "POST", path: "/v1/agents/reload", token: anas, body: "{}"})
	assert.Equal(t, http.StatusAccepted, got.StatusCode)
	assert.Equal(t, "AgentReloginFailed", s.next().Data.Type)
	other.say(`{"keepalive":"true"}`)
	assert.Equal(t, "true", other.next().Keepalive, "he is told nothing of hers")

	require.NoError(t, s.Close())
	_, err := h.w.Barrier(t.Context(), []sim.Count{{Wire: "webex", Agent: "1001", Page: 2, Sent: 1000}})
	assert.Error(t, err, "her page closes, and nobody waits for more of it")
	again := h.welcomed(anas)
	again.keepAlive()
}

func TestARefusalHasTheClientsOwnTrackingID(t *testing.T) {
	tests := map[string]struct {
		request
		status int
	}{
		"by the world":      {request{method: "POST", path: "/v1/tasks/x/hold", body: "{}", token: anas}, http.StatusNotFound},
		"not by the world":  {request{method: "GET", path: "/v1/tasks/x/../y", token: anas}, http.StatusNotFound},
		"of who is unknown": {request{method: "POST", path: "/v1/tasks/x/hold", body: "{}"}, http.StatusUnauthorized},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			tt.headers = []string{"trackingid", "js_1"}
			got := h.do(tt.request)
			assert.Equal(t, tt.status, got.StatusCode)
			assert.Equal(t, "js_1", got.Header.Get("trackingid"))
			assert.Equal(t, "js_1", read[struct{ TrackingID string }](t, got).TrackingID)
		})
	}
}
