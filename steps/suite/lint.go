package suite

import (
	"fmt"
	"regexp"
	"strings"
)

// Lint returns what makes a scenario hard to read or to trust though it can run:
// more than one behaviour, and what belongs below its sentences. That something does
// not happen, and that it does where it can, is one behaviour.
func (r *Registry) Lint(sc *Scenario) []Problem {
	var out []Problem
	if line, again := r.actsAgain(sc); again {
		out = append(out, Problem{
			File: sc.File, Line: line,
			Text: "the scenario acts again after it has checked: it shows more than one behaviour",
			Help: "Make what is checked first a Given, or split the scenario in two.",
		})
	}
	for _, tag := range sc.Tags {
		if bareID.MatchString(tag) {
			out = append(out, Problem{File: sc.File, Line: sc.Line,
				Text: fmt.Sprintf("tag %s looks like the id of an item of the book, and nothing of the item is checked by it", tag),
				Help: "Write @spec:" + strings.TrimPrefix(tag, "@")})
		}
	}
	for _, step := range sc.Steps {
		for _, d := range details {
			if found := d.form.FindString(step.Text); found != "" {
				out = append(out, Problem{File: sc.File, Line: step.Line,
					Text: fmt.Sprintf("%s stands in a step: %q", d.name, found),
					Help: "Say it in the words of the people in the scenario; " + d.instead})
			}
		}
	}
	return out
}

// actsAgain finds the first step that acts after a check, unless what was checked is
// that something did not happen.
func (r *Registry) actsAgain(sc *Scenario) (line int, again bool) {
	checked, denied := false, false
	for i, step := range sc.Steps {
		switch {
		case sc.Moment(i+1) == "Then":
			checked, denied = true, denied || r.denies(step)
		case checked && !denied:
			return step.Line, true
		default:
			checked, denied = false, false
		}
	}
	return 0, false
}

func (r *Registry) denies(step Step) bool {
	return len(r.sorted(func(def *definition) bool { return def.Denies && def.matches(step) })) > 0
}

// bareID is a tag that names an item of a book, and does not say so.
var bareID = regexp.MustCompile(`^@(?:scapi|gws|webex)\.\S+$`)

// details are what a reader of scenarios need not know.
var details = []struct {
	name    string
	form    *regexp.Regexp
	instead string
}{
	{"an address", regexp.MustCompile(`\b(?:https?|wss?)://\S+`), "addresses are the target file's."},
	{"JSON", regexp.MustCompile(`\{\s*(?:"|\})|\[\s*["{\]]`), "use a table of names and values."},
	{"an id of the book", regexp.MustCompile(`\b(?:scapi|gws|webex)\.[a-z-]+\.\S+`), "ids stand in tags: @spec:ID."},
}
