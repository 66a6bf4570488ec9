package gws

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// Message is a notification as the client got it.
type Message struct {
	Seq         int    // trace record that it came in
	Channel     string // as the server names it
	Data        json.RawMessage
	Interaction // what Data says of one
}

// Interaction is what a notification, or an element of a list, says of an interaction.
// Its members may stand at the top or, in later releases, in an object within.
type Interaction struct{ outer, inner trace.Object }

// nests are the members that hold an interaction in nested messages.
var nests = []string{"interaction", "email", "chat"}

// InteractionOf reads one in either layout; what is no object says nothing.
func InteractionOf(raw json.RawMessage) Interaction {
	i := Interaction{outer: trace.ObjectOf(raw)}
	for _, name := range nests {
		if inner := i.outer.Object(name); inner != nil {
			i.inner = inner
			break
		}
	}
	return i
}

// Get is a member, nil if there is none or it is null.
func (i Interaction) Get(name string) json.RawMessage {
	for _, o := range []trace.Object{i.inner, i.outer} {
		if raw := o.Get(name); raw != nil && !web.IsNull(raw) {
			return raw
		}
	}
	return nil
}

// ID is the interaction's id, or empty.
func (i Interaction) ID() string { return web.Text(i.Get("id")) }

// State is the interaction's state for whom it is told, or empty.
func (i Interaction) State() string { return web.Text(i.Get("state")) }

// Medium is the interaction's channel, such as email, or empty.
func (i Interaction) Medium() string { return web.Text(i.Get("channel")) }

// Kind is the type of the message, by either of its names, or empty.
func (i Interaction) Kind() string {
	if kind := web.Text(i.Get("messageTypeName")); kind != "" {
		return kind
	}
	return web.Text(i.Get("messageType"))
}

// Notification is notificationType, or empty.
func (i Interaction) Notification() string { return web.Text(i.Get("notificationType")) }

// Capabilities are the operations that are possible now; false if there is no list.
// What is there and is no list of words counts as one word, its JSON.
func (i Interaction) Capabilities() ([]string, bool) {
	raw := i.Get("capabilities")
	if raw == nil {
		return nil, false
	}
	var out []string
	if json.Unmarshal(raw, &out) != nil {
		return []string{compact(raw)}, true
	}
	return out, true
}

// UserData is the attached data; false if there is no such object.
func (i Interaction) UserData() (trace.Object, bool) {
	o := trace.ObjectOf(i.Get("userData"))
	return o, o != nil
}

// Handled reports whether the state is one in which its receiver handles the
// interaction, by any of the documented names.
func (i Interaction) Handled() bool {
	return slices.Contains([]string{"Accepted", "Processing", "Composing", "Chatting"}, i.State())
}

// Content are the interactions that a message lists, as the content of a workbin comes:
// in an array that is its data, or that is a member of its data. False: it lists none.
func (m Message) Content() ([]Interaction, bool) {
	list, ok := web.List(m.Data)
	for _, x := range trace.ObjectOf(m.Data) {
		if items, isList := web.List(x.Value); isList && x.Name != "capabilities" && (x.Name == "interactions" || ofObjects(items)) {
			list, ok = items, true
			break
		}
	}
	var out []Interaction
	for _, raw := range list {
		out = append(out, InteractionOf(raw))
	}
	return out, ok
}

// ofObjects reports whether a list has interactions in it.
func ofObjects(items []json.RawMessage) bool {
	return len(items) > 0 && !slices.ContainsFunc(items, func(raw json.RawMessage) bool { return InteractionOf(raw).ID() == "" })
}

// batchOf are the messages of a Bayeux batch; nil: it is no array of objects.
func batchOf(body json.RawMessage) []trace.Object {
	list, ok := web.List(body)
	if !ok {
		return nil
	}
	return objectsOf(list)
}

// objectsOf are the objects of a list; nil: it is not of objects alone.
func objectsOf(list []json.RawMessage) []trace.Object {
	out := make([]trace.Object, 0, len(list))
	for _, raw := range list {
		o := trace.ObjectOf(raw)
		if o == nil {
			return nil
		}
		out = append(out, o)
	}
	return out
}

// isEvent reports whether a Bayeux message is a notification, not a reply.
func isEvent(m trace.Object) bool {
	data := m.Get("data")
	return data != nil && !web.IsNull(data) && !isMeta(m)
}

func isMeta(m trace.Object) bool { return strings.HasPrefix(web.Text(m.Get("channel")), "/meta/") }

// messagesIn are the notifications of a batch.
func messagesIn(batch []trace.Object, seq int) []Message {
	var out []Message
	for _, m := range batch {
		if isEvent(m) {
			data := m.Get("data")
			out = append(out, Message{Seq: seq, Channel: web.Text(m.Get("channel")), Data: data, Interaction: InteractionOf(data)})
		}
	}
	return out
}

func compact(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}
