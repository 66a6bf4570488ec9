package scapi_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// sample is what the index of fixtures/samples says of a printed payload.
type sample struct {
	File, Kind, Item string
	Body             json.RawMessage `json:"-"`
}

// printed are the samples of a kind.
func printed(t *testing.T, kind string) []sample {
	t.Helper()
	const folder = "../../../fixtures/samples/scapi/"
	index, err := os.ReadFile(folder + "index.json")
	require.NoError(t, err)
	var all, out []sample
	require.NoError(t, json.Unmarshal(index, &all))
	for _, s := range all {
		if s.Kind == kind {
			s.Body, err = os.ReadFile(folder + s.File)
			require.NoError(t, err)
			out = append(out, s)
		}
	}
	require.NotEmpty(t, out)
	return out
}

// An event that a document prints is read with all that is in it.
func TestPrintedEventsAreRead(t *testing.T) {
	for _, s := range printed(t, "event") {
		t.Run(s.File, func(t *testing.T) {
			alone(t, func(t *testing.T, p *scapi.Page, server *server) {
				members := trace.ObjectOf(s.Body)
				message := map[string]json.RawMessage{"event": members.Get("event"), "data": members.Get("data")}
				body, err := json.Marshal(message)
				require.NoError(t, err)
				server.say(string(body))
				synctest.Wait()
				got := scapi.Events(server.log.Records(), "Ana", p.Number())
				require.Len(t, got, 1)
				assert.JSONEq(t, string(members.Get("event")), `"`+got[0].Name+`"`)
				for _, m := range members.Object("data") {
					assert.JSONEq(t, string(m.Value), string(got[0].Data.Get(m.Name)), m.Name)
				}
				if want := members.Object("data").Get("eventType"); want != nil {
					assert.JSONEq(t, string(want), `"`+got[0].Type+`"`)
				}
			})
		})
	}
}

// An answer that a document prints is the result of its request.
func TestPrintedAnswersAreRead(t *testing.T) {
	for _, s := range printed(t, "answer data") {
		t.Run(s.File, func(t *testing.T) {
			alone(t, func(t *testing.T, p *scapi.Page, server *server) {
				request := strings.TrimSuffix(strings.TrimPrefix(s.Item, "scapi.method."), ".answer")
				sent, err := p.Request(request, nil)
				require.NoError(t, err)
				var data any
				require.NoError(t, json.Unmarshal(s.Body, &data))
				body, err := json.Marshal(map[string]any{"referenceId": "0", "data": data})
				require.NoError(t, err)
				server.say(string(body))
				got, err := sent.Wait(t.Context())
				require.NoError(t, err)
				assert.JSONEq(t, string(s.Body), string(got.Data))
			})
		})
	}
}

// A call that a document prints is the request that a page sends.
func TestPrintedCallsAreSent(t *testing.T) {
	names := func(list ...string) target.Action { return target.Action{Verb: target.ReadOptions, Names: list} }
	data := json.RawMessage(`{"MyKEY1":"MyValue1","MyKEY2":"MyValue2"}`)
	calls := map[string]func(*scapi.Page) error{
		"set-user-data.json":               does(target.Action{Verb: target.SetData, Interaction: "1", Data: data}),
		"get-option.json":                  does(names("voice.auto-answer")),
		"get-option-section.json":          does(names("CustomSection/option.custom.customer.code")),
		"get-option-several.json":          does(names("voice.auto-answer", "privilege.email.can-mark-done")),
		"get-option-several-sections.json": does(names("privilege.*", "CustomSection/option.custom.customer.code")),
		"subscribe.json":                   subscribes("agent", "interaction"),
		"subscribe-interaction.json":       subscribes("interaction"),
	}
	for _, s := range printed(t, "request") {
		t.Run(s.File, func(t *testing.T) {
			require.Contains(t, calls, s.File)
			alone(t, func(t *testing.T, p *scapi.Page, server *server) {
				require.NoError(t, calls[s.File](p))
				heard := trace.ObjectOf(json.RawMessage(server.hear()))
				for _, m := range trace.ObjectOf(s.Body) {
					got := string(heard.Get(m.Name))
					if m.Name == "data" && !strings.HasPrefix(got, "[") {
						got = "[" + got + "]" // one name may be given as a text
					}
					assert.JSONEq(t, string(m.Value), got, m.Name)
				}
			})
		})
	}
}

func does(a target.Action) func(*scapi.Page) error {
	return func(p *scapi.Page) error { _, err := p.Do(a); return err }
}

func subscribes(names ...string) func(*scapi.Page) error {
	return func(p *scapi.Page) error { _, err := p.Subscribe(names...); return err }
}
