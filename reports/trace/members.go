package trace

import (
	"encoding/json"
	"strings"
)

// members tells the name and the value of every member to redact that can be made
// out in s: of JSON text, of parts of it among other text, and of JSON in
// strings of JSON. A text, which may be cut off, is told without its quotes. A
// null is not told.
func (r *Redactor) members(s string, tell func(name string, value span)) {
	open := strings.IndexByte(s, '"')
	for open >= 0 {
		end := quoteAfter(s, open+1)
		if end == len(s) {
			return
		}
		next := end
		if start := afterColon(s, end+1); start < len(s) {
			if name := memberName(s[open+1 : end]); r.Key(name) {
				if v, ok := valueAt(s, start); ok {
					tell(name, v)
					next = v.end
				}
			}
		}
		if open = quoteAfter(s, next); open == len(s) {
			return
		}
	}
}

// learnText learns the values of the members in s.
func (r *Redactor) learnText(s string) {
	r.members(s, func(name string, v span) {
		value := s[v.start:v.end]
		switch {
		case v.start > 0 && s[v.start-1] == '"':
			r.learn(name, unquote(value))
		case json.Valid([]byte(value)):
			(&scanner{raw: value, hides: r.Key, inside: r.learn}).value(name)
		default:
			r.learnTexts(name, value)
		}
	})
}

// learnTexts learns the texts in a value that is not whole, but not the names.
func (r *Redactor) learnTexts(name, value string) {
	for open := quoteAfter(value, 0); open < len(value); {
		end := quoteAfter(value, open+1)
		if afterColon(value, min(len(value), end+1)) == len(value) {
			r.learn(name, unquote(strings.TrimRight(value[open+1:end], `\`)))
		}
		open = quoteAfter(value, min(len(value), end+1))
	}
}

// memberName is what stands between the quotes of a name, the last of which
// may be escaped.
func memberName(text string) string { return unquote(strings.TrimRight(text, `\`)) }

func unquote(text string) string {
	var out string
	if json.Unmarshal([]byte(`"`+text+`"`), &out) != nil {
		return text
	}
	return out
}

// quoteAfter returns where the next quote is, or len(s).
func quoteAfter(s string, from int) int {
	if i := strings.IndexByte(s[from:], '"'); i >= 0 {
		return from + i
	}
	return len(s)
}

// afterColon returns where the value behind a colon begins, or len(s).
func afterColon(s string, at int) int {
	at = skipBlanks(s, at)
	if at == len(s) || s[at] != ':' {
		return len(s)
	}
	return skipBlanks(s, at+1)
}

func skipBlanks(s string, at int) int {
	for at < len(s) && s[at] <= ' ' {
		at++
	}
	return at
}

// valueAt returns the value that begins at start: what is between the quotes of a
// text, else all of an object, an array, a number or a truth value.
func valueAt(s string, start int) (span, bool) {
	level := 0 // backslashes before a quote that is no part of a text
	for start+level < len(s) && s[start+level] == '\\' {
		level++
	}
	if begin := start + level + 1; begin <= len(s) && s[begin-1] == '"' {
		end := textEnd(s, begin, level)
		return span{begin, end}, true
	}
	switch c := s[start]; {
	case c == '{', c == '[':
		return span{start, nestEnd(s, start)}, true
	case c == '-', c >= '0' && c <= '9', strings.HasPrefix(s[start:], "true"), strings.HasPrefix(s[start:], "false"):
		if n := strings.IndexAny(s[start:], ",]}\"\\ \t\r\n"); n >= 0 {
			return span{start, start + n}, true
		}
		return span{start, len(s)}, true
	}
	return span{}, false
}

// textEnd returns where a text ends: before the quote that closes it and the
// level backslashes that escape that quote. Each level of quoting doubles the
// backslashes and adds one.
func textEnd(s string, begin, level int) int {
	for at := begin; ; at++ {
		if at = quoteAfter(s, at); at == len(s) {
			return at
		}
		n := 0
		for at-n > begin && s[at-n-1] == '\\' {
			n++
		}
		if n < level {
			return at - n
		}
		if (n-level)/(level+1)%2 == 0 {
			return at - level
		}
	}
}

// nestEnd returns where the object or array at start ends, or len(s).
func nestEnd(s string, start int) int {
	depth := 0
	for at := start; at < len(s); at++ {
		switch s[at] {
		case '"':
			level := 0
			for at-level > start && s[at-level-1] == '\\' {
				level++
			}
			at = quoteAfter(s, textEnd(s, at+1, level))
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return len(s)
}
