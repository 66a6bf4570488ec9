package suite_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// house is the simulator behind a stage door that has one world, or a shared one.
type house struct {
	t       *testing.T
	worlds  string // one or shared
	forgets bool   // to begin anew

	mu    sync.Mutex
	door  *websocket.Conn // the simulator's
	world string          // that is open there; empty: none
	opens object          // what its opening answered, without the name
	busy  bool            // a scenario has opened it, and not closed it yet
	twice bool            // two did at once
	began int             // how often it began anew
	last  int

	passed time.Duration // since the world began
}

type object = map[string]any

// serve returns the house as a target.
func (h *house) serve() *targets.Target {
	h.t.Helper()
	center := string(centers.Default())
	if h.worlds == "shared" { // what others have lasts, though time passes
		center = strings.Replace(center, "ringTimeout: 15s", "ringTimeout: 24h", 1)
		center = strings.Replace(center, "answer: 3s", "answer: never", 1)
	}
	file := simulatedWith(h.t, center)
	door, _, err := websocket.DefaultDialer.Dial(file.Stage.Address, nil)
	require.NoError(h.t, err)
	h.door = door
	var pending sync.WaitGroup
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		pending.Add(1)
		defer pending.Done()
		up := websocket.Upgrader{}
		ws, err := up.Upgrade(w, r, nil)
		if err != nil {
			h.t.Error(err)
			return
		}
		defer ws.Close()
		h.listen(ws)
	}))
	h.t.Cleanup(func() { s.Close(); pending.Wait(); _ = door.Close() })
	file.Stage.Address = "ws" + strings.TrimPrefix(s.URL, "http")
	return file
}

// listen answers the harness's calls.
func (h *house) listen(ws *websocket.Conn) {
	for {
		var c struct {
			ID     int    `json:"id"`
			Method string `json:"method"`
			Params object `json:"params"`
		}
		if ws.ReadJSON(&c) != nil {
			return
		}
		answer := h.answer(c.Method, c.Params)
		answer["id"] = c.ID
		if ws.WriteJSON(answer) != nil {
			return
		}
	}
}

// answer is the simulator's, as that of a target without worlds side by side.
func (h *house) answer(method string, params object) object {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch method {
	case "hello":
		return h.hello(params)
	case "world.open":
		h.twice = h.twice || h.busy
		h.busy = true
		return h.open(params)
	case "world.close":
		h.busy = false
		return object{"jsonrpc": "2.0", "result": object{}}
	}
	if method == "barrier" && h.worlds == "shared" { // where time passes by itself
		const tick = 300 * time.Millisecond
		h.passed += tick
		h.call("clock.advance", object{"world": h.world, "ms": tick.Milliseconds()})
	}
	params["world"] = h.world
	return h.call(method, params)
}

func (h *house) hello(params object) object {
	answer := h.call("hello", params)
	said := answer["result"].(object)
	said["worlds"] = h.worlds
	if h.worlds == "shared" {
		said["can"] = object{"count": true} // nothing is set for one of many users
		said["features"] = slices.DeleteFunc(said["features"].([]any), func(f any) bool {
			return f == "clock.advance" || f == "fault.set" || f == "world.redirect"
		})
	}
	return answer
}

// open begins anew, unless others use the world too.
func (h *house) open(params object) object {
	if h.world == "" || h.worlds == "one" && !h.forgets {
		if h.world != "" {
			h.call("world.close", object{"world": h.world})
		}
		opened := h.call("world.open", params)["result"].(object)
		h.world = opened["world"].(string)
		delete(opened, "world")
		h.opens, h.passed = opened, 0
		h.began++
	}
	opened := maps.Clone(h.opens)
	opened["date"] = h.date()
	return object{"jsonrpc": "2.0", "result": opened}
}

// date is the date at the desks now.
func (h *house) date() string {
	const form = "2006-01-02T15:04"
	begins, err := time.Parse(form, h.opens["date"].(string))
	require.NoError(h.t, err)
	return begins.Add(h.passed).Format(form)
}

