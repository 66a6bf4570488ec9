package webex_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/stage"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/webex"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a target that does nothing by itself: a test says what it answers, and what it
// tells whom on which occasion. An occasion is a call of the stage door, a method and a
// path with ORG for the organization, or "socket" when one has opened.
type fake struct {
	profile string
	answers map[string]string   // bodies, after an HTTP status if that is not 200; by occasion. HOST stands for its own address
	headers map[string]string   // of every answer
	tells   map[string][]string // notifications, for Ana unless "Ben: " comes before; by occasion
	also    map[string]func()   // what happens besides; by occasion
	stage   map[string]string   // results of the stage door, by method
	file    func(*targets.Target)
	deaf    bool // keepalives are not answered

	mu      sync.Mutex
	sockets map[string][]*websocket.Conn // by user
}

// names, of which Ana's and Ben's agents have their ids.
const (
	org        = "/organization/11111111-2222-4333-8444-555555555555"
	reloginNot = `{"type":"AgentReloginFailed","data":{"type":"AgentReloginFailed","reason":"AGENT_NOT_FOUND"}}`
	loggedIn   = `{"type":"StationLogin","data":{"type":"AgentStationLoginSuccess","subStatus":"Idle","channelsMap":{}}}`
)

// state is what tells an agent of their state.
func state(sub string) string {
	return fmt.Sprintf(`{"type":"AgentStateChange","data":{"type":"AgentStateChangeSuccess","subStatus":%q}}`, sub)
}

// usual is what a fake answers and tells unless a test says otherwise: an agent registers,
// logs in, and becomes available.
func usual() *fake {
	catalogue := `{"serviceLinks":{"wcc-api-gateway":"http://HOST/webex","metrics":"http://HOST/webex/metrics/api/v1"},"hostCatalog":{}}`
	return &fake{
		answers: map[string]string{
			"GET /u2c/api/v1/limited/catalog":   catalogue,
			"GET /u2c/api/v1/catalog":           catalogue,
			"POST /v1/notification/subscribe":   `{"webSocketUrl":"ws://HOST/webex/socket?USER","subscriptionId":"s"}`,
			"GET ORG/user/by-ci-user-id/ana":    `{"ciUserId":"ana","firstName":"Ana","agentProfileId":"p","siteId":"s","teamIds":["t1","t2"]}`,
			"GET ORG/user/by-ci-user-id/ben":    `{"ciUserId":"ben","agentProfileId":"p","siteId":"s","teamIds":["t1"]}`,
			"GET ORG/v2/team":                   `{"meta":{"totalPages":1},"data":[{"id":"t1"},{"id":"t2"}]}`,
			"GET ORG/v2/auxiliary-code":         `{"meta":{"totalPages":1},"data":[{"id":"i1","name":"Lunch","active":true,"workTypeCode":"IDLE_CODE"}]}`,
			"GET ORG/v2/contact-service-queue":  `{"meta":{"totalPages":1},"data":[{"id":"q1","name":"Support"}]}`,
			"GET ORG/v2/contact-service-queue?": `{"meta":{"totalPages":1},"data":[]}`,
			"GET ORG/agent-profile/p":           `{"dialPlanEnabled":false}`,
		},
		tells: map[string][]string{
			"POST /v1/agents/reload":       {reloginNot},
			"POST /v1/agents/login":        {loggedIn},
			"PUT /v1/agents/session/state": {state("Available")},
		},
		stage: map[string]string{},
	}
}

func (f *fake) serve(t *testing.T) *httptest.Server {
	f.sockets = map[string][]*websocket.Conn{}
	var pending sync.WaitGroup
	mux := http.NewServeMux()
	upgraded := func(talk func(ws *websocket.Conn, r *http.Request)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			pending.Add(1)
			defer pending.Done()
			ws, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
			if err != nil {
				t.Error(err)
				return
			}
			defer ws.Close()
			talk(ws, r)
		}
	}
	mux.HandleFunc("/stage", upgraded(func(ws *websocket.Conn, r *http.Request) { f.stageDoor(ws, r.Host) }))
	mux.HandleFunc("/webex/socket", upgraded(f.socket))
	mux.HandleFunc("/webex/", f.request)
	s := httptest.NewServer(mux)
	t.Cleanup(func() {
		f.mu.Lock()
		for _, ws := range slices.Concat(slices.Collect(maps.Values(f.sockets))...) {
			ws.Close()
		}
		f.mu.Unlock()
		s.Close()
		pending.Wait()
	})
	return s
}

