package edge_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
)

// calls lets a customer call an agent who has logged in at a desk phone, and returns what
// the call is on the wire.
func (h *house) calls(s *socket, token string) string {
	h.t.Helper()
	record := h.do(request{method: "GET", path: "/organization/" + organization + "/user/by-ci-user-id/" + s.agent, token: token})
	team := read[struct{ TeamIDs []string }](h.t, record).TeamIDs[0]
	h.operate("POST", "/v1/agents/login", token, `{"dialNumber":"5001","teamId":"`+team+`","deviceType":"EXTENSION","isExtension":true,"deviceId":"5001","roles":["agent"]}`)
	s.until("AgentStationLoginSuccess")
	h.operate("PUT", "/v1/agents/session/state", token, `{"state":"Available","auxCodeId":"0"}`)
	s.until("AgentStateChangeSuccess")
	_, err := h.w.Stage(h.t.Context(), "call.arrive", []byte(`{"agent":"1001","from":"5550142"}`))
	require.NoError(h.t, err)
	return s.until("AgentContactReserved").Data.InteractionID
}

func (h *house) operate(method, path, token, body string) {
	h.t.Helper()
	got := h.do(request{method: method, path: path, token: token, body: body})
	require.Equal(h.t, http.StatusAccepted, got.StatusCode, got.body)
}

// until reads frames up to an event, and returns it.
func (s *socket) until(event string) notice {
	s.t.Helper()
	for {
		n := s.next()
		require.NotContains(s.t, n.Data.Type, "Failed", "%+v", n)
		if n.Data.Type == event {
			return n
		}
	}
}

func TestWhatClientsSendAmiss(t *testing.T) {
	h := build(t)
	s := h.welcomed(anas)
	id := h.calls(s, anas)
	deep := strings.Repeat(`{"a":`, 101) + "1" + strings.Repeat("}", 101)
	tests := map[string]struct {
		request
		status int
	}{
		"no JSON":                      {request{method: "POST", path: "/v1/tasks/" + id + "/hold", body: `{"mediaResourceId":`}, 400},
		"no text":                      {request{method: "POST", path: "/v1/tasks/" + id + "/hold", body: "\xff\xfe"}, 400},
		"two values":                   {request{method: "POST", path: "/v1/tasks/" + id + "/hold", body: `{} {}`}, 400},
		"an array":                     {request{method: "POST", path: "/v1/tasks/" + id + "/hold", body: `[]`}, 400},
		"nothing where something must": {request{method: "POST", path: "/v1/tasks/" + id + "/wrapup", body: ``}, 400},
		"a number for a text":          {request{method: "POST", path: "/v1/tasks/" + id + "/wrapup", body: `{"wrapUpReason":7,"auxCodeId":[]}`}, 400},
		"too deep":                     {request{method: "POST", path: "/v1/tasks/" + id + "/hold", body: deep}, 400},
		"too long":                     {request{method: "POST", path: "/v1/tasks/" + id + "/hold", body: `"` + strings.Repeat("x", 1<<20) + `"`}, 413},
		"a task that there is not":     {request{method: "POST", path: "/v1/tasks/00000000-0000-4000-8000-000000000000/hold", body: `{}`}, 404},
		"a task of no form":            {request{method: "POST", path: "/v1/tasks/%00/hold", body: `{}`}, 404},
		"another's task":               {request{method: "POST", path: "/v1/tasks/" + id + "/hold", body: `{"mediaResourceId":"` + id + `"}`, token: bens}, 404},
		"a method that it has not":     {request{method: "DELETE", path: "/v1/tasks/" + id + "/hold"}, 405},
		"a method that there is not":   {request{method: "BREW", path: "/u2c/api/v1/limited/catalog"}, 405},
		"a path that there is not":     {request{method: "GET", path: "/v1/agents"}, 404},
		"no path":                      {request{method: "GET", path: "/"}, 404},
		"a path that goes up":          {request{method: "GET", path: "/v1/%2e%2e/%2e%2e/stage"}, 404},
		"a path with empty parts":      {request{method: "POST", path: "/v1//tasks/" + id + "/hold", body: `{}`}, 404},
		"another organization":         {request{method: "GET", path: "/organization/22222222-2222-4333-8444-555555555555/v2/team"}, 404},
		"a query of no form":           {request{method: "GET", path: "/organization/" + organization + "/v2/team?page=%zz&pageSize=x"}, 400},
		"no upgrade":                   {request{method: "GET", path: strings.Replace(h.subscribe(anas), "ws", "http", 1)}, 426},
		"no such subscription":         {request{method: "GET", path: "/v1/notification/subscription/AgentDesktop-1"}, 404},
		"no subscription":              {request{method: "GET", path: "/v1/notification/subscription/", token: anas}, 404},
		"a posted subscription":        {request{method: "POST", path: "/v1/notification/subscription/AgentDesktop-1"}, 405},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.token == "" {
				tt.token = anas
			}
			got := h.do(tt.request)
			assert.Equal(t, tt.status, got.StatusCode, got.body)
			if strings.Contains(got.Header.Get("Content-Type"), "json") {
				body := read[map[string]any](t, got)
				assert.Equal(t, float64(tt.status), body["reasonCode"], got.body)
				assert.Equal(t, http.StatusText(tt.status), body["errorType"])
				assert.NotEmpty(t, body["errorMessage"])
			}
		})
	}
	s.keepAlive()
	assert.NotEmpty(t, id)
}

