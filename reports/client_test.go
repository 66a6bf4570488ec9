package reports_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// clientPage is a page on which a client said and heard so, and broke some claims.
func clientPage(agent string, n, line int, claims []result.Claim, frames ...string) result.Scenario {
	s := result.Scenario{
		ID: fmt.Sprintf("client/%s/page-%d@scapi/union", agent, n), Name: fmt.Sprintf("agent %s, page %d", agent, n), Feature: "Clients of Acme",
		File: "client.ndjson", Line: line, Outcome: result.Passed, Claims: claims,
	}
	for i, frame := range frames {
		way, text, _ := strings.Cut(frame, " ")
		r := trace.Record{Seq: line - 1 + i, Millis: int64(i), Door: "scapi", Desk: agent, Page: n, Text: text}
		r.Dir = map[string]trace.Direction{">": trace.Sent, "<": trace.Received, "*": trace.Event}[way]
		if json.Valid([]byte(text)) {
			r.Frame, r.Text = json.RawMessage(text), ""
		}
		s.Trace = append(s.Trace, r)
	}
	switch {
	case len(frames) < 2:
		s.Outcome = result.NotApplicable
	case len(s.Failures()) > 0:
		s.Outcome = result.Failed
	case len(claims) > 0:
		s.Outcome = result.Note
	}
	return s
}

func ofClients(scenarios ...result.Scenario) *result.Report {
	r := &result.Report{Run: result.Run{Target: result.Target{Name: "clients of Acme", Kind: "client"}}, Scenarios: scenarios, End: &result.End{}}
	r.End.Counts, _ = result.Tally(scenarios)
	r.End.Exit = result.ExitCode(*r.End, false)
	return r
}

func TestClient(t *testing.T) {
	lacks := result.Claim{Item: "scapi.method.voice.dial", Kind: "presence", Text: "the request voice.dial has destination", Evidence: result.Documented, Binding: true,
		Rule: "voice.dial calls a number", Sources: []string{"Service Client API Reference"}, Expected: "destination, a string", Seen: "no destination", Frames: []int{4}}
	again, note := lacks, result.Claim{Item: "scapi.env.request.request", Kind: "request", Text: "the documents name the request", Evidence: result.Inferred,
		Expected: "a documented request", Seen: "voice.whistle", Frames: []int{12}}
	again.Seen, again.Frames = "null, 2 times", []int{13, 14}
	dials := func(seen string, frame int) result.Claim {
		return result.Claim{Item: "scapi.method.voice.dial", Kind: "type", Text: "destination in the request voice.dial is a string", Evidence: result.Documented, Binding: true,
			Rule: "voice.dial calls a number", Expected: "a string", Seen: seen, Frames: []int{frame}}
	}
	frame := result.Claim{Item: "scapi.env.request.frame.frameId", Kind: "behaviour", Text: "the frameId in the request agent.get was assigned to its page",
		Evidence: result.Documented, Binding: true, Rule: "frameId: as the server assigned it", Expected: `frameId "frame-1"`, Seen: `"frame-99" (a string)`, Frames: []int{2, 4}}
	tests := map[string]*result.Report{
		"otherwise": ofClients(clientPage("1001", 1, 2, []result.Claim{frame, dials("5 (a number)", 4), dials("an object", 6), dials("7 (a number), 3 times", 8), dials("true (a boolean)", 10), dials("an array", 12), dials("5 (a number), 2 times", 14)},
			"* connected", `< {"frameId":"frame-1"}`, "> [7]", `> {"request":"agent.get","frameId":"frame-99"}`)),
		"refused": ofClients(clientPage("1001", 1, 2, nil, "* connected",
			`> {"request":"voice.dail","referenceId":"0","userAgent":"WWE Client"}`, `< {"referenceId":"0","errorMessage":"unknown"}`,
			`> {"request":"voice.dial","referenceId":"1","userAgent":"WWE Client"}`, `< {"referenceId":"1","errorMessage":"busy"}`,
			`> {"request":"voice.dial","referenceId":"2","userAgent":"WWE Client"}`, `< {"referenceId":"2"}`,
			`> {"request":"voice.dial","referenceId":"3","userAgent":"WWE Client"}`, `< {"referenceId":"3","errorMessage":"busy"}`,
			`> {"request":"agent.get","referenceId":"4","userAgent":"Acme"}`, `> {"request":"agent.get","referenceId":"4","userAgent":"WWE Client"}`,
			`< {"referenceId":"4","data":{}}`, `> {"request":"agent.getState","referenceId":"5","userAgent":"WWE Client"}`,
			`> {"request":"voice.hold","referenceId":"6","userAgent":"WWE Client"}`, `> {"request":"voice.hold","referenceId":"6","userAgent":"WWE Client"}`,
			`< {"referenceId":"6","errorMessage":"no call"}`, `< {"referenceId":"6","errorMessage":"no call"}`)),
		"broken": ofClients(
			clientPage("1002", 1, 11, []result.Claim{note, again},
				"* connected", `> {"request":"voice.whistle","referenceId":"0"}`, `> {"request":"voice.dial","parameters":[null],"referenceId":"1"}`,
				`> {"request":"voice.dial","parameters":[null],"referenceId":"2"}`),
			clientPage("1001", 1, 2, []result.Claim{lacks},
				"* connected", `> {"event":"subscribe","data":["agent","interaction"],"referenceId":"0"}`, `< {"referenceId":"0","subscriptionId":"1"}`,
				`> {"request":"voice.dial","referenceId":"1"}`, `< {"referenceId":"1","errorMessage":"no destination"}`,
				`> {"request":"voice.dial","parameters":["1"],"referenceId":"2"}`, `< {"referenceId":"2"}`, `< {"event":"interaction","data":{"eventType":"DIALING"}}`),
			clientPage("1001", 2, 20, nil, "* connected")),
		"lawful": ofClients(clientPage("1001", 1, 2, nil, "* connected", `> {"event":"subscribe","data":"agent","referenceId":"0"}`)),
		"quiet":  ofClients(clientPage("1001", 1, 2, nil, "* connected")),
	}
	for name, r := range tests {
		t.Run(name, func(t *testing.T) {
			for _, color := range []bool{false, true} {
				var out bytes.Buffer
				require.NoError(t, reports.Client(&out, r, color))
				golden.Equal(t, "client-"+name+map[bool]string{false: ".txt", true: ".ansi"}[color], out.Bytes())
			}
			in, out := io.Pipe()
			require.NoError(t, in.Close())
			assert.ErrorIs(t, reports.Client(out, r, false), io.ErrClosedPipe)
		})
	}
}

