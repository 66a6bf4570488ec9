package webex_test

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/webex"
)

func TestARequestWithoutAnswer(t *testing.T) {
	s := serve(t)
	gone := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	s.answers["POST /v1/agents/logout"], s.answers["GET /u2c/api/v1/catalog"] = gone, gone
	a, err := s.client().Call(t.Context(), webex.Request{Method: "POST", Path: "/v1/agents/logout", Body: map[string]any{}})
	require.ErrorIs(t, err, webex.ErrNoAnswer)
	assert.Equal(t, webex.Answer{Request: "agent.logout", Asked: 1}, a)
	require.ErrorIs(t, s.client().Register(t.Context()), webex.ErrNoAnswer)
}

func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	l.Close()
	c := webex.New(webex.Config{Address: "http://" + address + "/webex", Desk: "Ana", Log: trace.NewLog()})
	defer c.Close()
	require.ErrorIs(t, c.Register(t.Context()), target.ErrLost)
	for _, address := range []string{"", "center.example", "http://[::1", "ftp://center.example", "http://center\x7f.example"} {
		c := webex.New(webex.Config{Address: address, Desk: "Ana", Log: trace.NewLog()})
		defer c.Close()
		require.Error(t, c.Register(t.Context()), address)
		require.Error(t, c.Open(t.Context()), address)
	}
}

func TestRegistrationsThatAreNotGranted(t *testing.T) {
	subscribed := func(address string) http.HandlerFunc {
		return says(200, `{"webSocketUrl":"`+address+`","subscriptionId":"x"}`)
	}
	tests := map[string]struct {
		request string
		answer  http.HandlerFunc
		want    string
	}{
		"by the catalogue":                {"GET /u2c/api/v1/catalog", says(401, `{"errorMessage":"who are you?"}`), "GET /u2c/api/v1/catalog was refused: HTTP 401: who are you?"},
		"a catalogue without services":    {"GET /u2c/api/v1/catalog", says(200, `{"serviceLinks":{}}`), "GET /u2c/api/v1/catalog was refused: serviceLinks has no address of the service wcc-api-gateway"},
		"a catalogue that is none":        {"GET /u2c/api/v1/catalog", says(200, `[[[[`), "GET /u2c/api/v1/catalog was refused: serviceLinks has no address of the service wcc-api-gateway"},
		"a catalogue of wrong types":      {"GET /u2c/api/v1/catalog", says(200, `{"serviceLinks":{"wcc-api-gateway":7}}`), "GET /u2c/api/v1/catalog was refused: serviceLinks has no address of the service wcc-api-gateway"},
		"by the subscription":             {"POST /v1/notification/subscribe", says(503, `later`), "subscribe was refused: HTTP 503: later"},
		"a subscription without address":  {"POST /v1/notification/subscribe", says(200, `{}`), "subscribe was refused: the answer has no webSocketUrl that is one"},
		"a subscription to something":     {"POST /v1/notification/subscribe", subscribed("file:///etc/passwd"), "subscribe was refused: the answer has no webSocketUrl that is one"},
		"a subscription to nobody":        {"POST /v1/notification/subscribe", subscribed("ws://127.0.0.1:1/x"), "socket was refused: connect ws://127.0.0.1:1/x: dial tcp 127.0.0.1:1: connect: connection refused"},
		"by the socket":                   {"GET /v1/notification/subscription/AgentDesktop-1", says(404, ``), "socket was refused: 404 Not Found"},
		"by the configuration":            {"GET " + organization, says(403, ``), "GET /organization/{org} was refused: HTTP 403"},
		"a configuration that is not 200": {"GET " + organization, says(202, `{}`), "GET /organization/{org} was refused: HTTP 202"},
		"by the silent relogin":           {"POST /v1/agents/reload", says(500, `{}`), "agent.reload was refused: HTTP 500"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			s.answers[tt.request] = tt.answer
			err := s.client().Register(t.Context())
			var refused *webex.RefusedError
			require.ErrorAs(t, err, &refused)
			assert.EqualError(t, refused, tt.want)
		})
	}
}

