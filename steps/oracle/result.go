package oracle

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
)

// resultClass is what a method answers, ready to hold results against.
type resultClass struct {
	*book.Answer
	mark  *mark
	shape *shape // nil: nothing is documented
	class *class // of an object with members of its own
}

// resultOf finds what a request answers, and nil if the profile says nothing of it.
func (j *judge) resultOf(request string) *resultClass {
	if c, ok := j.results[request]; ok {
		return c
	}
	var c *resultClass
	if b, ok := j.rules.Book.Method(request); ok {
		if mark := j.markIn(b.Answer.Claim); mark != nil {
			c = j.makeResult(&b.Answer, mark)
		}
	}
	j.results[request] = c
	return c
}

func (j *judge) makeResult(a *book.Answer, mark *mark) *resultClass {
	c := &resultClass{Answer: a, mark: mark}
	if a.Type != "none" && a.Type != "unknown" {
		c.shape = j.shape(a.Type)
	}
	if len(a.Members) > 0 {
		c.class = &class{members: j.members(a.Members)}
	}
	return c
}

// result judges what a success answer brings. Where the book has no result, a
// server may bring one.
func (j *judge) result(m *message) {
	if m.request == nil || m.failure() || m.page.doubtful(m.request) {
		return
	}
	c := j.resultOf(m.request.name)
	switch {
	case c == nil, c.Type == "unknown":
	case c.shape == nil:
		c.mark.met = c.mark.met || !m.data.there() || m.data.kind() == kindNull
	default:
		j.typed(m, c)
	}
}

func (j *judge) typed(m *message, c *resultClass) {
	at := spot{c.ID, c.Evidence}
	_, nullable := c.shape.admits(kindNull)
	switch {
	case !m.data.there() && nullable: // that a null is written out is inferred
		c.mark.met = true
	case !m.data.there() || m.data.kind() == kindNull && !nullable:
		j.fails(m, at, "answer", fmt.Sprintf("%s has a result in data", m.subject()), c.shape.phrase, describeData(m.data))
	default:
		j.path = append(j.path, step{name: "data"})
		before := j.binding
		if j.suits(m, at, c.shape, m.data) {
			j.whole(c.mark, before)
		}
		if c.class != nil {
			j.fits(m, c.class, c.Evidence, m.data)
		}
		j.path = j.path[:0]
	}
}

func describeData(v value) string {
	if v.there() {
		return describe(v)
	}
	return "no data"
}

// meetAll meets the interactions that an answer tells of.
func (j *judge) meetAll(m *message) {
	if m.request == nil || m.failure() || !tellsInteractions(j.rules.Book, m.request.name) {
		return
	}
	m.tells = true
	j.meetOne(m, m.data)
	for _, v := range m.data.elements {
		j.meetOne(m, v)
	}
}

func (j *judge) meetOne(m *message, interaction value) {
	if id := interaction.get("interactionId"); id.truthy() {
		j.meet(m, j.identity(id), interaction, value{})
	}
}

// tellsInteractions reports whether a request is answered with interactions.
func tellsInteractions(b *book.Book, request string) bool {
	m, ok := b.Method(request)
	return ok && strings.Contains(m.Answer.Type, "interaction.Interaction")
}