func TestClientShowsNoMoreThanATerminalTakes(t *testing.T) {
	var claims []result.Claim
	for i := range 200 {
		claims = append(claims, result.Claim{Text: fmt.Sprintf("claim %d", i), Binding: i%2 == 0, Seen: strings.Repeat("x ", 900)})
	}
	frames := []string{"* connected"}
	for i := range 2000 {
		frames = append(frames, fmt.Sprintf(`> {"request":"a%d","referenceId":"%d"}`, i, i), fmt.Sprintf(`< {"referenceId":"%d","errorMessage":"e%d %s"}`, i, i, strings.Repeat("x", 999)))
	}
	var out bytes.Buffer
	require.NoError(t, reports.Client(&out, ofClients(clientPage("1001", 1, 2, claims, frames...)), false))
	assert.Contains(t, out.String(), "… and 70 more, which --out DIR writes down")
	assert.Contains(t, out.String(), "… and 80 more, which --out DIR writes down")
	assert.Less(t, out.Len(), 200_000)
	for l := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, utf8.RuneCountInString(l), 101, l)
	}
}

func FuzzClient(f *testing.F) {
	f.Add(nasty)
	f.Add(`interaction`)
	f.Add(`["a",7]`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range result.Outcomes {
			r := hostile(text, o)
			quoted, _ := json.Marshal(text)
			for _, frame := range []string{text, `{"request":%[1]s,"referenceId":%[1]s}`, `{"event":"subscribe","data":[%[1]s]}`,
				`{"event":%[1]s,"data":{"eventType":%[1]s}}`, `{"referenceId":%[1]s,"errorMessage":%[1]s}`} {
				if strings.Contains(frame, "%[1]s") {
					frame = strings.ReplaceAll(frame, "%[1]s", string(quoted))
				}
				for _, dir := range []trace.Direction{trace.Sent, trace.Received} {
					r.Scenarios[0].Trace = append(r.Scenarios[0].Trace, trace.Record{Seq: 3, Desk: text, Dir: dir, Frame: json.RawMessage(frame)})
				}
			}
			var out bytes.Buffer
			require.NoError(t, reports.Client(&out, r, false))
			assertPlain(t, out.String())
		}
	})
}