func TestMembersThatNobodyKnowsAndTwins(t *testing.T) {
	h := build(t)
	s := h.welcomed(anas)
	h.operate("POST", "/v1/agents/reload", anas, `{"x":{"y":[1,2]},"fail":{"reason":"BUSY"},"secret":"1","x":null}`)
	assert.Equal(t, "AgentReloginFailed", s.next().Data.Type)
	where := h.do(request{method: "POST", path: "/v1/notification/subscribe", token: anas, body: `{"force":true,"secret":"mine","allowMultiLogin":true,"allowMultiLogin":false}`})
	assert.NotContains(t, where.body, "mine")
}

func TestWhatSocketsSendAmiss(t *testing.T) {
	tests := map[string]struct {
		kind int
		body string
		code int
	}{
		"binary":       {websocket.BinaryMessage, `{"keepalive":"true"}`, websocket.CloseUnsupportedData},
		"no UTF-8":     {websocket.TextMessage, "\xff", websocket.CloseInvalidFramePayloadData},
		"too much":     {websocket.TextMessage, `"` + strings.Repeat("x", 64<<10) + `"`, websocket.CloseMessageTooBig},
		"no JSON":      {websocket.TextMessage, `{`, 0},
		"no object":    {websocket.TextMessage, `[]`, 0},
		"a request":    {websocket.TextMessage, `{"method":"POST","path":"/v1/agents/logout","body":{}}`, -1},
		"not the word": {websocket.TextMessage, `{"keepalive":{"a":[]}}`, -1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			s, other := h.welcomed(anas), h.welcomed(bens)
			require.NoError(t, s.WriteMessage(tt.kind, []byte(tt.body)))
			if tt.code < 0 {
				s.keepAlive()
			} else {
				closed, ok := s.ended().(*websocket.CloseError)
				require.True(t, ok)
				if tt.code > 0 {
					assert.Equal(t, tt.code, closed.Code, closed.Text)
				}
			}
			other.keepAlive()
			h.welcomed(anas).keepAlive()
		})
	}
}

func TestSocketsThatAreNotLetIn(t *testing.T) {
	h := build(t)
	mine := h.subscribe(anas)
	tests := map[string]struct {
		address, origin string
		status          int
	}{
		"of nobody":             {mine[:len(mine)-1] + "g", "", 404},
		"of another page":       {mine, "http://evil.example", 403},
		"of a page of nowhere":  {mine, "null", 403},
		"elsewhere":             {strings.Replace(mine, "/notification/", "/notifications/", 1), "", 401},
		"the stage's":           {strings.Replace(mine, "/webex/v1/notification/subscription", "/stage", 1), "", 401},
		"with a path behind it": {mine + "/x", "", 401},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var headers []string
			if tt.origin != "" {
				headers = []string{"Origin", tt.origin}
			}
			s, res := h.listen(tt.address, headers...)
			assert.Nil(t, s)
			assert.Equal(t, tt.status, res.StatusCode)
		})
	}
	s, _ := h.listen(mine, "Origin", "http://localhost:3000")
	require.NotNil(t, s)
	assert.Equal(t, "Welcome", s.next().Type)
}

func TestTooManySockets(t *testing.T) {
	h := build(t)
	first := h.welcomed(anas)
	for range sim.MaxPages - 2 { // one page is of requests
		h.welcomed(anas)
	}
	s, _ := h.listen(h.subscribe(anas))
	require.NotNil(t, s)
	assert.ErrorContains(t, s.ended(), "too many pages are open on this desk")
	first.keepAlive()
	h.welcomed(bens).keepAlive()
}

func TestAFloodOfRequests(t *testing.T) {
	h := build(t)
	s := h.welcomed(bens)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 25 {
				r := httptest.NewRequest("GET", "/w/w1/webex/organization/"+organization+"/v2/auxiliary-code", nil)
				r.Header.Set("Authorization", "Bearer "+anas)
				w := httptest.NewRecorder()
				h.e.At("/w/w1").ServeHTTP(w, r)
				assert.Contains(t, []int{200, 429}, w.Code)
			}
		})
	}
	for range 20 {
		s.keepAlive()
	}
	all.Wait()
}

