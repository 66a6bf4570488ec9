package webex

import (
	"encoding/json"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

// notice is a notification as a client got it.
type notice = wire.Notice

// routing is the family of the notifications about contacts.
const routing = "RoutingMessage"

// channelOf is the channel of a notification's contact, or empty.
func channelOf(n notice) string { return textOf(n.Interaction().Get("mediaType")) }

// shownAll are notifications in words, and their records.
func shownAll(all []notice) (string, []int) {
	var texts []string
	var frames []int
	for _, n := range all {
		texts, frames = append(texts, n.Event), append(frames, n.Seq)
	}
	if len(texts) == 0 {
		return "nothing", nil
	}
	return strings.Join(texts, ", "), frames
}

// toldInstead is what has come to somebody about contacts since a trace record, each with
// its channel: one of another channel is none that was waited for.
func (p *person) toldInstead(since int) (string, []int) {
	all := p.told(since, func(n notice) bool { return n.Type == routing })
	for i, n := range all {
		if channel := channelOf(n); channel != "" {
			all[i].Event += " (" + channel + ")"
		}
	}
	return shownAll(all)
}

// textOf is a JSON string's text, and any other value as it is written.
func textOf(raw json.RawMessage) string {
	if raw == nil {
		return ""
	}
	return scene.TextOf(raw)
}

// listOf are the texts of a list; what is none has none.
func listOf(raw json.RawMessage) []string {
	var all []json.RawMessage
	_ = json.Unmarshal(raw, &all) // something else is no list
	var out []string
	for _, x := range all {
		out = append(out, textOf(x))
	}
	return out
}
