package suite

import (
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Doc tells scenario authors about a sentence.
type Doc struct {
	Does    string   // one sentence
	Example string   // a whole step with its keyword
	Args    []string // a short description of each group, in order
	Denies  bool     // it checks that something is not so: a scenario may go on and show that it can be
}

// Sentence is one entry of the catalogue of sentences.
type Sentence struct {
	Doc
	Expr      string // the expression, anchored
	Table     bool   // whether a table stands below the step
	DocString bool   // whether a doc string does
	File      string // where the step is registered, from the module's root
	Line      int
	Wires     []string // on which it can be said; only Catalogue tells
	Otherwise []Other  // what it is on some of them; only Catalogue tells
}

// Other is what a sentence is on wires where it is not what the first has it for.
type Other struct {
	Wires []string
	Doc
}

// Definitions keeps what is known of each step expression, so that a run
// compiles it once however many scenarios register it. The zero value is
// empty; goroutines may share it.
type Definitions struct {
	mu     sync.RWMutex
	byExpr map[string]*definition
	byText map[string]matched // by the text of a step: scenarios say the same again and again
}

// matched are the definitions that match a text.
type matched struct {
	indexes []int
	of      int // how many there were
}

// definition does not change once made.
type definition struct {
	Sentence
	index   int // in order of registration, the same in every registry
	re      *regexp.Regexp
	fn      reflect.Type
	literal string       // no text without it matches
	wording string       // the expression as a sentence
	open    map[int]bool // the groups that take any word
}

func (d *Definitions) find(expr string) *definition {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.byExpr[expr]
}

// matching are the indexes of the definitions that match a step, in no order.
func (d *Definitions) matching(step Step) []int {
	d.mu.RLock()
	m, ok := d.byText[step.Text]
	ok = ok && m.of == len(d.byExpr)
	d.mu.RUnlock()
	if ok {
		return m.indexes
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	m = matched{of: len(d.byExpr)}
	for _, def := range d.byExpr {
		if def.matches(step) {
			m.indexes = append(m.indexes, def.index)
		}
	}
	if d.byText == nil {
		d.byText = map[string]matched{}
	}
	d.byText[step.Text] = m
	return m.indexes
}

// add defines a sentence, unless another goroutine just did.
func (d *Definitions) add(s Sentence, fn reflect.Type, docs []Doc) (*definition, error) {
	def, err := define(s, fn, docs)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if other := d.byExpr[s.Expr]; other != nil {
		return other, nil
	}
	if d.byExpr == nil {
		d.byExpr = map[string]*definition{}
	}
	def.index = len(d.byExpr)
	d.byExpr[s.Expr] = def
	return def, nil
}

// define completes a sentence of which the expression and place are known.
func define(s Sentence, fn reflect.Type, docs []Doc) (*definition, error) {
	re, tree, err := compile(s.Expr)
	if err != nil {
		return nil, err
	}
	arg, err := fits(fn, re.NumSubexp())
	if err != nil {
		return nil, err
	}
	if len(docs) > 1 {
		return nil, fmt.Errorf("%d docs, one is enough", len(docs))
	}
	for _, doc := range docs {
		s.Doc = doc
	}
	if err := s.Doc.check(re); err != nil {
		return nil, err
	}
	s.Table, s.DocString = arg == aTable, arg == aDocString
	return &definition{
		Sentence: s, re: re, fn: fn,
		literal: literal(tree), wording: wording(tree, s.Args), open: openGroups(tree),
	}, nil
}

var keywords = []string{"Given", "When", "Then", "And", "But", "*"}

// check holds a Doc to its expression; what it leaves out is not checked.
func (d Doc) check(re *regexp.Regexp) error {
	if d.Args != nil && len(d.Args) != re.NumSubexp() {
		return fmt.Errorf("doc: %d args for %d groups", len(d.Args), re.NumSubexp())
	}
	if d.Example == "" {
		return nil
	}
	keyword, text, _ := strings.Cut(d.Example, " ")
	if !slices.Contains(keywords, keyword) {
		return fmt.Errorf("doc: example %q must begin with a keyword, Given, When or Then", d.Example)
	}
	if !re.MatchString(text) {
		return fmt.Errorf("doc: example %q does not match", d.Example)
	}
	return nil
}

func (d *definition) matches(step Step) bool {
	return strings.Contains(step.Text, d.literal) && d.re.MatchString(step.Text)
}

// root is the path of the module as it was compiled, with its last slash.
var root = func() string {
	_, file, _, _ := runtime.Caller(0)
	return strings.TrimSuffix(file, "steps/suite/definition.go")
}()

// caller returns the place that called Step, which calls it.
func caller() (string, int) {
	_, file, line, _ := runtime.Caller(2)
	return strings.TrimPrefix(file, root), line
}
