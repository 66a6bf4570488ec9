package fault_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/fault"
)

// webex is a frame of the agent 1001 on that wire: with an exchange of a request, else of
// the notification socket that is the page.
func webex(page, exchange uint32, body string) fault.Frame {
	return fault.Frame{Wire: "webex", Agent: "1001", Page: page, Exchange: exchange, Body: []byte(body)}
}

var webexDesks = []fault.Frame{
	{Wire: "gws", Agent: "1002", Page: 1}, {Wire: "webex", Agent: "1001", Page: 2}, {Wire: "webex", Agent: "1001", Page: 3},
	{Wire: "webex", Agent: "1002", Page: 2}, {Wire: "webex", Agent: "1003", Page: 2},
}

const (
	hold  = `{"method":"POST","path":"/v1/tasks/A/hold","body":{"mediaResourceId":"A"}}`
	taken = `{"status":202,"body":{}}`
	held  = `{"type":"RoutingMessage","data":{"type":"AgentContactHeld","interactionId":"A","interaction":{"media":{"A":{"isHold":true}}}}}`
)

func TestWhatBefallsWebex(t *testing.T) {
	value := func(v string) json.RawMessage { return json.RawMessage(v) }
	on := func(frame, request string) fault.Site {
		return fault.Site{Wire: "webex", Frame: frame, Request: request}
	}
	event := func(path, is string) fault.Site {
		return fault.Site{Wire: "webex", Frame: "event", Where: map[string]json.RawMessage{path: value(is)}}
	}
	answer := "1001 1 7 " + taken
	tests := map[string]struct {
		fault fault.Fault
		want  []string // agent, page, exchange and body
	}{
		"another wire":            {fault.Fault{On: fault.Site{Wire: "gws"}, Do: fault.Lose}, []string{answer, "1001 2 0 " + held, "1001 3 0 " + held}},
		"the answer":              {fault.Fault{On: on("answer", "task.hold"), Do: fault.Lose}, []string{"1001 2 0 " + held, "1001 3 0 " + held}},
		"the answer to another":   {fault.Fault{On: on("answer", "task.end"), Do: fault.Lose}, []string{answer, "1001 2 0 " + held, "1001 3 0 " + held}},
		"an event":                {fault.Fault{On: event("data.type", `"AgentContactHeld"`), Do: fault.Lose}, []string{answer}},
		"another event":           {fault.Fault{On: event("keepalive", `"true"`), Do: fault.Lose}, []string{answer, "1001 2 0 " + held, "1001 3 0 " + held}},
		"told to everybody":       {fault.Fault{On: on("", ""), Do: fault.Broadcast}, []string{answer, "1001 2 0 " + held, "1002 2 0 " + held, "1003 2 0 " + held, "1001 3 0 " + held}},
		"told to somebody else":   {fault.Fault{On: fault.Site{Wire: "webex", Frame: "event", Nth: 1}, Do: fault.Misdirect}, []string{answer, "1002 2 0 " + held, "1001 3 0 " + held}},
		"a member of each medium": {fault.Fault{On: fault.Site{Wire: "webex", Frame: "event", Nth: 1}, Do: fault.Replace, Path: "data.interaction.media.*.isHold", Value: value(`false`)}, []string{answer, `1001 2 0 {"data":{"interaction":{"media":{"A":{"isHold":false}}},"interactionId":"A","type":"AgentContactHeld"},"type":"RoutingMessage"}`, "1001 3 0 " + held}},
		"other ids":               {fault.Fault{On: fault.Site{Wire: "webex", Nth: 2}, Do: fault.Alias, Path: "interactionId", Value: value(`"x"`)}, []string{answer, `1001 2 0 {"data":{"interaction":{"media":{"xA":{"isHold":true}}},"interactionId":"xA","type":"AgentContactHeld"},"type":"RoutingMessage"}`, "1001 3 0 " + held}},
		"another status":          {fault.Fault{On: on("answer", "task.hold"), Do: fault.Replace, Path: "status", Value: value(`500`)}, []string{`1001 1 7 {"body":{},"status":500}`, "1001 2 0 " + held, "1001 3 0 " + held}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := plan(t, tt.fault)
			p.Hear(webex(1, 7, hold))
			var got []string
			for _, f := range p.Apply([]fault.Frame{webex(1, 7, taken), webex(2, 0, held), webex(3, 0, held)}, webexDesks) {
				assert.Equal(t, "webex", f.Wire)
				got = append(got, fmt.Sprintf("%s %d %d %s", f.Agent, f.Page, f.Exchange, f.Body))
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestNamesOfRequestsOfWebex(t *testing.T) {
	tests := map[string]string{
		hold: "task.hold",
		`{"method":"POST","path":"/v1/tasks/","body":{}}`:                                    "task.outdial",
		`{"method":"POST","path":"/v1/tasks/A/record/pause"}`:                                "task.recordPause",
		`{"method":"POST","path":"/v1/tasks/A/transfer","body":{"destinationType":"queue"}}`: "task.transferQueue",
		`{"method":"POST","path":"/v1/tasks/A/transfer","body":{"destinationType":"agent"}}`: "task.transferAgent",
		`{"method":"POST","path":"/v1/dialer/campaign/Of%20May/preview-task/A/accept"}`:      "preview.accept",
		`{"method":"PUT","path":"/v1/agents/session/state"}`:                                 "agent.state",
		`{"method":"POST","path":"/v1/notification/subscribe"}`:                              "subscribe",
		`{"method":"GET","path":"/organization/O/user/by-ci-user-id/U"}`:                     "GET /organization/{org}/user/by-ci-user-id/{id}",
		`{"method":"GET","path":"/organization/O/v2/address-book/B/entry","query":"page=0"}`: "GET /organization/{org}/v2/address-book/{id}/entry",
		`{"method":"GET","path":"/v1/tasks/A/hold"}`:                                         "GET /v1/tasks/{id}/hold",
		`{"keepalive":"true"}`: "keepalive",
	}
	for frame, name := range tests {
		p := plan(t, fault.Fault{On: fault.Site{Wire: "webex", Frame: "request", Request: name}, Do: fault.Lose})
		assert.Empty(t, p.Hear(webex(1, 1, frame)), frame)
	}
}

func TestAnOperationOfWebexIsLetFail(t *testing.T) {
	p := plan(t,
		fault.Fault{On: fault.Site{Wire: "webex", Frame: "request", Request: "task.hold"}, Do: fault.Add, Path: "fail", Value: json.RawMessage(`{"reason":"BUSY"}`)},
		fault.Fault{On: fault.Site{Wire: "webex"}, Do: fault.Alias, Path: "interactionId", Value: json.RawMessage(`"x"`)},
	)
	heard := p.Hear(webex(1, 7, `{"method":"POST","path":"/v1/tasks/xA/hold","body":{"mediaResourceId":"xA"}}`))
	require.Len(t, heard, 1)
	assert.JSONEq(t, `{"method":"POST","path":"/v1/tasks/A/hold","body":{"mediaResourceId":"A"},"fail":{"reason":"BUSY"}}`, string(heard[0].Body))
}

func TestAliasesOfOneIDMeet(t *testing.T) {
	alias := func(name string) fault.Fault {
		return fault.Fault{On: fault.Site{Wire: "webex"}, Do: fault.Alias, Path: name, Value: json.RawMessage(`"x"`)}
	}
	p := plan(t, alias("interactionId"), alias("interactionIds"))
	told := p.Apply([]fault.Frame{webex(2, 0, `{"data":{"interactionId":"A","interactionIds":["A","B"]}}`)}, webexDesks)
	assert.Equal(t, `{"data":{"interactionId":"xA","interactionIds":["xA","xB"]}}`, string(told[0].Body))
}

func TestAnAnswerAsideCountsForNoNth(t *testing.T) {
	site := fault.Site{Wire: "webex", Frame: "answer", Nth: 1}
	p := plan(t, fault.Fault{On: site, Do: fault.Replace, Path: "status", Value: json.RawMessage(`500`)})
	aside := p.Aside(webex(0, 1, taken), []byte(`{"method":"GET","path":"/u2c/api/v1/catalog"}`))
	assert.Equal(t, taken, string(aside.Body), "a replay knows nothing of it")
	p.Hear(webex(1, 7, hold))
	assert.Equal(t, `{"body":{},"status":500}`, string(p.Apply([]fault.Frame{webex(1, 7, taken)}, webexDesks)[0].Body))
}

// FuzzFaultsOfWebex: whatever a fault is, frames come out of it as JSON that is not too long.
func FuzzFaultsOfWebex(f *testing.F) {
	for _, fault := range []string{
		`{"on":{"wire":"webex"},"do":"alias","path":"interactionId","value":"x"}`,
		`{"on":{"wire":"webex"},"do":"alias","path":"A","value":""}`,
		`{"on":{"wire":"webex","frame":"event"},"do":"remove","path":"data.interaction.*.*"}`,
		`{"on":{"wire":"webex","frame":"request","request":"task.hold"},"do":"add","path":"fail","value":{"reason":"x"}}`,
		`{"on":{"wire":"webex","frame":"answer","where":{"status":202}},"do":"stale","path":"body"}`,
		`{"on":{"wire":"webex"},"do":"broadcast"}`,
		`{"on":{"wire":"webex"},"do":"lose","path":"data.interaction.media.*"}`,
		`{"on":{"wire":"webex"},"do":"replace","path":"**.A","value":7}`,
	} {
		f.Add(fault, hold, taken, held)
	}
	f.Fuzz(func(t *testing.T, raw, request, answer, event string) {
		var one fault.Fault
		if json.Unmarshal([]byte(raw), &one) != nil || one.Validate() != nil || !json.Valid([]byte(event)) || !json.Valid([]byte(answer)) {
			t.Skip()
		}
		p := plan(t, one, one)
		p.Hear(webex(1, 1, request))
		frames := p.Apply([]fault.Frame{webex(1, 1, answer), webex(2, 0, event), webex(3, 0, event)}, webexDesks)
		for _, frame := range append(frames, p.Aside(webex(0, 1, answer), []byte(request))) {
			assert.LessOrEqual(t, len(frame.Body), 4<<20)
			if one.Do != fault.Precede && one.Do != fault.Follow {
				assert.True(t, json.Valid(frame.Body), "%s", frame.Body)
			}
		}
	})
}
