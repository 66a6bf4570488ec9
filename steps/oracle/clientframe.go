package oracle

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
)

// The book's items that a client's frame is held against.
const (
	requestID     = "scapi.env.request"
	subscribeID   = "scapi.env.subscribe"
	unsubscribeID = "scapi.env.unsubscribe"
)

// isNoMessage breaks the claim that a client sends messages.
func (c *client) isNoMessage(m *message, seen string) {
	claim := c.unmet(m, spot{requestID, book.Documented}, "envelope", "every frame of a client is a JSON object", "a JSON object", seen)
	claim.Rule = isMessage
	c.broken(claim)
}

// refused judges a frame that the connection did not take. How long a frame may be
// is the desktop's own affair.
func (c *client) refused(m *message, why string) {
	if strings.Contains(why, "too big") {
		claim := c.unmet(m, spot{requestID, book.Inferred}, "envelope", "a frame is of a length that the desktop takes", "a shorter frame", why)
		claim.Rule = "A desktop may refuse a frame that is longer than it takes"
		c.broken(claim)
		return
	}
	c.isNoMessage(m, why)
}

// strange notes a frame that says nothing to a desktop. Others may talk on a page too.
func (c *client) strange(m *message, seen string) {
	c.fails(m, spot{requestID, book.Inferred}, "envelope", "a frame is a request, a subscribe or an unsubscribe", "request or event", seen)
}

// said is a message of a client that a desktop is to read.
type said struct {
	*message
	on     *clientPage
	id     string  // the book's item that it is
	name   string  // the method, subscribe or unsubscribe
	at     int64   // when it was sent
	params []value // without trailing nulls
}

// object judges a JSON object.
func (c *client) object(p *clientPage, m *message, at int64) {
	s := &said{message: m, on: p, at: at}
	request, event := m.body.get("request"), m.body.get("event")
	switch {
	case request.there() && request.kind() != kindNull:
		s.id, s.name = requestID, c.word(request)
		s.title = "the request " + clip(s.name)
	case event.is("subscribe"), event.is("unsubscribe"):
		s.name = event.text()
		s.id, s.title = map[string]string{"subscribe": subscribeID, "unsubscribe": unsubscribeID}[s.name], s.name
	case c.hidden(event):
		return
	case event.truthy():
		c.strange(m, "event "+describe(event))
		return
	default:
		c.strange(m, "an object with neither")
		return
	}
	if s.name == "" {
		s.title = "a request"
	}
	if agent := m.body.get("userAgent"); agent.kind() == kindText && !c.isOurs(agent) {
		c.foreign(s, agent)
		return
	}
	before := c.all
	c.form(s)
	if s.id == requestID && s.name != "" && !c.hidden(request) {
		c.request(s)
	}
	c.keeps(s)
	if c.all == before {
		p.good[s.id] = true
	}
}

// foreign judges a message with a userAgent of its own. If it asks for nothing that the
// book knows, it is none of ours; else that is all that is wrong with it.
func (c *client) foreign(s *said, agent value) {
	if _, known := c.rules.Book.Method(s.name); s.id == requestID && !known {
		c.strange(s.message, "userAgent "+describe(agent))
		return
	}
	c.fails(s.message, spot{s.id + ".userAgent", book.Documented}, "envelope",
		fmt.Sprintf("userAgent in %s contains WWE", s.subject()), "WWE Client", describe(agent))
}

func (c *client) isOurs(agent value) bool {
	return strings.Contains(agent.text(), "WWE") || c.hidden(agent)
}

// form judges the members of the envelope.
func (c *client) form(s *said) {
	class := c.judge.message(s.id)
	c.fits(s.message, &class.class, book.Documented, s.body)
	if v := s.body.get("protocolVersion"); v.kind() == kindNumber && v.key() != "2" {
		c.fails(s.message, spot{s.id + ".protocolVersion", book.Inferred}, "envelope",
			fmt.Sprintf("protocolVersion in %s is 2", s.subject()), "2", describe(v))
	}
	if s.id == requestID && s.body.get("event").truthy() {
		c.fails(s.message, spot{requestID, book.Inferred}, "envelope",
			fmt.Sprintf("%s has no event", s.subject()), "no event", describe(s.body.get("event")))
	}
}
