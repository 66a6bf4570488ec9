package gws

import (
	"encoding/json"
	"slices"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// Len and Member make it one that a wire can write.
func (o object) Len() int                   { return len(o) }
func (o object) Member(i int) (string, any) { return o[i].name, o[i].value }

func (o object) MarshalJSON() ([]byte, error) { return encode(o), nil }

// encode is the JSON of what this package says.
func encode(v any) []byte { return wire.AppendJSON(nil, v) }

// only is an object with the members of these names alone.
func (o object) only(names []string) object {
	return slices.DeleteFunc(slices.Clone(o), func(m member) bool { return !slices.Contains(names, m.name) })
}

// data is attached data as an object.
func data(all []center.Datum) object {
	o := make(object, 0, len(all))
	for _, d := range all {
		value := json.RawMessage(d.Value)
		if isDeep(d.Value) || !json.Valid(value) {
			value = encode(d.Value) // as a text: a message around it could not be read
		}
		o = append(o, member{d.Key, value})
	}
	return o
}

// maxDepth is how deep a value may be nested.
const maxDepth = 500

// isDeep reports whether a value is nested deeper.
func isDeep(value string) bool {
	if len(value) <= maxDepth {
		return false
	}
	depth, inText := 0, false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && inText:
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}
