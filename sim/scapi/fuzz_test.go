package scapi_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// FuzzReceive lets a page send anything, a frame a line. It must not panic, each
// frame is answered at most once, all that is sent is JSON of the server's, and
// another page of the desk can go on.
func FuzzReceive(f *testing.F) {
	for _, d := range documentedMethods {
		f.Add([]byte(`{"request":"` + d.name + `","parameters":["1",{"a":1},1],"referenceId":"1","userAgent":"WWE Client"}`))
		f.Add([]byte(`{"request":"` + d.name + `","parameters":["2"],"referenceId":1,"userAgent":"WWE"}` + "\n" +
			`{"request":"interaction.markdone","parameters":["2"],"referenceId":null,"userAgent":"WWE"}`))
	}
	f.Add([]byte(`{"event":"subscribe","data":["agent","messenger:x"],"referenceId":{},"userAgent":"WWE"}` + "\n" + `{"event":"unsubscribe","data":"1","referenceId":0,"userAgent":"WWE"}`))
	f.Add([]byte("null\n\"wwe\"\n{\"userAgent\":\"WWE\"}\n[[[[\n{\"request\":\"\",\"request\":null}\n\xff"))
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
