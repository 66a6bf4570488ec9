package oracle

import (
	"encoding/json"
	"strconv"
)

// kind is what a JSON value is.
type kind byte

const (
	noKind      kind = 0
	kindObject  kind = '{'
	kindArray   kind = '['
	kindText    kind = '"'
	kindNumber  kind = '0'
	kindBoolean kind = 'b'
	kindNull    kind = 'n'
)

// document is a parsed JSON text. It is made anew from frame to frame without
// making garbage, for every frame of a trace is looked at after every scenario.
// Its values are good until the next parse.
type document struct {
	raw   []byte
	nodes []node // a node, then what is inside it; in an object names and values in turn
	at    int
}

// node is one value, or one name in an object.
type node struct {
	kind       kind
	escaped    bool // a text with a backslash in it
	start, end int32
	next       int32 // the first node that is not inside
}

// value is a value in a document. The zero value is one that is not there.
type value struct {
	d *document
	i int32
}

func (v value) node() *node { return &v.d.nodes[v.i] }

func (v value) there() bool { return v.d != nil }

func (v value) kind() kind {
	if v.d == nil {
		return noKind
	}
	return v.node().kind
}

// raw is the value as it is written, and nothing if it is not there.
func (v value) raw() []byte {
	if v.d == nil {
		return nil
	}
	return v.d.raw[v.node().start:v.node().end]
}

// get returns a member of an object. Of several with one name the last counts,
// as it does for a page.
func (v value) get(name string) value {
	var found value
	if v.kind() != kindObject {
		return found
	}
	for i, end := v.i+1, v.node().next; i < end; i = v.d.nodes[i+1].next {
		n := &v.d.nodes[i]
		if (n.escaped || int(n.end-n.start) == len(name)+2) && v.d.is(i, name) {
			found = value{v.d, i + 1}
		}
	}
	return found
}

// is reports whether a text reads so.
func (d *document) is(i int32, name string) bool {
	n := &d.nodes[i]
	if n.escaped {
		return value{d, i}.text() == name
	}
	return string(d.raw[n.start+1:n.end-1]) == name
}

// elements are those of an array, with their places.
func (v value) elements(yield func(int, value) bool) {
	if v.kind() != kindArray {
		return
	}
	place := 0
	for i, end := v.i+1, v.node().next; i < end; i = v.d.nodes[i].next {
		if !yield(place, value{v.d, i}) {
			return
		}
		place++
	}
}

// text is the text that a value is, or empty.
func (v value) text() string {
	var s string
	switch {
	case v.kind() != kindText:
	case v.node().escaped:
		_ = json.Unmarshal(v.raw(), &s) // it was parsed, so it decodes
	default:
		s = string(v.raw()[1 : len(v.raw())-1])
	}
	return s
}

// is reports whether a value is a text that reads so.
func (v value) is(s string) bool { return v.kind() == kindText && v.d.is(v.i, s) }

// truthy is what a script takes for true.
func (v value) truthy() bool {
	switch v.kind() {
	case noKind, kindNull:
		return false
	case kindText:
		return len(v.raw()) > 2
	case kindBoolean:
		return v.raw()[0] == 't'
	case kindNumber:
		f, err := strconv.ParseFloat(string(v.raw()), 64)
		return err != nil || f != 0
	}
	return true
}

// key is the same text for the same value of the same JSON type, however it is written.
func (v value) key() string {
	if v.kind() == kindText {
		return `"` + v.text() + `"`
	}
	var x any
	if json.Unmarshal(v.raw(), &x) == nil {
		if same, err := json.Marshal(x); err == nil {
			return string(same)
		}
	}
	return string(v.raw())
}

// names are those of an object's members.
func (v value) names(yield func(string) bool) {
	if v.kind() != kindObject {
		return
	}
	for i, end := v.i+1, v.node().next; i < end; i = v.d.nodes[i+1].next {
		if !yield((value{v.d, i}).text()) {
			return
		}
	}
}
