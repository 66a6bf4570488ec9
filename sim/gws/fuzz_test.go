package gws_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// FuzzReceive lets a user send anything, a frame a line, while they have an e-mail, a
// chat and an invitation. It must not panic, each frame has exactly one answer, all that
// is sent is JSON, others are told of what is theirs alone, and others can go on.
func FuzzReceive(f *testing.F) {
	for _, op := range seedOperations {
		body := `{"operationName":"` + op.name + `"`
		if op.parameter != "" {
			body += `,"` + op.parameter + `":` + op.value
		}
		f.Add([]byte(request("POST", "/me/interactions/oz3kW5GKVMPXNr1e", body+"}")))
	}
	for _, path := range []string{"/me?subresources=*", "/interactions?fields=a,b", "/me/interactions?fields=*", "/me/channels/chat", "/me/workbins/Later", "/%2e"} {
		f.Add([]byte(request("GET", path, "")))
	}
	f.Add([]byte(`{"method":"POST","path":"/me","body":{"operationName":"StartContactCenterSession","channels":["chat",7]}}`))
	f.Add([]byte(`{"method":"POST","path":"/me/workbins/Later","body":{"operationName":"PullInteraction","interactionId":[]}}`))
	f.Add([]byte("null\n{}\n[]\n\"\"\n{\"method\":7}\n{\"method\":\"PUT\",\"path\":\"/interactions/x\",\"body\":{\"properties\":{\"a\":{\"a\":1,\"a\":2}}}}\n\xff"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		f := newFloor(t)
		f.accepted()
		f.acceptedChat()
		f.arrive(center.Command{Verb: center.Arrive, Medium: center.Email, Number: "other@example.com"}, "1001")
		for i, body := range bytes.Split(raw, []byte("\n")) {
			frames, err := f.calls[ana].Receive(f.now, wire.Frame{Page: 1, Exchange: uint32(i + 1), Body: body}, f, nil)
			if err != nil || len(frames) == 0 || frames[0].Exchange != uint32(i+1) {
				t.Fatalf("%q was answered with %v, %v", body, frames, err)
			}
			inspect(t, body, frames)
			f.observe()
		}
		if got := f.get(ben, "/me"); got.Status != 200 {
			t.Errorf("another user got %+v", got)
		}
	})
}

// inspect checks what a user was sent for one frame.
func inspect(t *testing.T, body []byte, frames []wire.Frame) {
	t.Helper()
	for i, w := range frames {
		var m struct {
			Status  int            `json:"status"`
			Channel string         `json:"channel"`
			Data    map[string]any `json:"data"`
		}
		if err := json.Unmarshal(w.Body, &m); err != nil || !utf8.Valid(w.Body) {
			t.Fatalf("%q was answered with %q: %v", body, w.Body, err)
		}
		if i == 0 && (m.Status < 200 || m.Status > 500) {
			t.Errorf("%q was answered with %s", body, w.Body)
		}
		if i > 0 && (w.Exchange != 0 || m.Channel == "" || m.Data == nil) {
			t.Errorf("%q was answered once more, with %s", body, w.Body)
		}
	}
}
