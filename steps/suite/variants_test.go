package suite_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// variant changes what a server says in a way that no document forbids. It is given
// a message and returns what is sent instead.
type variant func(m map[string]any) []map[string]any

// behind puts a variant between the judge and a simulator.
func behind(t testing.TB, file *targets.Target, v variant) *targets.Target {
	t.Helper()
	inner := strings.TrimSuffix(file.Stage.Address, "/stage")
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	var talking sync.WaitGroup
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		talking.Add(1)
		defer talking.Done()
		header := http.Header{"Host": {r.Host}}
		if o := r.Header.Get("Origin"); o != "" {
			header.Set("Origin", o)
		}
		far, _, err := websocket.DefaultDialer.Dial(inner+r.URL.RequestURI(), header)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer far.Close()
		near, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer near.Close()
		talking.Go(func() {
			defer far.Close()
			for {
				kind, body, err := near.ReadMessage()
				if err != nil || far.WriteMessage(kind, body) != nil {
					return
				}
			}
		})
		for {
			kind, body, err := far.ReadMessage()
			if err != nil {
				return
			}
			for _, out := range varied(r.URL.Path, body, v) {
				if near.WriteMessage(kind, out) != nil {
					return
				}
			}
		}
	}))
	t.Cleanup(func() { s.Close(); talking.Wait() })
	out := *file
	out.Stage.Address = "ws" + strings.TrimPrefix(s.URL, "http") + "/stage"
	out.Settle.Mode = targets.Fence // what comes is not what was counted
	return &out
}

func varied(path string, body []byte, v variant) [][]byte {
	var m map[string]any
	if !strings.HasSuffix(path, "/scapi") || json.Unmarshal(body, &m) != nil {
		return [][]byte{body}
	}
	var out [][]byte
	for _, m := range v(m) {
		b, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		out = append(out, b)
	}
	return out
}

// interactions are the interactions in a message, wherever they are.
func interactions(m map[string]any) []map[string]any {
	var out []map[string]any
	var walk func(any)
	walk = func(x any) {
		switch x := x.(type) {
		case map[string]any:
			if _, ok := x["interactionId"]; ok {
				out = append(out, x)
			}
			for _, v := range x {
				walk(v)
			}
		case []any:
			for _, v := range x {
				walk(v)
			}
		}
	}
	walk(m)
	return out
}

// lawful are differences that no document forbids.
var lawful = map[string]struct {
	change variant
	ids    []string      // of the scenarios that see it
	answer time.Duration // how long an answer is waited for; 0: as always
}{
	"more than is documented, in another case and order": {func(m map[string]any) []map[string]any {
		m["vendor"] = map[string]any{"build": 7.5}
		for _, i := range interactions(m) {
			i["vendor"] = nil
			if kind, ok := i["callType"].(string); ok {
				i["callType"] = kind[:1] + strings.ToLower(kind[1:])
			}
			if words, ok := i["capabilities"].([]any); ok {
				slices.Reverse(words)
			}
		}
		frame := map[string]any{"frameId": "f", "userAgent": "WWE Server", "protocolVersion": 2}
		event := map[string]any{"event": "vendor", "data": map[string]any{"eventType": "TICK"}, "userAgent": "WWE Server", "protocolVersion": 2}
		if m["event"] != "interaction" {
			return []map[string]any{frame, m}
		}
		return []map[string]any{event, m, frame}
	}, everywhere, 0},
	"attributes that are left out": {func(m map[string]any) []map[string]any {
		if data, _ := m["data"].(map[string]any); data["eventType"] == "ATTACHED_DATA_CHANGED" {
			return []map[string]any{m} // its printed example has them
		}
		for _, i := range interactions(m) {
			for _, name := range []string{"previousState", "callType", "direction", "callUuid", "userData", "capabilities", "recordingState", "ronaCallState"} {
				delete(i, name)
			}
		}
		return []map[string]any{m}
	}, everywhere, 0},
	"refusals that are no answers": {func(m map[string]any) []map[string]any {
		if _, refused := m["errorMessage"]; refused {
			return nil
		}
		return []map[string]any{m}
	}, []string{"scapi/voice/wrong-state/only-an-established*/**", "scapi/voice/markdone-blocked/**", "scapi/access/origins/**"}, 2 * time.Second},
}

var everywhere = []string{"scapi/voice/inbound/**", "scapi/voice/user-data/**", "scapi/preview/push-preview/**"}

// What no document forbids never fails a target.
func TestALawfulDifferencePasses(t *testing.T) {
	t.Parallel()
	file := simulated(t)
	for name, v := range lawful {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			other := behind(t, file, v.change)
			other.Timeouts.Answer = v.answer
			got, err := judge(t, other, func(c *suite.Config) {
				c.Jobs = 30
				for _, id := range v.ids {
					c.Scenarios = append(c.Scenarios, matching(t, id)...)
				}
			})
			require.NoError(t, err)
			assert.Equal(t, result.ExitPassed, got.End.Exit)
			assert.Zero(t, got.End.Counts[result.NotApplicable])
			for _, s := range got.Scenarios {
				assert.Empty(t, s.Failures(), "%s %s", s.ID, s.Reason)
			}
		})
	}
}
