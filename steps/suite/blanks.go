package suite

import "regexp/syntax"

// Blank is a value that a scenario puts into a blank of a sentence that takes any word.
type Blank struct {
	Line  int    // of the step
	Of    string // what the blank stands for, as its sentence says
	Value string
}

// Blanks returns what a scenario, as OnWires made it, puts into the blanks of its sentences
// that take any word, in the order of its steps. Blanks that offer a choice, and steps that
// cannot run, are left out.
func (c *Catalogue) Blanks(sc *Scenario) []Blank {
	r := c.registries[c.at(sc.Wire)]
	var out []Blank
	for _, step := range sc.Steps {
		if defs := r.sorted(func(def *definition) bool { return def.matches(step) }); len(defs) == 1 {
			out = append(out, defs[0].blanks(step)...)
		}
	}
	return out
}

func (d *definition) blanks(step Step) []Blank {
	values := d.re.FindStringSubmatch(step.Text)
	var out []Blank
	for i, of := range d.Args {
		if value := values[i+1]; value != "" && d.open[i+1] {
			out = append(out, Blank{Line: step.Line, Of: of, Value: value})
		}
	}
	return out
}

// openGroups are the numbers of the groups that take any word.
func openGroups(tree *syntax.Regexp) map[int]bool {
	open := map[int]bool{}
	var visit func(tree *syntax.Regexp, group int)
	visit = func(tree *syntax.Regexp, group int) {
		switch tree.Op {
		case syntax.OpCapture:
			group = tree.Cap
		case syntax.OpPlus, syntax.OpStar:
			open[group] = true
		}
		for _, sub := range tree.Sub {
			visit(sub, group)
		}
	}
	visit(tree, 0)
	return open
}
