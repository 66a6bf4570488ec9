package reports

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
)

// known says what the baseline has to do with how a scenario came out; it is empty
// where that is nothing.
func known(s *result.Scenario) string {
	k := s.Known
	switch {
	case k == nil:
		return ""
	case s.Outcome == result.KnownFailure:
		return fmt.Sprintf("%s: %s", entryAt(k), why(k))
	case s.Outcome != result.Failed:
		return ""
	case k.Expired:
		return fmt.Sprintf("%s has expired on %s, fix what is broken or give it a later day: %s", entryAt(k), oneLine(k.Expires), why(k))
	}
	return fmt.Sprintf("%s does not list %s", entryAt(k), oneLine(strings.Join(k.Surplus(s.Failures()), ", ")))
}

func entryAt(k *result.Known) string { return fmt.Sprintf("%s:%d", oneLine(k.File), k.Line) }

// why is the reason of an entry with what else it says.
func why(k *result.Known) string {
	text := oneLine(k.Reason)
	if k.Expires != "" && !k.Expired {
		text += " (until " + oneLine(k.Expires) + ")"
	}
	if k.Link != "" {
		text += " " + oneLine(k.Link)
	}
	return text
}

// knownReasons are the reasons of the known failures.
func knownReasons(r *result.Report) groups {
	var g groups
	for _, s := range of(r, result.KnownFailure) {
		if s.Known != nil {
			g.add(why(s.Known), why(s.Known), s.ID)
		}
	}
	return g
}

// unexplained says which known failures want a reason.
func unexplained(r *result.Report) string {
	var at []string
	for _, s := range of(r, result.KnownFailure) {
		if s.Known != nil && targets.Unexplained(s.Known.Reason) {
			at = append(at, entryAt(s.Known))
		}
	}
	if len(at) == 0 {
		return ""
	}
	text := some(len(at), "known failure") + " without an explanation: write the reason at " + strings.Join(at[:min(len(at), mostNamed)], " ")
	if more := len(at) - mostNamed; more > 0 {
		text += fmt.Sprintf(" … and %d more", more)
	}
	return text
}

// baseline says what the run has to do with the entries of the baseline.
func baseline(r *result.Report) string {
	b := r.Run.Baseline
	if b == nil {
		return ""
	}
	var parts []string
	rest := b.Entries
	part := func(n int, what string) {
		if rest -= n; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, what))
		}
	}
	n := entriesBy(r)
	part(n[result.KnownFailure], "known to fail")
	part(n[result.Failed], "failed otherwise or expired")
	part(n[result.NotApplicable], "not applicable")
	part(n[result.HarnessError], "not judged")
	part(n[result.Passed]+n[result.Note], "not failed")
	part(gone(r), "gone")
	part(rest, "not in this run")
	text := oneLine(b.File) + ", " + entries(b.Entries)
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	if r.End != nil && r.End.Updated != nil {
		u := r.End.Updated
		text += fmt.Sprintf("; now written anew: %d added, %d changed, %d dropped", u.Added, u.Changed, u.Dropped)
	}
	return text
}

// unjudged are the known failures that a run can say nothing about, as the target lacks
// what their scenarios need.
func unjudged(r *result.Report) []string {
	var out []string
	for _, s := range of(r, result.NotApplicable) {
		if s.Known == nil || s.Begun() {
			continue
		}
		at := entryAt(s.Known)
		if r.End != nil && r.End.Updated != nil {
			at = "it from " + oneLine(s.Known.File) // where it has moved
		}
		out = append(out, fmt.Sprintf("cannot be judged here: %s; delete %s unless another target uses it", oneLine(s.ID), at))
	}
	return out
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// entriesBy counts the entries by how their scenarios came out.
func entriesBy(r *result.Report) map[result.Outcome]int {
	n := map[result.Outcome]int{}
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Known != nil {
			n[s.Outcome]++
		}
	}
	return n
}

// gone counts the entries of scenarios that there are no more.
func gone(r *result.Report) int {
	ran, n := map[string]bool{}, 0
	for i := range r.Scenarios {
		ran[r.Scenarios[i].ID] = true
	}
	for _, s := range stale(r) {
		if !ran[s.ID] {
			n++
		}
	}
	return n
}

func stale(r *result.Report) []result.Stale {
	if r.End == nil {
		return nil
	}
	return r.End.Stale
}

// staleHead says what is stale, and what to do with the lines that follow.
func staleHead(r *result.Report, s *result.Stale) string {
	file, do := "the baseline", "delete this line"
	if r.Run.Baseline != nil {
		file = oneLine(r.Run.Baseline.File)
	}
	switch {
	case s.Part:
		do = fmt.Sprintf("take %s out of this line", oneLine(s.Item))
	case strings.Contains(s.Text, "\n"):
		do = "delete these lines"
	}
	return fmt.Sprintf("%s:%d: %s: %s; %s", file, s.Line, oneLine(s.ID), oneLine(s.Why), do)
}

// orUpdate says what else can be done about all that is stale.
func orUpdate(r *result.Report) string {
	text := "or run again with --update-baseline"
	if len(of(r, result.Failed)) > 0 {
		text += ", which makes known what failed, too"
	}
	return text
}
