package selftest

import (
	"context"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// Mutant is what became of one of fixtures/mutants: a line of mutants.ndjson.
type Mutant struct {
	Kind  string   `json:"kind"` // "mutant"
	Name  string   `json:"name"`
	Title string   `json:"title"`
	Item  string   `json:"item"`  // the book's id of the claim that it breaks
	Class string   `json:"class"` // failure or note: how it must be caught
	Fate  Fate     `json:"fate"`
	By    []string `json:"by"`              // ids of the scenarios that caught it, sorted, those that it names first
	Lacks string   `json:"lacks,omitempty"` // what is not as the mutant says; empty: it was caught as it says
}

// Mutants runs each mutant, against the scenarios that must catch it, or against all,
// and hands over what became of it.
func Mutants(ctx context.Context, judge Judge, all []*suite.Scenario, list []mutants.Mutant, whole bool, each func(Mutant)) error {
	for _, m := range list {
		chosen := all
		named := slices.DeleteFunc(slices.Clone(all), func(sc *suite.Scenario) bool { return !suite.MatchID(m.KilledBy, sc.ID) })
		if !whole {
			chosen = named
		}
		verdicts, err := judge(ctx, Trial{Scenarios: chosen, Faults: m.Faults, Seed: 1})
		if err != nil {
			return fmt.Errorf("mutant %s: %w", m.Name, err)
		}
		out := Mutant{Kind: "mutant", Name: m.Name, Title: m.Title, Item: m.Item, Class: m.Class, Lacks: lacks(m, verdicts)}
		out.Fate, out.By = fate(verdicts)
		out.By = namedFirst(out.By, m.KilledBy)
		each(out)
	}
	return nil
}

// lacks says what of a mutant's promise the verdicts do not keep: that each of its
// scenarios catches it, by the claim it names, in the class it names, and that no run
// is worse than that.
func lacks(m mutants.Mutant, verdicts []result.Scenario) string {
	found := false
	for _, v := range verdicts {
		if v.Outcome == result.HarnessError {
			return fmt.Sprintf("%s could not be judged: %s", v.ID, v.Reason)
		}
		if m.Class == "note" && v.Outcome == result.Failed {
			return fmt.Sprintf("%s fails: it was to be a note", v.ID)
		}
		if !suite.MatchID(m.KilledBy, v.ID) {
			continue
		}
		found = true
		caught := v.Failures()
		if m.Class == "note" {
			caught = v.Notes()
		}
		if !slices.ContainsFunc(caught, func(c result.Claim) bool { return c.Item == m.Item }) {
			return fmt.Sprintf("%s has no %s of %s", v.ID, m.Class, m.Item)
		}
	}
	if !found {
		return fmt.Sprintf("no scenario is named %s", m.KilledBy)
	}
	return ""
}

// namedFirst puts the ids that a glob matches before the others.
func namedFirst(ids []string, glob string) []string {
	var named, others []string
	for _, id := range ids {
		if suite.MatchID(glob, id) {
			named = append(named, id)
		} else {
			others = append(others, id)
		}
	}
	return append(named, others...)
}
