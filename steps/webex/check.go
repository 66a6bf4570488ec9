package webex

import (
	"regexp"
	"slices"

	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// The sentences that are followed by a table of events, of pairs, or of fields.
var (
	eventTable = regexp.MustCompile(` desk sees, in order:$`)
	pairTable  = regexp.MustCompile(` user data( of the \S+)?:$| desk has:$| is told in \w+:$`)
	fieldTable = regexp.MustCompile(`^the (?:call|record|consultation|chat|e-mail|reply) at \w+'s desk has:$`)
	toldTable  = regexp.MustCompile(`^\w+'s desk is told in (\w+):$`)
)

// Check returns what in a scenario cannot be right, before anything runs: what is so on
// any wire, and tables that cannot be read.
func Check(r *oracle.Rules, sc *suite.Scenario) []suite.Problem {
	out := scene.Check(r, sc)
	for _, step := range sc.Steps {
		if err := checkTable(r, step); err != nil {
			out = append(out, suite.Problem{File: sc.File, Line: step.Line, Text: err.Error(), Help: "The sentence is described by: deskproof steps --wire webex"})
		}
	}
	return out
}

// checkTable is an error for a table that cannot be read.
func checkTable(r *oracle.Rules, step suite.Step) error {
	switch {
	case eventTable.MatchString(step.Text):
		events, err := eventsOf(step.Table)
		for _, e := range events {
			if err == nil {
				err = scene.Known("an event", e, eventNames(r))
			}
		}
		return err
	case !pairTable.MatchString(step.Text):
		return nil
	}
	rows, err := scene.PairsOf(step.Table, "key")
	for _, row := range rows {
		switch {
		case err != nil:
		case fieldTable.MatchString(step.Text):
			_, err = fieldItem(r, row[0])
		case toldTable.MatchString(step.Text):
			_, err = toldItem(r, toldTable.FindStringSubmatch(step.Text)[1], row[0])
		}
	}
	return err
}

// eventNames are all events of the book.
func eventNames(r *oracle.Rules) []string {
	var out []string
	for i := range r.Book.Events {
		out = append(out, r.Book.Events[i].Type, r.Book.Events[i].Event)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
