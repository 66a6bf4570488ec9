package reports

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// finding is a claim that clients did not meet.
type finding struct {
	claim     result.Claim     // as it was made first
	page      *result.Scenario // where
	pages     int              // on which it was not met
	otherwise []string         // what else was seen, and at which line
	known     map[string]bool  // what was seen
}

// findings gathers the claims of all pages, in the order of the recording. What
// differs only in what was seen is the same.
func findings(r *result.Report, claims func(*result.Scenario) []result.Claim) []finding {
	var out []finding
	place := map[[4]string]int{}
	for _, s := range inOrder(r) {
		told := map[[4]string]bool{}
		for _, c := range claims(s) {
			key := [4]string{c.Item, c.Kind, c.Text, c.Expected}
			i, known := place[key]
			if !known {
				i, place[key] = len(out), len(out)
				out = append(out, finding{claim: c, page: s, known: map[string]bool{}})
			}
			out[i].sees(s, c)
			if !told[key] {
				told[key] = true
				out[i].pages++
			}
		}
	}
	return out
}

// inOrder are the pages as they come in the recording.
func inOrder(r *result.Report) []*result.Scenario {
	var out []*result.Scenario
	for i := range r.Scenarios {
		out = append(out, &r.Scenarios[i])
	}
	slices.SortStableFunc(out, func(a, b *result.Scenario) int { return a.Line - b.Line })
	return out
}

// times is how often a claim says that it was not met.
var times = regexp.MustCompile(`, \d+ times$`)

// sees remembers what was seen, if it was not before.
func (f *finding) sees(s *result.Scenario, c result.Claim) {
	what := times.ReplaceAllString(c.Seen, "")
	if len(f.known) > 0 && !f.known[what] {
		_, line := broke(s, &c)
		f.otherwise = append(f.otherwise, fmt.Sprintf("%s at :%d", oneLine(c.Seen), line))
	}
	f.known[what] = true
}

// mostOtherwise bounds what is listed besides what was seen first.
const mostOtherwise = 3

// seen is what was seen first, and what else.
func (f *finding) seen() string {
	n := len(f.otherwise)
	if n == 0 {
		return f.claim.Seen
	}
	listed := f.otherwise[:min(n, mostOtherwise)]
	text := fmt.Sprintf("%s, and %d more otherwise: %s", f.claim.Seen, n, strings.Join(listed, "; "))
	if more := n - len(listed); more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return text
}

// lineOf is the line of a record in its file, of which the first is the head.
func lineOf(seq int) int { return seq + 1 }

// broke finds the lines of a claim: of the first frame that the client sent, which broke
// it, and of what told the client better before, if anything did (0: nothing).
func broke(s *result.Scenario, c *result.Claim) (told, line int) {
	for _, seq := range c.Frames {
		i := slices.IndexFunc(s.Trace, func(r trace.Record) bool { return r.Seq == seq })
		if i < 0 || s.Trace[i].Dir == trace.Sent {
			return told, lineOf(seq)
		}
		told = lineOf(seq)
	}
	return 0, max(told, s.Line)
}

// toldAt is where the client was told better, and empty if it is nowhere to be seen.
func (f *finding) toldAt() string {
	told, _ := broke(f.page, &f.claim)
	if told == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d", oneLine(f.page.File), told)
}

// where a finding is to be seen.
func (f *finding) where() string {
	_, line := broke(f.page, &f.claim)
	text := fmt.Sprintf("%s:%d, %s", oneLine(f.page.File), line, oneLine(f.page.Name))
	if more := f.pages - 1; more > 0 {
		text += ", and " + some(more, "more page")
	}
	return text
}
