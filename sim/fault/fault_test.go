package fault_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/fault"
)

// frame is an interaction event to a page, "1001/1 RINGING 7" for short.
func frame(agent string, page uint32, eventType, state string) fault.Frame {
	return fault.Frame{Agent: agent, Page: page, Body: fmt.Appendf(nil,
		`{"event":"interaction","data":{"eventType":%q,"interaction":{"interactionId":"1","state":%q,"callType":"INBOUND"}}}`, eventType, state)}
}

// brief says which frames went where.
func brief(frames []fault.Frame) []string {
	var out []string
	for _, f := range frames {
		var m struct {
			Data struct {
				EventType   string
				Interaction map[string]any
			}
		}
		_ = json.Unmarshal(f.Body, &m) // an answer has no data
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s/%d %s %v", f.Agent, f.Page, m.Data.EventType, m.Data.Interaction["state"])))
	}
	return out
}

var desks = []fault.Frame{
	{Agent: "1001", Page: 1}, {Agent: "1001", Page: 2}, {Agent: "1002", Page: 1}, {Agent: "1002", Page: 3}, {Agent: "1003", Page: 1},
}

func plan(t *testing.T, faults ...fault.Fault) *fault.Plan {
	t.Helper()
	var p fault.Plan
	require.NoError(t, p.Set(faults))
	return &p
}

