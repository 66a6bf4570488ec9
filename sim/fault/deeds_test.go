package fault_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/fault"
)

func raw(s string) json.RawMessage { return json.RawMessage(s) }

func bodies(frames []fault.Frame) []string {
	var out []string
	for _, f := range frames {
		out = append(out, string(f.Body))
	}
	return out
}

// toPage is frames to one page.
func toPage(bodies ...string) []fault.Frame {
	var out []fault.Frame
	for _, b := range bodies {
		out = append(out, fault.Frame{Agent: "1001", Page: 1, Body: []byte(b)})
	}
	return out
}

func TestFramesThatChange(t *testing.T) {
	tests := map[string]struct {
		fault fault.Fault
		in    string
		want  string
	}{
		"replace where it is":        {fault.Fault{Do: fault.Replace, Path: "a.b", Value: raw(`1`)}, `{"a":{"b":0}}`, `{"a":{"b":1}}`},
		"replace where it is not":    {fault.Fault{Do: fault.Replace, Path: "a.c", Value: raw(`1`)}, `{"a":{"b":0}}`, `{"a":{"b":0}}`},
		"replace one value":          {fault.Fault{Do: fault.Replace, Path: "a", Is: raw(`"x"`), Value: raw(`"y"`)}, `{"a":"x"}`, `{"a":"y"}`},
		"not another value":          {fault.Fault{Do: fault.Replace, Path: "a", Is: raw(`"x"`), Value: raw(`"y"`)}, `{"a":"z"}`, `{"a":"z"}`},
		"replace by another member":  {fault.Fault{Do: fault.Replace, Path: "a", From: "b.c"}, `{"a":1,"b":{"c":[2]}}`, `{"a":[2],"b":{"c":[2]}}`},
		"from where nothing is":      {fault.Fault{Do: fault.Replace, Path: "a", From: "b.c"}, `{"a":1}`, `{"a":1}`},
		"replace in each element":    {fault.Fault{Do: fault.Replace, Path: "a.*.b", Value: raw(`0`)}, `{"a":[{"b":1},{"c":2},3]}`, `{"a":[{"b":0},{"c":2},3]}`},
		"replace an element":         {fault.Fault{Do: fault.Replace, Path: "a.1", Value: raw(`0`)}, `{"a":[1,2,3]}`, `{"a":[1,0,3]}`},
		"no such element":            {fault.Fault{Do: fault.Replace, Path: "a.3", Value: raw(`0`)}, `{"a":[1,2,3]}`, `{"a":[1,2,3]}`},
		"add where it is not":        {fault.Fault{Do: fault.Add, Path: "data", Value: raw(`null`)}, `{"a":1}`, `{"a":1,"data":null}`},
		"add where it is":            {fault.Fault{Do: fault.Add, Path: "a", Value: raw(`null`)}, `{"a":1}`, `{"a":1}`},
		"a frame in itself":          {fault.Fault{Do: fault.Add, Path: "a.b", From: "a"}, `{"a":{"c":1}}`, `{"a":{"b":{"c":1},"c":1}}`},
		"a frame too long":           {fault.Fault{Do: fault.Replace, Path: "a", Value: raw(`"` + strings.Repeat("x", 1<<20) + `"`)}, `{"a":1}`, `{"a":1}`},
		"append":                     {fault.Fault{Do: fault.Append, Path: "a.*.b", Value: raw(`3`)}, `{"a":[{"b":[1]},{"b":2},{}]}`, `{"a":[{"b":[1,3]},{"b":2},{}]}`},
		"anywhere below":             {fault.Fault{Do: fault.Replace, Path: "**.b", Is: raw(`1`), Value: raw(`0`)}, `{"a":[{"b":1},[{"b":1}],2],"b":1,"c":{"b":[{"b":1}]}}`, `{"a":[{"b":0},[{"b":0}],2],"b":0,"c":{"b":[{"b":0}]}}`},
		"below a member":             {fault.Fault{Do: fault.Remove, Path: "c.**.b"}, `{"b":1,"c":{"b":2,"d":[{"b":3}]}}`, `{"b":1,"c":{"d":[{}]}}`},
		"below nothing":              {fault.Fault{Do: fault.Add, Path: "c.**.b", Value: raw(`1`)}, `{"b":1}`, `{"b":1}`},
		"written otherwise":          {fault.Fault{Do: fault.Respell}, `{"a":["a\"\u003cé",{}]}`, "{\r\n\t \"\\u0061\":\r\n\t [\r\n\t \"\\u0061\\\"\\u003cé\",\r\n\t {\r\n\t }]}"},
		"another previous state":     {fault.Fault{On: fault.Site{Previous: "HELD"}, Do: fault.Remove, Path: "a"}, `{"a":1,"data":{"interaction":{"previousState":"RINGING"}}}`, `{"a":1,"data":{"interaction":{"previousState":"RINGING"}}}`},
		"remove one value":           {fault.Fault{Do: fault.Remove, Path: "a.*.b", Is: raw(`1`)}, `{"a":[{"b":1},{"b":2}]}`, `{"a":[{},{"b":2}]}`},
		"members in another order":   {fault.Fault{Do: fault.Reorder}, `{"b":{"d":1,"c":2},"a":3}`, `{"a":3,"b":{"c":2,"d":1}}`},
		"aliases at any depth":       {fault.Fault{Do: fault.Alias, Path: "id", Value: raw(`"x-"`)}, `{"a":[{"id":"1"},{"id":2}],"id":"3"}`, `{"a":[{"id":"x-1"},{"id":2}],"id":"x-3"}`},
		"a frame that has a member":  {fault.Fault{On: fault.Site{Without: []string{"a.b"}}, Do: fault.Replace, Path: "c", Value: raw(`0`)}, `{"a":{"b":1},"c":1}`, `{"a":{"b":1},"c":1}`},
		"a frame with a member":      {fault.Fault{On: fault.Site{With: []string{"a.b"}}, Do: fault.Replace, Path: "c", Value: raw(`0`)}, `{"a":{"b":null},"c":1}`, `{"a":{"b":null},"c":0}`},
		"a frame not with it":        {fault.Fault{On: fault.Site{With: []string{"a.b"}}, Do: fault.Replace, Path: "c", Value: raw(`0`)}, `{"a":{},"c":1}`, `{"a":{},"c":1}`},
		"an option":                  {fault.Fault{Do: fault.Option, Path: "c", Value: raw(`"0"`)}, `{"c":1}`, `{"c":1}`},
		"a frame that does not":      {fault.Fault{On: fault.Site{Without: []string{"a.b"}}, Do: fault.Replace, Path: "c", Value: raw(`0`)}, `{"a":{},"c":1}`, `{"a":{},"c":0}`},
		"another medium":             {fault.Fault{On: fault.Site{Media: "voice"}, Do: fault.Replace, Path: "c", Value: raw(`0`)}, `{"c":1,"data":{"media":"chat"}}`, `{"c":1,"data":{"media":"chat"}}`},
		"a frame that only answers":  {fault.Fault{On: fault.Site{Frame: "event"}, Do: fault.Remove, Path: "c"}, `{"referenceId":"1","c":1}`, `{"referenceId":"1","c":1}`},
		"a request on its way in":    {fault.Fault{On: fault.Site{Frame: "request"}, Do: fault.Remove, Path: "c"}, `{"request":"x","c":1}`, `{"request":"x","c":1}`},
		"a frame to which none asks": {fault.Fault{On: fault.Site{Request: "a.b"}, Do: fault.Remove, Path: "c"}, `{"referenceId":"1","c":1}`, `{"referenceId":"1","c":1}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, []string{tt.want}, bodies(plan(t, tt.fault).Apply(toPage(tt.in), desks)))
		})
	}
}

func TestFramesThatMove(t *testing.T) {
	a, b, c := `{"event":"a"}`, `{"event":"b"}`, `{"event":"c"}`
	on := fault.Site{Event: "a"}
	tests := map[string]struct {
		fault       fault.Fault
		first, then []string
	}{
		"last":             {fault.Fault{On: on, Do: fault.Last}, []string{b, c, a}, []string{c}},
		"late":             {fault.Fault{On: on, Do: fault.Late}, []string{b, c}, []string{c, a}},
		"copied":           {fault.Fault{On: on, Do: fault.Copy, Path: "event", Value: raw(`"x"`)}, []string{a, `{"event":"x"}`, b, c}, []string{c}},
		"something before": {fault.Fault{On: on, Do: fault.Precede, Value: raw(`{"event":"x"}`)}, []string{`{"event":"x"}`, a, b, c}, []string{c}},
		"a text before":    {fault.Fault{On: on, Do: fault.Precede, Value: raw(`"wwe \u0021"`)}, []string{"wwe !", a, b, c}, []string{c}},
		"something after":  {fault.Fault{On: on, Do: fault.Follow, Value: raw(`{"event":"x"}`)}, []string{a, `{"event":"x"}`, b, c}, []string{c}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := plan(t, tt.fault)
			assert.Equal(t, tt.first, bodies(p.Apply(toPage(a, b, c), desks)))
			assert.Equal(t, tt.then, bodies(p.Apply(toPage(c), desks)))
			assert.Equal(t, []string{c}, bodies(p.Apply(toPage(c), desks)))
		})
	}
}

func TestRequestsThatAreNotWhatWasSent(t *testing.T) {
	const hold = `{"request":"voice.hold","parameters":["x-1",{"NOTE":"x-y"}],"referenceId":"7"}`
	on := fault.Site{Frame: "request", Request: "voice.hold"}
	tests := map[string]struct {
		fault fault.Fault
		want  []string
	}{
		"lost":               {fault.Fault{On: on, Do: fault.Lose}, nil},
		"done twice":         {fault.Fault{On: on, Do: fault.Repeat}, []string{hold, hold}},
		"another request":    {fault.Fault{On: on, Do: fault.Replace, Path: "request", Value: raw(`"voice.resume"`)}, []string{`{"parameters":["x-1",{"NOTE":"x-y"}],"referenceId":"7","request":"voice.resume"}`}},
		"another parameter":  {fault.Fault{On: on, Do: fault.Replace, Path: "parameters.0", Value: raw(`"2"`)}, []string{`{"parameters":["2",{"NOTE":"x-y"}],"referenceId":"7","request":"voice.hold"}`}},
		"a parameter less":   {fault.Fault{On: on, Do: fault.Remove, Path: "parameters"}, []string{`{"referenceId":"7","request":"voice.hold"}`}},
		"followed":           {fault.Fault{On: on, Do: fault.Follow, Value: raw(`{"request":"x"}`)}, []string{hold, `{"request":"x"}`}},
		"an alias":           {fault.Fault{Do: fault.Alias, Path: "interactionId", Value: raw(`"x-"`)}, []string{`{"parameters":["1",{"NOTE":"y"}],"referenceId":"7","request":"voice.hold"}`}},
		"another's site":     {fault.Fault{On: fault.Site{Frame: "request", Request: "voice.dial"}, Do: fault.Lose}, []string{hold}},
		"what leaves a desk": {fault.Fault{Do: fault.Lose}, []string{hold}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := plan(t, tt.fault).Hear(fault.Frame{Agent: "1001", Page: 1, Body: []byte(hold)})
			assert.Equal(t, tt.want, bodies(got))
		})
	}
}

func TestAnswersAreKnownByTheirRequests(t *testing.T) {
	p := plan(t, fault.Fault{On: fault.Site{Request: "voice.hold"}, Do: fault.Lose})
	hear := func(agent string, page uint32, body string) {
		p.Hear(fault.Frame{Agent: agent, Page: page, Body: []byte(body)})
	}
	hear("1001", 1, `{"request":"voice.hold","referenceId":"1"}`)
	hear("1001", 1, `{"request":"voice.dial","referenceId":"2"}`)
	hear("1001", 1, `{"request":"voice.hold","referenceId":3}`)
	hear("1001", 2, `{"request":"voice.dial","referenceId":"1"}`)
	hear("1002", 1, `{"request":"voice.dial","referenceId":"1"}`)
	hear("1001", 1, `not JSON`)

	in := []fault.Frame{
		{Agent: "1001", Page: 1, Body: raw(`{"referenceId":"1"}`)},
		{Agent: "1001", Page: 1, Body: raw(`{"referenceId":"2"}`)},
		{Agent: "1001", Page: 1, Body: raw(`{"referenceId":3}`)},
		{Agent: "1001", Page: 2, Body: raw(`{"referenceId":"1"}`)},
		{Agent: "1002", Page: 1, Body: raw(`{"referenceId":"1"}`)},
		{Agent: "1001", Page: 1, Body: raw(`{"event":"x","referenceId":"1"}`)},
	}
	want := []fault.Frame{in[1], in[3], in[4], in[5]}
	if diff := cmp.Diff(want, p.Apply(in, desks)); diff != "" {
		t.Errorf("frames (-want +got):\n%s", diff)
	}
	assert.Len(t, p.Apply(in, desks), len(in), "an answer comes once")
}

func TestFramesAreHeldBackByChance(t *testing.T) {
	held := func(seed uint64) (out []time.Duration) {
		p := plan(t, fault.Fault{Do: fault.Delay, Millis: 50})
		p.Chance = rand.New(rand.NewPCG(seed, 0))
		for range 100 {
			d := p.Apply(toPage(`{}`), desks)[0].Delay
			assert.True(t, d >= 0 && d <= 50*time.Millisecond, d)
			out = append(out, d)
		}
		return out
	}
	assert.Equal(t, held(1), held(1))
	assert.NotEqual(t, held(1), held(2))
	assert.Equal(t, 50*time.Millisecond, plan(t, fault.Fault{Do: fault.Delay, Millis: 50}).Apply(toPage(`{}`), desks)[0].Delay, "without chance, as long as it may")
}

func TestOptionsThatDesktopsGoBy(t *testing.T) {
	got := fault.Options([]fault.Fault{
		{Do: fault.Option, Path: "a", Value: raw(`"1"`)}, {Do: fault.Replace, Path: "b", Value: raw(`"2"`)},
		{Do: fault.Option, Path: "c", Value: raw(`"3"`)}, {Do: fault.Option, Path: "a", Value: raw(`"4"`)},
	})
	assert.Equal(t, map[string]string{"a": "4", "c": "3"}, got)
	assert.Empty(t, fault.Options(nil))
}

func TestRequestsWaitBeforeTheyAreRead(t *testing.T) {
	p := plan(t,
		fault.Fault{On: fault.Site{Frame: "request", Request: "voice.hold"}, Do: fault.Delay, Millis: 50},
		fault.Fault{On: fault.Site{Frame: "request", Request: "voice.dial", Nth: 2}, Do: fault.Delay, Millis: 20},
		fault.Fault{Do: fault.Delay, Millis: 10})
	waits := func(body string) time.Duration {
		f := fault.Frame{Agent: "1001", Page: 1, Body: []byte(body)}
		d := p.Awaits(f)
		assert.Equal(t, []string{body}, bodies(p.Hear(f)), "nothing else befalls it")
		return d
	}
	assert.Equal(t, 50*time.Millisecond, waits(`{"request":"voice.hold"}`))
	assert.Zero(t, waits(`{"request":"voice.dial"}`))
	assert.Equal(t, 20*time.Millisecond, waits(`{"request":"voice.dial"}`))
	assert.Zero(t, waits(`{"request":"voice.dial"}`))
	assert.Zero(t, waits(`not JSON`))
	assert.Zero(t, (&fault.Plan{}).Awaits(fault.Frame{Body: []byte(`{"request":"voice.hold"}`)}))
}
