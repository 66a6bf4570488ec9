package stage

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParametersThatDoNotFit(t *testing.T) {
	tests := map[string]struct{ method, params, want string }{
		"unknown member":            {"hello", `{"nme":"x"}`, `bad parameters: unknown member "nme" (known: harness, protocol, version)`},
		"no object":                 {"hello", `[]`, `bad parameters: params: expected an object, not a list`},
		"protocol as text":          {"hello", `{"protocol":"1"}`, `bad parameters: protocol: expected a whole number, not text`},
		"a seed below nought":       {"world.open", `{"seed":-1}`, `bad parameters: seed: expected a whole number of 0 or more, not -1`},
		"a broken seed":             {"world.open", `{"seed":1.5}`, `bad parameters: seed: expected a whole number of 0 or more, not 1.5`},
		"a far too large seed":      {"world.open", `{"seed":1e400}`, ``},
		"a world to open":           {"world.open", `{"world":"mine"}`, `bad parameters: unknown member "world" (known: options, profile, redirectTo, seed)`},
		"options as a list":         {"world.open", `{"options":[]}`, `bad parameters: options: expected an object, not a list`},
		"an option as a number":     {"world.open", `{"options":{"a":1}}`, ``},
		"a barrier's slip":          {"barrier", `{"desk":[]}`, `bad parameters: unknown member "desk" (known: desks)`},
		"a page below nought":       {"barrier", `{"desks":[{"agent":"1001","page":-1,"sent":0}]}`, `bad parameters: desks.page: expected a whole number of 0 or more, not -1`},
		"no agent":                  {"agent.set", `{"state":"ready"}`, `bad parameters: agent is missing`},
		"no state":                  {"agent.set", `{"agent":"1001"}`, `bad parameters: state is missing`},
		"unknown state":             {"agent.set", `{"agent":"1001","state":"READY"}`, `bad parameters: state is "READY", expected one of after-call-work, after-call-work-reason, do-not-disturb, logged-out, logged-out-undisturbed, not-ready, not-ready-reason, out-of-service, ready, unknown`},
		"unknown medium":            {"agent.set", `{"agent":"1001","state":"ready","media":"fax"}`, `bad parameters: media is "fax", expected one of chat, email, outboundpreview, voice, workitem`},
		"nobody calls":              {"call.arrive", `{"agent":"1001"}`, `bad parameters: from is missing`},
		"nobody is called":          {"call.arrive", `{"from":"1"}`, `bad parameters: agent is missing, or target instead of it`},
		"a call to two":             {"call.arrive", `{"from":"1","agent":"1001","target":{"type":"agent","name":"1001"}}`, `bad parameters: agent and target are both given; leave one out`},
		"a target's slip":           {"call.arrive", `{"from":"1","target":{"kind":"queue","name":"Support"}}`, `bad parameters: unknown member "kind" (known: name, type)`},
		"a target without a type":   {"call.arrive", `{"from":"1","target":{"name":"Support"}}`, `bad parameters: target.type is missing`},
		"a target without a name":   {"call.arrive", `{"from":"1","target":{"type":"queue"}}`, `bad parameters: target.name is missing`},
		"a target of another type":  {"call.arrive", `{"from":"1","target":{"type":"group","name":"Service"}}`, `bad parameters: target.type is "group", expected one of agent, agent-group, number, queue, routing-point, skill`},
		"from as a number":          {"call.arrive", `{"agent":"1001","from":5550151}`, `bad parameters: from: expected text, not a number`},
		"data as a number":          {"call.arrive", `{"agent":"1001","from":"1","data":{"a":1}}`, `bad parameters: data: expected text, not a number`},
		"a contact's slip":          {"call.arrive", `{"agent":"1001","from":"1","contact":{"frist":"C"}}`, `bad parameters: unknown member "frist" (known: first, last)`},
		"no number":                 {"call.answer", `{}`, `bad parameters: number is missing`},
		"nobody is busy":            {"call.busy", `{"number":""}`, `bad parameters: number is missing`},
		"number and more":           {"call.hangUp", `{"number":"1","agent":"1001"}`, `bad parameters: unknown member "agent" (known: number)`},
		"nobody is silent":          {"call.noAnswer", `{"number":null}`, `bad parameters: number is missing`},
		"nobody's phone":            {"phone.answer", `{}`, `bad parameters: agent is missing`},
		"no campaign":               {"campaign.load", `{"mode":"pull"}`, `bad parameters: campaign is missing`},
		"unknown mode":              {"campaign.load", `{"campaign":"S","mode":"progressive"}`, `bad parameters: mode is "progressive", expected one of direct-push, pull, push`},
		"nothing to start":          {"campaign.start", `{}`, `bad parameters: campaign is missing`},
		"nothing to stop":           {"campaign.stop", `{}`, `bad parameters: campaign is missing`},
		"nothing to unload":         {"campaign.unload", `{}`, `bad parameters: campaign is missing`},
		"a record of nothing":       {"campaign.record", `{"chain":[{"handle":1,"number":"1"}]}`, `bad parameters: campaign is missing`},
		"a record and nobody":       {"campaign.record", `{"campaign":"S"}`, `bad parameters: chain is missing: a record needs a number`},
		"an empty chain":            {"campaign.record", `{"campaign":"S","chain":[]}`, `bad parameters: chain is missing: a record needs a number`},
		"no handle":                 {"campaign.record", `{"campaign":"S","chain":[{"number":"1"}]}`, `bad parameters: chain: each entry needs a number and a handle of its own, from 1`},
		"a handle of nought":        {"campaign.record", `{"campaign":"S","chain":[{"handle":0,"number":"1"}]}`, `bad parameters: chain: each entry needs a number and a handle of its own, from 1`},
		"a handle and nobody":       {"campaign.record", `{"campaign":"S","chain":[{"handle":1}]}`, `bad parameters: chain: each entry needs a number and a handle of its own, from 1`},
		"nobody's interaction":      {"desktop.markDone", `{"interaction":"1"}`, `bad parameters: agent is missing`},
		"a toast of nobody":         {"desktop.clickToast", `{"toast":"t","button":0}`, `bad parameters: agent is missing`},
		"no toast":                  {"desktop.dismissToast", `{"agent":"1001"}`, `bad parameters: toast is missing`},
		"no dialog":                 {"desktop.closeDialog", `{"agent":"1001"}`, `bad parameters: dialog is missing`},
		"no button":                 {"desktop.clickToast", `{"agent":"1001","toast":"t"}`, `bad parameters: button must be its index, from 0`},
		"a button before the first": {"desktop.clickToast", `{"agent":"1001","toast":"t","button":-1}`, `bad parameters: button must be its index, from 0`},
		"no page":                   {"desktop.show", `{"agent":"1001","visible":true}`, `bad parameters: page is missing; pages are counted from 1`},
		"no page to go to":          {"desktop.focus", `{"agent":"1001"}`, `bad parameters: page is missing; pages are counted from 1`},
		"neither seen nor unseen":   {"desktop.show", `{"agent":"1001","page":1}`, `bad parameters: visible is missing`},
		"options of nothing":        {"strategy.option", `{"agent":"1001","interaction":"1"}`, `bad parameters: options is missing; an empty object overrides none`},
		"nothing is done":           {"desktop.markDone", `{"agent":"1001"}`, `bad parameters: interaction is missing`},
		"no time":                   {"clock.advance", `{}`, `bad parameters: ms must be between 0 and 86400000, one day`},
		"back in time":              {"clock.advance", `{"ms":-1}`, `bad parameters: ms must be between 0 and 86400000, one day`},
		"more than a day":           {"clock.advance", `{"ms":86400001}`, `bad parameters: ms must be between 0 and 86400000, one day`},
		"beyond all time":           {"clock.advance", `{"ms":1e300}`, ``},
		"half a millisecond":        {"clock.advance", `{"ms":0.5}`, `bad parameters: ms: expected a whole number, not 0.5`},
		"no faults":                 {"fault.set", `{}`, `bad parameters: faults is missing; an empty list ends all`},
		"no deed":                   {"fault.set", `{"faults":[{}]}`, ``},
		"an unknown deed":           {"fault.set", `{"faults":[{"do":"loose"}]}`, ``},
		"a path for nothing":        {"fault.set", `{"faults":[{"do":"lose","path":"a"}]}`, `bad parameters: fault: lose takes no path, but on gws and webex`},
		"a value for nothing":       {"fault.set", `{"faults":[{"do":"stale","path":"a","value":1}]}`, `bad parameters: fault: stale takes no value`},
		"no path":                   {"fault.set", `{"faults":[{"do":"remove"}]}`, `bad parameters: fault: remove needs a path`},
		"no value":                  {"fault.set", `{"faults":[{"do":"replace","path":"a"}]}`, `bad parameters: fault: replace needs a value`},
		"an option's number":        {"fault.set", `{"faults":[{"do":"option","path":"a","value":1}]}`, `bad parameters: fault: option needs a text, the option's value`},
		"an option's frame":         {"fault.set", `{"faults":[{"do":"option","path":"a","value":"1","on":{"nth":1}}]}`, `bad parameters: fault: option befalls no frame, so it takes no on`},
		"a site's slip":             {"fault.set", `{"faults":[{"do":"lose","on":{"events":"x"}}]}`, `bad parameters: unknown member "events" (known: callType, event, frame, media, nth, previous, request, state, type, where, wire, with, without)`},
		"another frame":             {"fault.set", `{"faults":[{"do":"lose","on":{"frame":"both"}}]}`, `bad parameters: fault: on.frame: "both" is not event, answer or request, or on gws reply`},
		"too many faults":           {"fault.set", `{"faults":[` + strings.Repeat(`{"do":"repeat"},`, 40) + `{"do":"lose"}]}`, `bad parameters: 41 faults: a plan takes 32`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := visit(t)
			v.enter()
			if tt.method == "hello" || tt.method == "world.open" {
				v.world = ""
			}
			r := v.call(tt.method, tt.params)
			require.NotNil(t, r.Error)
			assert.Equal(t, codeParams, r.Error.Code, r.Error.Message)
			if tt.want != "" {
				assert.Equal(t, tt.want, r.Error.Message)
			}
			assert.Error(t, conforms(tt.method+".params", []byte(tt.params)), "the schema refuses it too")
		})
	}
}

