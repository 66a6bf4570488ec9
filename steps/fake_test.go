package steps_test

import (
	"cmp"
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

	"github.com/deskproof/deskproof/fixtures/stage"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"

	"context"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a target that does nothing by itself: a test says what it answers, and
// what it tells Ana's desk on which occasion.
type fake struct {
	profile string              // to judge by; empty: union
	stage   map[string]string   // results of the stage door by method; one that begins with "error" refuses
	answers map[string]string   // members of the answers by request; "-": there is none
	tells   map[string][]string // frames for Ana's pages after a stage call or a request, by its name
	late    []string            // frames for Ana's pages once the target is thought to be at rest after call.arrive
	limit   int                 // so many agent.get are answered; 0: all
	closes  string              // the request at which Ana's connection ends
	forbids bool                // nobody may open a page
	file    func(*targets.Target)
	strict  bool
	timeout time.Duration

	mu    sync.Mutex
	pages map[string][]*websocket.Conn // by account
	asked []string                     // requests and stage calls, in order
}

// told is an event of an interaction, as a server tells it.
func told(eventType, id, state string, more ...string) string {
	return eventOf("interaction", eventType, id, state, more...)
}

func eventOf(name, eventType, id, state string, more ...string) string {
	members := append([]string{`"interactionId":` + quoted(id), `"state":` + quoted(state)}, more...)
	return fmt.Sprintf(`{"event":%q,"data":{"eventType":%q,"media":"voice","interaction":{%s}}}`, name, eventType, strings.Join(members, ","))
}

func quoted(s string) string { b, _ := json.Marshal(s); return string(b) }

// fakeAnswers are the answers to the requests that the harness asks by itself.
var fakeAnswers = map[string]string{
	"agent.get":          `"data":{"employeeId":"1001"}`,
	"agent.getState":     `"data":{"type":"LOGOUT"}`,
	"agent.getStateList": `"data":[{"type":"READY","operationName":"Ready"},{"type":"NOT_READY","operationName":"NotReady"}]`,
	"subscribe":          `"subscriptionId":"s"`,

	"system.getAllowedServices": `"data":[]`,
}

// completed adds what every message of a server has.
func completed(message string) []byte {
	return []byte(strings.TrimSuffix(message, "}") + `,"userAgent":"WWE Server","protocolVersion":2}`)
}

func (f *fake) serve(t *testing.T) *httptest.Server {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	var pending sync.WaitGroup
	with := func(talk func(*websocket.Conn, *http.Request)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			pending.Add(1)
			defer pending.Done()
			if f.forbids && r.URL.Path == "/desk" {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			ws, err := up.Upgrade(w, r, nil)
			if err != nil {
				t.Error(err)
				return
			}
			defer ws.Close()
			talk(ws, r)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/stage", with(f.stageDoor))
	mux.HandleFunc("/desk", with(f.desk))
	s := httptest.NewServer(mux)
	t.Cleanup(func() { s.Close(); pending.Wait() })
	return s
}

func (f *fake) stageDoor(ws *websocket.Conn, r *http.Request) {
	var features []string
	for _, m := range stage.Methods() {
		if m.Feature {
			features = append(features, m.Name)
		}
	}
	list, _ := json.Marshal(append(features, "world.redirect"))
	results := map[string]string{
		"hello":      `{"name":"fake","protocol":1,"worlds":"many","wires":["scapi"],"features":` + string(list) + `,"can":{"options":true}}`,
		"world.open": fmt.Sprintf(`{"world":"w1","wires":{"scapi":{"address":"ws://%s/desk?{account}"}}}`, r.Host),
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
		answer := `"result":{}`
		if r, ok := results[c.Method]; ok {
			answer = `"result":` + r
			if strings.HasPrefix(r, `"error"`) {
				answer = r
			}
		}
		f.note(c.Method)
		f.tell(c.Method)
		_ = ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,%s}`, c.ID, answer))
	}
}

func (f *fake) desk(ws *websocket.Conn, r *http.Request) {
	account := r.URL.RawQuery
	f.mu.Lock()
	f.pages[account] = append(f.pages[account], ws)
	f.mu.Unlock()
	for {
		_, body, err := ws.ReadMessage()
		if err != nil {
			return
		}
		var m struct {
			Request, Event string
			ReferenceID    json.RawMessage
		}
		_ = json.Unmarshal(body, &m) // something else has no answer
		name := m.Request + m.Event
		if name == f.closes && name != "" {
			return
		}
		f.note(name)
		atRest := name == "agent.get" && f.isAtRest()
		answer, ok := f.answers[name]
		if !ok {
			answer = fakeAnswers[name]
		}
		if name == "agent.get" && f.limit > 0 {
			if f.limit--; f.limit == 0 {
				answer, f.limit = "-", 1
			}
		}
		if answer != "-" && m.ReferenceID != nil {
			reference := fmt.Sprintf(`"referenceId":%s,`, m.ReferenceID)
			if strings.HasPrefix(answer, `"referenceId"`) {
				reference = ""
			}
			f.mu.Lock()
			_ = ws.WriteMessage(websocket.TextMessage, completed(strings.ReplaceAll("{"+reference+answer+"}", ",}", "}")))
			f.mu.Unlock()
		}
		f.tell(name)
		if atRest {
			f.tell("late")
		}
	}
}

// isAtRest reports whether that was the last fence after call.arrive: one comes before
// the barrier, and one after it.
func (f *fake) isAtRest() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.Index(f.asked, "call.arrive")
	return i >= 0 && slices.Equal(f.asked[i:], []string{"call.arrive", "agent.get", "barrier", "agent.get"})
}

// note writes down what is asked, before it is answered.
func (f *fake) note(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, what)
}

// tell tells Ana's pages what comes of something.
func (f *fake) tell(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	frames := f.tells[what]
	if what == "late" {
		frames = f.late
	}
	for _, frame := range frames {
		account, frame := "1001", frame
		if rest, ok := strings.CutPrefix(frame, "Ben: "); ok {
			account, frame = "1002", rest
		}
		for _, ws := range f.pages[account] {
			_ = ws.WriteMessage(websocket.TextMessage, completed(frame))
		}
	}
}

// judged runs a scenario against a fake and returns how it came out.
func judged(t *testing.T, f *fake, tags, scenario string) result.Scenario {
	t.Helper()
	f.pages = map[string][]*websocket.Conn{}
	s := f.serve(t)
	file := &targets.Target{
		Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: "ws" + strings.TrimPrefix(s.URL, "http") + "/stage"},
		Cast: map[string]targets.Agent{
			"Ana": {Account: "1001", Number: "5001", First: "Ana"}, "Ben": {Account: "1002", Number: "5002"}, "Cleo": {Account: "1003"},
		},
		Customers: map[string]targets.Customer{"Carla": {Number: "555"}, "Chen": {Number: "666"}},
		Wires:     map[string]targets.Wire{"scapi": {Origin: "http://here"}}, RingTimeout: time.Second,
		Settle: targets.Settle{Quiet: 20 * time.Millisecond},
	}
	for _, a := range f.answers {
		if a == "-" { // it is waited for, and does not come
			file.Timeouts.Answer = 500 * time.Millisecond
		}
	}
	if f.file != nil {
		f.file(file)
	}
	if f.timeout == 0 {
		f.timeout = time.Minute
	}
	wires := steps.Wires(map[string]string{"scapi": cmp.Or(f.profile, "union")}, f.strict)
	runs, wrong := suite.OnWires(load(t, tags, scenario), wires)
	require.Empty(t, wrong)
	var got result.Scenario
	_, err := suite.Run(t.Context(), suite.Config{
		Scenarios: runs, Wires: wires,
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{Target: file})
		},
		Seed: 1, Jobs: 1, Timeout: f.timeout, Again: func(string) string { return "" },
		Out: result.NewWriter(io.Discard), Ended: func(s *result.Scenario) { got = *s },
	})
	require.NoError(t, err)
	require.NotEmpty(t, got.Steps)
	return got
}

// load makes a scenario of its steps.
func load(t *testing.T, tags, scenario string) []*suite.Scenario {
	t.Helper()
	text := "Feature: f\n  " + tags + "\n  Scenario: s\n" + scenario
	all, err := suite.Load(fstest.MapFS{"x.feature": {Data: []byte(text)}}, nil)
	require.NoError(t, err)
	return all
}

// claims are the claims of a scenario whose text has this in it.
func claims(s result.Scenario, text string) []result.Claim {
	return slices.DeleteFunc(slices.Clone(s.Claims), func(c result.Claim) bool { return !strings.Contains(c.Text, text) })
}

// theClaim is the one claim whose text has this in it.
func theClaim(t *testing.T, s result.Scenario, text string) result.Claim {
	t.Helper()
	got := claims(s, text)
	if len(got) != 1 {
		var all []string
		for _, c := range s.Claims {
			all = append(all, c.Text)
		}
		t.Fatalf("%d claims have %q in them (%s %s): got %s", len(got), text, s.Outcome, s.Reason, strings.Join(all, "\n"))
	}
	return got[0]
}
