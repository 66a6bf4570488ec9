package fault_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/fault"
)

// gws is a frame of the user 1001 on that wire; with an exchange it is an answer.
func gws(exchange uint32, body string) fault.Frame {
	return fault.Frame{Wire: "gws", Agent: "1001", Page: 1, Exchange: exchange, Body: []byte(body)}
}

var gwsDesks = []fault.Frame{
	{Agent: "1001", Page: 1}, {Wire: "gws", Agent: "1001", Page: 1},
	{Agent: "1002", Page: 1}, {Wire: "gws", Agent: "1002", Page: 1}, {Wire: "gws", Agent: "1003", Page: 1},
}

const (
	listRequest = `{"method":"GET","path":"/me/interactions","query":"fields=*"}`
	oneRequest  = `{"method":"GET","path":"/interactions/00009a8T8Y130123"}`
	acceptOne   = `{"method":"POST","path":"/me/interactions/00009a8T8Y130123","body":{"operationName":"Accept"}}`

	invited = `{"channel":"/v2/me/interactions","data":{"id":"A","state":"Invited","capabilities":["Accept","Reject"]}}`
	done    = `{"status":200,"body":{"statusCode":0}}`
	list    = `{"status":200,"body":{"interactions":[{"id":"A"},{"id":"B"}],"uris":["http://h/api/v2/interactions/A"]}}`
)

