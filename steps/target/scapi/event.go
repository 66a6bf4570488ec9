package scapi

import (
	"encoding/json"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
)

// Event is an event as a desk saw it.
type Event struct {
	Seq         int    // trace record
	Page        int    //
	Name        string // the envelope's event: agent, interaction, markdone, …
	Type        string // data.eventType
	Data        trace.Object
	Interaction trace.Object // data.interaction; nil: it carries none
}

// Events returns the events that a page of a desk saw in these records, in order.
func Events(records []trace.Record, desk string, page int) []Event {
	var out []Event
	for _, r := range records {
		if r.Door != Wire || r.Dir != trace.Received || r.Desk != desk || r.Page != page {
			continue
		}
		if e, ok := readEvent(r); ok {
			out = append(out, e)
		}
	}
	return out
}

func readEvent(r trace.Record) (Event, bool) {
	f := look(r.Object())
	if f.event == "" || !f.forClient() {
		return Event{}, false
	}
	e := Event{Seq: r.Seq, Page: r.Page, Name: f.event, Data: f.members.Object("data")}
	e.Type = text(e.Data.Get("eventType"))
	e.Interaction = e.Data.Object("interaction")
	return e, true
}

// Attribute is a member of the interaction, as text when it is a string. One that
// is null is not there.
func (e Event) Attribute(name string) (value string, ok bool) { return memberOf(e.Interaction, name) }

// Member is a member of the event's data, likewise.
func (e Event) Member(name string) (value string, ok bool) { return memberOf(e.Data, name) }

func memberOf(o trace.Object, name string) (string, bool) {
	raw := o.Get(name)
	if raw == nil || isNull(raw) {
		return "", false
	}
	return asText(raw), true
}

// ID is the interactionId, or empty.
func (e Event) ID() string { return text(e.Interaction.Get("interactionId")) }

// State is the interaction's state, or empty.
func (e Event) State() string { return text(e.Interaction.Get("state")) }

// Capabilities are the interaction's; false if it has none. What is there and is no
// list of words counts as one word, its JSON, which is nobody's capability.
func (e Event) Capabilities() ([]string, bool) {
	raw := e.Interaction.Get("capabilities")
	if raw == nil || isNull(raw) {
		return nil, false
	}
	var out []string
	if json.Unmarshal(raw, &out) != nil {
		return []string{compact(raw)}, true
	}
	return out, true
}

// SameWords reports whether two lists hold the same words, in any order.
func SameWords(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// text is the string that raw is, or empty.
func text(raw json.RawMessage) string {
	s, ok := plain(raw)
	if ok || raw == nil {
		return s
	}
	_ = json.Unmarshal(raw, &s) // something else is no text
	return s
}

// asText is a string without its quotes, and anything else as JSON.
func asText(raw json.RawMessage) string {
	s, ok := plain(raw)
	if ok {
		return s
	}
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return compact(raw)
}
