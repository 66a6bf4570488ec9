package webex

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// object is a JSON object.
type object = map[string]any

// decode reads JSON; nil: it is none, or null.
func decode(raw []byte) any {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return nil
	}
	return v
}

func asObject(v any) (object, bool) {
	o, ok := v.(object)
	return o, ok
}

// text is a value that is a text, or empty.
func text(v any) string {
	s, _ := v.(string)
	return s
}

// whole is a value that is a whole number, or -1.
func whole(v any) int {
	n, ok := v.(json.Number)
	if !ok {
		return -1
	}
	f, err := n.Float64()
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1e15 {
		return -1
	}
	return int(f)
}

// texts are those in a list.
func texts(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, x := range list {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// longest is how much of a value a claim shows, in bytes.
const longest = 80

// describe is a value for people.
func describe(v any) string {
	if s, ok := v.(string); ok {
		return clip(s)
	}
	raw, _ := json.Marshal(v) // it was decoded, so it encodes
	return clip(string(raw))
}

func clip(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if s == "" {
		return "an empty text"
	}
	if len(s) <= longest {
		return s
	}
	end := longest
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return fmt.Sprintf("%s… (%d bytes)", s[:end], len(s))
}

// seenOf says what is in the place of a member.
func seenOf(o object, name string) string {
	if v, ok := o[name]; ok {
		return describe(v)
	}
	return "no " + name
}
