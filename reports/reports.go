// Package reports turns a result stream into what people and CI systems read: a
// terminal's view of a failure, one web page, JUnit XML, a Markdown summary, Cucumber's
// two formats, a picture, and what came out otherwise in a later run.
//
// Read the stream with result.Read and hand it to any of the functions here.
// Each is a pure function of it: the same stream gives the same bytes.
package reports

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// How many failed claims of a scenario are shown with their evidence, and how
// many more on a line each. The first one usually explains the others.
const (
	inFull  = 3
	inShort = 20
)

// outcome says how the reports show an outcome.
type outcome struct {
	mark  string // one character
	color color
	help  string // what it means, for readers of the totals
}

var looks = map[result.Outcome]outcome{
	result.Passed:        {".", green, ""},
	result.Note:          {"n", yellow, "only claims that do not bind were not met"},
	result.NotApplicable: {"-", dim, "what they need is not in the target, its profile or its stage door"},
	result.KnownFailure:  {"k", yellow, "failed, and listed in the target's baseline"},
	result.Failed:        {"F", red, "the target broke a binding claim"},
	result.HarnessError:  {"E", magenta, "could not be judged"},
}

// place is where a step or, without one, the scenario stands: file:line.
func place(s *result.Scenario, step int) string {
	line := s.Line
	if st := stepOf(s, step); st != nil {
		line = st.Line
	}
	return fmt.Sprintf("%s:%d", oneLine(s.File), line)
}

// stepOf returns step n, counted from 1, or nil when there is none.
func stepOf(s *result.Scenario, n int) *result.Step {
	if n < 1 || n > len(s.Steps) {
		return nil
	}
	return &s.Steps[n-1]
}

// stepText is step n as written, or what the oracle did when there is none.
func stepText(s *result.Scenario, n int) string {
	if st := stepOf(s, n); st != nil {
		return oneLine(st.Keyword + " " + st.Text)
	}
	return "(found in the whole trace, after the last step)"
}

// stumble returns the first step that failed and its number, or nil.
func stumble(s *result.Scenario) (*result.Step, int) {
	for i := range s.Steps {
		if s.Steps[i].Status == "failed" {
			return &s.Steps[i], i + 1
		}
	}
	return nil, 0
}

// stumbled reports whether a scenario's end says more than its failed claims do.
func stumbled(s *result.Scenario) bool {
	return s.Outcome == result.HarnessError || len(s.Failures()) == 0
}

// featurePath is a feature file without its extension, from the folder that
// holds the features.
func featurePath(file string) string {
	p := path.Clean("/" + strings.ReplaceAll(oneLine(file), `\`, "/"))
	if i := strings.LastIndex(p, "/features/"); i >= 0 {
		p = p[i+len("/features"):]
	}
	return strings.TrimSuffix(p[1:], ".feature")
}

// title is a scenario's name, with the wire if there is one of that name on others too.
func title(s *result.Scenario) string {
	if len(result.Wires(s.Tags)) > 1 && s.Wire != "" {
		return oneLine(s.Name) + " (" + oneLine(s.Wire) + ")"
	}
	return oneLine(s.Name)
}

// parents is the feature and the rule a scenario belongs to.
func parents(s *result.Scenario) string {
	if s.Rule == "" {
		return oneLine(s.Feature)
	}
	return oneLine(s.Feature) + " › " + oneLine(s.Rule)
}

// source names the documents that state a claim, the first ones if there are
// many, and how well they do.
func source(c *result.Claim) string {
	const most = 2
	titles, evidence := oneLine(strings.Join(c.Sources[:min(len(c.Sources), most)], "; ")), oneLine(string(c.Evidence))
	if more := len(c.Sources) - most; more > 0 {
		titles += fmt.Sprintf("; and %d more", more)
	}
	if strictOnly(c) {
		evidence += ", counted because of --strict"
	}
	if titles == "" {
		return evidence
	}
	return fmt.Sprintf("%s (%s)", titles, evidence)
}

// strictOnly reports whether a claim binds though nothing but --strict makes such
// claims bind.
func strictOnly(c *result.Claim) bool {
	switch c.Evidence {
	case result.Observed, result.Inferred, result.Placeholder:
		return c.Binding
	}
	return false
}

// of returns the scenarios that had an outcome.
func of(r *result.Report, o result.Outcome) []*result.Scenario {
	var out []*result.Scenario
	for i := range r.Scenarios {
		if r.Scenarios[i].Outcome == o {
			out = append(out, &r.Scenarios[i])
		}
	}
	return out
}

// strongest puts scenarios whose failures are founded best first.
func strongest(scenarios []*result.Scenario) {
	slices.SortStableFunc(scenarios, func(a, b *result.Scenario) int { return cmp.Compare(weight(a), weight(b)) })
}

var weights = map[result.Evidence]int{result.InTable: 1, result.Client: 2, result.Observed: 3, result.Inferred: 4, result.Placeholder: 5}

// weight is 0 when a failure of s is founded on a primary document, and grows
// as its best foundation weakens.
func weight(s *result.Scenario) int {
	least := len(weights) + 1
	for _, c := range s.Failures() {
		least = min(least, weights[c.Evidence])
	}
	return least
}
