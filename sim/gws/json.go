package gws

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(encode(m.name))
		b.WriteByte(':')
		b.Write(encode(m.value))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// only is an object with the members of these names alone.
func (o object) only(names []string) object {
	return slices.DeleteFunc(slices.Clone(o), func(m member) bool { return !slices.Contains(names, m.name) })
}

// encode is the JSON of what this package says.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("gws: %v", err)) // objects hold nothing that JSON has no word for
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
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

func isNull(raw json.RawMessage) bool {
	return len(raw) == 0 || bytes.Equal(bytes.TrimSpace(raw), []byte("null"))
}

// text returns the string that raw is; empty if it is something else.
func text(raw json.RawMessage) string {
	var v string
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	return v
}
