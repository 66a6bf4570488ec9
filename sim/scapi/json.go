package scapi

import (
	"bytes"
	"strconv"
)

// object appends one JSON object to b, members in the order in which they are added. It is
// no wire.Object: nothing is kept until it is written, for most of what a center says
// under load is said here.
type object struct {
	b     []byte
	begun bool
}

func (o *object) name(n string) {
	if o.begun {
		o.b = append(o.b, ',')
	} else {
		o.b = append(o.b, '{')
		o.begun = true
	}
	o.b = appendString(o.b, n)
	o.b = append(o.b, ':')
}

func (o *object) text(n, v string)      { o.name(n); o.b = appendString(o.b, v) }
func (o *object) flag(n string, v bool) { o.name(n); o.b = strconv.AppendBool(o.b, v) }
func (o *object) number(n string, v int) {
	o.name(n)
	o.b = strconv.AppendInt(o.b, int64(v), 10)
}
func (o *object) raw(n string, v []byte) { o.name(n); o.b = append(o.b, v...) }
func (o *object) json(n, v string)       { o.name(n); o.b = append(o.b, v...) }

// optional adds a text that is not empty.
func (o *object) optional(n, v string) {
	if v != "" {
		o.text(n, v)
	}
}

func (o *object) end() []byte {
	if !o.begun {
		o.b = append(o.b, '{')
	}
	return append(o.b, '}')
}

// array joins JSON values.
func array(values ...[]byte) []byte {
	b := append([]byte{'['}, bytes.Join(values, []byte{','})...)
	return append(b, ']')
}

// appendTexts appends a JSON array of strings.
func appendTexts(b []byte, values []string) []byte {
	b = append(b, '[')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, v)
	}
	return append(b, ']')
}

const hexDigits = "0123456789abcdef"

// appendString appends s as a JSON string. Bytes that are not UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	clean := 0 // bytes that stand as they are
	for clean < len(s) && isClean(s[clean]) {
		clean++
	}
	b = append(b, s[:clean]...)
	for _, r := range s[clean:] {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\t':
			b = append(b, '\\', 't')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}

// isClean reports whether a byte of a string is the same in JSON.
func isClean(c byte) bool { return c >= ' ' && c <= '~' && c != '"' && c != '\\' }

func unclean(c byte) bool { return !isClean(c) }
