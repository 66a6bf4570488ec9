// Package selftest judges the judge: it runs the suite against simulators that are
// wrong on purpose, which it must catch, and against simulators that differ lawfully,
// which it must let pass.
package selftest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// Trial is a run of scenarios against a simulator that differs.
type Trial struct {
	Scenarios []*suite.Scenario
	Faults    []json.RawMessage // as the stage door's fault.set takes them
	Seed      uint64
}

// Judge runs a trial and returns its verdicts with their traces, in the order in
// which they ended. An error says why there are none.
type Judge func(context.Context, Trial) ([]result.Scenario, error)

// Fate is what became of a difference.
type Fate string

// The fates, the best catch first.
const (
	Killed   Fate = "killed"   // a claim that binds was not met
	Noted    Fate = "noted"    // only claims that do not bind were not met
	Unjudged Fate = "unjudged" // the judge could not do its work
	Silenced Fate = "silenced" // scenarios were not applicable that are without it
	Survived Fate = "survived" // nobody noticed
)

// fates are all of them, the best catch first.
var fates = []Fate{Killed, Noted, Unjudged, Silenced, Survived}

// beats reports whether f is a better catch than other.
func (f Fate) beats(other Fate) bool { return slices.Index(fates, f) < slices.Index(fates, other) }

// fate says what verdicts make of a difference, and the ids of those that do.
func fate(verdicts []result.Scenario) (Fate, []string) {
	for _, f := range []struct {
		fate    Fate
		outcome result.Outcome
	}{{Killed, result.Failed}, {Noted, result.Note}, {Unjudged, result.HarnessError}, {Silenced, result.NotApplicable}} {
		if ids := ids(verdicts, f.outcome); ids != nil {
			return f.fate, ids
		}
	}
	return Survived, nil
}

// ids are those of the scenarios with an outcome, sorted.
func ids(verdicts []result.Scenario, outcome result.Outcome) []string {
	var out []string
	for _, v := range verdicts {
		if v.Outcome == outcome {
			out = append(out, v.ID)
		}
	}
	slices.Sort(out)
	return out
}

// plain runs the scenarios against the simulator as it is. That they all pass is what
// everything else rests on.
func plain(ctx context.Context, judge Judge, scenarios []*suite.Scenario) ([]result.Scenario, error) {
	verdicts, err := judge(ctx, Trial{Scenarios: scenarios, Seed: 1})
	if err != nil {
		return nil, err
	}
	return verdicts, allPass(verdicts)
}

// allPass is an error for the verdicts on our simulator that are not passed.
func allPass(verdicts []result.Scenario) error {
	var errs []error
	for _, v := range verdicts {
		if v.Outcome != result.Passed {
			errs = append(errs, fmt.Errorf("%s: %s: %s", v.ID, v.Outcome, v.Reason))
		}
	}
	if len(errs) > 0 {
		return fmt.Errorf("the simulator does not pass as it is: %w", errors.Join(errs...))
	}
	return nil
}
