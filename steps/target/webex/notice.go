package webex

import (
	"cmp"
	"encoding/json"

	"github.com/deskproof/deskproof/reports/trace"
)

// Notice is a notification as the client got it.
type Notice struct {
	Seq    int    // trace record that it came in
	Socket int    // over which it came, from 1
	Type   string // of the envelope, such as RoutingMessage
	Event  string // data.type, such as AgentContactHeld; that of the envelope if there is none
	Data   json.RawMessage
	data   trace.Object
}

// noticeOf reads a frame; false: it is none, as it has no type.
func noticeOf(frame trace.Object, seq, socket int) (Notice, bool) {
	n := Notice{Seq: seq, Socket: socket, Type: textOf(frame.Get("type")), Data: frame.Get("data"), data: frame.Object("data")}
	n.Event = cmp.Or(n.Text("type"), n.Type)
	return n, n.Type != ""
}

// Get is a member of the data, nil if there is none or it is null.
func (n Notice) Get(name string) json.RawMessage {
	if raw := n.data.Get(name); raw != nil && !isNull(raw) {
		return raw
	}
	return nil
}

// Has reports whether the data have a member, null or not.
func (n Notice) Has(name string) bool { return n.data.Get(name) != nil }

// Text is a member of the data that is a text; empty: it is none.
func (n Notice) Text(name string) string { return textOf(n.data.Get(name)) }

// Interaction is the contact that it carries; nil: none.
func (n Notice) Interaction() trace.Object { return n.data.Object("interaction") }

// ID is the id of the contact that it is about, or empty.
func (n Notice) ID() string {
	return cmp.Or(n.Text("interactionId"), textOf(n.Interaction().Get("interactionId")))
}

// State is the state of the contact that it carries, or empty.
func (n Notice) State() string { return textOf(n.Interaction().Get("state")) }

// Reason is why something failed or ended, or empty.
func (n Notice) Reason() string { return n.Text("reason") }
