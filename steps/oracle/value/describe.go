package value

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// longest is how much of a value a claim shows, in bytes.
const longest = 80

// Describe is a value for people.
func Describe(v any) string {
	if s, ok := v.(string); ok {
		return Clip(s)
	}
	return Clip(Same(v))
}

// Same is the same text for the same value: its JSON.
func Same(v any) string {
	raw, _ := json.Marshal(v) // it was decoded, so it encodes
	return string(raw)
}

// Clip is a text for people: the beginning of a long one, with how long it is.
func Clip(s string) string {
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

// Seen says what is in the place of a member.
func Seen(o Object, name string) string {
	if v, ok := o[name]; ok {
		return Describe(v)
	}
	return "no " + name
}

// Article is a thing with the article that it needs.
func Article(of string) string {
	if strings.ContainsAny(of[:1], "aeiouAEIOU") {
		return "an " + of
	}
	return "a " + of
}
