package webex

import (
	"cmp"
	"encoding/json"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// Notice is a notification as the client got it.
type Notice struct {
	Seq   int    // trace record that it came in
	Type  string // of the envelope, such as RoutingMessage
	Event string // data.type, such as AgentContactHeld; that of the envelope if there is none
	data  trace.Object
}

// noticeOf reads a frame; false: it is none, as it has no type.
func noticeOf(frame trace.Object, seq int) (Notice, bool) {
	n := Notice{Seq: seq, Type: web.Text(frame.Get("type")), data: frame.Object("data")}
	n.Event = cmp.Or(n.Text("type"), n.Type)
	return n, n.Type != ""
}

// Get is a member of the data, nil if there is none or it is null.
func (n Notice) Get(name string) json.RawMessage {
	if raw := n.data.Get(name); raw != nil && !web.IsNull(raw) {
		return raw
	}
	return nil
}

// Text is a member of the data that is a text; empty: it is none.
func (n Notice) Text(name string) string { return web.Text(n.data.Get(name)) }

// Interaction is the contact that it carries; nil: none.
func (n Notice) Interaction() trace.Object { return n.data.Object("interaction") }

// ID is the id of the contact that it is about, or empty.
func (n Notice) ID() string {
	return cmp.Or(n.Text("interactionId"), web.Text(n.Interaction().Get("interactionId")))
}

// Reason is why something failed or ended, or empty.
func (n Notice) Reason() string { return n.Text("reason") }
