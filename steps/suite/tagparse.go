package suite

import (
	"fmt"
	"strings"
	"unicode"
)

// ParseTags reads a tag expression. The error shows the place.
func ParseTags(expr string) (TagExpr, error) {
	p := tagParser{expr: []rune(expr)}
	if err := p.next(); err != nil {
		return TagExpr{}, err
	}
	if p.token.kind == tagEnd {
		return TagExpr{}, nil
	}
	root, err := p.or()
	if err != nil {
		return TagExpr{}, err
	}
	if p.token.kind != tagEnd {
		return TagExpr{}, p.expected(`"and", "or" or the end`)
	}
	return TagExpr{root}, nil
}

const (
	tagEnd   = iota
	tagParen // "(" or ")"
	tagWord  // a tag or an operator
)

type tagToken struct {
	kind int
	text string // without its escapes
	at   int    // index of its first rune
}

func (t tagToken) is(kind int, text string) bool { return t.kind == kind && t.text == text }

// tagParser reads one token ahead.
type tagParser struct {
	expr  []rune
	pos   int
	token tagToken
}

func (p *tagParser) next() error {
	for p.pos < len(p.expr) && unicode.IsSpace(p.expr[p.pos]) {
		p.pos++
	}
	p.token = tagToken{at: p.pos}
	if p.pos == len(p.expr) {
		return nil
	}
	if r := p.expr[p.pos]; r == '(' || r == ')' {
		p.token.kind, p.token.text = tagParen, string(r)
		p.pos++
		return nil
	}
	return p.word()
}

func (p *tagParser) word() error {
	var text []rune
	for ; p.pos < len(p.expr); p.pos++ {
		r := p.expr[p.pos]
		if r != '\\' && isTagEscape(r) {
			break
		}
		if r == '\\' {
			p.pos++
			if p.pos == len(p.expr) || !isTagEscape(p.expr[p.pos]) {
				return p.wrong(p.pos-1, `has a "\" that escapes neither "(", ")", "\" nor a blank`)
			}
			r = p.expr[p.pos]
		}
		text = append(text, r)
	}
	p.token.kind, p.token.text = tagWord, string(text)
	return nil
}

func (p *tagParser) or() (*tagNode, error)  { return p.chain("or", p.and) }
func (p *tagParser) and() (*tagNode, error) { return p.chain("and", p.not) }

// chain reads operands with one operator between them, grouped from the left.
func (p *tagParser) chain(op string, operand func() (*tagNode, error)) (*tagNode, error) {
	left, err := operand()
	for err == nil && p.token.is(tagWord, op) {
		if err = p.next(); err != nil {
			break
		}
		var right *tagNode
		right, err = operand()
		left = &tagNode{op: op, left: left, right: right}
	}
	return left, err
}

func (p *tagParser) not() (*tagNode, error) {
	if !p.token.is(tagWord, "not") {
		return p.operand()
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	right, err := p.not()
	return &tagNode{op: "not", right: right}, err
}

func (p *tagParser) operand() (*tagNode, error) {
	switch {
	case p.token.is(tagParen, "("):
		return p.group()
	case p.token.kind != tagWord, p.token.text == "and", p.token.text == "or":
		return nil, p.expected(`a tag or "("`)
	}
	node := &tagNode{tag: p.token.text}
	return node, p.next()
}

func (p *tagParser) group() (*tagNode, error) {
	if err := p.next(); err != nil {
		return nil, err
	}
	node, err := p.or()
	if err != nil {
		return nil, err
	}
	if !p.token.is(tagParen, ")") {
		return nil, p.expected(`"and", "or" or ")"`)
	}
	return node, p.next()
}

func (p *tagParser) expected(what string) error {
	if p.token.kind == tagEnd {
		return p.wrong(len(p.expr), "ends where "+what+" was expected")
	}
	return p.wrong(p.token.at, fmt.Sprintf("has %q where %s was expected", p.token.text, what))
}

// wrong shows the expression with a caret below the rune at index at.
func (p *tagParser) wrong(at int, what string) error {
	line := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, string(p.expr))
	return fmt.Errorf("tags: %q %s (column %d)\n  %s\n  %s^", string(p.expr), what, at+1, line, strings.Repeat(" ", at))
}
