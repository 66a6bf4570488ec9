package gws

import (
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// fits holds an object against the members of the book that it is to have, and reports
// whether it broke none that binds. Weak: no document says that it has this form.
func (j *judge) fits(of string, members []book.Member, o value.Object, seq int, weak bool) bool {
	good := true
	for i := range members {
		m := &members[i]
		v, there := o[m.Name]
		there = there && v != nil
		var f finding
		kind := "type"
		switch {
		case !there && m.Presence == book.Required:
			f, kind = finding{text: m.Name + " is in " + value.Article(of), expected: m.Type, seen: value.Seen(o, m.Name)}, "presence"
		case !there:
			continue
		case !j.is(m.Type, v):
			f = finding{text: m.Name + " in " + value.Article(of) + " is of its type", expected: m.Type, seen: value.Describe(v)}
		case m.Name == "messageTypeName" && v != stateMessage:
			f, kind = finding{text: "messageTypeName names the message", expected: stateMessage, seen: value.Describe(v)}, "value"
		default:
			if !weak {
				j.found.Met(m.ID)
			}
			good = j.within(m.Type, v, seq, weak) && good
			continue
		}
		good = j.unfit(m.ID, kind, f, seq, weak) && good
	}
	return good
}

const stateMessage = "InteractionStateMessage"

// unfit notes a member that is not as it should be, and reports whether that binds
// nobody.
func (j *judge) unfit(item, kind string, f finding, seq int, weak bool) bool {
	c := j.rules.Claim(item, kind, f.text)
	if weak {
		c = j.rules.With(c, book.Inferred)
	}
	c.Expected, c.Seen, c.Frames = f.expected, f.seen, []int{seq}
	j.found.Broken(c)
	return !c.Binding
}

// fitsType holds an object against an object type.
func (j *judge) fitsType(name string, o value.Object, seq int, weak bool) bool {
	t, ok := j.rules.Book.Type(name)
	if !ok {
		return true
	}
	good := j.fits(name, t.Members, o, seq, weak)
	if good && !weak {
		j.found.Met(t.ID)
	}
	return good
}

// types holds the members that are there against an object type.
func (j *judge) types(name string, o value.Object, seq int, weak bool) {
	t, _ := j.rules.Book.Type(name)
	var there []book.Member
	for _, m := range t.Members {
		if o[m.Name] != nil {
			there = append(there, m)
		}
	}
	j.fits(name, there, o, seq, weak)
}

// within judges the objects in a value of a type that the book has.
func (j *judge) within(typ string, v any, seq int, weak bool) bool {
	name, many := strings.CutPrefix(typ, "Array<")
	name = strings.TrimSuffix(name, ">")
	if _, ok := j.rules.Book.Type(name); !ok {
		return true
	}
	if !many {
		o, _ := value.ObjectOf(v)
		return j.fitsType(name, flatIf(name, o), seq, weak)
	}
	good := true
	list, _ := v.([]any)
	for _, x := range list {
		o, _ := value.ObjectOf(x)
		good = j.fitsType(name, flatIf(name, o), seq, weak) && good
	}
	return good
}

// flatIf is an interaction without what may be around its members.
func flatIf(name string, o value.Object) value.Object {
	if name == "InteractionState" {
		return flat(o)
	}
	return o
}

// is reports whether a value is of a type as the book writes it.
func (j *judge) is(typ string, v any) bool {
	for one := range strings.SplitSeq(typ, "|") {
		if j.isOne(one, v) {
			return true
		}
	}
	return false
}

func (j *judge) isOne(typ string, v any) bool {
	if element, ok := strings.CutPrefix(typ, "Array<"); ok {
		list, isList := v.([]any)
		for _, x := range list {
			isList = isList && j.isOne(strings.TrimSuffix(element, ">"), x)
		}
		return isList
	}
	switch typ {
	case "string":
		_, ok := v.(string)
		return ok
	case "number":
		return isNumeric(v)
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "any":
		return true
	}
	_, ok := value.ObjectOf(v) // object, or an object type
	return ok
}
