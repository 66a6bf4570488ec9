package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
)

// DefaultWire is the wire of scenarios that are tagged with none.
const DefaultWire = "scapi"

// Wire is one that scenarios can run on, and what is needed to judge them there. Name, Rules
// and Sentences are required.
type Wire struct {
	Name      string
	Rules     *oracle.Rules
	Sentences Sentences
	Known     *Definitions                        // sentences that need not be compiled again; nil: none
	Check     func(*Scenario) []Problem           // what in a scenario cannot be right; nil: nothing is known
	Judge     func([]trace.Record) oracle.Verdict // of the trace of a scenario; nil: that of Rules
}

// check is an error for a book that nobody can judge by.
func (w *Wire) check() error {
	if w.Judge != nil {
		return nil
	}
	return w.Rules.Check()
}

func (w *Wire) judge(records []trace.Record) oracle.Verdict {
	if w.Judge != nil {
		return w.Judge(records)
	}
	return w.Rules.Judge(records)
}

// Wires are the names of the wires that a scenario is for, by its tags @wire:NAME, in the
// order of its tags: at least one.
func (s *Scenario) Wires() []string {
	if named := result.Wires(s.Tags); named != nil {
		return named
	}
	return []string{DefaultWire}
}

// OnWires returns the runs of scenarios: each as often as there are wires that it is for,
// in the order of wires, with the wire and the profile in its id. A tag that names another
// wire is a problem.
func OnWires(all []*Scenario, wires []Wire) ([]*Scenario, []Problem) {
	var out []*Scenario
	var wrong []Problem
	for _, sc := range all {
		wrong = append(wrong, strange(sc, wires)...)
		for _, w := range wires {
			if slices.Contains(sc.Wires(), w.Name) {
				run := *sc
				run.Wire, run.ID = w.Name, WithWire(sc.ID, w.Name, w.Rules.Profile)
				out = append(out, &run)
			}
		}
	}
	return out, wrong
}

// strange are the tags of a scenario that name no wire.
func strange(sc *Scenario, wires []Wire) []Problem {
	var names []string
	for _, w := range wires {
		names = append(names, w.Name)
	}
	var out []Problem
	for _, name := range sc.Wires() {
		if !slices.Contains(names, name) {
			out = append(out, Problem{File: sc.File, Line: sc.Line, Text: fmt.Sprintf("tag @wire:%s names no wire", name),
				Help: "There is " + strings.Join(names, ", ") + "; without such a tag a scenario is for " + DefaultWire + "."})
		}
	}
	return out
}

// InUse are those of the wires that some of the scenarios run on.
func InUse(wires []Wire, scenarios []*Scenario) []Wire {
	used := map[string]bool{}
	for _, sc := range scenarios {
		used[sc.Wire] = true
	}
	return slices.DeleteFunc(slices.Clone(wires), func(w Wire) bool { return !used[w.Name] })
}

// Profiles are the profiles of wires as --profile takes them.
func Profiles(wires []Wire) string {
	return joined(wires, func(w *Wire) string { return w.Rules.Profile })
}

// joined are facts about wires, separated by commas.
func joined(wires []Wire, fact func(*Wire) string) string {
	var out []string
	for i := range wires {
		out = append(out, fact(&wires[i]))
	}
	return strings.Join(out, ",")
}
