package scapi_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
	"github.com/deskproof/deskproof/sim/wire"
)

// quirks are what the client library (wwe-service-client-api.js) asks of a server,
// by what goes wrong in it otherwise.
var quirks = map[string]func(t *testing.T, f *floor){
	"a reference id keeps its value and type": func(t *testing.T, f *floor) {
		for _, id := range []string{`"0"`, `0`, `-1.50`, `""`, `true`, `false`, `{"mine":[1,{"a":null}]}`, `[]`, `"0\u0000é\ud800"`, `1e400`, `123456789012345678901234567890`} {
			frames := f.send(ana, 1, `{"request":"agent.get","referenceId":`+id+`,"userAgent":"WWE Client"}`)
			require.Len(t, frames, 1)
			assert.True(t, strings.HasPrefix(string(frames[0].body), `{"referenceId":`+id+`,`), "%s", frames[0].body)
		}
	},
	"an answer never carries event": func(t *testing.T, f *floor) {
		for _, body := range []string{
			`{"request":"agent.get","event":"agent","referenceId":"1","userAgent":"WWE Client"}`,
			`{"request":"nope","event":"agent","referenceId":"1","userAgent":"WWE Client"}`,
			`{"event":"subscribe","data":"agent","referenceId":"1","userAgent":"WWE Client"}`,
			`{"event":"unsubscribe","data":"1","referenceId":"1","userAgent":"WWE Client"}`,
		} {
			frames := f.send(ana, 1, body)
			require.Len(t, frames, 1)
			assert.NotContains(t, string(frames[0].body), `"event"`)
		}
	},
	"only messages whose userAgent contains WWE are read": func(t *testing.T, f *floor) {
		for agent, read := range map[string]bool{
			`"WWE Client"`: true, `"WWE"`: true, `"xWWEx"`: true, `"W\u0057E"`: true,
			`"wwe client"`: false, `"W WE"`: false, `""`: false, `null`: false, `7`: false, `["WWE"]`: false, `{"WWE":1}`: false,
		} {
			frames := f.send(ana, 1, `{"request":"agent.get","referenceId":"1","userAgent":`+agent+`}`)
			assert.Equal(t, read, len(frames) == 1, agent)
		}
		assert.Empty(t, f.send(ana, 1, `{"request":"agent.get","referenceId":"1"}`))
	},
	"every message of the server names a userAgent with WWE": func(t *testing.T, f *floor) {
		frames := f.openFrom(ana, 2, "")
		frames = append(frames, f.send(ana, 1, `{"request":"agent.setState","parameters":["NotReady"],"referenceId":"1","userAgent":"WWE Client"}`)...)
		frames = append(frames, f.send(ana, 1, `{"request":"nope","referenceId":"1","userAgent":"WWE Client"}`)...)
		require.Greater(t, len(frames), 4)
		for _, frame := range frames {
			assert.True(t, strings.HasSuffix(string(frame.body), `"userAgent":"WWE Server","protocolVersion":2}`), "%s", frame.body)
		}
	},
	"the result is under data, a failure has errorMessage and no data": func(t *testing.T, f *floor) {
		get, _ := f.ask("agent.getState", "")
		assert.JSONEq(t, `{"type":"READY","displayName":"Ready","operationName":"Ready"}`, string(get.Data))
		assert.Nil(t, get.ErrorMessage)
		none, _ := f.ask("interaction.getByInteractionId", `["9"]`)
		assert.Equal(t, "null", string(none.Data))
		void, _ := f.ask("agent.setState", `["NotReady"]`)
		assert.Nil(t, void.Data)
		assert.Nil(t, void.ErrorMessage)
		failed, _ := f.ask("agent.setState", `["Gone"]`)
		assert.Nil(t, failed.Data)
		assert.NotNil(t, failed.ErrorMessage)
	},
	"a request without a reference id is done and not answered": func(t *testing.T, f *floor) {
		for _, id := range []string{``, `"referenceId":null,`} {
			for _, frame := range f.send(ana, 1, `{"request":"agent.setState","parameters":["NotReady"],`+id+`"userAgent":"WWE Client"}`) {
				assert.Contains(t, string(frame.body), `"event"`, "no answer")
			}
		}
		a, _ := f.ask("agent.getState", "")
		assert.Contains(t, a.text(), "NOT_READY")
	},
	"missing parameters, null and none are the same": func(t *testing.T, f *floor) {
		want, _ := f.ask("agent.get", "")
		for _, parameters := range []string{`null`, `[]`, `[null]`, `[null,null,null]`} {
			got, _ := f.ask("agent.get", parameters)
			assert.Equal(t, want, got, parameters)
		}
	},
	"undefined behind the last argument arrives as null": func(t *testing.T, f *floor) {
		for i, parameters := range []string{`["5550112",null]`, `["5550112",null,null]`, `["5550112"]`} {
			assert.Len(t, rows(t, f.do("voice.dialEx", parameters)), 2)
			f.do("voice.hangUp", fmt.Sprintf(`["%d"]`, i+1))
		}
	},
	"dial with a function in place of the data sends null": func(t *testing.T, f *floor) {
		frames := f.do("voice.dial", `["5550112",null]`)
		assert.Contains(t, string(frames[0].body), `"userData":{},`)
	},
	"a subscription's id is at the top": func(t *testing.T, f *floor) {
		frames := f.send(ana, 1, `{"event":"subscribe","data":["agent"],"referenceId":"7","userAgent":"WWE Client"}`)
		require.Len(t, frames, 1)
		assert.JSONEq(t, `{"referenceId":"7","subscriptionId":"2","userAgent":"WWE Server","protocolVersion":2}`, string(frames[0].body))
	},
	"an answer comes before the events of what was asked": func(t *testing.T, f *floor) {
		f.openFrom(ana, 2, "")
		frames := f.send(ana, 2, `{"event":"subscribe","data":"interaction","referenceId":"1","userAgent":"WWE Client"}`)
		require.Len(t, frames, 1)
		f.call("5550111")
		f.call("5550112")
		all, _ := f.ask("interaction.getInteractions", "")
		var list []struct {
			CaseID string `json:"caseId"`
		}
		require.NoError(t, json.Unmarshal(all.Data, &list))
		for _, i := range list {
			_, frames := f.ask("interaction.selectCaseByCaseId", `["`+i.CaseID+`"]`) // ask checks what comes first
			assert.NotEmpty(t, frames)
		}
	},
	"a page gets an event once, however often it subscribed": func(t *testing.T, f *floor) {
		f.send(ana, 1, `{"event":"subscribe","data":["agent","agent"],"referenceId":"1","userAgent":"WWE Client"}`)
		f.send(ana, 1, `{"event":"subscribe","data":"agent","referenceId":"2","userAgent":"WWE Client"}`)
		agents := 0
		for _, frame := range f.do("agent.setState", `["NotReady"]`) {
			if strings.Contains(string(frame.body), `{"event":"agent",`) {
				agents++
			}
		}
		assert.Equal(t, 1, agents)
	},
	"a subscription to several events ends as one": func(t *testing.T, f *floor) {
		f.openFrom(ana, 2, "")
		f.send(ana, 2, `{"event":"subscribe","data":["agent","media"],"referenceId":"1","userAgent":"WWE Client"}`)
		f.send(ana, 2, `{"event":"subscribe","data":"agent","referenceId":"2","userAgent":"WWE Client"}`)
		told := func(state string) (events []string) {
			for _, frame := range f.do("agent.setState", `["`+state+`"]`) {
				if frame.page == 2 {
					event, _, _ := strings.Cut(string(frame.body), ",")
					events = append(events, event)
				}
			}
			return events
		}
		assert.Equal(t, []string{`{"event":"agent"`, `{"event":"media"`, `{"event":"media"`}, told("NotReady"))
		f.send(ana, 2, `{"event":"unsubscribe","data":"1","userAgent":"WWE Client"}`)
		assert.Equal(t, []string{`{"event":"agent"`}, told("Ready"))
		f.send(ana, 2, `{"event":"unsubscribe","data":"2","userAgent":"WWE Client"}`)
		assert.Empty(t, told("NotReady"))
	},
	"unsubscribe is answered only if it can be, whatever it names": func(t *testing.T, f *floor) {
		assert.Empty(t, f.send(ana, 1, `{"event":"unsubscribe","data":"1","userAgent":"WWE Client"}`))
		for _, data := range []string{`"1"`, `"99"`, `7`, `null`, `["1"]`} {
			frames := f.send(ana, 1, `{"event":"unsubscribe","data":`+data+`,"referenceId":"1","userAgent":"WWE Client"}`)
			require.Len(t, frames, 1, data)
			assert.JSONEq(t, `{"referenceId":"1","userAgent":"WWE Server","protocolVersion":2}`, string(frames[0].body))
		}
		assert.Len(t, f.send(ana, 1, `{"event":"unsubscribe","referenceId":"1","userAgent":"WWE Client"}`), 1, "an id that was never sent")
	},
	"the frame id has neither event nor reference id, and comes back": func(t *testing.T, f *floor) {
		frames := f.openFrom(ana, 2, "")
		require.Len(t, frames, 1)
		assert.JSONEq(t, `{"frameId":"frame-2","userAgent":"WWE Server","protocolVersion":2}`, string(frames[0].body))
		assert.Len(t, f.send(ana, 2, `{"request":"agent.get","referenceId":"1","frameId":"frame-2","userAgent":"WWE Client"}`), 1)
		assert.Len(t, f.send(ana, 2, `{"request":"agent.get","referenceId":"1","frameId":"frame-1","userAgent":"WWE Client"}`), 1, "also that of another page")
	},
	"a message of the server is not taken for one of a client": func(t *testing.T, f *floor) {
		for _, frame := range f.do("agent.setState", `["NotReady"]`) {
			assert.Empty(t, f.send(ana, 1, string(frame.body)))
		}
		a, _ := f.ask("agent.get", "")
		assert.NotNil(t, a.Data)
		assert.Empty(t, f.send(ana, 1, `{"referenceId":"1","data":{},"userAgent":"WWE Server","protocolVersion":2}`))
	},
	"messages that are no objects are another channel": func(t *testing.T, f *floor) {
		for _, body := range []string{`"wwe-something"`, `"WWE Client"`, `7`, `null`, `true`, `[]`, `[{"request":"agent.get","referenceId":"1","userAgent":"WWE Client"}]`} {
			assert.Empty(t, f.send(ana, 1, body), body)
		}
	},
	"a message that is neither request nor event is ignored": func(t *testing.T, f *floor) {
		for _, members := range []string{``, `"referenceId":"1",`, `"request":null,"referenceId":"1",`, `"request":7,"referenceId":"1",`, `"event":null,"referenceId":"1",`,
			`"event":"agent","data":{},"referenceId":"1",`, `"Event":7,"referenceId":"1",`, `"frameId":"frame-1",`} {
			assert.Empty(t, f.send(ana, 1, `{`+members+`"userAgent":"WWE Client"}`), members)
		}
	},
	"of a member given twice, the last counts": func(t *testing.T, f *floor) {
		frames := f.send(ana, 1, `{"request":"nope","referenceId":"1","userAgent":"x","request":"agent.get","referenceId":"2","userAgent":"WWE Client"}`)
		require.Len(t, frames, 1)
		assert.True(t, strings.HasPrefix(string(frames[0].body), `{"referenceId":"2","data":{`))
	},
	"an unknown event is refused with all it came with": func(t *testing.T, f *floor) {
		for data, want := range map[string]string{
			`"nope"`: "Unknown event nope", `["agent","nope"]`: "Unknown event nope", `["agent",null]`: "Unknown event ",
			`[]`: "Subscribe needs an event name or an array of event names", `null`: "Subscribe needs an event name or an array of event names",
			`7`: "Subscribe needs an event name or an array of event names", `["agent",7]`: "Subscribe needs an event name or an array of event names",
			`{"event":"agent"}`: "Subscribe needs an event name or an array of event names",
		} {
			f.openFrom(ana, 2, "")
			frames := f.send(ana, 2, `{"event":"subscribe","data":`+data+`,"referenceId":"1","userAgent":"WWE Client"}`)
			require.Len(t, frames, 1)
			assert.JSONEq(t, fmt.Sprintf(`{"referenceId":"1","errorMessage":%q,"userAgent":"WWE Server","protocolVersion":2}`, want), string(frames[0].body))
			f.desks[ana].Close(0, 2)
		}
	},
	"the channels of the messenger can be subscribed to": func(t *testing.T, f *floor) {
		frames := f.send(ana, 1, `{"event":"subscribe","data":"messenger:my-channel","referenceId":"1","userAgent":"WWE Client"}`)
		assert.Contains(t, string(frames[0].body), `"subscriptionId"`)
	},
	"subscriptions have an end": func(t *testing.T, f *floor) {
		f.openFrom(ana, 2, "")
		const subscribe = `{"event":"subscribe","data":"agent","referenceId":"1","userAgent":"WWE Client"}`
		for range 256 {
			require.Contains(t, string(f.send(ana, 2, subscribe)[0].body), `"subscriptionId"`)
		}
		assert.Contains(t, string(f.send(ana, 2, subscribe)[0].body), `"errorMessage":"Too many subscriptions: unsubscribe from some"`)
		f.send(ana, 2, `{"event":"unsubscribe","data":"7","userAgent":"WWE Client"}`)
		assert.Contains(t, string(f.send(ana, 2, subscribe)[0].body), `"subscriptionId":"257"`, "ids are not used again")
	},
}

func TestWhatTheClientLibraryCountsOn(t *testing.T) {
	for name, check := range quirks {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			check(t, f)
		})
	}
}

func TestAFrameThatIsNotJSONClosesThePage(t *testing.T) {
	for name, body := range map[string]string{
		"empty": "", "blank": " ", "text": "hello", "two values": "{} {}", "cut": `{"request":"agent.get"`, "a comma too much": `{"a":1,}`,
		"not UTF-8": "\xff", "nested beyond all measure": strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			frames, err := f.desks[ana].Receive(0, wire.Frame{Page: 1, Body: []byte(body)}, f, nil)
			assert.ErrorIs(t, err, scapi.ErrNotJSON)
			assert.Empty(t, frames)
		})
	}
}

func TestFramesOfPagesThatAreNotOpen(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	f.desks[ana].Close(0, 1)
	f.desks[ana].Close(0, 9)
	frames := f.send(ana, 1, `{"request":"agent.setState","parameters":["NotReady"],"referenceId":"1","userAgent":"WWE Client"}`)
	assert.Empty(t, frames)
	view, _ := f.c.View(ana)
	assert.Equal(t, center.Ready, view.State.Kind, "nothing has been done")
}