// A configuration that says nothing of use is read as far as it goes.
func TestConfigurationsOfWrongTypes(t *testing.T) {
	for name, body := range map[string]string{
		"empty objects": `{}`, "nothing": ``, "lists of other things": `[1,null,"x",{"id":7}]`, "lists of nothing": `{"data":null}`,
		"wrong members": `{"data":[7],"meta":{"totalPages":1e9},"teamIds":"x","siteId":[],"agentProfileId":{},"dialPlanEnabled":"true"}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			for request := range usual {
				if path, ok := strings.CutPrefix(request, "GET ORG"); ok {
					s.answers["GET "+organization+path] = says(200, body)
				}
			}
			s.answers["GET "+organization+"/agent-profile/"] = says(200, body)
			s.answers["GET "+organization+"/site/"] = says(200, body)
			c := registered(t, s)
			assert.Empty(t, c.Profile().Teams)
			assert.Empty(t, c.Profile().IdleCodes)
		})
	}
}

// Pages without end are not fetched.
func TestListsWithoutEnd(t *testing.T) {
	s := serve(t)
	s.answers["GET "+organization+"/v2/team"] = says(200, `{"meta":{"totalPages":100},"data":[{"id":"t"}]}`)
	c := registered(t, s)
	assert.Len(t, c.Profile().Teams, 100)
	s.answers["GET "+organization+"/v2/team"] = says(200, `{"meta":{"totalPages":1000000},"data":[{"id":"t"}]}`)
	require.NoError(t, c.Configure(t.Context()))
	assert.Len(t, c.Profile().Teams, 1)
}

func TestHostileSockets(t *testing.T) {
	quick := func(cfg *webex.Config) { cfg.Answer = 100 * time.Millisecond }
	tests := map[string]struct {
		greets []string
		deaf   bool
		want   string
	}{
		"that never welcome":      {nil, false, "client of Ana: Welcome: no answer in time (100ms)"},
		"that welcome without it": {[]string{`{"data":{"agentId":"x"}}`}, false, "client of Ana: Welcome: no answer in time (100ms)"},
		"that are deaf":           {[]string{`{"type":"Welcome","data":{}}`}, true, "client of Ana: keepalive: no answer in time (100ms)"},
		"that speak no JSON":      {[]string{"no JSON", "\xff\xfe", "", strings.Repeat("[", 20_000), "[]", "null", `"keepalive"`, `{"type":7,"data":[]}`}, false, "client of Ana: Welcome: no answer in time (100ms)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t)
			s.greets, s.deaf = tt.greets, tt.deaf
			c := s.client(quick)
			err := c.Connect(t.Context())
			require.ErrorIs(t, err, webex.ErrNoAnswer)
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestASocketThatTheServerCloses(t *testing.T) {
	s := serve(t)
	c := registered(t, s)
	s.mu.Lock()
	_ = s.sockets[0].WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1001, "going away"))
	s.mu.Unlock()
	for c.IsOpen() {
		if err := c.Fence(t.Context()); err != nil {
			require.ErrorIs(t, err, webex.ErrClosed)
		}
	}
	require.ErrorIs(t, c.Fence(t.Context()), webex.ErrClosed)
	records := s.log.Records()
	assert.Equal(t, `{"socket":1,"closed":1001,"why":"going away"}`, string(records[len(records)-1].Frame))
	require.NoError(t, c.Connect(t.Context()))
	require.NoError(t, c.Fence(t.Context()))
}

// A server that says too much is told of as that, and the client lives on.
func TestASocketThatFloods(t *testing.T) {
	if testing.Short() {
		t.Skip("it fills a log: without -short")
	}
	s := serve(t)
	s.answers["GET /v1/notification/subscription/AgentDesktop-1"] = func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{}
		ws, err := up.Upgrade(w, r, nil)
		if !assert.NoError(t, err) {
			return
		}
		defer ws.Close()
		big := []byte(strings.Repeat("x", 3<<20))
		for err == nil {
			err = ws.WriteMessage(websocket.TextMessage, big)
		}
	}
	err := s.client(func(cfg *webex.Config) { cfg.Answer = 5 * time.Minute }).Connect(t.Context())
	require.ErrorIs(t, err, webex.ErrClosed)
	assert.True(t, s.log.Full())
}

func TestAFrameThatIsTooLarge(t *testing.T) {
	s := serve(t)
	s.greets = []string{`{"type":"Welcome","data":{"x":"` + strings.Repeat("x", 5<<20) + `"}}`}
	err := s.client().Connect(t.Context())
	require.ErrorIs(t, err, webex.ErrClosed)
	assert.ErrorContains(t, err, "a message over 4194304 bytes came, more than is read")
}

// The socket is kept alive, and what crosses then is the harness's own.
func TestAnIdleClientKeepsItsSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{t: t, answers: map[string]http.HandlerFunc{}, log: trace.NewLog(), greets: []string{`{"type":"Welcome","data":{"agentId":"agent-1"}}`}}
		conns := make(chan net.Conn)
		web := &http.Server{Handler: s}
		go web.Serve(listener(conns)) //nolint:errcheck // ends with the listener
		c := webex.New(webex.Config{Address: "http://center.example/webex", Desk: "Ana", Number: 1, Log: s.log, Dial: func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			conns <- far
			return near, nil
		}})
		require.NoError(t, c.Connect(t.Context()))
		before := s.log.Len()
		time.Sleep(13 * time.Second)
		synctest.Wait()
		records := s.log.After(before)
		assert.Len(t, records, 6, "three keepalives and their answers")
		for _, r := range records {
			assert.True(t, r.Fence)
		}
		require.NoError(t, c.Close())
		close(conns)
		web.Close()
	})
}

// listener accepts what comes by a channel.
type listener chan net.Conn

func (l listener) Accept() (net.Conn, error) {
	if conn, ok := <-l; ok {
		return conn, nil
	}
	return nil, net.ErrClosed
}

func (l listener) Close() error   { return nil }
func (l listener) Addr() net.Addr { return &net.TCPAddr{} }
