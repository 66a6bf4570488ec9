package scene

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
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
				Help: hint(r, id),
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

// hint says what to do about a tag that names nothing in the book of the scenario's wire.
func hint(r *oracle.Rules, id string) string {
	if of, _, _ := strings.Cut(id, "."); of != r.Book.System && slices.Contains(book.Systems(), of) {
		return fmt.Sprintf("It is of %s: a scenario for that wire is tagged @wire:%[1]s; without such a tag it is for scapi.", of)
	}
	return fmt.Sprintf("The nearest are @spec:%s; deskproof book finds ids by words.", strings.Join(suite.Nearest(r.Book.IDs(), id, 3), ", @spec:"))
}
