package target_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// able is a hello that can do everything.
const able = `{"protocol":1,"worlds":"many","features":["world.redirect","fault.set","call.arrive","clock.advance"],"can":{"options":true,"profile":true,"faults":true,"count":true}}`

// visited is a target and the calls that its stage door got.
func visited(t *testing.T, by map[string]string) (*targets.Target, func() []call) {
	t.Helper()
	say := results(by)
	calls := make(chan call, 100)
	file := doorAt(t, func(c call) []string {
		calls <- c
		return []string{answer(c.ID, say(c))}
	})
	file.Cast = map[string]targets.Agent{"Ana": {Account: "1001", Number: "5001"}, "Ben": {Account: "1002"}}
	file.Customers = map[string]targets.Customer{"Carla": {Number: "555"}}
	file.Campaigns = map[string]string{"Spring": "SPRING_1"}
	file.Destinations = map[string]string{"Billing": "CC_Billing"}
	file.RingTimeout = 15 * time.Second
	return file, func() (out []call) {
		for len(calls) > 0 {
			out = append(out, <-calls)
		}
		return out
	}
}

func TestOpenWorldAsksForWhatCanBeSet(t *testing.T) {
	fault := json.RawMessage(`{"do":"lose"}`)
	const plain = `{"protocol":1,"worlds":"many"}`
	tests := map[string]struct {
		hello   string
		options map[string]string // of the target file
		spec    target.Spec
		want    map[string]any // the parameters of world.open
		lacks   string         // what is not offered
	}{
		"nothing":                    {plain, nil, target.Spec{Seed: 7, Profile: "union"}, map[string]any{"seed": 7.0}, ""},
		"a profile":                  {able, nil, target.Spec{Profile: "union"}, map[string]any{"seed": 0.0, "profile": "union"}, ""},
		"an option":                  {able, nil, target.Spec{Options: map[string]string{"a": "1"}}, map[string]any{"seed": 0.0, "profile": "", "options": map[string]any{"a": "1"}}, ""},
		"an option that is fixed so": {plain, map[string]string{"a": "1"}, target.Spec{Options: map[string]string{"a": "1"}}, map[string]any{"seed": 0.0}, ""},
		"an option fixed otherwise":  {plain, map[string]string{"a": "2"}, target.Spec{Options: map[string]string{"a": "1"}}, nil, `option a set to "1"`},
		"an option nobody declares":  {plain, nil, target.Spec{Options: map[string]string{"a": ""}}, nil, `option a set to ""`},
		"options nobody declares":    {plain, nil, target.Spec{Options: map[string]string{"c": "3", "a": "1", "b": "2"}}, nil, `option a set to "1"`},
		"a redirect":                 {able, nil, target.Spec{Redirect: "Ben"}, map[string]any{"seed": 0.0, "profile": "", "redirectTo": "1002"}, ""},
		"a redirect it does not do":  {plain, nil, target.Spec{Redirect: "Ben"}, nil, "sending unanswered calls on (world.redirect)"},
		"a redirect to nobody":       {able, nil, target.Spec{Redirect: "Zoe"}, nil, "an agent to play Zoe (the target file's cast: Ana, Ben)"},
		"faults it does not have":    {plain, nil, target.Spec{Faults: []json.RawMessage{fault}}, nil, "faults"},
		"faults":                     {able, nil, target.Spec{Faults: []json.RawMessage{fault}}, map[string]any{"seed": 0.0, "profile": ""}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file, calls := visited(t, map[string]string{"hello": tt.hello, "world.open": `{"world":"w1"}`})
			file.Options = tt.options
			w, err := connect(t, file).OpenWorld(t.Context(), tt.spec, trace.NewLog())
			if tt.lacks != "" {
				notOffered(tt.lacks)(t, err)
				assert.Len(t, calls(), 1, "nothing was asked but hello")
				return
			}
			require.NoError(t, err)
			require.NoError(t, w.Close(t.Context()))
			want := []call{{2, "world.open", tt.want}}
			if tt.spec.Faults != nil {
				want = append(want, call{3, "fault.set", map[string]any{"world": "w1", "faults": []any{map[string]any{"do": "lose"}}}})
			}
			want = append(want, call{len(want) + 2, "world.close", map[string]any{"world": "w1"}})
			if diff := cmp.Diff(want, calls()[1:]); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOpenWorldRefusesAnAnswerItCannotUse(t *testing.T) {
	tests := map[string]struct{ result, want string }{
		"another type": {`{"world":1}`, "stage door: world.open: json: cannot unmarshal number"},
		"no name":      {`{}`, "stage door: world.open: the answer names no world, which a target with many worlds must"},
		"no date":      {`{"world":"w1","date":"16.11.2026"}`, `stage door: world.open: date is "16.11.2026", expected one such as 2026-11-16T08:00`},
		"no offer":     {`{"world":"w1","offerTimeoutMs":-1}`, "stage door: world.open: offerTimeoutMs is -1, expected between 0, for ever, and 86400000, a day"},
		"no time":      {`{"world":"w1","ringTimeoutMs":-1}`, "stage door: world.open: ringTimeoutMs is -1, expected between 0, for ever, and 86400000, a day"},
		"ages":         {`{"world":"w1","ringTimeoutMs":9223372036854775807}`, "stage door: world.open: ringTimeoutMs is 9223372036854775807, expected"},
		"a refusal":    {`"error":{"code":-32000,"message":"all are taken"}`, "stage door: world.open: all are taken (code -32000)"},
		"no method":    {`"error":{"code":-32601,"message":"what?"}`, "stage door: world.open: what? (code -32601)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file, _ := visited(t, map[string]string{"world.open": tt.result})
			_, err := connect(t, file).OpenWorld(t.Context(), target.Spec{}, trace.NewLog())
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestAWorldWhoseFaultsAreRefusedIsClosed(t *testing.T) {
	file, calls := visited(t, map[string]string{"hello": able, "world.open": `{"world":"w1"}`, "fault.set": `"error":{"code":-32602,"message":"no such fault"}`})
	_, err := connect(t, file).OpenWorld(t.Context(), target.Spec{Faults: []json.RawMessage{[]byte(`{}`)}}, trace.NewLog())
	refused(-32602, false)(t, err)
	got := calls()
	assert.Equal(t, "world.close", got[len(got)-1].Method)
}

func TestStageCallsNameTheirWorldAndAreWrittenDown(t *testing.T) {
	file, calls := visited(t, map[string]string{
		"hello": `{"protocol":1,"worlds":"one","features":["call.arrive","clock.advance"]}`, "clock.advance": `"error":{"code":-32000,"message":"no"}`,
	})
	log := trace.NewLog()
	to := connect(t, file)
	w, err := to.OpenWorld(t.Context(), target.Spec{}, log)
	require.NoError(t, err)
	assert.Same(t, to, w.Target())
	_, err = w.Stage(t.Context(), "call.arrive", map[string]any{"agent": "1001"})
	require.NoError(t, err)
	_, err = w.Stage(t.Context(), "barrier", map[string]any{})
	require.NoError(t, err)
	refused(-32000, true)(t, w.Advance(t.Context(), 1500*time.Millisecond))
	_, err = w.Stage(t.Context(), "call.answer", map[string]any{})
	notOffered("call.answer at its stage door")(t, err)

	want := []call{
		{2, "world.open", map[string]any{"seed": 0.0}}, {3, "call.arrive", map[string]any{"agent": "1001"}},
		{4, "barrier", map[string]any{}}, {5, "clock.advance", map[string]any{"ms": 1500.0}},
	}
	if diff := cmp.Diff(want, calls()[1:]); diff != "" {
		t.Errorf("calls of a target with one world (-want +got):\n%s", diff)
	}
	var lines []string
	for _, r := range log.Records() {
		assert.Equal(t, trace.Stage, r.Door)
		line := string(r.Dir) + " " + string(r.Frame) + r.Text
		if r.Fence {
			line += " (fence)"
		}
		lines = append(lines, line)
	}
	assert.Equal(t, []string{
		`sent {"method":"world.open","params":{"seed":0}}`, `received {}`,
		`sent {"method":"call.arrive","params":{"agent":"1001"}}`, `received {}`,
		`sent {"method":"barrier","params":{}} (fence)`, `received {} (fence)`,
		`sent {"method":"clock.advance","params":{"ms":1500}}`, `event stage door: clock.advance: no (code -32000)`,
	}, lines)
}

func TestTheRingTimeout(t *testing.T) {
	tests := map[string]struct {
		opened string
		want   time.Duration
	}{
		"the target file's":   {`{"world":"w1"}`, 15 * time.Second},
		"the world's":         {`{"world":"w1","ringTimeoutMs":2500}`, 2500 * time.Millisecond},
		"calls ring for ever": {`{"world":"w1","ringTimeoutMs":0}`, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file, _ := visited(t, map[string]string{"world.open": tt.opened})
			w, err := connect(t, file).OpenWorld(t.Context(), target.Spec{}, trace.NewLog())
			require.NoError(t, err)
			assert.Equal(t, tt.want, w.RingTimeout())
		})
	}
}

func TestTheDateMovesOnWithTheClock(t *testing.T) {
	file, _ := visited(t, map[string]string{"hello": able, "world.open": `{"world":"w1","date":"2026-11-16T08:00"}`, "clock.advance": `{"now":1}`})
	w, err := connect(t, file).OpenWorld(t.Context(), target.Spec{}, trace.NewLog())
	require.NoError(t, err)
	require.NoError(t, w.Advance(t.Context(), 90*time.Minute))
	date, err := w.Date()
	require.NoError(t, err)
	assert.Equal(t, time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC), date)

	file, _ = visited(t, map[string]string{"world.open": `{"world":"w1"}`})
	w, err = connect(t, file).OpenWorld(t.Context(), target.Spec{}, trace.NewLog())
	require.NoError(t, err)
	_, err = w.Date()
	var lacks *target.NotOfferedError
	assert.ErrorAs(t, err, &lacks)
}

func TestWhereAClientConnects(t *testing.T) {
	const opened = `{"world":"w1","wires":{"scapi":{"address":"ws://door/{account}/desk"}}}`
	tests := map[string]struct {
		opened  string
		wire    targets.Wire
		address string
		header  http.Header
		lacks   string
	}{
		"the stage door says":                    {opened, targets.Wire{}, "ws://door/10%2001/desk", http.Header{}, ""},
		"the target file says, of the one world": {opened, targets.Wire{Address: "ws://file/?a={account}"}, "ws://file/?a=10%2001", http.Header{}, ""},
		"both say, of many worlds":               {opened, targets.Wire{Address: "ws://file/?a={account}"}, "ws://door/10%2001/desk", http.Header{}, ""},
		"one of many worlds, by file":            {`{"world":"w1"}`, targets.Wire{Address: "ws://file/?a={account}"}, "ws://file/?a=10%2001", http.Header{}, ""},
		"with an origin and headers":             {opened, targets.Wire{Origin: "http://here", Headers: map[string]string{"authorization": "x", "Origin": "y"}}, "ws://door/10%2001/desk", http.Header{"Authorization": {"x"}, "Origin": {"http://here"}}, ""},
		"nobody says":                            {`{"world":"w1"}`, targets.Wire{Origin: "http://here"}, "", nil, "no address of the wire scapi"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			said := map[string]string{"world.open": tt.opened}
			if strings.Contains(name, "the one world") {
				said["hello"] = strings.Replace(hello, "many", "one", 1)
			}
			file, _ := visited(t, said)
			file.Wires = map[string]targets.Wire{"scapi": tt.wire}
			w, err := connect(t, file).OpenWorld(t.Context(), target.Spec{}, trace.NewLog())
			require.NoError(t, err)
			address, header, err := w.Address("scapi", "10 01")
			if tt.lacks != "" {
				require.ErrorContains(t, err, tt.lacks)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.address, address)
			assert.Equal(t, tt.header, header)
		})
	}
}

func TestTheOrganization(t *testing.T) {
	tests := map[string]struct{ worlds, said, file, want string }{
		"nobody says":                  {"many", ``, "", ""},
		"the stage door says":          {"many", `"organization":"o1"`, "", "o1"},
		"the target file says":         {"one", ``, "o2", "o2"},
		"both say, of the one world":   {"one", `"organization":"o1"`, "o2", "o2"},
		"both say, of one of the many": {"many", `"organization":"o1"`, "o2", "o1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file, _ := visited(t, map[string]string{
				"hello": strings.Replace(able, "many", tt.worlds, 1), "world.open": `{"world":"w1","wires":{"webex":{` + tt.said + `}}}`,
			})
			file.Wires = map[string]targets.Wire{"webex": {Organization: tt.file}}
			w, err := connect(t, file).OpenWorld(t.Context(), target.Spec{}, trace.NewLog())
			require.NoError(t, err)
			assert.Equal(t, tt.want, w.Organization("webex"))
		})
	}
}

func TestTheCast(t *testing.T) {
	file, _ := visited(t, nil)
	to := connect(t, file)
	ana, err := to.Agent("Ana")
	require.NoError(t, err)
	assert.Equal(t, "1001", ana.Account)
	_, err = to.Agent("Zoe")
	notOffered("an agent to play Zoe (the target file's cast: Ana, Ben)")(t, err)
	_, err = to.Agent("Anna")
	notOffered("an agent to play Anna (the target file's cast: Ana, Ben; Ana is near)")(t, err)
	carla, err := to.Customer("Carla")
	require.NoError(t, err)
	assert.Equal(t, "555", carla.Number)
	_, err = to.Customer("Zoe")
	notOffered("a customer to play Zoe (the target file's customers: Carla)")(t, err)
	assert.Equal(t, "SPRING_1", to.Campaign("Spring"))
	assert.Equal(t, "Autumn", to.Campaign("Autumn"))
	assert.EqualError(t, err, "the target does not offer a customer to play Zoe (the target file's customers: Carla)")
	own, err := to.Destination("Billing")
	require.NoError(t, err)
	assert.Equal(t, "CC_Billing", own)
	_, err = to.Destination("Service")
	notOffered("a destination to play Service (the target file's destinations: Billing)")(t, err)
}
