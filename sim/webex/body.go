package webex

import (
	"encoding/json"

	"github.com/deskproof/deskproof/sim/wire"
)

// body is the body of a request. The first fault that is found in it is kept.
type body struct {
	members map[string]json.RawMessage
	err     error
}

// body reads the body as a JSON object. Members that nobody asks for are ignored.
func (r *request) body() *body {
	members, err := r.object()
	return &body{members, err}
}

// text is a member that must be there and must be a text.
func (b *body) text(name string) string {
	if wire.IsNull(b.members[name]) {
		b.fault(name + " is missing")
	}
	return b.textIf(name)
}

// textIf is a member that may be left out; it is empty then.
func (b *body) textIf(name string) string {
	var v string
	b.decode(name, &v, "a text")
	return v
}

// flag is a member that may be left out; it is false then.
func (b *body) flag(name string) bool {
	var v bool
	b.decode(name, &v, "true or false")
	return v
}

// oneOf is a text that must be one of these.
func (b *body) oneOf(name string, words ...string) string {
	v := b.text(name)
	for _, w := range words {
		if v == w {
			return v
		}
	}
	b.fault(name + " is none of " + list(words))
	return ""
}

func (b *body) decode(name string, v any, kind string) {
	if raw := b.members[name]; !wire.IsNull(raw) && json.Unmarshal(raw, v) != nil {
		b.fault(name + " is not " + kind)
	}
}

func (b *body) fault(text string) {
	if b.err == nil {
		b.err = bad(text)
	}
}

func list(words []string) string {
	out := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			out += " and "
		default:
			out += ", "
		}
		out += w
	}
	return out
}
