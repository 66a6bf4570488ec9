package reports_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// conversation is a trace of one page: requests by name, "!" before one that is refused
// and "?" before one that is not answered.
func conversation(asked ...string) []trace.Record {
	var out []trace.Record
	add := func(dir trace.Direction, frame string) {
		out = append(out, trace.Record{Seq: len(out) + 1, Door: "scapi", Desk: "Ana", Page: 1, Dir: dir, Frame: json.RawMessage(frame)})
	}
	for i, a := range asked {
		add(trace.Sent, fmt.Sprintf(`{"request":%q,"referenceId":%d}`, strings.Trim(a, "!?"), i))
		switch a[0] {
		case '!':
			add(trace.Received, fmt.Sprintf(`{"referenceId":%d,"errorMessage":"no"}`, i))
		case '?':
		default:
			add(trace.Received, fmt.Sprintf(`{"referenceId":%d,"data":{}}`, i))
		}
	}
	return out
}

func TestWhatWasRefusedEveryTime(t *testing.T) {
	failed := func(asked ...string) result.Scenario {
		return result.Scenario{Outcome: result.Failed, Claims: []result.Claim{{Text: "x", Binding: true}}, Trace: conversation(asked...)}
	}
	passed := func(asked ...string) result.Scenario {
		return result.Scenario{Outcome: result.Passed, Trace: conversation(asked...)}
	}
	cut := passed("agent.get")
	cut.LeftOut = 1
	tests := map[string]struct {
		scenarios []result.Scenario
		want      string
	}{
		"once":                         {[]result.Scenario{failed("agent.get", "!voice.dial")}, "voice.dial was refused every time: if you do not have it, list it under wires.scapi.lacks"},
		"two of them":                  {[]result.Scenario{failed("!voice.hold"), failed("!voice.dial", "!voice.dial")}, "voice.dial, voice.hold were refused every time: if you do not have them, list them"},
		"granted once":                 {[]result.Scenario{failed("voice.dial", "!voice.dial"), failed("!voice.dial")}, ""},
		"granted elsewhere":            {[]result.Scenario{failed("!voice.dial"), failed("voice.dial")}, ""},
		"granted in one that passed":   {[]result.Scenario{passed("voice.dial"), failed("!voice.dial")}, ""},
		"refused in one that passed":   {[]result.Scenario{failed("!voice.dial"), passed("!voice.dial")}, "voice.dial was refused every time"},
		"refused where it has to be":   {[]result.Scenario{failed("agent.get"), passed("!voice.dial")}, ""},
		"not answered in one passed":   {[]result.Scenario{failed("!voice.dial"), passed("?voice.dial")}, ""},
		"never answered":               {[]result.Scenario{failed("?voice.dial")}, ""},
		"in a trace that is not whole": {[]result.Scenario{failed("!voice.dial"), cut}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, ext := range []string{"totals.txt", "md"} {
				var out bytes.Buffer
				require.NoError(t, fullReports[ext](&out, &result.Report{Scenarios: tt.scenarios}))
				text := strings.Join(strings.Fields(strings.ReplaceAll(out.String(), "`", "")), " ")
				assert.Equal(t, tt.want != "", strings.Contains(text, "refused every time"), text)
				assert.Contains(t, text, tt.want)
			}
		})
	}
}