func (f *fake) stageDoor(ws *websocket.Conn, host string) {
	var features []string
	for _, m := range stage.Methods() {
		if m.Feature {
			features = append(features, m.Name)
		}
	}
	list, _ := json.Marshal(features)
	results := map[string]string{
		"hello":      `{"name":"fake","protocol":1,"worlds":"many","wires":["webex"],"features":` + string(list) + `,"can":{"clock":true,"count":true}}`,
		"world.open": fmt.Sprintf(`{"world":"w1","wires":{"webex":{"address":"http://%s/webex"}}}`, host),
	}
	maps.Copy(results, f.stage)
	for {
		var c struct {
			ID     int    `json:"id"`
			Method string `json:"method"`
		}
		if ws.ReadJSON(&c) != nil {
			return
		}
		f.happens("ana", c.Method)
		_ = ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"result":%s}`, c.ID, cmp.Or(results[c.Method], "{}")))
	}
}

func (f *fake) request(w http.ResponseWriter, r *http.Request) {
	user, _, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), "_")
	name := r.Method + " " + strings.Replace(strings.TrimPrefix(r.URL.Path, "/webex"), org, "ORG", 1)
	w.Header().Set("Content-Type", "application/json")
	for h, value := range f.headers {
		w.Header().Set(h, value)
	}
	answer, ok := f.answers[name]
	if next, further := f.answers[name+"?"]; further && !strings.Contains(r.URL.RawQuery, "page=0") {
		answer = next
	}
	if !ok {
		answer = `{}`
	}
	if code, rest, has := strings.Cut(answer, " "); has && len(code) == 3 {
		var status int
		_, _ = fmt.Sscan(code, &status)
		w.WriteHeader(status)
		answer = rest
	}
	_, _ = io.WriteString(w, strings.NewReplacer("HOST", r.Host, "USER", user).Replace(answer))
	f.happens(user, name)
}

func (f *fake) socket(ws *websocket.Conn, r *http.Request) {
	user := r.URL.RawQuery
	f.mu.Lock()
	f.sockets[user] = append(f.sockets[user], ws)
	_ = ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"type":"Welcome","data":{"agentId":%q}}`, user))
	f.mu.Unlock()
	f.happens(user, "socket")
	for {
		_, body, err := ws.ReadMessage()
		if err != nil {
			return
		}
		if !f.deaf {
			f.mu.Lock()
			_ = ws.WriteMessage(websocket.TextMessage, body)
			f.mu.Unlock()
		}
	}
}

// happens tells what an occasion leads to.
func (f *fake) happens(user, what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if also := f.also[what]; also != nil {
		also()
	}
	for _, frame := range f.tells[what] {
		whom := user
		if rest, ok := strings.CutPrefix(frame, "Ben: "); ok {
			whom, frame = "ben", rest
		}
		if all := f.sockets[whom]; len(all) > 0 {
			_ = all[len(all)-1].WriteMessage(websocket.TextMessage, []byte(frame))
		}
	}
}

// judged runs a scenario against a fake and returns how it came out. No oracle reads the
// trace: what is claimed is claimed by sentences.
func judged(t *testing.T, f *fake, tags, scenario string) result.Scenario {
	t.Helper()
	s := f.serve(t)
	file := &targets.Target{
		Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: "ws" + strings.TrimPrefix(s.URL, "http") + "/stage"},
		Cast: map[string]targets.Agent{
			"Ana": {Account: "1001", Number: "5001", First: "Ana", Last: "Alves", User: "ana", Password: "p"},
			"Ben": {Account: "1002", Number: "5002", User: "ben", Password: "p"},
		},
		Customers:    map[string]targets.Customer{"Carla": {Number: "5550191", Email: "carla@example.com"}},
		Destinations: map[string]string{"Support": "Support"},
		Settle:       targets.Settle{Quiet: 20 * time.Millisecond},
		Timeouts:     targets.Timeouts{Answer: 500 * time.Millisecond},
	}
	if f.file != nil {
		f.file(file)
	}
	wires := []suite.Wire{{
		Name: "webex", Rules: &oracle.Rules{Book: book.Webex(), Profile: cmp.Or(f.profile, "sdk-3.12.0")}, Sentences: webex.Register,
		Judge: func([]trace.Record) oracle.Verdict { return oracle.Verdict{} },
	}}
	runs, wrong := suite.OnWires(load(t, tags, scenario), wires)
	require.Empty(t, wrong)
	var got result.Scenario
	_, err := suite.Run(t.Context(), suite.Config{
		Scenarios: runs, Wires: wires,
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{Target: file})
		},
		Seed: 1, Jobs: 1, Timeout: time.Minute, Again: func(string) string { return "" },
		Out: result.NewWriter(io.Discard), Ended: func(s *result.Scenario) { got = *s },
	})
	require.NoError(t, err)
	require.NotEmpty(t, got.Steps)
	return got
}

// load makes a scenario of its steps.
func load(t *testing.T, tags, scenario string) []*suite.Scenario {
	t.Helper()
	text := "Feature: f\n  @wire:webex " + tags + "\n  Scenario: s\n" + scenario
	all, err := suite.Load(fstest.MapFS{"x.feature": {Data: []byte(text)}}, nil)
	require.NoError(t, err)
	return all
}
