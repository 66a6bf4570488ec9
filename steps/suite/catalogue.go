package suite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Catalogue holds what can be said on each of the wires that there are, and finds what
// keeps scenarios from running before any runs. One goroutine uses it at a time.
type Catalogue struct {
	wires      []Wire
	registries []*Registry // by the wire's index
}

// NewCatalogue returns the catalogue of wires.
func NewCatalogue(wires []Wire) *Catalogue {
	c := &Catalogue{wires: wires}
	for _, w := range wires {
		known := w.Known
		if known == nil {
			known = &Definitions{}
		}
		r := NewRegistry(known)
		w.Sentences(&Case{Wire: w.Name, Rules: w.Rules}, r)
		c.registries = append(c.registries, r)
	}
	return c
}

// at is the index of a wire of the catalogue: OnWires knows no others.
func (c *Catalogue) at(wire string) int {
	return slices.IndexFunc(c.wires, func(w Wire) bool { return w.Name == wire })
}

// Check returns what keeps a scenario, as OnWires made it, from running on its wire: what
// Registry.Check finds in its steps, and the wire in all of it. A step that can be said on
// other wires alone is told so.
func (c *Catalogue) Check(sc *Scenario) []Problem {
	i := c.at(sc.Wire)
	var out []Problem
	for _, step := range sc.Steps {
		p := c.registries[i].check(step)
		if p.Text == "" {
			continue
		}
		if foreign, ok := c.foreign(i, step); ok {
			p = foreign
		}
		p.File, p.Line = sc.File, step.Line
		out = append(out, p)
	}
	if check := c.wires[i].Check; check != nil {
		out = append(out, check(sc)...)
	}
	return out
}

// foreign tells of a step without a sentence on a wire that it has one on others.
func (c *Catalogue) foreign(wire int, step Step) (Problem, bool) {
	says := func(r *Registry) bool {
		return len(r.sorted(func(def *definition) bool { return def.matches(step) })) > 0
	}
	if says(c.registries[wire]) {
		return Problem{}, false
	}
	var on []string
	for i, r := range c.registries {
		if says(r) {
			on = append(on, c.wires[i].Name)
		}
	}
	if on == nil {
		return Problem{}, false
	}
	return Problem{
		Text: fmt.Sprintf("%s cannot be said on the wire %s", quote(step.Keyword+" "+step.Text), c.wires[wire].Name),
		Help: fmt.Sprintf("It is a sentence of %s: say it in a feature for that wire alone, or take another%s; deskproof steps --wire %s WORD finds some.",
			strings.Join(on, ", "), c.near(wire, step), c.wires[wire].Name),
	}, true
}

// near names the sentence of a wire that is nearest to a step, if any is near.
func (c *Catalogue) near(wire int, step Step) string {
	if near := nearestSentences(step.Text, c.registries[wire].sorted(nil)); len(near) > 0 {
		return ", such as " + quote(near[0].sample())
	}
	return ""
}

// Lint returns what Registry.Lint does, by the sentences of the scenario's wire.
func (c *Catalogue) Lint(sc *Scenario) []Problem { return c.registries[c.at(sc.Wire)].Lint(sc) }

// Sentences returns the sentences that can be said on each of some wires, or all of any if
// none is named, by file and line, each once and with all wires on which it can be said.
// What a sentence does is told as the first of the named wires has it, and what it does
// otherwise on others of them.
func (c *Catalogue) Sentences(wires ...string) []Sentence {
	var out []Sentence
	at, told := map[string]int{}, map[string]bool{} // told: as a wire has it that is asked about
	for i, r := range c.registries {
		name := c.wires[i].Name
		asked := len(wires) == 0 || slices.Contains(wires, name)
		for _, s := range r.Catalogue() {
			j, known := at[s.Expr]
			if !known {
				j = len(out)
				at[s.Expr], out = j, append(out, s)
			}
			on := append(out[j].Wires, name)
			switch {
			case asked && told[s.Expr]:
				out[j].otherwise(name, s.Doc)
			case asked:
				out[j], told[s.Expr] = s, true
			}
			out[j].Wires = on
		}
	}
	out = slices.DeleteFunc(out, func(s Sentence) bool {
		return slices.ContainsFunc(wires, func(wire string) bool { return !slices.Contains(s.Wires, wire) })
	})
	slices.SortStableFunc(out, func(a, b Sentence) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return out
}

// otherwise notes what the sentence is on a wire, unless that is known.
func (s *Sentence) otherwise(wire string, doc Doc) {
	if doc.means(s.Doc) {
		return
	}
	for i := range s.Otherwise {
		if doc.means(s.Otherwise[i].Doc) {
			s.Otherwise[i].Wires = append(s.Otherwise[i].Wires, wire)
			return
		}
	}
	s.Otherwise = append(s.Otherwise, Other{[]string{wire}, doc})
}

// means reports whether two docs tell authors the same.
func (d Doc) means(other Doc) bool {
	return d.Does == other.Does && slices.Equal(d.Args, other.Args)
}