func TestWhatBefallsFrames(t *testing.T) {
	ringing := fault.Site{Type: "RINGING"}
	tests := map[string]struct {
		faults []fault.Fault
		want   []string
	}{
		"nothing":              {nil, []string{"1001/1 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"lost":                 {[]fault.Fault{{On: ringing, Do: fault.Lose}}, []string{"1001/1 ADDED RINGING", "1001/1 ESTABLISHED TALKING"}},
		"lost once":            {[]fault.Fault{{On: fault.Site{Type: "RINGING", Nth: 1}, Do: fault.Lose}}, []string{"1001/1 ADDED RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"lost by state":        {[]fault.Fault{{On: fault.Site{State: "TALKING"}, Do: fault.Lose}}, []string{"1001/1 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING"}},
		"lost by call type":    {[]fault.Fault{{On: fault.Site{CallType: "INBOUND"}, Do: fault.Lose}}, nil},
		"answers are lost":     {[]fault.Fault{{On: fault.Site{Frame: "answer"}, Do: fault.Lose}}, []string{"1001/1 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"repeated":             {[]fault.Fault{{On: fault.Site{Type: "ADDED"}, Do: fault.Repeat}}, []string{"1001/1 ADDED RINGING", "1001/1 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"swapped":              {[]fault.Fault{{On: fault.Site{Type: "ADDED"}, Do: fault.Swap}}, []string{"1001/1 RINGING RINGING", "1001/1 ADDED RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"swapped in pairs":     {[]fault.Fault{{Do: fault.Swap}}, []string{"1001/1 RINGING RINGING", "1001/1 ADDED RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"nothing to swap with": {[]fault.Fault{{On: fault.Site{Type: "ESTABLISHED"}, Do: fault.Swap}}, []string{"1001/1 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"misdirected": {[]fault.Fault{{On: fault.Site{Type: "ADDED"}, Do: fault.Misdirect}},
			[]string{"1002/1 ADDED RINGING", "1002/3 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"broadcast": {[]fault.Fault{{On: fault.Site{Type: "ADDED"}, Do: fault.Broadcast}, {Do: fault.Broadcast}},
			[]string{"1001/1 ADDED RINGING", "1001/2 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING", "1001/2 ESTABLISHED TALKING"}},
		"replaced": {[]fault.Fault{{On: fault.Site{Type: "ADDED"}, Do: fault.Replace, Path: "data.interaction.state", Value: json.RawMessage(`"HELD"`)}},
			[]string{"1001/1 ADDED HELD", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"removed": {[]fault.Fault{{On: fault.Site{Type: "ADDED"}, Do: fault.Remove, Path: "data.interaction.state"}},
			[]string{"1001/1 ADDED <nil>", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED TALKING"}},
		"stale": {[]fault.Fault{{On: fault.Site{State: "TALKING"}, Do: fault.Stale, Path: "data.interaction.state"}},
			[]string{"1001/1 ADDED RINGING", "1001/1 RINGING RINGING", "1001/2 RINGING RINGING", "1001/1 ESTABLISHED RINGING"}},
		"several": {[]fault.Fault{{On: ringing, Do: fault.Lose}, {On: fault.Site{Type: "ADDED"}, Do: fault.Remove, Path: "data.interaction"}},
			[]string{"1001/1 ADDED <nil>", "1001/1 ESTABLISHED TALKING"}},
		"repeated over and over": {[]fault.Fault{{On: fault.Site{Type: "ADDED"}, Do: fault.Repeat}, {On: fault.Site{Type: "ADDED"}, Do: fault.Repeat}, {On: fault.Site{Type: "ADDED"}, Do: fault.Misdirect}, {On: ringing, Do: fault.Lose}},
			[]string{"1001/1 ADDED RINGING", "1001/1 ADDED RINGING", "1001/1 ESTABLISHED TALKING"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := plan(t, tt.faults...).Apply([]fault.Frame{
				frame("1001", 1, "ADDED", "RINGING"), frame("1001", 1, "RINGING", "RINGING"),
				frame("1001", 2, "RINGING", "RINGING"), frame("1001", 1, "ESTABLISHED", "TALKING"),
			}, desks)
			if diff := cmp.Diff(tt.want, brief(got)); diff != "" {
				t.Errorf("frames (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStaleValuesAreThoseOfThePage(t *testing.T) {
	p := plan(t, fault.Fault{On: fault.Site{Type: "HELD"}, Do: fault.Stale, Path: "data.interaction.state"})
	p.Apply([]fault.Frame{frame("1001", 1, "ESTABLISHED", "TALKING"), frame("1001", 2, "ESTABLISHED", "TALKING"), frame("1002", 1, "RINGING", "RINGING")}, desks)
	got := p.Apply([]fault.Frame{frame("1001", 1, "HELD", "HELD"), frame("1001", 2, "HELD", "HELD"), frame("1002", 1, "HELD", "HELD"), frame("1003", 1, "HELD", "HELD")}, desks)
	assert.Equal(t, []string{"1001/1 HELD TALKING", "1001/2 HELD TALKING", "1002/1 HELD RINGING", "1003/1 HELD HELD"}, brief(got))
}

func TestAValueThatWasNotThereIsStaleToo(t *testing.T) {
	p := plan(t, fault.Fault{On: fault.Site{Type: "RELEASED"}, Do: fault.Stale, Path: "data.interaction.ronaCallState"})
	p.Apply([]fault.Frame{frame("1001", 1, "RINGING", "RINGING")}, desks)
	f := frame("1001", 1, "RELEASED", "IDLE")
	f.Body = []byte(strings.Replace(string(f.Body), `"state"`, `"ronaCallState":"NO_ANSWER","state"`, 1))
	got := p.Apply([]fault.Frame{f}, desks)
	assert.NotContains(t, string(got[0].Body), "ronaCallState")
}

func TestWhatIsNotChangedStaysAsItIs(t *testing.T) {
	tests := map[string]struct {
		fault fault.Fault
		body  string
		want  string
	}{
		"a large number":             {fault.Fault{Do: fault.Replace, Path: "a", Value: json.RawMessage(`12345678901234567890`)}, `{"a":1,"b":1e400,"c":0.10}`, `{"a":12345678901234567890,"b":1e400,"c":0.10}`},
		"replaced by null":           {fault.Fault{Do: fault.Replace, Path: "a", Value: json.RawMessage(`null`)}, `{"a":1}`, `{"a":null}`},
		"a path through no object":   {fault.Fault{Do: fault.Replace, Path: "a.b.c", Value: json.RawMessage(`1`)}, `{"a":1}`, `{"a":1}`},
		"a path through nothing":     {fault.Fault{Do: fault.Remove, Path: "x.y.z"}, `{"a":1}`, `{"a":1}`},
		"a path with empty names":    {fault.Fault{Do: fault.Add, Path: "..", Value: json.RawMessage(`1`)}, `{"":{"":{}}}`, `{"":{"":{"":1}}}`},
		"no object":                  {fault.Fault{Do: fault.Remove, Path: "a"}, `[1]`, `[1]`},
		"an event where answers are": {fault.Fault{On: fault.Site{Frame: "answer"}, Do: fault.Lose}, `{"event":"agent","referenceId":"1"}`, `{"event":"agent","referenceId":"1"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := plan(t, tt.fault).Apply([]fault.Frame{{Agent: "1001", Page: 1, Body: []byte(tt.body)}}, desks)
			require.Len(t, got, 1)
			assert.Equal(t, tt.want, string(got[0].Body))
		})
	}
}

func TestFaultsThatMeanNothingAreRefused(t *testing.T) {
	tests := map[string]struct {
		fault fault.Fault
		want  string
	}{
		"no deed":             {fault.Fault{}, `fault: do: "" is not one of [lose repeat swap last late delay replace add append remove stale reorder respell alias copy precede follow misdirect broadcast rotate option]`},
		"unknown deed":        {fault.Fault{Do: "loose"}, `fault: do: "loose" is not one of [lose repeat swap last late delay replace add append remove stale reorder respell alias copy precede follow misdirect broadcast rotate option]`},
		"unknown frame":       {fault.Fault{On: fault.Site{Frame: "evnt"}, Do: fault.Lose}, `fault: on.frame: "evnt" is not event, answer or request, or on gws reply`},
		"negative count":      {fault.Fault{On: fault.Site{Nth: -1}, Do: fault.Lose}, "fault: on.nth: -1 is not 0 or more"},
		"replace nothing":     {fault.Fault{Do: fault.Replace, Value: json.RawMessage("1")}, "fault: replace needs a path"},
		"replace by nothing":  {fault.Fault{Do: fault.Replace, Path: "a"}, "fault: replace needs a value"},
		"remove nothing":      {fault.Fault{Do: fault.Remove}, "fault: remove needs a path"},
		"stale nothing":       {fault.Fault{Do: fault.Stale}, "fault: stale needs a path"},
		"lose with a path":    {fault.Fault{Do: fault.Lose, Path: "a"}, "fault: lose takes no path, but on gws and webex"},
		"a request swapped":   {fault.Fault{On: fault.Site{Frame: "request"}, Do: fault.Swap}, "fault: swap does not befall requests"},
		"an event's request":  {fault.Fault{On: fault.Site{Frame: "event", Request: "x"}, Do: fault.Lose}, "fault: on.request: an event answers no request"},
		"delay by nothing":    {fault.Fault{Do: fault.Delay}, "fault: delay needs a millis"},
		"delay for ever":      {fault.Fault{Do: fault.Delay, Millis: 10_001}, "fault: millis: 10001 is not between 0 and 10000"},
		"lose after a while":  {fault.Fault{Do: fault.Lose, Millis: 1}, "fault: lose takes no millis"},
		"copy from":           {fault.Fault{Do: fault.Copy, Path: "a", From: "b"}, "fault: copy takes no from"},
		"a value and a from":  {fault.Fault{Do: fault.Add, Path: "a", From: "b", Value: json.RawMessage("1")}, "fault: add takes a value or a from, not both"},
		"add where it is":     {fault.Fault{Do: fault.Add, Path: "a", Is: json.RawMessage("1"), Value: json.RawMessage("1")}, "fault: add takes no is"},
		"a value not JSON":    {fault.Fault{Do: fault.Add, Path: "a", Value: json.RawMessage("x")}, "fault: value is not JSON"},
		"follow by a number":  {fault.Fault{Do: fault.Follow, Value: json.RawMessage(`1`)}, "fault: follow needs a frame, which is an object, or a text"},
		"everywhere twice":    {fault.Fault{Do: fault.Remove, Path: "**.a.**.b"}, "fault: path: ** stands once, and with it there is no stale and the value is no object, array or from: frames would grow without end"},
		"an object all over":  {fault.Fault{Do: fault.Add, Path: "**.a", Value: json.RawMessage(` {}`)}, "fault: path: ** stands once, and with it there is no stale and the value is no object, array or from: frames would grow without end"},
		"a frame in itself":   {fault.Fault{Do: fault.Replace, Path: "a.**", From: "b"}, "fault: path: ** stands once, and with it there is no stale and the value is no object, array or from: frames would grow without end"},
		"what was all over":   {fault.Fault{Do: fault.Stale, Path: "data.**"}, "fault: path: ** stands once, and with it there is no stale and the value is no object, array or from: frames would grow without end"},
		"a long alias":        {fault.Fault{Do: fault.Alias, Path: "a", Value: json.RawMessage(`"` + strings.Repeat("x", 200) + `"`)}, "fault: alias: the text is of 202 bytes: at most 128"},
		"alias by a number":   {fault.Fault{Do: fault.Alias, Path: "a", Value: json.RawMessage("1")}, "fault: alias needs the name of a member and a text"},
		"alias along a path":  {fault.Fault{Do: fault.Alias, Path: "a.b", Value: json.RawMessage(`"x"`)}, "fault: alias needs the name of a member and a text"},
		"remove with a value": {fault.Fault{Do: fault.Remove, Path: "a", Value: json.RawMessage("1")}, "fault: remove takes no value"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.EqualError(t, tt.fault.Validate(), tt.want)
			p := plan(t, fault.Fault{Do: fault.Lose})
			assert.EqualError(t, p.Set([]fault.Fault{{Do: fault.Repeat}, tt.fault}), tt.want)
			assert.Empty(t, p.Apply([]fault.Frame{frame("1001", 1, "ADDED", "RINGING")}, desks), "the faults that were set still hold")
		})
	}
	var p fault.Plan
	assert.EqualError(t, p.Set(make([]fault.Fault, fault.Max+1)), "33 faults: a plan takes 32")
}

// A value that stands in many places may be more than fits into the memory.
func TestAFrameThatWouldBecomeTooLongStaysAsItIs(t *testing.T) {
	list := json.RawMessage("[" + strings.Repeat("0,", 20_000) + "0]")
	tests := map[string]fault.Fault{
		"by values":         {Do: fault.Replace, Path: "a.*", Value: list},
		"by the frame":      {Do: fault.Replace, Path: "a.*", From: "a"},
		"by copies":         {Do: fault.Copy, Path: "a.*.x", Value: list},
		"by elements":       {Do: fault.Append, Path: "a.*", Value: list},
		"by new members":    {Do: fault.Add, Path: "a.*.x", Value: list},
		"by what was there": {Do: fault.Stale, Path: "a.*"},
	}
	for name, f := range tests {
		t.Run(name, func(t *testing.T) {
			for _, element := range []string{"0", "{}", "[]"} {
				p := plan(t, f)
				was := `{"a":[` + strings.Repeat(element+",", 20_000) + element + `],"data":{"interaction":{"interactionId":"1"}}}`
				big := `{"a":[` + string(list) + `],"data":{"interaction":{"interactionId":"1"}}}`
				size := 0
				for _, body := range []string{big, was} {
					for _, out := range p.Apply([]fault.Frame{{Agent: "1001", Page: 1, Body: []byte(body)}}, desks) {
						size += len(out.Body)
					}
				}
				assert.Less(t, size, 4<<20)
			}
		})
	}
}

// says reports whether a fault sends a text, as it is.
func says(f fault.Fault, body []byte) bool {
	var text string
	return json.Unmarshal(f.Value, &text) == nil && text == string(body)
}

// FuzzApply lets any faults befall any frames: none may panic, bodies stay JSON,
// and there is no more than each frame to each desk, or twice.
func FuzzApply(f *testing.F) {
	f.Add(`[{"do":"repeat"},{"do":"swap"}]`, `{"event":"agent"}`, `{"referenceId":"1"}`)
	f.Add(`[{"on":{"type":"ADDED","nth":1},"do":"stale","path":"data.interaction.state"}]`, `{"data":{"interaction":{"interactionId":"1","state":"HELD"}}}`, `{"data":{"interaction":{"interactionId":"1"}}}`)
	f.Add(`[{"do":"misdirect"},{"do":"repeat"},{"do":"misdirect"}]`, `{}`, `null`)
	f.Add(`[{"do":"replace","path":"a.b","value":{"c":1}},{"do":"remove","path":"a.b.c"}]`, `{"a":{}}`, `{"a":[]}`)
	f.Add(`[{"do":"late"},{"do":"last"},{"do":"copy","path":"a.*.0","value":1},{"do":"alias","path":"a","value":"x"}]`, `{"a":[[1]]}`, `{"a":"1"}`)
	f.Add(`[{"do":"precede","value":{}},{"do":"repeat"},{"do":"add","path":"a","from":"b"},{"do":"delay","millis":5},{"do":"follow","value":{},"on":{"frame":"request"}}]`, `{"b":1}`, `{"request":"a","referenceId":"1"}`)
	f.Add(`[{"do":"append","path":"a","value":[1]},{"do":"add","path":"b","from":"a"},{"do":"add","path":"**.c","value":1},{"do":"respell"},{"do":"follow","value":"x"}]`, `{"a":[{}]}`, `{"a":"\u003c\"é\\"}`)
	f.Fuzz(func(t *testing.T, faults, first, second string) {
		var list []fault.Fault
		var p fault.Plan
		if json.Unmarshal([]byte(faults), &list) != nil || p.Set(list) != nil || !json.Valid([]byte(first)) || !json.Valid([]byte(second)) {
			t.Skip()
		}
		for range 3 {
			out := p.Apply([]fault.Frame{{Agent: "1001", Page: 1, Body: []byte(first)}, {Agent: "1001", Page: 1, Body: []byte(second)}, {Agent: "1002", Page: 3, Body: []byte(first)}}, desks)
			heard := p.Hear(fault.Frame{Agent: "1001", Page: 1, Body: []byte(second)})
			if len(heard) > 2 {
				t.Errorf("%d requests of one", len(heard))
			}
			if len(out) > 2*3*len(desks) {
				t.Errorf("%d frames", len(out))
			}
			for _, f := range out {
				if !json.Valid(f.Body) && !slices.ContainsFunc(list, func(x fault.Fault) bool { return says(x, f.Body) }) {
					t.Errorf("not JSON: %q", f.Body)
				}
			}
		}
	})
}
