package reports

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// conclusion is the verdict on a run: a word and a sentence.
type conclusion struct {
	word, text string
	color      color
}

// conclude says how a run ended, from its exit code, or from the lack of one.
func conclude(r *result.Report) conclusion {
	n, all := len(r.Scenarios), some(max(r.Run.Scenarios, len(r.Scenarios)), "scenario")
	if r.End == nil {
		return conclusion{"died", fmt.Sprintf("the run stopped without an end after %d of %s", n, all) + alsoFailed(r), red}
	}
	counts, _ := result.Tally(r.Scenarios)
	switch r.End.Exit {
	case result.ExitPassed:
		if r.End.Updated != nil {
			return conclusion{"baseline updated", "what fails is known from now on", green}
		}
		return conclusion{"passed", passedText(r, counts), green}
	case result.ExitFailed:
		if u := r.End.Updated; u != nil {
			return conclusion{"failed", fmt.Sprintf("%d of %s, known until a day that is over", u.Expired, all), red}
		}
		return conclusion{"failed", fmt.Sprintf("%d of %s ", counts[result.Failed], all) + failedText(r), red}
	case result.ExitUsage:
		return conclusion{"nothing judged", "none of " + all + " applies to this target" + doctorText(r), red}
	case result.ExitHarness:
		return conclusion{"harness error", fmt.Sprintf("%d of %s could not be judged", counts[result.HarnessError], all) + alsoFailed(r), red}
	case result.ExitLost:
		return conclusion{"target lost", fmt.Sprintf("after %d of %s: %s", n, all, lostText(r)) + alsoFailed(r), red}
	case result.ExitStale:
		return conclusion{"stale baseline", "the baseline lists what fails no more: delete it, in " + some(len(r.End.Stale), "place"), red}
	case result.ExitInterrupted:
		return conclusion{"interrupted", fmt.Sprintf("after %d of %s", n, all) + alsoFailed(r), red}
	}
	return conclusion{"ended", fmt.Sprintf("with exit code %d", r.End.Exit) + alsoFailed(r), red}
}

// failedText tells failures that --strict alone made from the others.
func failedText(r *result.Report) string {
	strict := 0
	for _, s := range of(r, result.Failed) {
		if !slices.ContainsFunc(s.Failures(), func(c result.Claim) bool { return !strictOnly(&c) }) {
			strict++
		}
	}
	if strict > 0 {
		return fmt.Sprintf("failed, %d of them only because of --strict", strict)
	}
	return "broke what is documented"
}

// doctorText names the command that looks at a target: a wrong address or login keeps
// every scenario from its starting point. A manual target is its person.
func doctorText(r *result.Report) string {
	if r.Run.Target.Kind == "manual" {
		return ""
	}
	return ": try deskproof doctor"
}

func passedText(r *result.Report, counts map[result.Outcome]int) string {
	if counts[result.Passed]+counts[result.Note]+counts[result.KnownFailure] == 0 {
		if r.Run.Shard.Of > 0 {
			return "nothing was judged in this shard"
		}
		return "nothing was judged, which was allowed"
	}
	if counts[result.KnownFailure] > 0 {
		return "no binding claim was broken but by " + some(counts[result.KnownFailure], "known failure")
	}
	return "no binding claim was broken"
}

// alsoFailed tells the failures that the exit code does not.
func alsoFailed(r *result.Report) string {
	if n := len(of(r, result.Failed)); n > 0 {
		return "; " + some(n, "scenario") + " failed"
	}
	return ""
}

// lostText says why the target was lost, but without what it said last on stderr where
// a scenario tells that.
func lostText(r *result.Report) string {
	why := r.End.Lost
	if slices.ContainsFunc(of(r, result.HarnessError), func(s *result.Scenario) bool { return s.Reason == why }) {
		why, _, _ = strings.Cut(why, "; the last that it said on stderr: ")
	}
	return oneLine(strings.TrimPrefix(why, "target lost: "))
}

// lost matches the reason of a scenario that lost its target, perhaps only when its
// world was closed.
var lost = regexp.MustCompile(`^(what the scenario opened could not be closed: )?target lost: `)

// isLost reports whether a scenario could not be judged because the target was lost.
func isLost(s *result.Scenario) bool {
	return s.Outcome == result.HarnessError && lost.MatchString(s.Reason)
}

// word heads a scenario: its outcome, or that it lost the target.
func word(s *result.Scenario) string {
	if isLost(s) {
		return "TARGET LOST"
	}
	return strings.ToUpper(string(s.Outcome))
}

// incomplete says why scenarios that were chosen have no verdict, or is empty.
func incomplete(r *result.Report) string {
	if r.End == nil || r.End.Interrupted || r.End.Lost != "" {
		c := conclude(r)
		return c.word + ": " + c.text
	}
	return ""
}
