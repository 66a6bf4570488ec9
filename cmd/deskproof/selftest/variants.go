package selftest

import (
	"context"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// Variant is what became of one of fixtures/variants: a line of variants.ndjson.
type Variant struct {
	Kind     string   `json:"kind"` // "variant"
	Profile  string   `json:"profile"`
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Wrong    []string `json:"wrong,omitempty"`    // scenarios that came out as they must not, with how; empty: it passed
	Notes    []string `json:"notes,omitempty"`    // ids of the scenarios with notes, sorted
	Unjudged []string `json:"unjudged,omitempty"` // ids of the scenarios that were not applicable as it says, sorted
}

// Variants runs all scenarios against each variant in a profile, and hands over what
// became of it. What is not applicable in the profile without any difference may be so
// with one.
func Variants(ctx context.Context, judge Judge, profile string, all []*suite.Scenario, list []variants.Variant, each func(Variant)) error {
	verdicts, err := judge(ctx, Trial{Scenarios: all, Seed: 1})
	if err != nil {
		return err
	}
	inapplicable := ids(verdicts, result.NotApplicable)
	if err := allPass(slices.DeleteFunc(verdicts, func(s result.Scenario) bool { return s.Outcome == result.NotApplicable })); err != nil {
		return err
	}
	for _, v := range list {
		verdicts, err := judge(ctx, Trial{Scenarios: all, Faults: v.Faults, Seed: 1})
		if err != nil {
			return fmt.Errorf("variant %s: %w", v.Name, err)
		}
		out := Variant{Kind: "variant", Profile: profile, Name: v.Name, Title: v.Title, Notes: ids(verdicts, result.Note)}
		for _, s := range verdicts {
			switch {
			case s.Outcome == result.Passed || s.Outcome == result.Note:
			case s.Outcome == result.NotApplicable && slices.Contains(inapplicable, s.ID):
			case s.Outcome == result.NotApplicable && isUnjudged(v, s.ID):
				out.Unjudged = append(out.Unjudged, s.ID)
			default:
				out.Wrong = append(out.Wrong, describe(s))
			}
		}
		if missing := len(all) - len(verdicts); missing > 0 {
			out.Wrong = append(out.Wrong, fmt.Sprintf("scenarios that did not run: %d", missing))
		}
		slices.Sort(out.Wrong)
		slices.Sort(out.Unjudged)
		each(out)
	}
	return nil
}

func isUnjudged(v variants.Variant, id string) bool {
	return slices.ContainsFunc(v.Unjudged, func(u variants.Unjudged) bool { return suite.MatchID(u.ID, id) })
}

func describe(s result.Scenario) string { return s.ID + ": " + outcome(s) }
