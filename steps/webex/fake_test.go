package webex_test

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
	"github.com/deskproof/deskproof/steps/webex"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a target that does nothing by itself: a test says what it answers, and what it
// tells whom on which occasion. An occasion is a call of the stage door, a method and a
// path with ORG for the organization, "socket" when one has opened, or "keepalive" when one
// has been answered.
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

// serve begins to serve the fake, and returns its file.
func (f *fake) serve(t *testing.T) *targets.Target {
	f.sockets = map[string][]*websocket.Conn{}
	results := map[string]string{
		"hello":      `{"name":"fake","protocol":1,"worlds":"many","wires":["webex"],"features":` + dummy.Features() + `,"can":{"clock":true,"count":true}}`,
		"world.open": `{"world":"w1","wires":{"webex":{"address":"http://HOST/webex"}}}`,
	}
	maps.Copy(results, f.stage)
	s := dummy.NewServer(t)
	s.Stage(results, func(method string) { f.happens("ana", method) })
	s.Handle("/webex/socket", s.Talks(f.socket))
	s.Handle("/webex/", f.request)
	file := s.Start()
	t.Cleanup(f.hangUp)
	return file
}

// hangUp ends all sockets.
func (f *fake) hangUp() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, ws := range slices.Concat(slices.Collect(maps.Values(f.sockets))...) {
		ws.Close()
	}
}

func (f *fake) request(w http.ResponseWriter, r *http.Request) {
	user, _, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), "_")
	name := r.Method + " " + strings.Replace(strings.TrimPrefix(r.URL.Path, "/webex"), org, "ORG", 1)
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
	dummy.Answer(w, strings.NewReplacer("HOST", r.Host, "USER", user).Replace(answer))
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
			f.happens(user, "keepalive")
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

// judged runs a scenario against a fake and returns how it came out.
func judged(t *testing.T, f *fake, tags, scenario string) result.Scenario {
	t.Helper()
	file := f.serve(t)
	file.Cast = map[string]targets.Agent{
		"Ana": {Account: "1001", Number: "5001", First: "Ana", Last: "Alves", User: "ana", Password: "p"},
		"Ben": {Account: "1002", Number: "5002", User: "ben", Password: "p"},
	}
	file.Customers = map[string]targets.Customer{"Carla": {Number: "5550191", Email: "carla@example.com"}}
	file.Destinations = map[string]string{"Support": "Support"}
	file.Timeouts.Answer = 500 * time.Millisecond
	if f.file != nil {
		f.file(file)
	}
	wires := dummy.Wires(book.Webex(), cmp.Or(f.profile, "sdk-3.12.0"), webex.Register)
	return dummy.Judged(t, file, wires, dummy.Load(t, "@wire:webex "+tags, scenario), time.Minute)
}
