package scapi

import (
	"bytes"
	"encoding/json"
	"strings"
)

// frame is a message of the server as the client library looks at it: first
// userAgent, then event, then referenceId, then frameId.
type frame struct {
	userAgent    string
	event        string
	data         json.RawMessage
	ref          string // referenceId, see reference; empty: none
	frameID      json.RawMessage
	subscription json.RawMessage
	errorMessage json.RawMessage // nil: absent
}

func parse(body []byte) frame {
	var m map[string]json.RawMessage
	if json.Unmarshal(body, &m) != nil {
		return frame{}
	}
	var f frame
	_ = json.Unmarshal(m["userAgent"], &f.userAgent) // not a string: not for the client
	_ = json.Unmarshal(m["event"], &f.event)         // likewise
	f.data, f.frameID, f.subscription = m["data"], m["frameId"], m["subscriptionId"]
	if raw, ok := m["errorMessage"]; ok {
		f.errorMessage = raw
	}
	if raw, ok := m["referenceId"]; ok && !isNull(raw) {
		f.ref = reference(raw)
	}
	return f
}

func (f frame) forClient() bool { return strings.Contains(f.userAgent, "WWE") }

// isAnswer: the client library matches referenceId with strict equality, and takes
// whatever carries event for an event.
func (f frame) isAnswer() bool { return f.forClient() && f.event == "" && f.ref != "" }

func (f frame) isFrameID() bool {
	return f.forClient() && f.event == "" && f.ref == "" && f.frameID != nil
}

func (f frame) answer(seq int) Answer {
	a := Answer{Given: true, Seq: seq, Data: f.data, Subscription: f.subscription}
	if f.errorMessage != nil {
		a.Refused = true
		if json.Unmarshal(f.errorMessage, &a.Message) != nil {
			a.Message = string(f.errorMessage)
		}
	}
	return a
}

// reference is a referenceId as text: the same for the same value and type, however
// it is written, for the client library compares what it has parsed.
func reference(raw json.RawMessage) string {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	b, _ := json.Marshal(v) // it was JSON, and stays it
	return string(b)
}

func isNull(raw json.RawMessage) bool { return bytes.Equal(bytes.TrimSpace(raw), []byte("null")) }

func compact(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}
