package oracle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
)

// unprinted are parameters without which a document or the vendor's own sample page
// prints the request, though another names them.
var unprinted = map[string]string{
	"outbound.callPreviewRecord":   "recordHandle",
	"outbound.rejectPreviewRecord": "interactionId",
	"outbound.cancelPreviewRecord": "interactionId",
}

// request judges a request by what is documented of its method.
func (c *client) request(s *said) {
	list := s.body.get("parameters")
	for _, v := range list.elements {
		s.params = append(s.params, v)
	}
	for n := len(s.params); n > 0 && s.params[n-1].kind() == kindNull; n-- {
		s.params = s.params[:n-1]
	}
	m, ok := c.rules.Book.Method(s.name)
	if !ok {
		c.unheard(s)
		return
	}
	before := c.all
	if !c.rules.Has(m.ID) {
		c.fails(s.message, spot{m.ID, book.Inferred}, "request", fmt.Sprintf("%s is a request of the profile", s.name),
			"a request of profile "+c.rules.Profile, fmt.Sprintf("%s, of %s", s.name, strings.Join(m.Profiles, ", ")))
	}
	if k := list.kind(); k == noKind || k == kindNull || k == kindArray {
		c.parameters(s, m)
	}
	if c.all == before {
		s.on.good[m.ID] = true
	}
}

// unheard notes a request that no document has. None says that there are no more.
func (c *client) unheard(s *said) {
	expected := "a documented request"
	if near, ok := c.rules.Book.NearestRequest(s.name); ok {
		expected += ": the nearest is " + near
	}
	c.fails(s.message, spot{requestID + ".request", book.Inferred}, "request", "the documents name the request", expected, clip(s.name))
}

func (c *client) parameters(s *said, m *book.Method) {
	for i := range m.Params {
		var v value
		if i < len(s.params) {
			v = s.params[i]
		}
		c.parameter(s, m, &m.Params[i], v)
	}
	if more := len(s.params) - len(m.Params); more > 0 {
		c.fails(s.message, spot{m.ID, book.Inferred}, "parameter", fmt.Sprintf("%s has no more parameters than are documented", s.subject()),
			count(len(m.Params)), fmt.Sprint(len(s.params)))
	}
}

func count(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprintf("at most %d", n)
}

// parameter judges one parameter. Absent, null and undefined mean the same.
func (c *client) parameter(s *said, m *book.Method, p *book.Param, v value) {
	shape, at := c.shape(p.Type), spot{m.ID, weaker(p.Evidence, m.Evidence)}
	c.path = append(c.path[:0], step{name: p.Name})
	defer func() { c.path = c.path[:0] }()
	switch missing := !v.there() || v.kind() == kindNull; {
	case missing && p.Presence == book.Required:
		if unprinted[s.name] == p.Name {
			at.evidence = book.Inferred
		}
		c.lacks(s.message, at, p.Name+", "+shape.phrase, v)
	case missing:
	case c.suits(s.message, at, shape, v):
		c.worded(s.message, at, c.enum(p.Enum), v)
		c.inside(s, m, p, v)
	}
}

// inside judges the members of a parameter that is an object with documented ones.
func (c *client) inside(s *said, m *book.Method, p *book.Param, v value) {
	if v.kind() != kindObject || len(p.Members) == 0 {
		return
	}
	c.fits(s.message, &class{members: c.judge.members(p.Members)}, weaker(p.Evidence, m.Evidence), v)
	for name := range v.names {
		if !slices.ContainsFunc(p.Members, func(x book.Member) bool { return strings.EqualFold(x.Name, name) }) {
			c.fails(s.message, spot{m.ID, book.Inferred}, "parameter",
				fmt.Sprintf("%s in %s has only documented members", p.Name, s.subject()), "no other member", clip(name))
		}
	}
}
