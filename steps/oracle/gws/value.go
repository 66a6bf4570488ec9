package gws

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

// isNumber reports whether a value is that number.
func isNumber(v any, want float64) bool {
	n, ok := v.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	return err == nil && f == want
}

// word is a value as the book lists it.
func word(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return same(v)
}

// same is the same text for the same value.
func same(v any) string {
	raw, _ := json.Marshal(v) // it was decoded, so it encodes
	return string(raw)
}

// longest is how much of a value a claim shows, in bytes.
const longest = 80

// describe is a value for people.
func describe(v any) string {
	if s, ok := v.(string); ok {
		return clip(s)
	}
	return clip(same(v))
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

// messagesOf are the Bayeux messages of a body: the objects of an array, or one object.
func messagesOf(body any) []object {
	if o, ok := asObject(body); ok {
		return []object{o}
	}
	list, _ := body.([]any)
	var out []object
	for _, v := range list {
		if o, ok := asObject(v); ok {
			out = append(out, o)
		}
	}
	return out
}

func isNumeric(v any) bool {
	_, ok := v.(json.Number)
	return ok
}