func TestTheWorldEndsInTheMiddle(t *testing.T) {
	h := build(t)
	s := h.welcomed(anas)
	h.w.Close()
	closed, ok := s.ended().(*websocket.CloseError)
	require.True(t, ok)
	assert.Contains(t, closed.Text, sim.ErrClosed.Error())
	got := h.do(request{method: "POST", path: "/v1/agents/reload", token: anas, body: "{}"})
	assert.Equal(t, http.StatusServiceUnavailable, got.StatusCode)
	_, res := h.listen(strings.Replace(h.address, "http", "ws", 1) + "/v1/notification/subscription/AgentDesktop-1")
	assert.Equal(t, http.StatusServiceUnavailable, res.StatusCode)
}

func TestTheServerStopsInTheMiddle(t *testing.T) {
	h := build(t)
	s := h.welcomed(anas)
	h.s.CloseClientConnections()
	h.s.Close()
	h.w.Close()
	assert.Error(t, s.ended())
}

func TestAnAnswerThatIsLost(t *testing.T) {
	h := build(t)
	_, err := h.w.Stage(t.Context(), "fault.set", []byte(`{"faults":[{"on":{"wire":"webex","frame":"answer","request":"agent.reload"},"do":"lose"}]}`))
	require.NoError(t, err)
	s := h.welcomed(anas)
	r, err := http.NewRequestWithContext(t.Context(), "POST", h.address+"/v1/agents/reload", strings.NewReader("{}"))
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+anas)
	res, err := http.DefaultClient.Do(r)
	if err == nil {
		assert.Equal(t, int64(2), res.ContentLength)
		require.NoError(t, res.Body.Close())
	}
	assert.Equal(t, "AgentReloginFailed", s.next().Data.Type)
}

// FuzzREST lets Ana ask for anything: the answer is always one of the API, and nobody else
// notices.
func FuzzREST(f *testing.F) {
	f.Add("GET", "/organization/"+organization+"/v2/team", "page=-1&pageSize=99999999999999999999&filter=id=in=(", "")
	f.Add("POST", "/v1/notification/subscribe", "", wantsSocket)
	f.Add("POST", "/v1/agents/login", "", `{"dialNumber":{},"teamId":7,"deviceType":"AGENT_DN","roles":"agent"}`)
	f.Add("PUT", "/v1/agents/session/state", "", `{"state":"Available","auxCodeId":0}`)
	f.Add("POST", "/v1/agents/buddyList", "", `{"mediaType":null,"state":"\ud800"}`)
	f.Add("POST", "/v1/tasks/", "", `{"destination":"5550100","entryPointId":"","direction":"OUTBOUND","attributes":{"a":{}},"mediaType":"telephony","outboundType":"OUTDIAL"}`)
	f.Add("POST", "/v1/tasks/$ID/consult", "", `{"to":"","destinationType":"queue","holdParticipants":1}`)
	f.Add("POST", "/v1/tasks/$ID/transfer", "", `{"to":"5550100","destinationType":"dialNumber"}`)
	f.Add("POST", "/v1/tasks/$ID/record/resume", "", `{"autoResumed":"yes"}`)
	f.Add("POST", "/v1/dialer/campaign/%2f/preview-task/$ID/accept", "a=%zz&&&;", "\xff[]")
	f.Add("PUT", "/clientlogs/files/x", "", "a log")
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		h := build(t)
		s := h.welcomed(anas)
		id := h.calls(s, anas)

		r := httptest.NewRequest("GET", "/w/w1/webex/", strings.NewReader(body))
		r.Method, r.URL.RawQuery = method, query
		r.URL.Path = "/w/w1/webex" + strings.ReplaceAll(path, "$ID", id)
		if raw, err := url.PathUnescape(r.URL.Path); err == nil {
			r.URL.RawPath, r.URL.Path = r.URL.Path, raw
		}
		r.Header.Set("Authorization", "Bearer "+anas)
		w := httptest.NewRecorder()
		h.e.At("/w/w1").ServeHTTP(w, r)

		require.Contains(t, []int{200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413, 426}, w.Code, w.Body.String())
		if w.Body.Len() > 0 {
			assert.True(t, json.Valid(w.Body.Bytes()), w.Body.String())
		}
		s.keepAlive()
		assert.Equal(t, 200, h.do(request{method: "GET", path: "/organization/" + organization, token: bens}).StatusCode)
	})
}
