package scapi

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
)

// frame is a message of the server as the client library looks at it: first
// userAgent, then event, then referenceId, then frameId.
type frame struct {
	members   trace.Object // nil: it is no object
	userAgent string
	isEvent   bool   // it carries an event that a script takes for true
	event     string // its name; empty: none, or no text
	ref       string // referenceId, see reference; empty: none
}

func look(members trace.Object) frame {
	event := members.Get("event")
	f := frame{
		members:   members,
		userAgent: text(members.Get("userAgent")), // not a string: not for the client
		event:     text(event),                    // not a string: nobody listens to it
		isEvent:   truthy(event),
	}
	if raw := members.Get("referenceId"); raw != nil && !isNull(raw) {
		f.ref = reference(raw)
	}
	return f
}

func (f frame) forClient() bool { return strings.Contains(f.userAgent, "WWE") }

// isAnswer: the client library matches referenceId with strict equality, and takes
// whatever carries event for an event.
func (f frame) isAnswer() bool { return f.forClient() && !f.isEvent && f.ref != "" }

func (f frame) isFrameID() bool {
	return f.forClient() && !f.isEvent && f.ref == "" && truthy(f.members.Get("frameId"))
}

func (f frame) answer(seq int) Answer {
	a := Answer{Given: true, Seq: seq, Data: f.members.Get("data"), Subscription: f.members.Get("subscriptionId")}
	if message := f.members.Get("errorMessage"); message != nil {
		a.Refused = true
		if json.Unmarshal(message, &a.Message) != nil {
			a.Message = string(message)
		}
	}
	return a
}

// reference is a referenceId as text: the same for the same value and type, however
// it is written, for the client library compares what it has parsed.
func reference(raw json.RawMessage) string {
	if _, ok := plain(raw); ok {
		return string(raw)
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	b, _ := json.Marshal(v) // it was JSON, and stays it
	return string(b)
}

// truthy reports whether a script takes a member for true; one that is not there
// is not.
func truthy(raw json.RawMessage) bool {
	if s, ok := plain(raw); ok || raw == nil {
		return s != ""
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return false
	}
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case float64:
		return v != 0
	}
	return true
}

// plain is the string that raw is, if it is one that every writer writes in the same
// way, as nearly all are: it needs no decoder.
func plain(raw json.RawMessage) (string, bool) {
	last := len(raw) - 1
	if last < 1 || raw[0] != '"' {
		return "", false
	}
	for _, c := range raw[1:last] {
		if c < ' ' || c > '~' || strings.IndexByte(`"\<>&`, c) >= 0 {
			return "", false
		}
	}
	return string(raw[1:last]), raw[last] == '"'
}

func isNull(raw json.RawMessage) bool { return bytes.Equal(bytes.TrimSpace(raw), []byte("null")) }

func compact(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}
