package suite

import (
	"slices"
	"strings"
	"unicode"
)

// TagExpr is a Cucumber tag expression: tags, "and", "or", "not" and
// parentheses, where not binds closest and or least. A backslash takes the
// meaning from a parenthesis, a blank or a backslash in a tag. The zero value,
// like the empty expression, matches everything.
type TagExpr struct{ root *tagNode }

// tagNode is a tag, or an operator with its operands; not has only a right one.
type tagNode struct {
	op          string // "or", "and", "not"; empty for a tag
	tag         string
	left, right *tagNode
}

// Match reports whether a scenario with these tags is selected.
func (t TagExpr) Match(tags []string) bool { return t.root == nil || t.root.match(tags) }

func (n *tagNode) match(tags []string) bool {
	switch n.op {
	case "or":
		return n.left.match(tags) || n.right.match(tags)
	case "and":
		return n.left.match(tags) && n.right.match(tags)
	case "not":
		return !n.right.match(tags)
	}
	return slices.Contains(tags, n.tag)
}

// String writes the expression with the fewest parentheses. It parses back to
// one that matches the same.
func (t TagExpr) String() string {
	if t.root == nil {
		return ""
	}
	return t.root.String()
}

// binding says how closely an operator holds its operands.
var binding = map[string]int{"or": 1, "and": 2, "not": 3, "": 4}

func (n *tagNode) String() string {
	switch n.op {
	case "":
		return escapeTag(n.tag)
	case "not":
		return "not " + n.operand(n.right)
	}
	return n.operand(n.left) + " " + n.op + " " + n.operand(n.right)
}

func (n *tagNode) operand(o *tagNode) string {
	if binding[o.op] < binding[n.op] {
		return "(" + o.String() + ")"
	}
	return o.String()
}

func escapeTag(tag string) string {
	var b strings.Builder
	for _, r := range tag {
		if isTagEscape(r) {
			b.WriteRune('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isTagEscape(r rune) bool { return r == '(' || r == ')' || r == '\\' || unicode.IsSpace(r) }

// tags returns the tags that an expression names.
func (n *tagNode) tags() []string {
	if n == nil {
		return nil
	}
	if n.op == "" {
		return []string{n.tag}
	}
	return append(n.left.tags(), n.right.tags()...)
}