func TestCallsThatTheCenterRefuses(t *testing.T) {
	tests := map[string]struct {
		method, params string
		code           int
		want           string
	}{
		"unknown agent":          {"call.arrive", `{"agent":"9","from":"1"}`, codeRefused, "agent 9: unknown agent"},
		"unknown queue":          {"call.arrive", `{"target":{"type":"queue","name":"Sales"},"from":"1"}`, codeRefused, `queue "Sales": no such target`},
		"an outside number":      {"call.arrive", `{"target":{"type":"number","name":"5550151"},"from":"1"}`, codeRefused, `number "5550151" is nobody's here: no such target`},
		"unknown agent's state":  {"agent.set", `{"agent":"9","state":"ready"}`, codeRefused, "agent 9: unknown agent"},
		"a medium of others":     {"agent.set", `{"agent":"1004","state":"ready","media":"chat"}`, codeRefused, "agent 1004, chat: not one of the agent's media"},
		"nobody on the line":     {"call.hangUp", `{"number":"1"}`, codeRefused, "far end hangs up: 1: no live call with that number"},
		"nothing rings":          {"phone.answer", `{"agent":"1001"}`, codeRefused, "accept: the phone of agent 1001: no call to do that with"},
		"nobody talks":           {"phone.hangUp", `{"agent":"1001"}`, codeRefused, "hang up: the phone of agent 1001: no call to do that with"},
		"no agent's phone":       {"phone.hangUp", `{"agent":"9"}`, codeRefused, `agent "9": unknown agent`},
		"unknown campaign":       {"campaign.start", `{"campaign":"Autumn"}`, codeRefused, `campaign "Autumn": unknown campaign`},
		"a campaign by its name": {"campaign.load", `{"campaign":"Autumn"}`, codeRefused, `campaign "Autumn": unknown campaign`},
		"a campaign of nobody":   {"campaign.load", `{"campaign":"Autumn","mode":"pull","agents":["9"]}`, codeRefused, `campaign "Autumn": agent 9: unknown agent`},
		"no desk":                {"desktop.markDone", `{"agent":"1001","interaction":"1"}`, codeRefused, `agent "1001": unknown interaction: no page has opened their desk`},
		"options of no call":     {"strategy.option", `{"agent":"1001","interaction":"1","options":{}}`, codeRefused, `agent "1001": unknown interaction: no page has opened their desk`},
		"no such desk":           {"desktop.markDone", `{"agent":"9","interaction":"1"}`, codeRefused, `agent "9": no such agent in this center`},
		"unknown desk to count":  {"barrier", `{"desks":[{"agent":"9","page":1,"sent":0}]}`, codeRefused, `agent "9": no such agent in this center`},
		"agents and no mode":     {"campaign.load", `{"campaign":"Autumn","agents":["1001"]}`, codeParams, "bad parameters: agents without a mode: only a new campaign is given agents"},
		"a handle twice":         {"campaign.record", `{"campaign":"S","chain":[{"handle":1,"number":"1"},{"handle":1,"number":"2"}]}`, codeParams, "bad parameters: chain: each entry needs a number and a handle of its own, from 1"},
		"an unknown profile":     {"world.open", `{"profile":"nope"}`, codeParams, ""},
		"an unknown option":      {"world.open", `{"options":{"service-client-api.nope":"1"}}`, codeParams, "center Default center: option service-client-api.nope: no such option"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := visit(t)
			v.enter()
			if tt.method == "world.open" {
				v.world = ""
			}
			assert.NoError(t, conforms(tt.method+".params", []byte(tt.params)), "it is well formed")
			r := v.call(tt.method, tt.params)
			require.NotNil(t, r.Error)
			assert.Equal(t, tt.code, r.Error.Code, r.Error.Message)
			if tt.want != "" {
				assert.Equal(t, tt.want, r.Error.Message)
			}
		})
	}
}
