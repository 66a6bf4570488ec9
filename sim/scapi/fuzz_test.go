package scapi_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// printed are messages as the documents print them, completed with what every
// message of the client library has (Service Client API Reference; client library).
var printed = []string{
	`{"event":"subscribe","data":["agent","interaction"],"referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`,
	`{"event":"subscribe","data":"interaction","referenceId":"1","userAgent":"WWE Client","protocolVersion":2}`,
	`{"event":"unsubscribe","data":"1","referenceId":"2","userAgent":"WWE Client","protocolVersion":2}`,
	`{"request":"interaction.setUserData","parameters":["1",{"MyKEY1":"MyValue1","MyKEY2":"MyValue2"}],"referenceId":"3","userAgent":"WWE Client","protocolVersion":2}`,
	`{"request":"configuration.getOption","parameters":["voice.auto-answer"],"referenceId":"4","userAgent":"WWE Client","protocolVersion":2}`,
	`{"event":"messenger:my-channel","data":{"foo":"A foo text.","bar":1234},"userAgent":"WWE Server","protocolVersion":2}`,
	`{"event":"outbound","data":{"eventType":"CampaignLoaded","campaign":"Offer of the Month"},"userAgent":"WWE Server","protocolVersion":2}`,
	`{"event":"interaction","data":{"eventType":"CASE_SELECTED","selectedCaseId":"d4187b87-9fe1-4db8-0515-6a91e666e22d"},"userAgent":"WWE Server","protocolVersion":2}`,
}

// FuzzReceive lets a page send anything, a frame a line. It must not panic, each
// frame is answered at most once, all that is sent is JSON of the server's, and
// another page of the desk can go on.
func FuzzReceive(f *testing.F) {
	for _, d := range documentedMethods {
		f.Add([]byte(`{"request":"` + d.name + `","parameters":["1",{"a":1},1],"referenceId":"1","userAgent":"WWE Client"}`))
		f.Add([]byte(`{"request":"` + d.name + `","parameters":["2"],"referenceId":1,"userAgent":"WWE"}` + "\n" +
			`{"request":"interaction.markdone","parameters":["2"],"referenceId":null,"userAgent":"WWE"}`))
	}
	f.Add([]byte(`{"request":"voice.answer","parameters":["2"],"referenceId":"1","userAgent":"WWE"}` + "\n" +
		`{"request":"interaction.consult","parameters":["2",{"target":"AGENT","destination":"1002","media":"voice"},{"k1":"v1"},{"ek1":"ev1"}],"referenceId":"2","userAgent":"WWE"}` + "\n" +
		`{"request":"interaction.completeTransfer","parameters":["3"],"referenceId":"3","userAgent":"WWE"}`))
	f.Add([]byte(`{"event":"subscribe","data":["agent","messenger:x"],"referenceId":{},"userAgent":"WWE"}` + "\n" + `{"event":"unsubscribe","data":"1","referenceId":0,"userAgent":"WWE"}`))
	f.Add([]byte("null\n\"wwe\"\n{\"userAgent\":\"WWE\"}\n[[[[\n{\"request\":\"\",\"request\":null}\n\xff"))
	for _, m := range printed {
		f.Add([]byte(m))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !utf8.Valid(raw) {
			t.Skip() // no carrier brings such frames
		}
		f := newFloor(t, "union", open)
		f.open(ana, 1)
		f.open(ana, 2)
		f.campaign(center.Push, customer)
		f.call("5550111")
		for _, body := range bytes.Split(raw, []byte("\n")) {
			frames, err := f.desks[ana].Receive(f.now, wire.Frame{Page: 1, Body: body}, f, nil)
			if err != nil {
				f.desks[ana].Close(f.now, 1)
				f.open(ana, 1)
			}
			inspect(t, body, append(f.framed(ana, frames), f.observe()...))
		}
		answer := f.send(ana, 2, `{"request":"agent.get","referenceId":"still here","userAgent":"WWE Client"}`)
		if len(answer) != 1 || !bytes.HasPrefix(answer[0].body, []byte(`{"referenceId":"still here","data":{"employeeId":"1001"`)) {
			t.Errorf("another page got %s", bodies(answer))
		}
	})
}

// inspect checks what the pages were sent for one frame.
func inspect(t *testing.T, body []byte, frames []frame) {
	t.Helper()
	answers := 0
	for _, f := range frames {
		var m map[string]json.RawMessage
		if err := json.Unmarshal(f.body, &m); err != nil || !utf8.Valid(f.body) {
			t.Fatalf("%q was answered with %q: %v", body, f.body, err)
		}
		if string(m["userAgent"]) != `"WWE Server"` {
			t.Errorf("%q was answered with %s", body, f.body)
		}
		if _, isEvent := m["event"]; isEvent {
			continue
		}
		if answers++; answers > 1 || f.page != 1 {
			t.Errorf("%q was answered on page %d, answer %d: %s", body, f.page, answers, f.body)
		}
	}
}
