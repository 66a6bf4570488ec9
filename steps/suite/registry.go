package suite

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"github.com/cucumber/godog"
)

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
	var err error
	def := r.defs.find(expr)
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

// Bind hands the compiled expressions and their functions to godog. Given
// steps, it leaves out the expressions that match none of them: godog tries
// every expression on every step, twice.
func (r *Registry) Bind(sc *godog.ScenarioContext, steps ...Step) {
	used := map[int]bool{}
	for _, step := range steps {
		for _, i := range r.defs.matching(step) {
			used[i] = true
		}
	}
	for i, b := range r.bound {
		if b.definition != nil && (len(steps) == 0 || used[i]) {
			sc.Step(b.re, b.fn)
		}
	}
}

// Catalogue returns all sentences by file and line.
func (r *Registry) Catalogue() []Sentence {
	var out []Sentence
	for _, def := range r.sorted(nil) {
		out = append(out, def.Sentence)
	}
	return out
}

// sorted returns the definitions to keep, nil for all, by file and line.
func (r *Registry) sorted(keep func(*definition) bool) []*definition {
	var defs []*definition
	for _, b := range r.bound {
		if b.definition != nil && (keep == nil || keep(b.definition)) {
			defs = append(defs, b.definition)
		}
	}
	slices.SortStableFunc(defs, func(a, b *definition) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return defs
}
