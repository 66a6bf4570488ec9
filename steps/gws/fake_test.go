package gws_test

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
	"github.com/deskproof/deskproof/steps/gws"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake is a target that does nothing by itself: a test says what it answers, and what it
// tells whom on which occasion. An occasion is a call of the stage door, the name of an
// operation, or a method and a path.
type fake struct {
	profile string
	answers map[string]string   // bodies, after an HTTP status if that is not 200; by occasion
	tells   map[string][]string // data of notifications, for Ana unless "Ben: " comes before; by occasion
	stage   map[string]string   // results of the stage door, by method
	file    func(*targets.Target)
	also    map[string]func() // what happens besides, before the answer; by occasion

	mu     sync.Mutex
	queues map[string][]string // by user
	asked  []string            // occasions, in order
}

// about is a notification about the interaction that tests speak of.
func about(state string, more ...string) string {
	members := append([]string{`"messageTypeName":"InteractionStateMessage"`, `"id":"1"`, fmt.Sprintf(`"state":%q`, state), `"channel":"email"`}, more...)
	return "{" + strings.Join(members, ",") + "}"
}

// usual is what a fake answers and tells unless a test says otherwise: an e-mail is
// offered, and can be accepted.
func usual() *fake {
	return &fake{
		answers: map[string]string{
			"GET /me":               `{"statusCode":0,"user":{"id":"u"}}`,
			"GET /me/interactions":  `{"statusCode":0,"uris":["http://here/api/v2/interactions/1"]}`,
			"GET /interactions":     `{"statusCode":0,"uris":[]}`,
			"GET /interactions/1":   `{"statusCode":0,"interaction":` + about("Accepted") + `}`,
			"GET /me/workbins":      `{"statusCode":0,"workbins":[{"workbinId":"W","workbinName":"Mine"}]}`,
			"GET /me/interactions?": `{"statusCode":0,"interactions":[` + about("Accepted") + `]}`,
		},
		tells: map[string][]string{"email.arrive": {about("Invited")}, "Accept": {about("Accepted")}},
		stage: map[string]string{},
	}
}

func (f *fake) serve(t *testing.T) *httptest.Server {
	f.queues = map[string][]string{}
	var pending sync.WaitGroup
	mux := http.NewServeMux()
	mux.HandleFunc("/stage", func(w http.ResponseWriter, r *http.Request) {
		pending.Add(1)
		defer pending.Done()
		ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer ws.Close()
		f.stageDoor(ws, r.Host)
	})
	mux.HandleFunc("/api/v2/", f.request)
	s := httptest.NewServer(mux)
	t.Cleanup(func() { s.Close(); pending.Wait() })
	return s
}

func (f *fake) stageDoor(ws *websocket.Conn, host string) {
	var features []string
	for _, m := range stage.Methods() {
		if m.Feature {
			features = append(features, m.Name)
		}
	}
	list, _ := json.Marshal(append(features, "routing.target"))
	results := map[string]string{
		"hello":      `{"name":"fake","protocol":1,"worlds":"many","wires":["gws"],"features":` + string(list) + `,"can":{"clock":true,"count":true}}`,
		"world.open": fmt.Sprintf(`{"world":"w1","wires":{"gws":{"address":"http://%s/api/v2"}},"offerTimeoutMs":30000}`, host),
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
		f.happens(c.Method)
		_ = ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"result":%s}`, c.ID, cmp.Or(results[c.Method], "{}")))
	}
}

func (f *fake) request(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	path := strings.TrimPrefix(r.URL.Path, "/api/v2")
	user, _, _ := r.BasicAuth()
	w.Header().Set("Content-Type", "application/json")
	if strings.HasPrefix(path, "/notifications") {
		_, _ = w.Write(f.bayeux(user, body))
		return
	}
	var operation struct{ OperationName string }
	_ = json.Unmarshal(body, &operation) // something else has none
	name := cmp.Or(operation.OperationName, r.Method+" "+path)
	if r.URL.RawQuery != "" {
		name += "?"
	}
	f.happens(name)
	answer, ok := f.answers[name]
	if !ok {
		answer = `{"status":"ok","statusCode":0}`
	}
	if code, rest, has := strings.Cut(answer, " "); has && len(code) == 3 {
		var status int
		_, _ = fmt.Sscan(code, &status)
		w.WriteHeader(status)
		answer = rest
	}
	_, _ = io.WriteString(w, answer)
}

// bayeux answers what a client needs to listen, and hands over what is queued.
func (f *fake) bayeux(user string, body []byte) []byte {
	var batch []map[string]any
	_ = json.Unmarshal(body, &batch)
	var out []any
	for _, m := range batch {
		reply := map[string]any{"channel": m["channel"], "id": m["id"], "successful": true, "advice": map[string]any{"reconnect": "retry", "interval": 0, "timeout": 30000}}
		switch m["channel"] {
		case "/meta/handshake":
			maps.Copy(reply, map[string]any{"version": "1.0", "clientId": "c-" + user, "supportedConnectionTypes": []string{"long-polling"}})
		case "/meta/subscribe":
			reply["subscription"] = m["subscription"]
		case "/meta/connect":
			for _, data := range f.take(user) {
				out = append(out, map[string]any{"channel": "/v2/me/interactions", "data": json.RawMessage(data)})
			}
		}
		out = append(out, reply)
	}
	answer, _ := json.Marshal(out)
	return answer
}

// happens writes down an occasion, and queues what it leads to.
func (f *fake) happens(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, what)
	if also := f.also[what]; also != nil {
		also()
	}
	for _, data := range f.tells[what] {
		user := "ana"
		if rest, ok := strings.CutPrefix(data, "Ben: "); ok {
			user, data = "ben", rest
		}
		f.queues[user] = append(f.queues[user], data)
	}
}

// onto adds what happens on an occasion, before it is answered.
func (f *fake) onto(what string, also func()) { f.also = map[string]func(){what: also} }

func (f *fake) take(user string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := f.queues[user]
	f.queues[user] = nil
	return out
}

// judged runs a scenario against a fake and returns how it came out. No oracle reads the
// trace: what is claimed is claimed by sentences.
func judged(t *testing.T, f *fake, tags, scenario string) result.Scenario {
	t.Helper()
	s := f.serve(t)
	file := &targets.Target{
		Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: "ws" + strings.TrimPrefix(s.URL, "http") + "/stage"},
		Cast: map[string]targets.Agent{
			"Ana": {Account: "1001", First: "Ana", Last: "Alves", User: "ana", Password: "p"}, "Ben": {Account: "1002", User: "ben", Password: "p"},
		},
		Customers:    map[string]targets.Customer{"Carla": {Email: "carla@example.com"}},
		Destinations: map[string]string{"Support": "Support"},
		Settle:       targets.Settle{Quiet: 20 * time.Millisecond},
	}
	if f.file != nil {
		f.file(file)
	}
	wires := []suite.Wire{{
		Name: "gws", Rules: &oracle.Rules{Book: book.GWS(), Profile: cmp.Or(f.profile, "8.5.0")}, Sentences: gws.Register,
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
	text := "Feature: f\n  @wire:gws " + tags + "\n  Scenario: s\n" + scenario
	all, err := suite.Load(fstest.MapFS{"x.feature": {Data: []byte(text)}}, nil)
	require.NoError(t, err)
	return all
}

// claims are the claims of a scenario whose text has this in it.
func claims(s result.Scenario, text string) []result.Claim {
	return slices.DeleteFunc(slices.Clone(s.Claims), func(c result.Claim) bool { return !strings.Contains(c.Text, text) })
}
