package gws

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// pairTable are the sentences that are followed by a table of two columns.
var pairTable = regexp.MustCompile(`( user data( of the \S+)?| by PUT| says| answer has):$`)

// Check returns what in a scenario cannot be right, before anything runs: tags that name
// no item of the book, tables that cannot be read, and a scenario that checks nothing. What
// a scenario for several wires has of the others is theirs to check.
func Check(r *oracle.Rules, sc *suite.Scenario) []suite.Problem {
	var out []suite.Problem
	for _, id := range sc.Specs() {
		_, ok := r.Book.Claim(id)
		if theirs := len(sc.Wires()) > 1 && !strings.HasPrefix(id, wire.Wire+"."); !ok && !theirs {
			out = append(out, suite.Problem{
				File: sc.File, Line: sc.Line,
				Text: fmt.Sprintf("tag @spec:%s names nothing in the book", id),
				Help: fmt.Sprintf("The nearest are @spec:%s; deskproof book finds ids by words.", strings.Join(suite.Nearest(r.Book.IDs(), id, 3), ", @spec:")),
			})
		}
	}
	checks := false
	for i, step := range sc.Steps {
		checks = checks || sc.Moment(i+1) == "Then"
		if pairTable.MatchString(step.Text) && slices.ContainsFunc(step.Table, func(row []string) bool { return len(row) != 2 }) {
			out = append(out, suite.Problem{File: sc.File, Line: step.Line, Text: "the table needs two columns",
				Help: "A row is what it is about and its value: | Topic | Renewal |"})
		}
	}
	if !checks {
		out = append(out, suite.Problem{File: sc.File, Line: sc.Line, Text: "the scenario has no Then: it checks nothing",
			Help: "Say what is to be seen, as in: Then Ana handles the e-mail"})
	}
	return out
}
