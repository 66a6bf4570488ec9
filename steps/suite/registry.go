package suite

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/cucumber/godog"
)

// Doc tells scenario authors about a sentence.
type Doc struct {
	Does    string   // one sentence
	Example string   // a whole step with its keyword
	Args    []string // a short description of each group, in order
}

// Sentence is one entry of the catalogue of sentences.
type Sentence struct {
	Doc
	Expr      string // the expression, anchored
	Table     bool   // whether a table stands below the step
	DocString bool   // whether a doc string does
	File      string // where the step is registered, from the module's root
	Line      int
}

// Definitions keeps what is known of each step expression, so that a run
// compiles it once however many scenarios register it. The zero value is
// empty; goroutines may share it.
type Definitions struct {
	mu     sync.RWMutex
	byExpr map[string]*definition
}

// definition does not change once made.
type definition struct {
	Sentence
	index   int // in order of registration, the same in every registry
	re      *regexp.Regexp
	fn      reflect.Type
	literal string // no text without it matches
	wording string // the expression as a sentence
}

// Registry holds the sentences that one scenario can use, bound to that
// scenario's own functions. One goroutine uses it at a time.
type Registry struct {
	defs  *Definitions
	bound []bound // by the definition's index
}

type bound struct {
	*definition     // nil: not in this registry
	fn          any // what godog calls
}

// NewRegistry returns an empty registry over the definitions of its run.
func NewRegistry(defs *Definitions) *Registry {
	defs.mu.RLock()
	defer defs.mu.RUnlock()
	return &Registry{defs: defs, bound: make([]bound, len(defs.byExpr))}
}

// Step registers the sentence of an expression. The expression starts with ^,
// ends with $ and keeps to what RE2 and JavaScript share; fn takes a context if
// it likes, then a string or number for each group, then a *godog.Table or
// *godog.DocString if one stands below the step, and returns an error or
// nothing. Anything else, and an expression registered twice, is a slip in our
// own table: Step panics and says where.
//
// Write the expression as a literal, r.Step(`^…$`, fn), so that editors find it.
func (r *Registry) Step(expr string, fn any, doc ...Doc) {
	def, err := r.defs.find(expr), error(nil)
	if def == nil {
		file, line := caller()
		def, err = r.defs.add(Sentence{Expr: expr, File: file, Line: line}, reflect.TypeOf(fn), doc)
	}
	if err == nil {
		err = r.bind(def, fn)
	}
	if err != nil {
		file, line := caller()
		panic(fmt.Sprintf("%s:%d: step %s: %v", file, line, expr, err))
	}
}

func (r *Registry) bind(def *definition, fn any) error {
	if def.fn != reflect.TypeOf(fn) {
		return fmt.Errorf("%T is not the function of %s:%d, %v", fn, def.File, def.Line, def.fn)
	}
	if missing := def.index + 1 - len(r.bound); missing > 0 {
		r.bound = append(r.bound, make([]bound, missing)...)
	}
	if r.bound[def.index].definition != nil {
		return fmt.Errorf("already registered at %s:%d", def.File, def.Line)
	}
	r.bound[def.index] = bound{def, fn}
	return nil
}

func (d *Definitions) find(expr string) *definition {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.byExpr[expr]
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
	return &definition{Sentence: s, re: re, fn: fn, literal: literal(tree), wording: wording(tree, s.Args)}, nil
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

// Bind hands the compiled expressions and their functions to godog. Given
// steps, it leaves out the expressions that match none of them: godog tries
// every expression on every step, twice.
func (r *Registry) Bind(sc *godog.ScenarioContext, steps ...Step) {
	for _, b := range r.bound {
		if b.definition != nil && (len(steps) == 0 || slices.ContainsFunc(steps, b.matches)) {
			sc.Step(b.re, b.fn)
		}
	}
}

func (d *definition) matches(step Step) bool {
	return strings.Contains(step.Text, d.literal) && d.re.MatchString(step.Text)
}

// Catalogue returns all sentences by file and line.
func (r *Registry) Catalogue() []Sentence {
	var out []Sentence
	for _, def := range r.sorted() {
		out = append(out, def.Sentence)
	}
	return out
}

func (r *Registry) sorted() []*definition {
	var defs []*definition
	for _, b := range r.bound {
		if b.definition != nil {
			defs = append(defs, b.definition)
		}
	}
	slices.SortStableFunc(defs, func(a, b *definition) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return defs
}

// root is the path of the module as it was compiled, with its last slash.
var root = func() string {
	_, file, _, _ := runtime.Caller(0)
	return strings.TrimSuffix(file, "steps/suite/registry.go")
}()

// caller returns the place that called Step, which calls it.
func caller() (string, int) {
	_, file, line, _ := runtime.Caller(2)
	return strings.TrimPrefix(file, root), line
}
