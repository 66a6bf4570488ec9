package webex

import (
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// notice is a notification.
type notice struct {
	family string // the envelope's type
	event  string // data.type, or the family's name
	whole  value.Object
	data   value.Object // nil: it has none
	kind   *book.Event
}

// routing is the family of all that is about a contact.
const routing = "RoutingMessage"

// interaction is that of a notification, or nil.
func (n *notice) interaction() value.Object {
	o, _ := value.ObjectOf(n.data["interaction"])
	return o
}

// id is that of the contact that it is about, or empty.
func (n *notice) id() string {
	if n.family != routing {
		return ""
	}
	if id := value.Text(n.data["interactionId"]); id != "" {
		return id
	}
	return value.Text(n.interaction()["interactionId"])
}

// heard judges a frame that came over a socket.
func (j *judge) heard(c *client, s *socket, r *trace.Record, frame value.Object) {
	defer func() { s.heard = r.Millis }()
	body, ok := value.ObjectOf(frame["body"])
	if !ok {
		return
	}
	if body["type"] == nil {
		if body["keepalive"] != nil {
			j.ponged(c, s, r, body)
		}
		return
	}
	n := &notice{family: value.Text(body["type"]), whole: body}
	n.data, _ = value.ObjectOf(body["data"])
	n.event = value.Text(n.data["type"])
	if n.event == "" {
		n.event = n.family
	}
	n.kind = j.kindOf(n)
	m := &moment{kind: told, seq: r.Seq, client: c, all: j.order, socket: s, notice: n}
	if s == c.newest {
		m.contact = c.contacts[n.id()]
	}
	j.behaves(m)
	j.shape(n, r.Seq)
	s.greeted = s.greeted || n.family == "Welcome"
	if s != c.newest {
		return
	}
	j.settle(c, n)
	c.learns(n, r.Seq)
}

// ponged judges an answer to a keepalive.
func (j *judge) ponged(c *client, s *socket, r *trace.Record, body value.Object) {
	if j.message("webex.socket.keepalive", body, "the answer to a keepalive", r.Seq) {
		j.found.Met("webex.socket.keepalive")
	}
	m := &moment{kind: ponged, seq: r.Seq, millis: r.Millis, client: c, socket: s, body: body}
	if len(s.pings) > 0 {
		m.ping, s.pings = s.pings[0], s.pings[1:]
	}
	j.behaves(m)
}

// unanswered judges the keepalives that have no answer, once it is too late or not.
func (j *judge) unanswered(c *client, s *socket, now int64) {
	for _, p := range s.pings {
		j.behaves(&moment{kind: unponged, seq: p.seq, millis: now, client: c, socket: s, ping: p})
	}
}

// kindOf is the event of the book that a notification tells; nil: none, as it is newer
// or of another family.
func (j *judge) kindOf(n *notice) *book.Event {
	e, ok := j.rules.Book.Event(n.family, n.event)
	if !ok {
		return nil
	}
	return e
}

// shape holds a notification against the forms of the envelope and of its event. One that
// the book has under another family is told in the wrong one.
func (j *judge) shape(n *notice, seq int) {
	envelope := "webex.socket"
	if n.family == "Welcome" {
		envelope = "webex.socket.welcome"
	}
	good := j.message(envelope, n.whole, value.Article(value.Clip(n.event)), seq)
	switch {
	case n.kind == nil:
		j.misplaced(n, seq)
		return
	case n.data == nil:
		return
	}
	good = j.fits(j.forms.of(n.kind.ID, "object", n.kind.Members), n.data, n.event, seq) && good
	if n.kind.Data != "" {
		good = j.fits(j.forms.of("webex.type."+n.kind.Data, n.kind.Data, nil), n.data, n.event, seq) && good
	}
	if good {
		j.found.Met(envelope)
		j.found.Met(n.kind.ID)
	}
}

// message holds a message against the form that the book has of it.
func (j *judge) message(id string, v value.Object, of string, seq int) bool {
	it, _ := j.rules.Book.Claim(id)
	return j.fits(j.forms.of(id, "object", it.Of.(*book.Message).Members), v, of, seq)
}

// misplaced notes an event of the book that comes under another family than its own, or
// without its name.
func (j *judge) misplaced(n *notice, seq int) {
	if n.family == routing && n.data != nil && value.Text(n.data["type"]) == "" {
		j.breaks("webex.field.taskData.type", "presence", finding{text: "type is in the data of a RoutingMessage", expected: "the name of the event", seen: value.Seen(n.data, "type")}, seq)
	}
	for i := range j.rules.Book.Events {
		e := &j.rules.Book.Events[i]
		if e.Type == "" || e.Type != n.event || strings.EqualFold(e.Event, n.family) {
			continue
		}
		j.breaks(e.ID, "event", finding{text: e.Type + " is told as " + e.Event, expected: e.Event, seen: value.Clip(n.family)}, seq)
	}
}
