package selftest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/reports/trace"
)

func TestWhatAFaultTouches(t *testing.T) {
	desk := func(dir trace.Direction, frame string) trace.Record {
		return trace.Record{Door: "scapi", Desk: "Ana", Page: 1, Dir: dir, Frame: json.RawMessage(frame)}
	}
	day := []trace.Record{
		{Door: "scapi", Desk: "Ana", Page: 1, Dir: trace.Event, Text: "connected"},
		desk(trace.Sent, `{"request":"voice.hold","referenceId":"1"}`),
		desk(trace.Received, `{"referenceId":"1","data":null}`),
		desk(trace.Received, `{"event":"interaction","data":{"eventType":"HELD"}}`),
	}
	tests := map[string]struct {
		fault   string
		records []trace.Record
		want    bool
	}{
		"an event that came":                  {`{"on":{"type":"HELD"},"do":"lose"}`, day, true},
		"an event that did not come":          {`{"on":{"type":"RINGING"},"do":"lose"}`, day, false},
		"a member that is not there":          {`{"on":{"type":"HELD"},"do":"remove","path":"data.media"}`, day, false},
		"a request":                           {`{"on":{"frame":"request","request":"voice.hold"},"do":"lose"}`, day, true},
		"an answer":                           {`{"on":{"frame":"answer","request":"voice.hold"},"do":"add","path":"x","value":1}`, day, true},
		"the last frame, swapped with none":   {`{"on":{"type":"HELD"},"do":"swap"}`, day, false},
		"two frames that are swapped":         {`{"on":{"frame":"answer"},"do":"swap"}`, day, true},
		"time alone":                          {`{"on":{"type":"HELD"},"do":"delay","millis":5}`, day, true},
		"what no frame shows":                 {`{"do":"option","path":"o","value":"v"}`, nil, true},
		"frames as faults do not meet them":   {`{"on":{"type":"RINGING"},"do":"lose"}`, []trace.Record{{Door: "other"}}, true},
		"what crossed the stage door":         {`{"on":{"type":"HELD"},"do":"lose"}`, []trace.Record{{Door: trace.Stage, Frame: day[3].Frame}}, false},
		"a scenario in which nothing crosses": {`{"do":"lose"}`, nil, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := selftest.Touches([]json.RawMessage{[]byte(tt.fault)}, tt.records)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
	for _, bad := range []string{`{}`, `[]`} {
		_, err := selftest.Touches([]json.RawMessage{[]byte(bad)}, day)
		assert.Error(t, err, bad)
	}
}
