package webex

import (
	"slices"

	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
)

// Notes tells of tables of events that can be read and fail nobody, because no tag of the
// scenario is about any of their rows. What is tagged with a rule is judged by all that is
// sent, and what is tagged @inferred is meant so.
func Notes(r *oracle.Rules, sc *suite.Scenario) []suite.Problem {
	isRule := func(id string) bool { it, _ := r.Book.Claim(id); return it.Kind == "rule" }
	if slices.Contains(sc.Tags, "@inferred") || slices.ContainsFunc(sc.Specs(), isRule) {
		return nil
	}
	var out []suite.Problem
	for _, step := range sc.Steps {
		if eventTable.MatchString(step.Text) && !isTold(r, sc, step) {
			out = append(out, suite.Problem{File: sc.File, Line: step.Line, Note: true,
				Text: "no tag of the scenario is about a row of the table: what is missing is a note, and fails nobody",
				Help: "deskproof book WORD finds the id to tag the scenario with, @spec:ID; what no document says is tagged @inferred."})
		}
	}
	return out
}

// isTold reports whether a tag of the scenario says of an event in a table that it comes. A
// table that cannot be read is Check's.
func isTold(r *oracle.Rules, sc *suite.Scenario, step suite.Step) bool {
	events, err := eventsOf(step.Table)
	return err != nil || slices.ContainsFunc(sc.Specs(), func(id string) bool {
		it, _ := r.Book.Claim(id)
		return slices.ContainsFunc(events, func(event string) bool { return tells(event)(it) })
	})
}
