package webex

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

func (o object) MarshalJSON() ([]byte, error) { return appendObject(nil, o), nil }

// encode is the JSON of what this package says.
func encode(v any) []byte { return appendJSON(nil, v) }

// appendJSON writes the kinds that messages are made of by hand: they are large, and
// there are many.
func appendJSON(b []byte, v any) []byte {
	switch v := v.(type) {
	case object:
		return appendObject(b, v)
	case []object:
		return appendList(b, v, appendObject)
	case []string:
		return appendList(b, v, appendText)
	case string:
		return appendText(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case nil:
		return append(b, null...)
	case json.RawMessage:
		return append(b, v...)
	}
	return appendAny(b, v)
}

func appendObject(b []byte, o object) []byte {
	b = append(b, '{')
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, m.name), ':')
		b = appendJSON(b, m.value)
	}
	return append(b, '}')
}

func appendList[T any](b []byte, all []T, one func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, v := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, v)
	}
	return append(b, ']')
}

// appendText writes a text; one that is not plain is left to the library.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c > '~' {
			return appendAny(b, s)
		}
	}
	b = append(b, '"')
	return append(append(b, s...), '"')
}

func appendAny(b []byte, v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("webex: %v", err)) // objects hold nothing that JSON has no word for
	}
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
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
