package steps_test

import (
	"cmp"
	"encoding/json"
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

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/dummy"
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

// serve begins to serve the fake, and returns its file.
func (f *fake) serve(t *testing.T) *targets.Target {
	f.pages = map[string][]*websocket.Conn{}
	results := map[string]string{
		"hello":      `{"name":"fake","protocol":1,"worlds":"many","wires":["scapi"],"features":` + dummy.Features("world.redirect") + `,"can":{"options":true}}`,
		"world.open": `{"world":"w1","wires":{"scapi":{"address":"ws://HOST/desk?{account}"}}}`,
	}
	maps.Copy(results, f.stage)
	s := dummy.NewServer(t)
	s.Stage(results, func(method string) { f.note(method); f.tell(method) })
	desk := s.Talks(f.desk)
	if f.forbids {
		desk = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }
	}
	s.Handle("/desk", desk)
	return s.Start()
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
	file := f.serve(t)
	file.Cast = map[string]targets.Agent{
		"Ana": {Account: "1001", Number: "5001", First: "Ana"}, "Ben": {Account: "1002", Number: "5002"}, "Cleo": {Account: "1003"},
	}
	file.Customers = map[string]targets.Customer{"Carla": {Number: "555"}, "Chen": {Number: "666"}}
	file.Wires = map[string]targets.Wire{"scapi": {Origin: "http://here"}}
	file.RingTimeout = time.Second
	for _, a := range f.answers {
		if a == "-" { // it is waited for, and does not come
			file.Timeouts.Answer = 500 * time.Millisecond
		}
	}
	if f.file != nil {
		f.file(file)
	}
	wires := steps.Wires(map[string]string{"scapi": cmp.Or(f.profile, "union")}, f.strict)
	return dummy.Judged(t, file, wires, dummy.Load(t, tags, scenario), cmp.Or(f.timeout, time.Minute))
}

// theClaim is the one claim whose text has this in it.
func theClaim(t *testing.T, s result.Scenario, text string) result.Claim {
	t.Helper()
	got := dummy.Claims(s, text)
	if len(got) != 1 {
		var all []string
		for _, c := range s.Claims {
			all = append(all, c.Text)
		}
		t.Fatalf("%d claims have %q in them (%s %s): got %s", len(got), text, s.Outcome, s.Reason, strings.Join(all, "\n"))
	}
	return got[0]
}
