package bayeux

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// What follows reads JSON that is known to be valid, where it lies: a request is held
// for long, and what reading it costs is multiplied by the number of clients.

const space = " \t\r\n"

// span is the value at the beginning of b, and what follows it.
func span(b []byte) (value, rest []byte) {
	b = bytes.TrimLeft(b, space)
	n := 0
	switch b[0] {
	case '"':
		n = textLength(b)
	case '{', '[':
		n = nestLength(b)
	default:
		if n = bytes.IndexAny(b, ",]}"+space); n < 0 {
			n = len(b)
		}
	}
	return b[:n], bytes.TrimLeft(b[n:], space)
}

// textLength is how long the text is that b begins with.
func textLength(b []byte) int {
	for i := 1; ; i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
}

// nestLength is how long the list or the object is that b begins with.
func nestLength(b []byte) int {
	depth := 0
	for i := 0; ; i++ {
		switch b[i] {
		case '"':
			i += textLength(b[i:]) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
}

// elements are those of a list, at most one more than so many.
func elements(list []byte, most int) [][]byte {
	var out [][]byte
	rest := bytes.TrimLeft(list[1:], space)
	for rest[0] != ']' && len(out) <= most {
		var value []byte
		value, rest = span(bytes.TrimPrefix(rest, []byte(",")))
		out = append(out, value)
	}
	return out
}

// members calls take with each of the named members that is not null. That one of them
// comes twice is an error, since readers differ in which of the two they believe.
func members(object []byte, names []string, take func(name string, value []byte) error) error {
	if object[0] != '{' {
		return fmt.Errorf("expected an object, got %s", short(object))
	}
	seen := 0
	rest := bytes.TrimLeft(object[1:], space)
	for rest[0] != '}' {
		var quoted, value []byte
		quoted, rest = span(bytes.TrimPrefix(rest, []byte(",")))
		value, rest = span(rest[1:]) // after the colon
		i := slices.Index(names, unquote(quoted))
		if i < 0 {
			continue
		}
		if seen&(1<<i) != 0 {
			return fmt.Errorf("member %q comes twice: send it once", names[i])
		}
		seen |= 1 << i
		if value[0] == 'n' {
			continue
		}
		if err := take(names[i], value); err != nil {
			return err
		}
	}
	return nil
}

// unquote is what a text says.
func unquote(quoted []byte) string {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	var s string
	_ = json.Unmarshal(quoted, &s) // it is a text
	return s
}

// appendText appends a text as JSON has it.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(s) // of a text, it succeeds
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
