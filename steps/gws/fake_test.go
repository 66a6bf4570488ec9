package gws_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
	"github.com/deskproof/deskproof/steps/gws"
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

// serve begins to serve the fake, and returns its file.
func (f *fake) serve(t *testing.T) *targets.Target {
	f.queues = map[string][]string{}
	results := map[string]string{
		"hello":      `{"name":"fake","protocol":1,"worlds":"many","wires":["gws"],"features":` + dummy.Features("routing.target") + `,"can":{"clock":true,"count":true}}`,
		"world.open": `{"world":"w1","wires":{"gws":{"address":"http://HOST/api/v2"}},"offerTimeoutMs":30000}`,
	}
	maps.Copy(results, f.stage)
	s := dummy.NewServer(t)
	s.Stage(results, f.happens)
	s.Handle("/api/v2/", f.request)
	return s.Start()
}

func (f *fake) request(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	path := strings.TrimPrefix(r.URL.Path, "/api/v2")
	user, _, _ := r.BasicAuth()
	if strings.HasPrefix(path, "/notifications") {
		dummy.Answer(w, f.bayeux(user, body))
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
	dummy.Answer(w, answer)
}

// bayeux answers what a client needs to listen, and hands over what is queued.
func (f *fake) bayeux(user string, body []byte) string {
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
	return string(answer)
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

// judged runs a scenario against a fake and returns how it came out.
func judged(t *testing.T, f *fake, tags, scenario string) result.Scenario {
	t.Helper()
	file := f.serve(t)
	file.Cast = map[string]targets.Agent{
		"Ana": {Account: "1001", First: "Ana", Last: "Alves", User: "ana", Password: "p"}, "Ben": {Account: "1002", User: "ben", Password: "p"},
	}
	file.Customers = map[string]targets.Customer{"Carla": {Email: "carla@example.com"}}
	file.Destinations = map[string]string{"Support": "Support"}
	if f.file != nil {
		f.file(file)
	}
	wires := dummy.Wires(book.GWS(), cmp.Or(f.profile, "8.5.0"), gws.Register)
	return dummy.Judged(t, file, wires, dummy.Load(t, "@wire:gws "+tags, scenario), time.Minute)
}
