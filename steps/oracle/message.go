package oracle

import (
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
)

// manner is what the client library takes a message for. It looks for userAgent,
// then event, then referenceId, then frameId.
type manner byte

const (
	other manner = iota // the client library does nothing with it
	event
	answer
	frameID // assigns a frameId
)

// message is a frame of the server, with what the judge knows of it.
type message struct {
	title     string // how it is named, if not by what it is
	seq       int
	raw       []byte
	page      *page
	body      value
	manner    manner
	forClient bool // its userAgent contains WWE; the client library ignores others

	// Of an event.
	name        string // event; empty: it is no text
	typ         string // data.eventType
	data        value
	interaction value  // data.interaction
	id          string // of the interaction; empty: it carries none
	state       string
	life        *life // nil: it carries no interaction

	// Of an answer, and of an event that has one.
	ref     value
	request *request // nil: this page has asked nothing with that referenceId
	again   bool     // the request has been answered before
	tells   bool     // its data are interactions
}

// read looks at a frame as the client library does.
func (j *judge) read(r *trace.Record, p *page) (m *message, isJSON bool) {
	m = &message{seq: r.Seq, raw: raw(r), page: p}
	m.body, isJSON = j.doc.parse(m.raw)
	if !isJSON || m.body.kind() != kindObject {
		return m, isJSON
	}
	m.forClient = strings.Contains(m.body.get("userAgent").text(), "WWE")
	m.ref, m.data = m.body.get("referenceId"), m.body.get("data")
	switch e := m.body.get("event"); {
	case e.truthy():
		m.manner, m.name = event, j.word(e)
		m.typ = j.word(m.data.get("eventType"))
		if m.name == "interaction" || m.name == "markdone" {
			j.readInteraction(m)
		}
	case m.ref.there() && m.ref.kind() != kindNull:
		m.manner = answer
	case m.body.get("frameId").truthy():
		m.manner = frameID
	}
	if m.ref.truthy() || m.manner == answer {
		m.request, m.again = p.asked(m.ref.key())
	}
	return m, true
}

func (j *judge) readInteraction(m *message) {
	m.interaction = m.data.get("interaction")
	if id := m.interaction.get("interactionId"); id.truthy() {
		m.id = j.identity(id)
	}
	m.state = j.word(m.interaction.get("state"))
}

// identity is an interactionId as a map key: the text that it should be, or
// else whatever it is.
func (j *judge) identity(v value) string {
	if v.kind() == kindText {
		return j.word(v)
	}
	return v.key()
}

// word is the text that a value is, or empty. Texts come again and again, so
// each is kept once.
func (j *judge) word(v value) string {
	if v.kind() != kindText {
		return ""
	}
	if v.node().escaped {
		return v.text()
	}
	raw := v.raw()
	raw = raw[1 : len(raw)-1]
	w, ok := j.words[string(raw)]
	if !ok {
		w = string(raw)
		j.words[w] = w
	}
	return w
}

// subject names a message to somebody who reads the trace.
func (m *message) subject() string {
	switch {
	case m.title != "":
		return m.title
	case m.manner == answer && m.request != nil:
		return "the answer to " + m.request.name
	case m.manner == answer:
		return "an answer"
	case m.manner == frameID:
		return "a frameId message"
	case m.name == "":
		return "an event"
	case m.typ == "":
		return "event " + clip(m.name)
	case m.id != "":
		return clip(m.typ) + " of interaction " + clip(m.id)
	}
	return clip(m.name) + " event " + clip(m.typ)
}
