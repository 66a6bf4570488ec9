package scapi_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func TestEventsOfAPage(t *testing.T) {
	const agent = `{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"READY"},"userAgent":"WWE Server"}`
	with := func(change func(*trace.Record)) trace.Record {
		r := record(9, agent)
		change(&r)
		return r
	}
	records := []trace.Record{
		record(1, agent),
		with(func(r *trace.Record) { r.Door = trace.Stage }),
		with(func(r *trace.Record) { r.Desk = "Ben" }),
		with(func(r *trace.Record) { r.Page = 2 }),
		with(func(r *trace.Record) { r.Dir = trace.Sent }),
		with(func(r *trace.Record) { r.Dir = trace.Event }),
		with(func(r *trace.Record) { r.Frame, r.Text = nil, "text" }),
		record(2, `{"event":"agent","data":{},"userAgent":"somebody"}`),
		record(3, `{"event":7,"userAgent":"WWE"}`),
		record(4, `{"referenceId":"0","userAgent":"WWE"}`),
		record(5, `{"event":"x","data":"no object","userAgent":"WWE"}`),
		record(6, `{"event":"x","data":{"eventType":7,"interaction":"none"},"userAgent":"WWE"}`),
		record(7, `{"event":"x","userAgent":"WWE"}`),
	}
	var got []string
	for _, e := range scapi.Events(records, "Ana", 1) {
		got = append(got, e.Name+" "+e.Type+" "+e.ID()+e.State())
		assert.Equal(t, 1, e.Page)
	}
	if diff := cmp.Diff([]string{"agent STATE_CHANGED ", "x  ", "x  ", "x  "}, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	assert.Equal(t, 1, scapi.Events(records, "Ana", 1)[0].Seq)
}

func TestWhatAnEventCarries(t *testing.T) {
	e := scapi.Events([]trace.Record{record(1, `{"event":"interaction","data":{"eventType":"HELD","media":"voice","number":1.0,"null":null,
		"interaction":{"interactionId":"7","state":"HELD","flag":true,"data":{ "a": [1, 2] },"nothing":null,"empty":"",
		"capabilities":["HANGUP","HOLD"]}},"userAgent":"WWE Server"}`)}, "Ana", 1)[0]
	assert.Equal(t, []string{"interaction", "HELD", "7", "HELD"}, []string{e.Name, e.Type, e.ID(), e.State()})
	tests := map[string]struct {
		of    func(string) (string, bool)
		value string
		there bool
	}{
		"state":   {e.Attribute, "HELD", true},
		"flag":    {e.Attribute, "true", true},
		"data":    {e.Attribute, `{"a":[1,2]}`, true},
		"empty":   {e.Attribute, "", true},
		"nothing": {e.Attribute, "", false},
		"missing": {e.Attribute, "", false},
		"media":   {e.Member, "voice", true},
		"number":  {e.Member, "1.0", true},
		"null":    {e.Member, "", false},
	}
	for name, tt := range tests {
		value, there := tt.of(name)
		assert.Equal(t, tt.value, value, name)
		assert.Equal(t, tt.there, there, name)
	}
}

func TestCapabilities(t *testing.T) {
	tests := map[string]struct {
		interaction string
		want        []string
		ok          bool
	}{
		"some":                {`{"capabilities":["A","B"]}`, []string{"A", "B"}, true},
		"none":                {`{"capabilities":[]}`, []string{}, true},
		"no list at all":      {`{}`, nil, false},
		"null":                {`{"capabilities":null}`, nil, false},
		"no list":             {`{"capabilities":"A"}`, []string{`"A"`}, true},
		"a list of something": {`{"capabilities":["A",1]}`, []string{`["A",1]`}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e := scapi.Events([]trace.Record{record(1, `{"event":"x","data":{"interaction":`+tt.interaction+`},"userAgent":"WWE"}`)}, "Ana", 1)[0]
			got, ok := e.Capabilities()
			assert.Equal(t, tt.ok, ok)
			assert.Equal(t, tt.want, got)
		})
	}
	assert.True(t, scapi.SameWords([]string{"A", "B"}, []string{"B", "A"}))
	assert.False(t, scapi.SameWords([]string{"A", "A"}, []string{"A"}))
	assert.True(t, scapi.SameWords(nil, []string{}))
}

// FuzzEvents: any bytes are an event or none, and all of it can be asked for.
func FuzzEvents(f *testing.F) {
	for _, seed := range []string{
		`{"event":"interaction","data":{"eventType":"HELD","interaction":{"interactionId":"1","state":"HELD","capabilities":["A"]}},"userAgent":"WWE Server"}`,
		`{"event":"agent","data":{"mediaState":7},"userAgent":"WWE"}`, `{"event":"x","data":[],"userAgent":"WWE"}`, `{}`, `7`, ``, "\xff",
		// As the documents print them.
		`{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"NOT_READY_ACTION_CODE","reason":"Break","reasonCode":"1511"},"userAgent":"WWE Server","protocolVersion":2}`,
		`{"event":"interaction","data":{"eventType":"ATTACHED_DATA_CHANGED","media":"voice","interaction":{"interactionId":"1","caseId":"4dda1ab6-aeab-4a33-f5d0-0153c9fdb43b","userData":{"IW_CaseUid":"4dda1ab6-aeab-4a33-f5d0-0153c9fdb43b"},"parties":[{"name":"5001"}],"callUuid":"4L6JGNEE9H7DT671FRPTKE6CQ000000G","state":"DIALING","previousState":"UNKNOWN","isConsultation":false,"direction":"OUT","callType":"Internal","dnis":"5001","isMainCaseInteraction":true}},"userAgent":"WWE Server","protocolVersion":2}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		for _, e := range scapi.Events([]trace.Record{record(1, string(frame))}, "Ana", 1) {
			require.NotEmpty(t, e.Name)
			_, _, _ = e.ID(), e.State(), e.Type
			_, _ = e.Capabilities()
			for _, m := range e.Interaction {
				if _, there := e.Attribute(m.Name); there == (string(e.Interaction.Get(m.Name)) == "null") {
					t.Errorf("%s: attribute %s of %s", frame, m.Name, m.Value)
				}
			}
			for _, m := range e.Data {
				require.True(t, json.Valid(m.Value))
				_, _ = e.Member(m.Name)
			}
		}
	})
}
