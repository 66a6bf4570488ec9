package suite

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// compile accepts an anchored expression in the syntax that RE2 and JavaScript
// share, so that editors read it as we do.
func compile(expr string) (*regexp.Regexp, *syntax.Regexp, error) {
	if err := checkShared(expr); err != nil {
		return nil, nil, err
	}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, nil, err
	}
	if !anchored(tree) {
		return nil, nil, errors.New(`must start with "^" and end with "$", with nothing but one sentence between`)
	}
	re, err := regexp.Compile(expr)
	return re, tree, err
}

func anchored(tree *syntax.Regexp) bool {
	if tree.Op != syntax.OpConcat {
		return false
	}
	return tree.Sub[0].Op == syntax.OpBeginText && tree.Sub[len(tree.Sub)-1].Op == syntax.OpEndText
}

// Letters that mean the same behind a backslash in RE2 and in JavaScript.
const sharedEscapes = "dDwWsSbBfnrtvx"

// checkShared refuses what only one of RE2 and JavaScript knows, or reads differently.
func checkShared(expr string) error {
	inClass := false
	for i := 0; i < len(expr); i++ {
		rest := expr[i:]
		switch {
		case rest[0] == '\\':
			if len(rest) > 1 && isAlphanumeric(rest[1]) && !strings.ContainsRune(sharedEscapes, rune(rest[1])) || strings.HasPrefix(rest, `\x{`) {
				return notShared(rest[:2], i)
			}
			i++
		case inClass && strings.HasPrefix(rest, "[:"):
			return notShared("[:", i)
		case inClass:
			inClass = rest[0] != ']'
		case strings.HasPrefix(rest, "[]"), strings.HasPrefix(rest, "[^]"):
			return notShared("]", i) // first in a class: a member in RE2, the end in JavaScript
		case rest[0] == '[':
			inClass = true
		case strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(?:") && !strings.HasPrefix(rest, "(?<"):
			return notShared("(?", i)
		}
	}
	return nil
}

func notShared(what string, at int) error {
	return fmt.Errorf("%q at %d is not in the syntax that RE2 and JavaScript share", what, at+1)
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// literal returns the longest text that every sentence of the expression has.
func literal(tree *syntax.Regexp) string {
	switch {
	case tree.Op == syntax.OpLiteral:
		return string(tree.Rune)
	case tree.Op != syntax.OpConcat && tree.Op != syntax.OpCapture:
		return ""
	}
	longest := ""
	for _, sub := range tree.Sub {
		if text := literal(sub); len(text) > len(longest) {
			longest = text
		}
	}
	return longest
}

// wording writes an expression as a sentence, with <names> in place of its groups.
func wording(tree *syntax.Regexp, names []string) string {
	switch tree.Op {
	case syntax.OpLiteral:
		return string(tree.Rune)
	case syntax.OpCapture:
		if tree.Cap <= len(names) {
			return "<" + strings.ReplaceAll(names[tree.Cap-1], " ", "-") + ">"
		}
		return "<value>"
	case syntax.OpAlternate:
		return wording(tree.Sub[0], names)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "…"
	}
	var b strings.Builder
	for _, sub := range tree.Sub {
		b.WriteString(wording(sub, names))
	}
	return b.String()
}
