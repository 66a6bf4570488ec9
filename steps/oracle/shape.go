package oracle

import (
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
)

// shape is a type as the book writes it, ready to hold values against.
type shape struct {
	phrase string // what a value of it is: a string, an array of strings or null
	plural string
	forms  []form
}

// form is one of the alternatives of a shape.
type form struct {
	kind kind   // noKind: anything
	each *shape // of the elements of an array; nil: anything
	of   *class // of an object; nil: any object
}

// class is a list of documented members: those of a type, a message, the data
// of an event or of an answer. Members that the profile does not have are left out.
type class struct {
	mark    *mark // nil: it is no item of its own
	members []member
}

// member is a documented member.
type member struct {
	*book.Member
	mark  *mark
	shape *shape
	enum  *enum // nil: any value
}

// words are the JSON types by the words of the book, with what one and several are called.
var words = map[string]struct {
	kind        kind
	one, plural string
}{
	"string":  {kindText, "a string", "strings"},
	"number":  {kindNumber, "a number", "numbers"},
	"boolean": {kindBoolean, "a boolean", "booleans"},
	"object":  {kindObject, "an object", "objects"},
	"null":    {kindNull, "null", "nulls"},
	"any":     {noKind, "any value", ""},
}

// shape makes the shape of a type, once.
func (j *judge) shape(typ string) *shape {
	if s, ok := j.shapes[typ]; ok {
		return s
	}
	s := &shape{}
	j.shapes[typ] = s
	var ones, plurals []string
	for alternative := range strings.SplitSeq(typ, "|") {
		f, one, plural := j.form(alternative)
		s.forms = append(s.forms, f)
		ones, plurals = append(ones, one), append(plurals, plural)
	}
	s.phrase, s.plural = either(ones), either(plurals)
	return s
}

func (j *judge) form(typ string) (f form, one, plural string) {
	if inner, ok := strings.CutPrefix(typ, "Array<"); ok {
		each := j.shape(strings.TrimSuffix(inner, ">"))
		return form{kind: kindArray, each: each}, "an array" + of(each.plural), "arrays" + of(each.plural)
	}
	if w, ok := words[typ]; ok {
		return form{kind: w.kind}, w.one, w.plural
	}
	return form{kind: kindObject, of: j.class(typ)}, "an object (" + typ + ")", "objects (" + typ + ")"
}

// of says what an array is of, if that is told.
func of(plural string) string {
	if plural == "" {
		return ""
	}
	return " of " + plural
}

// class makes the class of a type of the book.
func (j *judge) class(name string) *class {
	t, ok := j.rules.Book.Type(name)
	if !ok {
		return nil
	}
	return &class{mark: j.markIn(t.Claim), members: j.members(t.Members)}
}

// members are those of the list that the profile has.
func (j *judge) members(list []book.Member) []member {
	var out []member
	for i := range list {
		m := &list[i]
		if k := j.markIn(m.Claim); k != nil {
			out = append(out, member{m, k, j.shape(m.Type), j.enum(m.Enum)})
		}
	}
	return out
}

// markIn is the mark of an item that the profile has, and nil for another.
func (j *judge) markIn(c book.Claim) *mark {
	if !j.rules.Book.Has(j.rules.Profile, c) {
		return nil
	}
	return j.mark(c.ID)
}

// admits reports whether a value of that kind can have the shape, and as what.
func (s *shape) admits(k kind) (form, bool) {
	for _, f := range s.forms {
		if f.kind == k || f.kind == noKind {
			return f, true
		}
	}
	return form{}, false
}

// enum is a documented list of values.
type enum struct {
	*book.Enum
	mark   *mark
	values map[string]*mark // nil: a value that the profile does not have
}

// enum makes an enum, and nil for no name or one that the profile does not have.
func (j *judge) enum(name string) *enum {
	if e, ok := j.enums[name]; ok {
		return e
	}
	b, ok := j.rules.Book.Enum(name)
	if !ok || j.markIn(b.Claim) == nil {
		return nil
	}
	e := &enum{Enum: b, mark: j.mark(b.ID), values: map[string]*mark{}}
	for i := range b.Values {
		e.values[b.Values[i].Value] = j.markIn(b.Values[i].Claim)
	}
	j.enums[name] = e
	return e
}

// value finds the mark of a value. The case of a call type is not judged: the
// one that is printed is Internal, for INTERNAL in the list. A value x:* stands for
// every one that begins with x:.
func (e *enum) value(v value) (*mark, bool) {
	m, ok := e.values[string(v.raw()[1:len(v.raw())-1])]
	if !ok {
		m, ok = e.values[v.text()]
	}
	if !ok && e.Name == "call-type" {
		m, ok = e.values[strings.ToUpper(v.text())]
	}
	if prefix, _, several := strings.Cut(v.text(), ":"); !ok && several {
		m, ok = e.values[prefix+":*"]
	}
	return m, ok
}

// expected lists the values.
func (e *enum) expected() string {
	var all []string
	for _, v := range e.Values {
		all = append(all, v.Value)
	}
	return either(all)
}
