package webex_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/webex"
	"github.com/deskproof/deskproof/sim/wire"
)

// FuzzReceive checks that whatever a client sends, it has one answer, nothing panics, and
// every frame that leaves is JSON.
func FuzzReceive(f *testing.F) {
	day := byHand(f)
	id := day.talking()
	for _, what := range operationNames {
		for _, body := range []string{"", "{}", `{"mediaResourceId":"` + id + `"}`, to(ben), `{"wrapUpReason":"x","auxCodeId":"y"}`, "[]", "null", `{"to":1}`} {
			f.Add([]byte(request("POST", "/v1/tasks/"+id+"/"+what, body)))
		}
	}
	f.Add([]byte(request("POST", "/v1/tasks/", outdial)))
	f.Add([]byte(request("POST", "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")))
	f.Add([]byte(`{"method":"POST","path":"/v1/tasks/` + id + `/hold","fail":{"reason":"x"}}`))
	f.Add([]byte(`{"method":"POST","path":"/v1/tasks/` + id + `/hold","fail":{"status":500}}`))
	f.Add([]byte(`{"method":"POST","path":"/v1/tasks/%zz/hold","text":"x"}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d := byHand(t)
		d.talking()
		frames, err := d.desks[ana].Receive(d.now, wire.Frame{Page: 1, Exchange: 1, Body: body}, d, nil)
		require.NoError(t, err)
		answers := 0
		for _, w := range frames {
			require.True(t, json.Valid(w.Body), "%s", w.Body)
			if w.Exchange == 1 {
				answers++
			}
		}
		require.Equal(t, 1, answers)
		d.observe()
	})
}

// fail is a request that is to fail whatever it asks for.
func (f *floor) fail(id, what, body, fault string) reply {
	frame := request("POST", "/v1/tasks/"+id+"/"+what, body)
	return f.send(ana, frame[:len(frame)-1]+`,"fail":`+fault+`}`)
}

func TestWhatAFaultLetsFail(t *testing.T) {
	tests := map[string]struct {
		what, body, fault string
		status            int
		told              []string
	}{
		"an operation":            {"hold", `{}`, `{"reason":"CUSTOM","reasonCode":7}`, 202, []string{"AgentContactHoldFailed"}},
		"a transfer to a queue":   {"transfer", `{"destinationType":"queue"}`, `{"reason":"CUSTOM"}`, 202, []string{"AgentVteamTransferFailed"}},
		"a transfer to an agent":  {"transfer", `{"destinationType":"agent"}`, `{"reason":"CUSTOM"}`, 202, []string{"AgentBlindTransferFailed"}},
		"a queue's consultation":  {"consult", `{"destinationType":"queue"}`, `{"reason":"CUSTOM"}`, 202, []string{"AgentCtqFailed"}},
		"one that is taken back":  {"consult/end", `{"queueId":"x"}`, `{"reason":"CUSTOM"}`, 202, []string{"AgentCtqCancelFailed"}},
		"a call":                  {"", `{"destination":"5550199"}`, `{"reason":"CUSTOM"}`, 202, []string{"AgentOutboundFailed"}},
		"with an error of HTTP":   {"hold", `{}`, `{"status":503,"reason":"no"}`, 503, []string{}},
		"of something unheard of": {"dance", `{}`, `{"reason":"CUSTOM"}`, 404, []string{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := byHand(t)
			id := f.talking()
			if tt.what == "" {
				id = ""
			}
			f.log.Reset()
			require.Equal(t, tt.status, f.fail(id, tt.what, tt.body, tt.fault).Status)
			heard := f.heard(ana)
			require.Equal(t, tt.told, kinds(heard))
			if len(heard) > 0 {
				require.Equal(t, "CUSTOM", heard[0]["reason"])
			}
		})
	}
}

func TestAFaultOfAnAgentsOperation(t *testing.T) {
	f := byHand(t)
	f.log.Reset()
	frame := request("POST", "/v1/agents/logout", `{}`)
	f.send(ana, frame[:len(frame)-1]+`,"fail":{"reason":"CUSTOM","reasonCode":7}}`)
	heard := f.heard(ana)
	require.Equal(t, []string{"AgentLogoutFailed"}, kinds(heard))
	require.Equal(t, "CUSTOM", heard[0]["reason"])
	require.Equal(t, webex.AgentID(ana), heard[0]["agentId"])
}
