package suite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is why a step can't run, or what is worth a look.
type Problem struct {
	File string
	Line int
	Text string // what is wrong
	Help string // what to do about it, maybe on several lines
	Note bool   // it may be right: nothing is kept from running by it
}

// Check returns what keeps a scenario's steps from running: a step without a
// sentence or with several, and a table or doc string too many or too few.
func (r *Registry) Check(sc *Scenario) []Problem {
	var out []Problem
	for _, step := range sc.Steps {
		if p := r.check(step); p.Text != "" {
			p.File, p.Line = sc.File, step.Line
			out = append(out, p)
		}
	}
	return out
}

func (r *Registry) check(step Step) Problem {
	found := r.sorted(func(def *definition) bool { return def.matches(step) })
	switch len(found) {
	case 0:
		return undefined(step, r.sorted(nil))
	case 1:
		return misfit(step, found[0])
	}
	return ambiguous(step, found)
}

func undefined(step Step, defs []*definition) Problem {
	help := "deskproof steps WORD finds sentences by their words"
	if near := nearestSentences(step.Text, defs); len(near) > 0 {
		help = fmt.Sprintf("the nearest sentence is %s, %s:%d", quote(near[0].sample()), near[0].File, near[0].Line)
		for _, other := range near[1:] {
			help += ",\nor " + quote(other.sample())
		}
	}
	return Problem{
		Text: "no sentence matches " + quote(step.Keyword+" "+step.Text),
		Help: help + "; or register a new one:\n\n" + snippet(step),
	}
}

func ambiguous(step Step, found []*definition) Problem {
	var places []string
	for _, def := range found {
		places = append(places, fmt.Sprintf("%s:%d %s", def.File, def.Line, def.Expr))
	}
	return Problem{
		Text: fmt.Sprintf("%d sentences match %s", len(found), quote(step.Keyword+" "+step.Text)),
		Help: "make one of them narrower:\n" + strings.Join(places, "\n"),
	}
}

// misfit compares what stands below the step with what the sentence takes.
func misfit(step Step, def *definition) Problem {
	has, wants := noArgument, noArgument
	switch {
	case step.Table != nil:
		has = aTable
	case step.DocString != nil:
		has = aDocString
	}
	switch {
	case def.Table:
		wants = aTable
	case def.DocString:
		wants = aDocString
	}
	if has == wants {
		return Problem{}
	}
	return Problem{
		Text: fmt.Sprintf("the step has %s below it, the sentence takes %s", has, wants),
		Help: fmt.Sprintf("see %s:%d %s", def.File, def.Line, def.Expr),
	}
}

// sample is the sentence as an author would write it.
func (d *definition) sample() string {
	if d.Example != "" {
		return d.Example
	}
	return d.wording
}

// mostNear is how many sentences are told when none matches.
const mostNear = 3

// nearestSentences returns those that a slip or two makes of text, and those that go on
// after all of its words, the nearest first; none where most words would have to change.
func nearestSentences(text string, defs []*definition) []*definition {
	far := map[*definition]int{}
	near := slices.DeleteFunc(slices.Clone(defs), func(def *definition) bool {
		_, example, _ := strings.Cut(def.Example, " ")
		far[def] = min(wordDistance(text, def.wording), wordDistance(text, example))
		if goesOn(text, def.wording) || goesOn(text, example) {
			far[def] = min(far[def], wordGap) // it only says more
		}
		return far[def] > len(strings.Fields(text))*wordGap/2
	})
	slices.SortStableFunc(near, func(a, b *definition) int { return cmp.Compare(far[a], far[b]) })
	return near[:min(mostNear, len(near))]
}
