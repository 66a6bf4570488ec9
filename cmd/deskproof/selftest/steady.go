package selftest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// Steady runs all scenarios as often as it is told, each time in another order and
// with other worlds, and hands over the number of the run and what came out otherwise
// than at the first, which is how the simulator that does not differ is judged.
func Steady(ctx context.Context, judge Judge, all []*suite.Scenario, faults []json.RawMessage, runs int, each func(run int, changed []string)) error {
	clean, err := plain(ctx, judge, all)
	if err != nil {
		return err
	}
	first := outcomes(clean)
	for run := range runs {
		seed := uint64(run) + 1
		verdicts, err := judge(ctx, Trial{Scenarios: suite.Order(all, seed), Faults: faults, Seed: seed})
		if err != nil {
			return fmt.Errorf("run %d: %w", run+1, err)
		}
		each(run+1, changes(first, outcomes(verdicts)))
	}
	return nil
}

// outcomes are the verdicts by id, as texts.
func outcomes(verdicts []result.Scenario) map[string]string {
	out := make(map[string]string, len(verdicts))
	for _, v := range verdicts {
		out[v.ID] = outcome(v)
	}
	return out
}

// outcome is a verdict with what was not met, as one text.
func outcome(v result.Scenario) string {
	text := []string{string(v.Outcome), v.Reason}
	for _, c := range append(v.Failures(), v.Notes()...) {
		text = append(text, fmt.Sprintf("%s: %s; expected %s, seen %s", c.Item, c.Text, c.Expected, c.Seen))
	}
	return strings.Join(slices.DeleteFunc(text, func(s string) bool { return s == "" }), ": ")
}

// changes are the ids that came out otherwise, with how they did, sorted.
func changes(before, now map[string]string) []string {
	var out []string
	for id, was := range before {
		if is, ran := now[id]; !ran {
			out = append(out, id+": did not run")
		} else if is != was {
			out = append(out, fmt.Sprintf("%s: %s; was %s", id, is, was))
		}
	}
	slices.Sort(out)
	return out
}
