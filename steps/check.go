package steps

import (
	"fmt"
	"regexp"

	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

var eventTables = []*regexp.Regexp{regexp.MustCompile(seesInOrder), regexp.MustCompile(hasSeen)}

// Check returns what in a scenario cannot be right, before anything runs: tags
// that name no item of the book, and rows of event tables that no tag is about or
// that contradict their tag.
func Check(r *oracle.Rules, sc *suite.Scenario) []suite.Problem {
	out := scene.Check(r, sc)
	out = append(out, checkMoments(sc)...)
	for _, step := range sc.Steps {
		if err := checkPairs(r, step); err != nil {
			out = append(out, suite.Problem{File: sc.File, Line: step.Line, Text: err.Error(), Help: "A row is what it is about and its value: | Topic | Renewal |"})
		}
	}
	if _, err := locateAll(r, sc); err != nil {
		bad := err.(*tableError)
		out = append(out, suite.Problem{File: sc.File, Line: bad.line, Text: bad.err.Error(),
			Help: "The columns are described by: deskproof steps sees in order. A row's id is the tagged id with its event type, state and call type."})
	}
	return out
}

// checkMoments finds tables of events where they look at nothing: they are about what
// came of the last When.
func checkMoments(sc *suite.Scenario) []suite.Problem {
	var out []suite.Problem
	for i, step := range sc.Steps {
		if moment := sc.Moment(i + 1); isEventTable(step) && moment != "Then" {
			out = append(out, suite.Problem{File: sc.File, Line: step.Line, Text: fmt.Sprintf("a table of events stands under %s", moment), Help: "It checks what came of the last When: write Then."})
		}
	}
	return out
}

// The sentences that are followed by a table of attributes, or of user data.
var (
	attributeTable = regexp.MustCompile(`^the (call|record|consultation|chat|e-mail|reply) at (\w+)'s desk has:$`)
	dataTable      = regexp.MustCompile(`\buser data( of the (call|record|consultation|chat|e-mail|reply))?:$`)
)

// checkPairs is an error for a table of names and values that cannot be read.
func checkPairs(r *oracle.Rules, step suite.Step) error {
	isAttributes := attributeTable.MatchString(step.Text)
	if !isAttributes && !dataTable.MatchString(step.Text) {
		return nil
	}
	list, err := scene.PairsOf(step.Table, "key")
	for _, row := range list {
		if isAttributes && err == nil {
			_, err = attributeItem(r.Book, row[0])
		}
	}
	return err
}

// tableError says which table of a scenario is wrong.
type tableError struct {
	line int
	err  error
}

func (e *tableError) Error() string { return e.err.Error() }
func (e *tableError) Unwrap() error { return e.err }

// locateAll finds the tagged ids of all rows of a scenario's tables of events, by
// step number.
func locateAll(r *oracle.Rules, sc *suite.Scenario) (map[int][]place, error) {
	specs, used := sc.Specs(), map[string]bool{}
	out := map[int][]place{}
	for i, step := range sc.Steps {
		if !isEventTable(step) {
			continue
		}
		wants, err := readWants(step.Table)
		for n, x := range wants {
			if slip := knownCells(r.Book, x); slip != nil && err == nil {
				err = fmt.Errorf("row %d, %s: %w", n+1, x, slip)
			}
		}
		if err == nil {
			out[i+1], err = locate(r, specs, wants, used)
		}
		if err != nil {
			return nil, &tableError{step.Line, err}
		}
	}
	return out, nil
}

func isEventTable(s suite.Step) bool {
	for _, re := range eventTables {
		if re.MatchString(s.Text) {
			return true
		}
	}
	return false
}
