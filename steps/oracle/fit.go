package oracle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// strength lists evidence from the strongest to the weakest.
var strength = []book.Evidence{book.Documented, book.InTable, book.Client, book.Observed, book.Inferred, book.Placeholder}

// weaker returns the weaker of two kinds of evidence: what is in a member that
// is only inferred is itself no better founded.
func weaker(a, b book.Evidence) book.Evidence {
	if a == b || slices.Index(strength, a) > slices.Index(strength, b) {
		return a
	}
	return b
}

// spot is a claim on a place in a message: the item that makes it and how well
// it is founded there.
type spot struct {
	item     string
	evidence book.Evidence
}

// path says where in a message the judge is looking.
type path []step

// step leads to a member, or without a name to an element.
type step struct {
	name  string
	place int
}

// String is such as parties[0].name.
func (p path) String() string {
	var b strings.Builder
	for _, s := range p {
		switch {
		case s.name == "":
			fmt.Fprintf(&b, "[%d]", s.place)
		case b.Len() > 0:
			b.WriteString("." + s.name)
		default:
			b.WriteString(s.name)
		}
	}
	return b.String()
}

// fits holds an object against documented members. What the object has besides
// them is its own business.
func (j *judge) fits(m *message, c *class, e book.Evidence, v value) {
	before := j.binding
	for i := range c.members {
		j.member(m, &c.members[i], e, v.get(c.members[i].Name))
	}
	if c.mark != nil {
		j.whole(c.mark, before)
	}
}

func (j *judge) member(m *message, x *member, e book.Evidence, v value) {
	at := spot{x.ID, weaker(x.Evidence, e)}
	j.path = append(j.path, step{name: x.Name})
	_, nullable := x.shape.admits(kindNull)
	switch required := x.Presence == book.Required; {
	case !v.there() && required:
		j.lacks(m, at, x.Name+", "+x.shape.phrase, v)
	case !v.there():
	case v.kind() == kindNull && !nullable && !required:
		j.nulled(m, at, x)
	case j.suits(m, at, x.shape, v):
		x.mark.met = true
		j.worded(m, at, x.enum, v)
	}
	j.path = j.path[:len(j.path)-1]
}

// suits reports whether a value has the shape. If not, it breaks the claim of
// the spot; what is wrong inside an object breaks those of the object's members.
func (j *judge) suits(m *message, at spot, s *shape, v value) bool {
	if j.hidden(v) {
		return true
	}
	f, ok := s.admits(v.kind())
	if !ok {
		j.fails(m, at, "type", fmt.Sprintf("%s in %s is %s", j.path, m.subject(), s.phrase), s.phrase, describe(v))
		return false
	}
	if f.of != nil {
		j.fits(m, f.of, at.evidence, v)
	}
	if f.each == nil {
		return true
	}
	for i, element := range v.elements {
		j.path = append(j.path, step{place: i})
		ok = j.suits(m, at, f.each, element) && ok
		j.path = j.path[:len(j.path)-1]
	}
	return ok
}

// hidden reports whether a value was redacted before the frame came here.
func (j *judge) hidden(v value) bool {
	return j.redacted && strings.Contains(v.text(), "[redacted]")
}

// worded looks up a text, or each text of an array, in the documented values.
// An unknown one is only noted: no document says that there are no more.
func (j *judge) worded(m *message, at spot, e *enum, v value) {
	if e == nil {
		return
	}
	for i, element := range v.elements {
		j.path = append(j.path, step{place: i})
		j.worded(m, at, e, element)
		j.path = j.path[:len(j.path)-1]
	}
	if v.kind() != kindText || j.hidden(v) {
		return
	}
	known, ok := e.value(v)
	switch {
	case !ok:
		text := fmt.Sprintf("%s in %s is one of the documented words", j.path, m.subject())
		j.fails(m, spot{e.ID, weaker(at.evidence, book.Inferred)}, "value", text, e.expected(), quote(v))
	case known != nil:
		known.met, e.mark.met = true, true
	}
}

// lacks breaks the claim that the member at the path is there.
func (j *judge) lacks(m *message, at spot, expected string, v value) {
	seen := "no " + j.path[len(j.path)-1].name
	if v.there() {
		seen = describe(v)
	}
	j.fails(m, at, "presence", fmt.Sprintf("%s has %s", m.subject(), j.path), expected, seen)
}

// nulled notes a null for a member that could have been left out. No document
// says whether that is the same.
func (j *judge) nulled(m *message, at spot, x *member) {
	at.evidence = weaker(at.evidence, book.Inferred)
	text := fmt.Sprintf("%s in %s is %s or left out", j.path, m.subject(), x.shape.phrase)
	j.fails(m, at, "type", text, x.shape.phrase+", or no "+x.Name, "null")
}

// fails breaks the claim of a spot.
func (j *judge) fails(m *message, at spot, kind, text, expected, seen string) {
	j.broken(j.unmet(m, at, kind, text, expected, seen))
}

// unmet is the claim of a spot that a message breaks.
func (j *judge) unmet(m *message, at spot, kind, text, expected, seen string) result.Claim {
	c := j.rules.Claim(at.item, kind, text)
	if string(c.Evidence) != string(at.evidence) {
		c = j.rules.With(c, at.evidence)
	}
	c.Expected, c.Seen, c.Frames = expected, seen, []int{m.seq}
	return c
}
