package oracle

import (
	"fmt"
	"strings"
)

// longest is how much of a text, in runes, a claim quotes.
const longest = 60

// describe says what a value is, to somebody who wrote the server that sent it.
func describe(v value) string {
	switch v.kind() {
	case noKind:
		return "nothing"
	case kindNull:
		return "null"
	case kindObject:
		return "an object"
	case kindArray:
		return "an array"
	case kindText:
		return fmt.Sprintf("%q (a string)", clip(v.text()))
	case kindNumber:
		return clip(string(v.raw())) + " (a number)"
	}
	return string(v.raw()) + " (a boolean)"
}

// quote is a text as it reads, in the way in which a frame can be searched for it.
func quote(v value) string {
	if v.text() == "" {
		return describe(v)
	}
	return clip(v.text())
}

// clip shortens a long text.
func clip(s string) string {
	runes := 0
	for i := range s {
		if runes == longest {
			return s[:i] + "…"
		}
		runes++
	}
	return s
}

// either joins words as "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
