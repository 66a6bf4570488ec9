package gws

import (
	"regexp"
	"slices"

	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// pairTable are the sentences that are followed by a table of two columns.
var pairTable = regexp.MustCompile(`( user data( of the \S+)?| by PUT| says| answer has):$`)

// Check returns what in a scenario cannot be right, before anything runs: what is so on
// any wire, and tables that cannot be read.
func Check(r *oracle.Rules, sc *suite.Scenario) []suite.Problem {
	out := scene.Check(r, sc)
	for _, step := range sc.Steps {
		if pairTable.MatchString(step.Text) && slices.ContainsFunc(step.Table, func(row []string) bool { return len(row) != 2 }) {
			out = append(out, suite.Problem{File: sc.File, Line: step.Line, Text: "the table needs two columns",
				Help: "A row is what it is about and its value: | Topic | Renewal |"})
		}
	}
	return out
}
