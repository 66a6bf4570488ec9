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
// than at the first, which is how the simulator that does not differ is judged: another
// verdict, or the same one for other reasons.
func Steady(ctx context.Context, judge Judge, all []*suite.Scenario, faults []json.RawMessage, runs int, each func(run int, changed []string)) error {
	clean, err := plain(ctx, judge, all)
	if err != nil {
		return err
	}
	first := judged(clean)
	for run := range runs {
		seed := uint64(run) + 1
		verdicts, err := judge(ctx, Trial{Scenarios: suite.Order(all, seed), Faults: faults, Seed: seed})
		if err != nil {
			return fmt.Errorf("run %d: %w", run+1, err)
		}
		each(run+1, changes(first, judged(verdicts)))
	}
	return nil
}

// judgement is what became of a scenario, and why.
type judgement struct {
	outcome string
	reasons []string // sorted, each once
}

// judged are the judgements by id.
func judged(verdicts []result.Scenario) map[string]judgement {
	out := make(map[string]judgement, len(verdicts))
	for _, v := range verdicts {
		out[v.ID] = judgement{outcome(v), reasons(v)}
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

// reasons are what a scenario claimed, and what else it proved of that which it is about:
// how often it claimed something, what it saw that met a claim, and what its trace proves by
// the way may differ, as of two requests under way at once either may come first.
func reasons(v result.Scenario) []string {
	var out []string
	about := result.Specs(v.Tags, v.Wire)
	for _, item := range v.Proved {
		if slices.Contains(about, item) && !slices.ContainsFunc(v.Claims, func(c result.Claim) bool { return c.Item == item }) {
			out = append(out, "proves "+item)
		}
	}
	for _, c := range v.Claims {
		out = append(out, strings.Join(strings.Fields("claims "+c.Item+" "+c.Kind), " ")+": "+c.Text)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// changes are the ids that came out otherwise, with how they did, sorted.
func changes(before, now map[string]judgement) []string {
	var out []string
	for id, was := range before {
		is, ran := now[id]
		switch {
		case !ran:
			out = append(out, id+": did not run")
		case is.outcome != was.outcome:
			out = append(out, fmt.Sprintf("%s: %s; was %s", id, is.outcome, was.outcome))
		case !slices.Equal(is.reasons, was.reasons):
			out = append(out, fmt.Sprintf("%s: %s for other reasons: %s", id, is.outcome, strings.Join(differences(was.reasons, is.reasons), "; ")))
		}
	}
	slices.Sort(out)
	return out
}

// differences are what is in one list alone, "-" for the first and "+" for the second.
func differences(before, now []string) []string {
	var out []string
	for _, s := range before {
		if !slices.Contains(now, s) {
			out = append(out, "- "+s)
		}
	}
	for _, s := range now {
		if !slices.Contains(before, s) {
			out = append(out, "+ "+s)
		}
	}
	return out
}
