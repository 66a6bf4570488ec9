package oracle

import (
	"bytes"
	"cmp"
	"fmt"

	"github.com/deskproof/deskproof/fixtures/book"
)

// clientReads is the item that says what the client library reads at all.
const clientReads = "scapi.q.ua-contains-wwe"

// isMessage is the rule that what is no message breaks: every item of the book speaks
// of messages.
const isMessage = "A message is one JSON object in a text frame of its own"

// messageID is the book's message that a frame is.
func (m *message) messageID() string {
	switch {
	case m.manner == event:
		return "scapi.env.event"
	case m.manner == frameID:
		return "scapi.env.frame"
	case m.failure():
		return "scapi.env.answer.failure"
	case m.request != nil && m.request.name == "subscribe":
		return "scapi.env.subscribe.answer"
	case !m.data.there():
		return "scapi.env.answer.success.void"
	case m.data.kind() == kindNull:
		return "scapi.env.answer.success.null"
	}
	return "scapi.env.answer.success"
}

// failure reports whether an answer is one: by the presence of errorMessage,
// whatever it is, as for the client library.
func (m *message) failure() bool { return m.manner == answer && m.body.get("errorMessage").there() }

// messageClass is a message of the book, ready to hold frames against.
type messageClass struct {
	*book.Message
	class
}

func (j *judge) message(id string) *messageClass {
	if c, ok := j.messages[id]; ok {
		return c
	}
	it, _ := j.rules.Book.Claim(id)
	b, ok := it.Of.(*book.Message)
	if !ok {
		panic(fmt.Sprintf("oracle: %s is no message of the book", id))
	}
	c := &messageClass{b, class{j.markIn(b.Claim), j.members(b.Members)}}
	j.messages[id] = c
	return c
}

// envelope judges the members around the content. That a form of answer is only
// inferred does not make what an answer needs any weaker.
func (j *judge) envelope(m *message) {
	c := j.message(m.messageID())
	before := j.binding
	if agent := m.body.get("userAgent"); agent.kind() == kindText && !m.forClient {
		j.fails(m, spot{c.ID + ".userAgent", book.Documented}, "envelope",
			fmt.Sprintf("userAgent in %s contains WWE", m.subject()), "a text that contains WWE", describe(agent))
	}
	// Examples of events print 2, but no document says that a server must send it, and the
	// client library never reads it.
	if v := m.body.get("protocolVersion"); v.kind() == kindNumber && v.key() != "2" {
		j.fails(m, spot{c.ID + ".protocolVersion", book.Inferred}, "envelope",
			fmt.Sprintf("protocolVersion in %s is 2", m.subject()), "2", describe(v))
	}
	for _, never := range c.Never {
		if v := m.body.get(never); v.there() {
			j.fails(m, spot{c.ID, book.Inferred}, "envelope",
				fmt.Sprintf("%s is left out of %s", never, m.subject()), "no "+never, describe(v))
		}
	}
	j.fits(m, &class{members: c.members}, book.Documented, m.body)
	if c.mark != nil {
		j.whole(c.mark, before)
	}
}

// stray judges a frame that is no event, no answer and no frameId message. Texts
// that begin with wwe are lawful: they have a hook of their own in the client library.
func (j *judge) stray(m *message, isJSON bool) {
	agent := m.body.get("userAgent")
	switch {
	case bytes.HasPrefix(m.raw, []byte("wwe")) || bytes.HasPrefix(m.raw, []byte(`"wwe`)):
	case !isJSON:
		j.unread(m, isMessage, "something else: "+clip(string(m.raw)))
	case m.body.kind() != kindObject:
		j.unread(m, isMessage, describe(m.body))
	case !agent.there():
		j.unread(m, "", "an object without userAgent")
	case !m.forClient:
		j.unread(m, "", "userAgent "+describe(agent))
	case j.isEventType(m.data.get("eventType")):
		j.fails(m, spot{"scapi.env.event.event", book.Documented}, "envelope", "an event has its name in event",
			"event, for data of the type "+m.data.get("eventType").text(), "no event")
	default:
		j.fails(m, spot{"scapi.q.event-first", book.Inferred}, "envelope", "a message is an event, an answer or a frameId message",
			"event, referenceId or frameId", "none of them")
	}
}

// unread breaks the claim that the client library can read a message. The rule is that
// of the item if it is empty.
func (j *judge) unread(m *message, rule, seen string) {
	it, _ := j.rules.Book.Claim(clientReads)
	c := j.unmet(m, spot{clientReads, it.Evidence}, "envelope", "a message is a JSON object whose userAgent contains WWE",
		"a JSON object whose userAgent contains WWE", seen)
	c.Rule = cmp.Or(rule, c.Rule)
	j.broken(c)
}

// isEventType reports whether a value is the type of an event of the book.
func (j *judge) isEventType(v value) bool {
	for i := range j.rules.Book.Events {
		if t := j.rules.Book.Events[i].Type; t != "" && v.is(t) {
			return true
		}
	}
	return false
}