func encoded(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// call makes a call of the simulator.
func (h *house) call(method string, params object) object {
	h.last++
	err := h.door.WriteJSON(object{"jsonrpc": "2.0", "id": h.last, "method": method, "params": params})
	var answer object
	if err == nil {
		err = h.door.ReadJSON(&answer)
	}
	if err != nil {
		h.t.Error(err)
		return object{"jsonrpc": "2.0", "error": object{"code": -32603, "message": err.Error()}}
	}
	return answer
}

// listed is what an agent's desk lists, in the world of the house: state by caller.
func (h *house) listed(account string) map[string]string {
	h.t.Helper()
	var opened struct {
		Wires map[string]struct{ Address string }
	}
	require.NoError(h.t, json.Unmarshal([]byte(encoded(h.t, h.opens)), &opened))
	address := strings.ReplaceAll(opened.Wires["scapi"].Address, "{account}", account)
	ws, _, err := websocket.DefaultDialer.Dial(address, nil)
	require.NoError(h.t, err)
	defer ws.Close()
	require.NoError(h.t, ws.WriteMessage(websocket.TextMessage, []byte(`{"request":"interaction.getInteractions","referenceId":"1","userAgent":"WWE Client","protocolVersion":2}`)))
	var answer struct {
		ReferenceID string
		Data        []struct{ ANI, State string }
	}
	for answer.ReferenceID == "" {
		require.NoError(h.t, ws.ReadJSON(&answer))
	}
	out := map[string]string{}
	for _, it := range answer.Data {
		out[it.ANI] = it.State
	}
	return out
}

// A target with one world is judged one scenario at a time, each in a world that began
// anew, and comes to the same verdict as one with many.
func TestATargetWithOneWorld(t *testing.T) {
	t.Parallel()
	h := &house{t: t, worlds: "one"}
	got, err := judge(t, h.serve(), func(c *suite.Config) { c.Scenarios = suite.Order(sample(t, 1, 6), 7) })
	require.NoError(t, err)
	opened := 0
	for _, s := range got.Scenarios {
		if passesInUnion(t, s) {
			opened++
		}
	}
	assert.Equal(t, 1, got.Run.Jobs)
	assert.False(t, h.twice, "two scenarios at once")
	assert.Equal(t, opened, h.began)
}

// A target that says that it begins anew and does not is told so.
func TestATargetThatDoesNotBeginAnew(t *testing.T) {
	t.Parallel()
	tests := map[targets.SettleMode]string{
		targets.Fence: "world.open did not begin anew: Ana's desk has interactions already (1); a target that cannot clear its desks says worlds: shared",
		targets.Count: "page 1 of agent 1001 is closed (code -32002): if world.open did not begin anew, with the first page that opens as page 1, it has to",
	}
	for mode, want := range tests {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			h := &house{t: t, worlds: "one", forgets: true}
			file := h.serve()
			file.Settle.Mode = mode
			got, err := judge(t, file, func(c *suite.Config) { c.Scenarios = matching(t, "scapi/voice/inbound/**/a-customer-calls@*/*") })
			require.NoError(t, err)
			assert.Equal(t, result.ExitPassed, got.End.Exit)
			got, err = judge(t, file, func(c *suite.Config) { c.Scenarios = matching(t, "scapi/voice/inbound/**") })
			require.NoError(t, err)
			assert.Equal(t, result.ExitHarness, got.End.Exit)
			for _, s := range got.Scenarios {
				assert.Equal(t, result.HarnessError, s.Outcome, s.ID)
				assert.Contains(t, s.Reason, want)
			}
		})
	}
}

// spared are the reasons for which a scenario does not apply where others are at work:
// nothing is set for one of them alone, they open pages too, a campaign may be somebody's,
// and agents may be busy, or in the state in which the last one left them.
var spared = regexp.MustCompile(`^the target does not offer (option|clock\.advance|sending|numbers of pages|a way to take back|an agent who has nothing)|cannot take it while|was to be joined|was to be free for records that are pushed|campaign "Spring Pull": it is loaded`)

// Where others are at work too, what was there before is left alone, and what scenarios
// brought about is ended.
func TestATargetThatOthersUse(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		calls    map[string]string // at Ana's desk, state by caller
		campaign string            // that is loaded
		judged   bool              // what needs a campaign, and an agent who is free, is judged
		part     int               // of everything: which quarter is tried; 0: all of it
		wire     string
	}{
		"others have a call and a campaign": {map[string]string{"5550777": "RINGING"}, "Spring Pull", false, 1, "scapi"},
		"nobody else is there":              {map[string]string{}, "", true, 2, "scapi"},
		"others have a call, over GWS":      {map[string]string{"5550777": "RINGING"}, "", false, 1, "gws"},
		"nobody else is there, over GWS":    {map[string]string{}, "", false, 0, "gws"},
		"others have a call, over Webex":    {map[string]string{"5550777": "RINGING"}, "", false, 1, "webex"},
		"nobody else is there, over Webex":  {map[string]string{}, "", false, 0, "webex"},
	}
	for name, tt := range tests {
		if testing.Short() && tt.part != 1 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := &house{t: t, worlds: "shared"}
			file := h.serve()
			file.Settle.Quiet = 20 * time.Millisecond // what is to be absent is listened for
			h.open(object{})
			h.call("agent.set", object{"world": h.world, "agent": "1001", "state": "ready"})
			if tt.campaign != "" {
				h.call("campaign.load", object{"world": h.world, "campaign": tt.campaign, "mode": "pull"})
			}
			for from := range tt.calls {
				h.call("call.arrive", object{"world": h.world, "agent": "1001", "from": from})
			}
			chosen := everything(t)
			if tt.part > 0 {
				chosen = sample(t, tt.part, 4)
			}
			got, err := judge(t, file, func(c *suite.Config) { c.Scenarios = onWire(suite.Order(chosen, 7), tt.wire) })
			require.NoError(t, err)
			judged := map[string]bool{}
			for _, s := range got.Scenarios {
				if s.Outcome == result.NotApplicable && isInUnion(s) {
					assert.Regexp(t, spared, s.Reason, s.ID)
					continue
				}
				if !passesInUnion(t, s) {
					continue
				}
				for _, tag := range s.Tags {
					judged[tag] = true
				}
			}
			assert.True(t, judged[map[string]string{"scapi": "@voice", "gws": "@email", "webex": "@login"}[tt.wire]])
			for _, tag := range []string{"@pull", "@push", "@direct-push"} {
				assert.Equal(t, tt.judged, judged[tag], tag)
			}
			assert.Equal(t, 1, got.Run.Jobs)
			assert.Equal(t, "fence", got.Run.Settles, "pages of others would count too")
			assert.False(t, h.twice, "two scenarios at once")
			assert.Equal(t, 1, h.began)
			assert.Equal(t, tt.calls, h.listed("1001"))
			assert.Empty(t, h.listed("1002"))
			if tt.campaign != "" {
				assert.Contains(t, h.call("campaign.unload", object{"world": h.world, "campaign": tt.campaign}), "result", "it is still loaded")
			}
		})
	}
}
