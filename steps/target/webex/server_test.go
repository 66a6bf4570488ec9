package webex_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/webex"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is a contact center that a test plays: it has one agent, and answers requests as
// told.
type server struct {
	t       *testing.T
	answers map[string]http.HandlerFunc // by method and path; missing: as usual
	log     *trace.Log
	web     *httptest.Server
	greets  []string // what a socket that opens is told
	deaf    bool     // keepalives are not answered

	mu      sync.Mutex
	sockets []*websocket.Conn
	asked   []string // requests, with their query
	tokens  []string
	said    []string // frames of the client
}

func serve(t *testing.T) *server { return served(t, httptest.NewServer) }

func served(t *testing.T, start func(http.Handler) *httptest.Server) *server {
	s := &server{t: t, answers: map[string]http.HandlerFunc{}, log: trace.NewLog(), greets: []string{`{"type":"Welcome","data":{"agentId":"agent-1"}}`}}
	s.web = start(s)
	t.Cleanup(func() {
		s.mu.Lock()
		for _, ws := range s.sockets {
			ws.Close()
		}
		s.mu.Unlock()
		s.web.Close()
	})
	return s
}

// client is a client of Ana's.
func (s *server) client(change ...func(*webex.Config)) *webex.Client {
	cfg := webex.Config{Address: s.web.URL + "/webex", User: "ana", Password: "secret", Account: "1001", Desk: "Ana", Number: 1, Log: s.log}
	for _, c := range change {
		c(&cfg)
	}
	c := webex.New(cfg)
	s.t.Cleanup(func() { assert.NoError(s.t, c.Close()) })
	return c
}

func registered(t *testing.T, s *server) *webex.Client {
	c := s.client()
	require.NoError(t, c.Register(t.Context()))
	return c
}

// usual are the answers to requests below the organization and to others.
var usual = map[string]string{
	"POST /v1/notification/subscribe":    `{"webSocketUrl":"ws://HOST/webex/v1/notification/subscription/AgentDesktop-1","subscriptionId":"AgentDesktop-1"}`,
	"GET /u2c/api/v1/limited/catalog":    catalogue,
	"GET /u2c/api/v1/catalog":            catalogue,
	"GET ORG/user/by-ci-user-id/agent-1": `{"id":"u1","agentProfileId":"profile 1","siteId":"site-1","teamIds":["team-1","team-2"],"defaultDialledNumber":"5001"}`,
	"GET ORG":                            `{"tenantId":"42","timezone":"UTC","environment":"test"}`,
	"GET ORG/v2/organization-setting":    `{"data":[{"webRtcEnabled":false}]}`,
	"GET ORG/v2/tenant-configuration":    `{"data":[{"outdialEnabled":true}]}`,
	"GET ORG/v2/org-url-mapping":         `{"data":[]}`,
	"GET ORG/v2/ai-feature":              `{"data":[{"id":"ai","realtimeTranscripts":{"enable":false}}]}`,
	"GET ORG/v2/auxiliary-code":          `{"meta":{"totalPages":2},"data":[{"id":"idle-1","active":true,"defaultCode":true,"name":"Lunch","workTypeCode":"IDLE_CODE"},{"id":"wrap-1","active":true,"defaultCode":false,"name":"Sale","workTypeCode":"WRAP_UP_CODE"},{"id":"old","active":false,"name":"Old","workTypeCode":"IDLE_CODE"}]}`,
	"GET ORG/agent-profile/profile%201":  `{"loginVoiceOptions":["AGENT_DN"],"accessWrapUpCode":"SPECIFIC","accessIdleCode":"ALL","wrapUpCodes":["wrap-1"],"idleCodes":[],"dialPlanEnabled":true,"outdialEntryPointId":"ep-1","outdialANIId":"ani-1","addressBookId":"book-1"}`,
	"GET ORG/site/site-1":                `{"id":"site-1","name":"Site"}`,
	"GET ORG/v2/team":                    `{"meta":{"totalPages":1},"data":[{"id":"team-1","name":"Team One"},{"id":"team-2","name":"Team Two"}]}`,
	"GET ORG/dial-plan":                  `[{"id":"plan-1","regularExpression":".*"}]`,
	"POST /v1/agents/reload":             `{}`,
}

const catalogue = `{"serviceLinks":{"wcc-api-gateway":"http://HOST/webex","metrics":"http://HOST/webex/metrics/api/v1"},"hostCatalog":{}}`

const organization = "/organization/11111111-2222-4333-8444-555555555555"

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/webex")
	s.mu.Lock()
	s.asked = append(s.asked, strings.TrimSuffix(r.Method+" "+path+"?"+r.URL.RawQuery, "?"))
	s.tokens = append(s.tokens, r.Header.Get("Authorization"))
	s.mu.Unlock()
	if answer := s.answers[r.Method+" "+path]; answer != nil {
		answer(w, r)
		return
	}
	if websocket.IsWebSocketUpgrade(r) {
		s.socket(w, r)
		return
	}
	answer, ok := usual[r.Method+" "+strings.ReplaceAll(path, organization, "ORG")]
	if !ok {
		http.Error(w, `{"errorMessage":"no such task","errorType":"Not Found","reasonCode":404}`, http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	answer = strings.ReplaceAll(answer, "HOST", r.Host)
	if r.TLS != nil {
		answer = strings.NewReplacer("http://", "https://", "ws://", "wss://").Replace(answer)
	}
	_, _ = io.WriteString(w, answer)
	if path == "/v1/agents/reload" {
		s.tell(`{"type":"AgentReloginFailed","data":{"type":"AgentReloginFailed","reason":"AGENT_NOT_FOUND"}}`)
	}
}

func (s *server) socket(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{}
	ws, err := up.Upgrade(w, r, nil)
	if !assert.NoError(s.t, err) {
		return
	}
	s.mu.Lock()
	s.sockets = append(s.sockets, ws)
	s.mu.Unlock()
	for _, frame := range s.greets {
		s.tell(frame)
	}
	for {
		_, body, err := ws.ReadMessage()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.said = append(s.said, string(body))
		s.mu.Unlock()
		if string(body) == `{"keepalive":"true"}` && !s.deaf {
			s.tell(string(body))
		}
	}
}

// tell sends a frame over the last socket.
func (s *server) tell(frame string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sockets) > 0 {
		_ = s.sockets[len(s.sockets)-1].WriteMessage(websocket.TextMessage, []byte(frame))
	}
}

// requests are what was asked so far.
func (s *server) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...)
}

func says(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}
}

// traced are the records of a log as lines that do not differ between runs.
func traced(t *testing.T, s *server) []byte {
	var out strings.Builder
	for _, r := range s.log.Records() {
		r.Millis = 0
		line, err := json.Marshal(r)
		require.NoError(t, err)
		out.WriteString(strings.ReplaceAll(string(line), strings.TrimPrefix(s.web.URL, "http://"), "HOST") + "\n")
	}
	return []byte(out.String())
}
