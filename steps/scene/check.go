package scene

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
)

// Check returns what in a scenario cannot be right on any wire, before anything runs: tags
// that name no item of the book, and a scenario that checks nothing.
func Check(r *oracle.Rules, sc *suite.Scenario) []suite.Problem {
	var out []suite.Problem
	for _, id := range sc.Specs() {
		if _, ok := r.Book.Claim(id); !ok {
			out = append(out, suite.Problem{
				File: sc.File, Line: sc.Line,
				Text: fmt.Sprintf("tag @spec:%s names nothing in the book", id),
				Help: fmt.Sprintf("The nearest are @spec:%s; deskproof book finds ids by words.", strings.Join(suite.Nearest(r.Book.IDs(), id, 3), ", @spec:")),
			})
		}
	}
	for i := range sc.Steps {
		if sc.Moment(i+1) == "Then" {
			return out
		}
	}
	return append(out, suite.Problem{File: sc.File, Line: sc.Line, Text: "the scenario has no Then: it checks nothing", Help: "Say what is to be seen, as in: Then Ana's desk shows the call as HELD"})
}
