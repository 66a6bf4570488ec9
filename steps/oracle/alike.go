package oracle

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// interactionAsked: the answer of getByInteractionId is the interaction of the id that
// was asked for, if the desk was told of it; else unknownInteractionNull judges.
func interactionAsked(j *judge, m *message) finding {
	if m.manner != answer || m.request == nil || m.again || m.request.name != "interaction.getByInteractionId" || m.failure() {
		return finding{}
	}
	asked, id := m.request.subject, m.data.get("interactionId")
	switch {
	case asked == "" || !m.request.known || !id.truthy():
		return finding{}
	case j.identity(id) == asked:
		return kept
	}
	return finding{
		text:     fmt.Sprintf("the interaction that was asked for is %s", clip(asked)),
		expected: "interaction " + clip(asked),
		seen:     "interaction " + clip(j.identity(id)),
		earlier:  []int{m.request.seq},
	}
}

// callsUUID: interactionUUID is documented as the callUuid of a call. What has a callUuid
// is a call, for that member is documented for voice alone; but a preview record may have
// that of the call that is made from it.
func callsUUID(j *judge, m *message) (f finding) {
	m.interactions(func(it value) {
		own, call := it.get("interactionUUID"), it.get("callUuid")
		if own.kind() != kindText || call.kind() != kindText || !own.truthy() || !call.truthy() || f.text != "" || j.isOther(m, it) {
			return
		}
		if own.text() == call.text() {
			f.kept = true
			return
		}
		f = finding{
			text:     fmt.Sprintf("interactionUUID in %s is the callUuid of the call", m.subject()),
			expected: clip(call.text()),
			seen:     clip(own.text()),
		}
	})
	return f
}

// isOther reports whether an interaction of a message is known to be no call.
func (j *judge) isOther(m *message, it value) bool {
	media := m.data.get("media")
	if m.manner == event && media.truthy() && !media.is("voice") {
		return true
	}
	l := m.page.desk.lives[j.identity(it.get("interactionId"))]
	return isRecord(it, media) || l != nil && l.record
}

// lasting are the members that say which interaction it is, and from where to where. No
// document lets them change, but in a transfer or conference, which make another call of it.
var lasting = []string{"callUuid", "interactionUUID", "connId", "ani", "dnis", "direction", "callType", "isConsultation", "caseId", "parentInteractionId"}

// changing are the event types after which an interaction may be another.
var changing = []string{
	"CASE_OR_BUNDLE_ID_CHANGED", "INVITED_CONFERENCE", "LEFT_CONFERENCE", "PARTY_CHANGED", "TRANSFER_COMPLETED", "UNKNOWN", "ERROR",
}

// partyChanged is the event that tells of most changes: in a profile without it nothing
// tells that an interaction is another.
const partyChanged = "scapi.event.voice.PARTY_CHANGED"

// toldAlike: what lasts is told alike in every event and answer about an interaction,
// until an event says that it has changed; an answer may overtake that event.
func toldAlike(j *judge, m *message) (f finding) {
	tell := func(l *life, name string, v value) {
		x := l.alike(name, v, m.seq)
		switch {
		case f.text != "":
		case x.text != "" && !j.rules.Has(partyChanged):
		case x.text != "":
			x.text = fmt.Sprintf("%s in %s is as it was told before", name, m.subject())
			x.excused = func() bool { return l.changed > m.seq }
			f = x
		default:
			f.kept = f.kept || x.kept
		}
	}
	m.interactions(func(it value) {
		id := it.get("interactionId")
		l := m.page.desk.lives[j.identity(id)]
		if l == nil || !id.truthy() {
			return
		}
		if m.manner == event && slices.Contains(changing, m.typ) {
			l.lasting, l.changed = nil, m.seq
		}
		for _, name := range lasting {
			tell(l, name, it.get(name))
		}
		if m.manner == event {
			tell(l, "media", m.data.get("media"))
		}
	})
	return f
}

// fact is what was told of a member, and the record that told it.
type fact struct {
	raw string
	seq int
}

// alike compares a member with what was told of it, and remembers it. What is not
// there, empty or UNKNOWN tells nothing.
func (l *life) alike(name string, v value, seq int) finding {
	if !v.there() || v.kind() == kindNull || bytes.Equal(v.raw(), []byte(`""`)) || v.is("UNKNOWN") {
		return finding{}
	}
	if l.lasting == nil {
		l.lasting = map[string]fact{}
	}
	was, known := l.lasting[name]
	raw := string(v.raw())
	if name == "callType" {
		raw = strings.ToUpper(raw) // the one that is printed is Internal, for INTERNAL in the list
	}
	l.lasting[name] = fact{raw, seq}
	switch {
	case !known:
		return finding{}
	case was.raw == raw:
		return kept
	}
	return finding{text: name, expected: clip(was.raw), seen: describe(v), earlier: []int{was.seq}}
}

// interactions are those that an event or an answer tells of.
func (m *message) interactions(yield func(value)) {
	switch {
	case m.manner == event:
		yield(m.interaction)
	case m.manner == answer && m.request != nil && m.tells:
		yield(m.data)
		for _, v := range m.data.elements {
			yield(v)
		}
	}
}
