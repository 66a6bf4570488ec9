package reports

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// htmlCause is a line of what went wrong in a run, with the first scenario that shows it.
type htmlCause struct {
	ID, Tone, Text, Item, Times string
}

// mostCauses is how many lines that gets.
const mostCauses = 40

// htmlCauses are what several scenarios failed for or could not be judged for, what most
// of them share first. One alone is told by itself.
func htmlCauses(r *result.Report) (out []htmlCause, more string) {
	bad := append(of(r, result.HarnessError), of(r, result.Failed)...)
	if len(bad) < 2 {
		return nil, ""
	}
	all := causes(bad)
	slices.SortStableFunc(all, func(a, b cause) int { return cmp.Compare(len(b.others), len(a.others)) })
	if left := len(all) - mostCauses; left > 0 {
		all, more = all[:mostCauses], fmt.Sprintf("… and %d more", left)
	}
	for _, c := range all {
		h := htmlCause{ID: oneLine(c.first.ID), Tone: outcomeTones[c.first.Outcome], Times: some(1+len(c.others), "scenario")}
		if stumbled(c.first) {
			_, why := headline(c.first)
			h.Text = clip(oneLine(why), mostQuoted)
		} else {
			claim := c.first.Failures()[0]
			h.Text, h.Item = clip(oneLine(cmp.Or(claim.Rule, claim.Text)), mostQuoted), oneLine(claim.Item)
		}
		out = append(out, h)
	}
	return out, more
}
