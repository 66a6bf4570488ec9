package oracle

import (
	"fmt"

	"github.com/deskproof/deskproof/fixtures/book"
)

type eventKey struct{ name, typ string }

// eventClass is an event of the book, ready to hold frames against.
type eventClass struct {
	*book.Event
	mark  *mark // nil: the profile does not have it
	class class
	needs []string // members that every printed interaction of it has; those are calls
}

// eventOf finds the event that a message is, and nil if the book has none.
func (j *judge) eventOf(m *message) *eventClass {
	key := eventKey{m.name, m.typ}
	if c, ok := j.events[key]; ok {
		return c
	}
	b, ok := j.rules.Book.Event(m.name, m.typ)
	if !ok && m.typ == "" {
		b, ok = j.only(m.name)
	}
	var c *eventClass
	if ok {
		c = &eventClass{Event: b, mark: j.markIn(b.Claim), class: class{members: j.members(b.Members)}, needs: j.needs(b)}
	}
	j.events[key] = c
	return c
}

// only finds the event of a name that has but one.
func (j *judge) only(name string) (found *book.Event, ok bool) {
	for i := range j.rules.Book.Events {
		e := &j.rules.Book.Events[i]
		if e.Event != name {
			continue
		}
		if found != nil {
			return nil, false
		}
		found = e
	}
	return found, found != nil
}

// needs are the members that the interaction of an event must have, of those
// that the profile has.
func (j *judge) needs(e *book.Event) []string {
	var out []string
	t, ok := j.rules.Book.Type("interaction.Interaction")
	if !ok {
		return nil
	}
	for _, name := range e.Interaction {
		for i := range t.Members {
			if m := &t.Members[i]; m.Name == name && j.markIn(m.Claim) != nil {
				out = append(out, name)
			}
		}
	}
	return out
}

// event judges the content of an event.
func (j *judge) event(m *message) {
	c := j.eventOf(m)
	if c == nil {
		j.unknown(m)
		return
	}
	if c.mark == nil {
		return
	}
	before := j.binding
	j.fits(m, &c.class, c.Evidence, m.data)
	j.needed(m, c)
	j.paired(m)
	j.whole(c.mark, before)
}

// unknown notes an event that is not in the book. No document says that there are no more.
func (j *judge) unknown(m *message) {
	seen := fmt.Sprintf("event %s of the type %s", clip(m.name), clip(m.typ))
	if m.typ == "" {
		seen = fmt.Sprintf("event %s without a type", clip(m.name))
	}
	c := j.rules.Inferred("event", "the documents name the event and its type")
	c.Expected, c.Seen, c.Frames = "a documented event", seen, []int{m.seq}
	j.broken(c)
}

// needed judges what every printed interaction of the event has. All that are printed
// are calls, so that nobody says what others have.
func (j *judge) needed(m *message, c *eventClass) {
	if m.interaction.kind() != kindObject || !m.data.get("media").is("voice") {
		return
	}
	for _, name := range c.needs {
		if v := m.interaction.get(name); !v.there() || v.kind() == kindNull {
			j.path = append(j.path, step{name: name})
			j.lacks(m, spot{c.ID + ".interaction", c.Evidence}, name+", as every printed example has", v)
			j.path = j.path[:len(j.path)-1]
		}
	}
}
