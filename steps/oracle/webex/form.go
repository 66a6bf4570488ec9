package webex

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// form is what an object of the book is to look like.
type form struct {
	schema *jsonschema.Schema
	doc    value.Object // the same, as it was made
	item   string       // of the book, that the whole is
}

// forms are those of one profile, each made when it is needed first.
type forms struct {
	book    *book.Book
	profile string
	made    sync.Map // of func() *form, by item
}

// known are the forms of the profiles of a book.
var known sync.Map

type profileOf struct {
	book    *book.Book
	profile string
}

func formsOf(r *oracle.Rules) *forms {
	f, _ := known.LoadOrStore(profileOf{r.Book, r.Profile}, &forms{book: r.Book, profile: r.Profile})
	return f.(*forms)
}

// of is the form of a value that is an item of the book.
func (f *forms) of(item, typ string, members []book.Member) *form {
	made, _ := f.made.LoadOrStore(item, sync.OnceValue(func() *form { return compile(item, f.book.SchemaOf(f.profile, typ, members)) }))
	return made.(func() *form)()
}

// compile makes a form of a schema of the book's own: a broken one is a panic, which a
// test finds first.
func compile(item string, doc map[string]any) *form {
	raw, err := json.Marshal(doc)
	if err != nil {
		panic("webex: " + err.Error())
	}
	plain, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		panic("webex: " + err.Error())
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(resource, plain); err != nil {
		panic("webex: " + err.Error())
	}
	s, err := c.Compile(resource)
	if err != nil {
		panic("webex: " + err.Error())
	}
	return &form{s, plain.(value.Object), item}
}

const resource = "form.json"

// fault is what is not as the book has it.
type fault struct {
	item     string
	kind     string // presence, type or value
	path     string // of the member, with dots
	expected string
	seen     string
}

// faults holds a value against a form.
func (f *form) faults(v any) []fault {
	err, broken := f.schema.Validate(v).(*jsonschema.ValidationError)
	if !broken {
		return nil
	}
	var out []fault
	f.leaves(err, v, &out)
	slices.SortStableFunc(out, func(a, b fault) int { return strings.Compare(a.path+a.item, b.path+b.item) })
	return out
}

// leaves are the faults themselves: the rest of an error says where they are.
func (f *form) leaves(err *jsonschema.ValidationError, v any, out *[]fault) {
	_, alternatives := err.ErrorKind.(*kind.AnyOf)
	if len(err.Causes) > 0 && !alternatives {
		for _, cause := range err.Causes {
			f.leaves(cause, v, out)
		}
		return
	}
	at := f.at(err.SchemaURL)
	got := within(v, err.InstanceLocation)
	path := strings.Join(err.InstanceLocation, ".")
	if missing, ok := err.ErrorKind.(*kind.Required); ok {
		for _, name := range missing.Missing {
			member := child(at.schema, name)
			*out = append(*out, fault{value.Text(member["$comment"]), "presence", strings.TrimPrefix(path+"."+name, "."), f.expects(member), "no " + name})
		}
		return
	}
	what := "type"
	if _, listed := err.ErrorKind.(*kind.Enum); listed {
		what = "value"
	}
	*out = append(*out, fault{at.item, what, path, f.expects(at.schema), value.Describe(got)})
}

// spot is a place in a schema: the item is that of the nearest subschema around it that
// has one.
type spot struct {
	schema value.Object
	item   string
}

func (f *form) at(url string) spot {
	_, pointer, _ := strings.Cut(url, "#")
	s := spot{schema: f.doc, item: f.item}
	var v any = f.doc
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		o, _ := value.ObjectOf(v)
		v = o[strings.NewReplacer("~1", "/", "~0", "~").Replace(part)]
		next, ok := value.ObjectOf(v)
		if !ok {
			continue
		}
		s.schema = next
		if item := value.Text(next["$comment"]); item != "" {
			s.item = item
		}
	}
	return s
}

func child(schema value.Object, name string) value.Object {
	properties, _ := value.ObjectOf(schema["properties"])
	o, _ := value.ObjectOf(properties[name])
	return o
}

// expects says what a schema asks for.
func (f *form) expects(schema value.Object) string {
	if values, ok := schema["enum"].([]any); ok {
		return "one of " + strings.Join(value.Texts(values), ", ")
	}
	if types, ok := schema["type"].([]any); ok {
		return strings.Join(value.Texts(types), " or ")
	}
	if name := value.Text(schema["type"]); name != "" {
		return name
	}
	if name, ok := strings.CutPrefix(value.Text(schema["$ref"]), "#/$defs/"); ok {
		return name
	}
	return "a value"
}

// within is the value at a location.
func within(v any, location []string) any {
	for _, part := range location {
		switch of := v.(type) {
		case value.Object:
			v = of[part]
		case []any:
			var i int
			if _, err := fmt.Sscan(part, &i); err != nil || i < 0 || i >= len(of) {
				return nil
			}
			v = of[i]
		default:
			return nil
		}
	}
	return v
}

// items tells the items of the book that a value has something of.
func (f *form) items(v any, tell func(item string)) { f.tell(f.doc, v, tell) }

func (f *form) tell(schema value.Object, v any, tell func(string)) {
	if item := value.Text(schema["$comment"]); item != "" {
		tell(item)
	}
	if name, ok := strings.CutPrefix(value.Text(schema["$ref"]), "#/$defs/"); ok {
		defs, _ := value.ObjectOf(f.doc["$defs"])
		def, _ := value.ObjectOf(defs[name])
		if s := value.Text(v); s != "" && def["enum"] != nil {
			tell(value.Text(def["$comment"]) + "." + s)
		}
		f.tell(def, v, tell)
	}
	switch of := v.(type) {
	case value.Object:
		each, _ := value.ObjectOf(schema["additionalProperties"])
		for name, x := range of {
			if member := child(schema, name); member != nil {
				f.tell(member, x, tell)
			} else if each != nil {
				f.tell(each, x, tell)
			}
		}
	case []any:
		each, ok := value.ObjectOf(schema["items"])
		for _, x := range of {
			if ok {
				f.tell(each, x, tell)
			}
		}
	}
}

// fits holds a value against a form, notes what it finds, and reports whether it broke
// nothing that binds. Of says what the value is in.
func (j *judge) fits(f *form, v any, of string, seq int) bool {
	good, faults := true, f.faults(v)
	for _, x := range faults {
		c := j.claim(x, of)
		c.Frames = []int{seq}
		j.found.Broken(c)
		good = good && !c.Binding
	}
	f.items(v, func(item string) {
		if it, ok := j.rules.Book.Claim(item); ok && (it.Kind != "type" || len(faults) == 0) {
			j.found.Met(item)
		}
	})
	return good
}