func TestWhatBefallsAnExchange(t *testing.T) {
	value := func(v string) json.RawMessage { return json.RawMessage(v) }
	on := func(frame, request string) fault.Site { return fault.Site{Wire: "gws", Frame: frame, Request: request} }
	tests := map[string]struct {
		request string
		said    []string // the first is the answer
		fault   fault.Fault
		want    []string // agent, exchange and body
	}{
		"another wire": {acceptOne, []string{done, invited}, fault.Fault{Do: fault.Lose},
			[]string{"1001 7 " + done, "1001 0 " + invited}},
		"all that is said": {acceptOne, []string{done, invited}, fault.Fault{On: on("", ""), Do: fault.Lose}, nil},
		"notifications": {acceptOne, []string{done, invited}, fault.Fault{On: on("event", ""), Do: fault.Lose},
			[]string{"1001 7 " + done}},
		"the answer": {acceptOne, []string{done, invited}, fault.Fault{On: on("answer", ""), Do: fault.Lose},
			[]string{"1001 0 " + invited}},
		"the answer to an operation": {acceptOne, []string{done}, fault.Fault{On: on("answer", "Accept"), Do: fault.Replace, Path: "body.statusCode", Value: value("2")},
			[]string{`1001 7 {"body":{"statusCode":2},"status":200}`}},
		"the answer to a GET": {listRequest, []string{list}, fault.Fault{On: on("answer", "GET /me/interactions"), Do: fault.Lose, Path: "body.interactions.0"},
			[]string{`1001 7 {"body":{"interactions":[{"id":"B"}],"uris":["http://h/api/v2/interactions/A"]},"status":200}`}},
		"the answer to a GET with an id": {oneRequest, []string{done}, fault.Fault{On: on("answer", "GET /interactions/{id}"), Do: fault.Lose},
			nil},
		"of another request": {oneRequest, []string{done}, fault.Fault{On: on("answer", "GET /me/interactions"), Do: fault.Lose},
			[]string{"1001 7 " + done}},
		"by a member": {acceptOne, []string{done, invited}, fault.Fault{On: fault.Site{Wire: "gws", Where: map[string]json.RawMessage{"data.state": value(`"Invited"`)}}, Do: fault.Remove, Path: "data.capabilities"},
			[]string{"1001 7 " + done, `1001 0 {"channel":"/v2/me/interactions","data":{"id":"A","state":"Invited"}}`}},
		"by a member that is another": {acceptOne, []string{invited}, fault.Fault{On: fault.Site{Wire: "gws", Where: map[string]json.RawMessage{"data.state": value(`"Revoked"`)}}, Do: fault.Lose},
			[]string{"1001 7 " + invited}},
		"by one of several": {listRequest, []string{list}, fault.Fault{On: fault.Site{Wire: "gws", Where: map[string]json.RawMessage{"body.interactions.*.id": value(`"B"`)}}, Do: fault.Lose},
			nil},
		"misdirected, but for the answer": {acceptOne, []string{done, invited}, fault.Fault{On: on("", ""), Do: fault.Misdirect},
			[]string{"1001 7 " + done, "1002 0 " + invited}},
		"told to everybody": {acceptOne, []string{done, invited}, fault.Fault{On: on("", ""), Do: fault.Broadcast},
			[]string{"1001 7 " + done, "1001 0 " + invited, "1002 0 " + invited, "1003 0 " + invited}},
		"other ids": {listRequest, []string{list}, fault.Fault{On: on("", ""), Do: fault.Alias, Path: "id", Value: value(`"x"`)},
			[]string{`1001 7 {"body":{"interactions":[{"id":"xA"},{"id":"xB"}],"uris":["http://h/api/v2/interactions/xA"]},"status":200}`}},
		"all of a list": {listRequest, []string{list}, fault.Fault{On: on("answer", ""), Do: fault.Lose, Path: "body.interactions.*"},
			[]string{`1001 7 {"body":{"interactions":[],"uris":["http://h/api/v2/interactions/A"]},"status":200}`}},
		"a member of each": {listRequest, []string{list}, fault.Fault{On: on("answer", ""), Do: fault.Lose, Path: "body.uris"},
			[]string{`1001 7 {"body":{"interactions":[{"id":"A"},{"id":"B"}]},"status":200}`}},
		"what is not there": {listRequest, []string{list}, fault.Fault{On: on("answer", ""), Do: fault.Lose, Path: "body.nothing.0"},
			[]string{"1001 7 " + list}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := plan(t, tt.fault)
			p.Hear(gws(7, tt.request))
			var frames []fault.Frame
			for i, body := range tt.said {
				exchange := uint32(7)
				if i > 0 {
					exchange = 0
				}
				frames = append(frames, gws(exchange, body))
			}
			var got []string
			for _, f := range p.Apply(frames, gwsDesks) {
				assert.Equal(t, "gws", f.Wire)
				got = append(got, fmt.Sprintf("%s %d %s", f.Agent, f.Exchange, f.Body))
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestARequestOfGWSIsChanged(t *testing.T) {
	p := plan(t,
		fault.Fault{On: fault.Site{Wire: "gws", Frame: "request", Request: "Accept"}, Do: fault.Replace, Path: "body.operationName", Value: json.RawMessage(`"Reject"`)},
		fault.Fault{On: fault.Site{Wire: "gws"}, Do: fault.Alias, Path: "id", Value: json.RawMessage(`"x"`)},
	)
	heard := p.Hear(gws(1, `{"method":"POST","path":"/me/interactions/xA","body":{"operationName":"Accept","targetId":"x1002"}}`))
	require.Len(t, heard, 1)
	assert.JSONEq(t, `{"method":"POST","path":"/me/interactions/A","body":{"operationName":"Reject","targetId":"1002"}}`, string(heard[0].Body))
	assert.Equal(t, uint32(1), heard[0].Exchange)
	assert.Len(t, p.Hear(fault.Frame{Agent: "1001", Page: 1, Body: []byte(`{"request":"Accept"}`)}), 1, "another wire's")
}

func TestAListIsStale(t *testing.T) {
	p := plan(t, fault.Fault{On: fault.Site{Wire: "gws", Frame: "answer", Request: "GET /me/interactions"}, Do: fault.Stale, Path: "body.uris"})
	ask := func(exchange uint32, request, answer string) string {
		p.Hear(gws(exchange, request))
		return string(p.Apply([]fault.Frame{gws(exchange, answer)}, gwsDesks)[0].Body)
	}
	assert.Equal(t, `{"body":{"uris":[]}}`, ask(1, listRequest, `{"body":{"uris":[]}}`), "nothing was said before")
	assert.Equal(t, `{"body":{"uris":[7]}}`, ask(2, oneRequest, `{"body":{"uris":[7]}}`), "another request")
	assert.Equal(t, `{"body":{"uris":[]}}`, ask(3, listRequest, `{"body":{"uris":["A"]}}`))
	assert.Equal(t, `{"body":{"uris":["A"]}}`, ask(4, listRequest, `{"body":{"uris":["B"]}}`))
}

func TestAnAnswerThatIsLateIsKept(t *testing.T) {
	p := plan(t, fault.Fault{On: fault.Site{Wire: "gws", Frame: "answer"}, Do: fault.Late})
	assert.Empty(t, p.Apply([]fault.Frame{gws(3, done)}, gwsDesks))
	assert.True(t, p.Keeps("gws", "1001", 3))
	assert.False(t, p.Keeps("gws", "1001", 4))
	assert.False(t, p.Keeps("gws", "1002", 3))
	assert.Len(t, p.Apply(nil, gwsDesks), 1)
	assert.False(t, p.Keeps("gws", "1001", 3))
}

const batch = `[{"channel":"/v2/me/interactions","data":1},{"channel":"/v2/me/interactions","data":2},{"channel":"/meta/connect","id":"4","successful":true}]`

func TestWhatBefallsABatch(t *testing.T) {
	on := fault.Site{Wire: "gws", Frame: "reply", Request: "/meta/connect"}
	where := on
	where.Where = map[string]json.RawMessage{"0.data": json.RawMessage("1")}
	tests := map[string]struct {
		fault fault.Fault
		want  string
	}{
		"the first is lost":     {fault.Fault{On: where, Do: fault.Lose, Path: "0"}, `[{"channel":"/v2/me/interactions","data":2},{"channel":"/meta/connect","id":"4","successful":true}]`},
		"all are lost":          {fault.Fault{On: on, Do: fault.Lose, Path: "*"}, `[]`},
		"without an id":         {fault.Fault{On: on, Do: fault.Remove, Path: "*.id"}, `[{"channel":"/v2/me/interactions","data":1},{"channel":"/v2/me/interactions","data":2},{"channel":"/meta/connect","successful":true}]`},
		"the reply comes first": {fault.Fault{On: on, Do: fault.Rotate}, `[{"channel":"/meta/connect","id":"4","successful":true},{"channel":"/v2/me/interactions","data":1},{"channel":"/v2/me/interactions","data":2}]`},
		"one more before":       {fault.Fault{On: on, Do: fault.Precede, Value: json.RawMessage(`{"a":1}`)}, `[{"a":1},` + batch[1:]},
		"one more after":        {fault.Fault{On: on, Do: fault.Follow, Value: json.RawMessage(`{"a":1}`)}, batch[:len(batch)-1] + `,{"a":1}]`},
		"a member is replaced":  {fault.Fault{On: on, Do: fault.Replace, Path: "2.successful", Value: json.RawMessage("false")}, batch[:len(batch)-6] + `false}]`},
		"only of a handshake":   {fault.Fault{On: fault.Site{Wire: "gws", Frame: "reply", Request: "/meta/handshake"}, Do: fault.Lose, Path: "*"}, batch},
		"the second alone":      {fault.Fault{On: fault.Site{Wire: "gws", Frame: "reply", Nth: 2}, Do: fault.Lose, Path: "*"}, batch},
		"frames are no batch":   {fault.Fault{On: fault.Site{Wire: "gws"}, Do: fault.Lose}, batch},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := plan(t, tt.fault).Reply(gws(0, batch))
			assert.Equal(t, tt.want, string(got.Body))
		})
	}
	t.Run("held back as long as it may be", func(t *testing.T) {
		p := plan(t, fault.Fault{On: on, Do: fault.Delay, Millis: 250})
		assert.Equal(t, int64(250), p.Reply(gws(0, batch)).Delay.Milliseconds())
	})
	t.Run("in other words", func(t *testing.T) {
		for _, do := range []fault.Deed{fault.Reorder, fault.Respell} {
			assert.JSONEq(t, batch, string(plan(t, fault.Fault{On: on, Do: do}).Reply(gws(0, batch)).Body), do)
		}
	})
	t.Run("an empty one", func(t *testing.T) {
		p := plan(t, fault.Fault{On: fault.Site{Wire: "gws", Frame: "reply"}, Do: fault.Rotate})
		assert.Equal(t, `[]`, string(p.Reply(gws(0, `[]`)).Body))
	})
}

func TestFaultsThatGWSCannotHave(t *testing.T) {
	tests := map[string]struct {
		fault fault.Fault
		want  string
	}{
		"another wire":             {fault.Fault{On: fault.Site{Wire: "fax"}, Do: fault.Lose}, `fault: on.wire: "fax" is not scapi, gws or webex`},
		"a reply of scapi":         {fault.Fault{On: fault.Site{Frame: "reply"}, Do: fault.Lose}, `fault: on.frame: "reply" is not event, answer or request, or on gws reply`},
		"a reply as a whole":       {fault.Fault{On: fault.Site{Wire: "gws", Frame: "reply"}, Do: fault.Lose}, "fault: lose does not befall replies, as a whole; lose takes the path of a message"},
		"a reply to somebody else": {fault.Fault{On: fault.Site{Wire: "gws", Frame: "reply"}, Do: fault.Misdirect}, "fault: misdirect does not befall replies, as a whole; lose takes the path of a message"},
		"an event that turns":      {fault.Fault{On: fault.Site{Wire: "gws", Frame: "event"}, Do: fault.Rotate}, "fault: rotate befalls replies: write on: {wire: gws, frame: reply}"},
		"words of scapi":           {fault.Fault{On: fault.Site{Wire: "gws", State: "Invited"}, Do: fault.Lose}, "fault: on: event, type, media, state, previous and callType are of scapi: on gws write where, such as where: {data.state: Invited}"},
		"where no JSON is":         {fault.Fault{On: fault.Site{Wire: "gws", Where: map[string]json.RawMessage{"a": json.RawMessage("x")}}, Do: fault.Lose}, "fault: on.where: a: not JSON"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { assert.EqualError(t, tt.fault.Validate(), tt.want) })
	}
}

// FuzzFaultsOfGWS: whatever a fault is, frames come out of it as JSON that is not too long.
func FuzzFaultsOfGWS(f *testing.F) {
	for _, fault := range []string{
		`{"on":{"wire":"gws","frame":"reply"},"do":"lose","path":"*"}`,
		`{"on":{"wire":"gws","frame":"reply","where":{"*.data":1}},"do":"rotate"}`,
		`{"on":{"wire":"gws"},"do":"lose","path":"data.capabilities.0"}`,
		`{"on":{"wire":"gws"},"do":"alias","path":"id","value":"x"}`,
		`{"on":{"wire":"gws"},"do":"broadcast"}`,
		`{"on":{"wire":"gws","frame":"answer"},"do":"stale","path":"body.**"}`,
		`{"on":{"wire":"gws"},"do":"replace","path":"**.id","value":7}`,
		`{"on":{"wire":"gws","frame":"reply"},"do":"follow","value":{"a":1}}`,
	} {
		f.Add(fault, acceptOne, invited, batch)
	}
	f.Fuzz(func(t *testing.T, raw, request, event, replies string) {
		var one fault.Fault
		if json.Unmarshal([]byte(raw), &one) != nil || one.Validate() != nil || !json.Valid([]byte(event)) || !json.Valid([]byte(replies)) {
			t.Skip()
		}
		p := plan(t, one, one)
		p.Hear(gws(1, request))
		for _, frame := range append(p.Apply([]fault.Frame{gws(0, event), gws(1, event)}, gwsDesks), p.Reply(gws(0, replies))) {
			assert.LessOrEqual(t, len(frame.Body), 4<<20)
			if one.Do != fault.Precede && one.Do != fault.Follow {
				assert.True(t, json.Valid(frame.Body), "%s", frame.Body)
			}
		}
	})
}
