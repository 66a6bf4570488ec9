package document

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

const (
	maxBytes  = 1 << 20 // ten thousand agents are less
	maxBlank  = 50      // lines in a row with nothing on them
	maxOnLine = 100     // tabs, or <<
)

const tooLarge = "is larger than 1 MiB; split it or leave something out"

// parse makes the tree of the document, or returns nil after recording why not.
func (d *Document) parse(data []byte) *node {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if !d.readable(data) || !d.frugal(data) {
		return nil
	}
	tokens := lexer.Tokenize(string(data))
	if !d.measured(tokens) {
		return nil
	}
	// Duplicate members are found in build, which can say where the first one is.
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.refuseSyntax(err)
		return nil
	}
	body := d.body(file)
	if body == nil {
		return nil
	}
	root := d.build(body, nil)
	if root.shape != mapping && !root.broken {
		d.refuse(root, "expected a mapping (name: value, with a blank after the colon) at the top of the document, not %s", root.shown())
		return nil
	}
	return root
}

// readable reports whether the bytes are text that YAML allows at all.
func (d *Document) readable(data []byte) bool {
	if len(data) > maxBytes {
		d.problems = append(d.problems, &Problem{Name: d.name, Text: tooLarge})
		return false
	}
	line, column := 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if why := unreadable(r, size); why != "" {
			d.problems = append(d.problems, &Problem{Name: d.name, Line: line, Column: column, Text: why})
			return false
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return true
}

// frugal reports whether the text has few of what the lexer goes over again and
// again: blank lines in a row, and tabs and << on a line.
func (d *Document) frugal(data []byte) bool {
	line, blank := 0, 0
	for text := range bytes.Lines(data) {
		line, blank = line+1, blank+1
		if len(bytes.TrimSpace(text)) > 0 {
			blank = 0
		}
		why := ""
		switch {
		case blank > maxBlank:
			why = fmt.Sprintf("more than %d blank lines in a row end here; delete some", maxBlank)
		case bytes.Count(text, []byte("\t")) > maxOnLine:
			why = fmt.Sprintf("this line has more than %d tabs; use spaces", maxOnLine)
		case bytes.Count(text, []byte("<<")) > maxOnLine:
			why = fmt.Sprintf("this line has << more than %d times; break it", maxOnLine)
		default:
			continue
		}
		d.problems = append(d.problems, &Problem{Name: d.name, Line: line, Column: 1, Text: why})
		return false
	}
	return true
}

func unreadable(r rune, size int) string {
	switch {
	case r == utf8.RuneError && size == 1:
		return "this is not UTF-8 text; save the file as UTF-8"
	case r < ' ' && r != '\n' && r != '\t', r == 0x7f:
		return "there is a control character here; delete it"
	}
	return ""
}

// measured reports whether the tokens are within the limits that the parser needs.
func (d *Document) measured(tokens token.Tokens) bool {
	var m meter
	for _, tk := range tokens {
		if tooMuch := m.add(tk); tooMuch != "" {
			d.refuseAt(tk, "%s", tooMuch)
			return false
		}
	}
	return true
}

// body is what the only document in the file consists of.
func (d *Document) body(file *ast.File) ast.Node {
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	switch {
	case len(bodies) == 0:
		d.problems = append(d.problems, &Problem{Name: d.name, Line: 1, Column: 1, Text: "the document is empty"})
		return nil
	case bodies[0].Type() == ast.DirectiveType:
		d.refuseAt(bodies[0].GetToken(), "YAML directives (%%…) are not supported; delete this line")
		return nil
	case len(bodies) > 1:
		d.refuseAt(first(bodies[1]), "a second document begins here; only one is allowed in a file, so delete the --- line or move it to a file of its own")
		return nil
	}
	return bodies[0]
}

func (d *Document) refuseAt(tk *token.Token, format string, args ...any) {
	d.refuse(&node{line: tk.Position.Line, column: tk.Position.Column}, format, args...)
}

func (d *Document) refuseSyntax(err error) {
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) || syntax.Token == nil {
		d.problems = append(d.problems, &Problem{Name: d.name, Text: "this is not valid YAML: " + err.Error()})
		return
	}
	d.refuseAt(syntax.Token, "%s", explainSyntax(syntax.Message))
}
