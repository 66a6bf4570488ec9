package document

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// build turns the parser's tree into ours and records what is YAML but not
// allowed in a document.
func (d *Document) build(n ast.Node, path Path) *node {
	tk := first(n)
	out := &node{shape: null, path: path, line: tk.Position.Line, column: tk.Position.Column}
	switch n := n.(type) {
	case *ast.MappingNode:
		d.buildMapping(out, n)
	case *ast.SequenceNode:
		d.buildList(out, n)
	case *ast.StringNode:
		out.setText(n.Value, tk.Type == token.StringType)
	case *ast.LiteralNode:
		out.setText(n.Value.Value, false)
	case *ast.IntegerNode:
		out.setNumber(fmt.Sprint(n.Value), tk.Value)
	case *ast.FloatNode:
		out.setFloat(n.Value, tk.Value)
	case *ast.InfinityNode, *ast.NanNode:
		out.setText(tk.Value, false)
	case *ast.BoolNode:
		out.shape, out.value, out.source = boolean, strconv.FormatBool(n.Value), tk.Value
	case *ast.NullNode:
	case *ast.AnchorNode:
		d.unsupported(out, "anchors (&name) are not supported; write the value out where it is used")
	case *ast.AliasNode:
		d.unsupported(out, "aliases (*name) are not supported; write the value out")
	case *ast.TagNode:
		d.unsupported(out, "tags (%s) are not supported; delete the tag, and quote the value if it is text", tk.Value)
	default:
		d.unsupported(out, "expected a value here")
	}
	return out
}

func (d *Document) unsupported(n *node, format string, args ...any) {
	n.broken = true
	d.refuse(n, format, args...)
}

func (d *Document) buildList(out *node, n *ast.SequenceNode) {
	out.shape = list
	for i, item := range n.Values {
		out.items = append(out.items, d.build(item, out.below(i)))
	}
}

func (d *Document) buildMapping(out *node, n *ast.MappingNode) {
	out.shape = mapping
	lines := map[string]int{}
	for _, value := range n.Values {
		key := value.Key.GetToken()
		name, why := memberName(value.Key)
		if why != "" {
			d.refuse(&node{path: out.path, line: key.Position.Line, column: key.Position.Column}, "%s", why)
			out.broken = true
			continue
		}
		at := &node{path: out.path, line: key.Position.Line, column: key.Position.Column}
		if line, twice := lines[name]; twice {
			d.refuse(at, "%q is written twice, first on line %d; delete one of them", name, line)
			continue
		}
		lines[name] = at.line
		child := d.build(value.Value, out.below(name))
		child.key = at
		out.members = append(out.members, member{name, child})
	}
}

// memberName is the name of a member as it is written, or why it cannot be one.
func memberName(key ast.MapKeyNode) (name, why string) {
	switch key := key.(type) {
	case *ast.StringNode:
		return key.Value, ""
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		return key.GetToken().Value, ""
	case *ast.MergeKeyNode:
		return "", "merge keys (<<) are not supported; write the members out"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return "", "anchors, aliases and tags are not supported in a member's name"
	}
	return "", `expected a member's name, plain or quoted, followed by ":"`
}

// first is the token a value begins with. A mapping in block style has the
// token of its first colon, so its first name is asked instead.
func first(n ast.Node) *token.Token {
	m, ok := n.(*ast.MappingNode)
	if ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken()
	}
	return n.GetToken()
}

// jsonNumber is the numbers the parser takes for text: those with an exponent,
// and integers of more than 64 bits.
var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

func (n *node) setText(value string, plain bool) {
	if plain && jsonNumber.MatchString(value) {
		if f, err := strconv.ParseFloat(value, 64); err == nil {
			n.setFloat(f, value)
			return
		}
	}
	n.shape, n.value, n.source = text, value, value
}

func (n *node) setFloat(f float64, source string) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		n.shape, n.value, n.source = text, source, source
		return
	}
	n.setNumber(strconv.FormatFloat(f, 'g', -1, 64), source)
}

func (n *node) setNumber(json, source string) {
	n.shape, n.value, n.source = number, json, source
}
