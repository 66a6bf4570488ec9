package gws

import (
	"cmp"
	"encoding/json"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// message is a notification as a client got it.
type message = wire.Message

// inShort is what a message tells, in words.
func inShort(m wire.Interaction) string {
	what := cmp.Or(m.State(), m.Notification(), m.Kind(), "a message")
	if m.State() != "" && m.Notification() == propertiesUpdated {
		what += " (" + propertiesUpdated + ")"
	}
	return what
}

// propertiesUpdated is what later releases call a message about changed user data.
const propertiesUpdated = "PropertiesUpdated"

// shownAll are messages in words, and their records.
func shownAll(all []message) (string, []int) {
	var texts []string
	var frames []int
	for _, m := range all {
		texts, frames = append(texts, inShort(m.Interaction)), append(frames, m.Seq)
	}
	return cmp.Or(strings.Join(texts, ", "), "nothing"), frames
}

// at is the value under a path of members separated by dots, and nil if there is none.
func at(i wire.Interaction, path string) json.RawMessage {
	first, rest, deeper := strings.Cut(path, ".")
	raw := i.Get(first)
	for deeper {
		first, rest, deeper = strings.Cut(rest, ".")
		raw = trace.ObjectOf(raw).Get(first)
	}
	return raw
}

// textOf is a JSON string's text, and any other value as it is written.
func textOf(raw json.RawMessage) string {
	if raw == nil {
		return ""
	}
	return scene.TextOf(raw)
}

// hasAll reports whether an object has all members of another with the same values; of
// what is no object, whether it is the same.
func hasAll(members, whole json.RawMessage) bool {
	var some, all map[string]json.RawMessage
	if json.Unmarshal(members, &some) != nil || json.Unmarshal(whole, &all) != nil || some == nil || all == nil {
		return sameJSON(members, whole)
	}
	for name, value := range some {
		if is, there := all[name]; !there || !sameJSON(value, is) {
			return false
		}
	}
	return true
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return string(a) == string(b)
	}
	xs, _ := json.Marshal(x) // sorted by key
	ys, _ := json.Marshal(y)
	return string(xs) == string(ys)
}
