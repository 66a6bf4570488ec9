package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Object is a JSON object whose members keep their order.
type Object interface {
	Len() int
	Member(i int) (name string, value any)
}

// AppendJSON appends the JSON of a value, which must have one. The kinds that messages are
// made of are written by hand: messages are large, and there are many.
func AppendJSON(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendText(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case nil:
		return append(b, "null"...)
	case json.RawMessage:
		return append(b, v...)
	case []string:
		return appendTexts(b, v)
	case Object:
		return appendObject(b, v)
	}
	return appendAny(b, v)
}

func appendObject(b []byte, o Object) []byte {
	b = append(b, '{')
	for i := range o.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		name, value := o.Member(i)
		b = append(appendText(b, name), ':')
		b = AppendJSON(b, value)
	}
	return append(b, '}')
}

func appendTexts(b []byte, all []string) []byte {
	b = append(b, '[')
	for i, s := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, s)
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
		panic(fmt.Sprintf("wire: %v", err)) // sessions say nothing that JSON has no word for
	}
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// IsNull reports whether a member of a JSON object is null, or is not there.
func IsNull(raw json.RawMessage) bool {
	return len(raw) == 0 || bytes.Equal(bytes.TrimSpace(raw), []byte("null"))
}

// Text is the string that raw is; empty if it is something else.
func Text(raw json.RawMessage) string {
	var v string
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	return v
}
