package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/samples"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/webex"
)

// The book accepts each payload of Webex that is printed, but for what is left out of it.
func TestTheBookOfWebexAcceptsWhatIsPrinted(t *testing.T) {
	for _, profile := range []string{"documented", "sdk-3.12.0"} {
		rules := &oracle.Rules{Book: book.Webex(), Profile: profile}
		for _, s := range samples.Webex() {
			t.Run(profile+"/"+s.File, func(t *testing.T) {
				v := webex.Judge(rules, overWebex(s))
				for _, c := range v.Unmet {
					member := c.Item[strings.LastIndexByte(c.Item, '.')+1:]
					omitted := slices.Contains(s.Omits, member) || c.Item == "webex.rule.fullInteraction" && slices.Contains(s.Omits, "interaction")
					assert.True(t, !c.Binding || omitted, "%s: %s; expected %s, seen %s", c.Item, c.Text, c.Expected, c.Seen)
				}
				if s.Kind == "notification" && len(s.Omits) == 0 || s.Kind == "value" {
					assert.Contains(t, v.Proved, s.Item)
				}
			})
		}
	}
}

// overWebex is a trace in which a sample crosses the wire.
func overWebex(s samples.Sample) []trace.Record {
	method, path, _ := strings.Cut(s.Request, " ")
	path, query, _ := strings.Cut(path, "?")
	asks, body := fmt.Sprintf(`{"exchange":1,"method":%q,"path":%q,"query":%q}`, method, path, query), string(s.Body)
	frames := []string{`>{"socket":1,"opened":"/s"}`}
	switch s.Kind {
	case "request":
		frames = []string{fmt.Sprintf(`>{"exchange":1,"method":%q,"path":%q,"body":%s}`, method, path, body)}
	case "answer":
		status := 200
		if s.Item == "webex.type.TaskError" {
			status = 404
		}
		frames = []string{">" + asks, fmt.Sprintf(`<{"exchange":1,"status":%d,"body":%s}`, status, body)}
	case "notification":
		frames = append(frames, fmt.Sprintf(`<{"socket":1,"body":%s}`, body))
	case "keepalive":
		frames = append(frames, fmt.Sprintf(`>{"socket":1,"body":%s}`, body), fmt.Sprintf(`<{"socket":1,"body":%s}`, body))
	case "value":
		held := samples.Webex()[slices.IndexFunc(samples.Webex(), func(s samples.Sample) bool { return s.File == "contact-held.json" })]
		with := strings.Replace(string(held.Body), `"callFlowParams": {}`, `"callFlowParams": {}, "callAssociatedData": `+body, 1)
		frames = append(frames, fmt.Sprintf(`<{"socket":1,"body":%s}`, with))
	}
	var out []trace.Record
	for i, frame := range frames {
		dir := map[byte]trace.Direction{'>': trace.Sent, '<': trace.Received}[frame[0]]
		out = append(out, trace.Record{Seq: i + 1, Door: "webex", Desk: "ana", Page: 1, Dir: dir, Frame: json.RawMessage(frame[1:])})
	}
	return out
}
