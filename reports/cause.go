package reports

import (
	"cmp"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// cause is a failure and the others that most likely come from the same mistake:
// those whose first failed claim is of the same rule, or that ended for the same reason.
type cause struct {
	first  *result.Scenario
	others []*result.Scenario
}

// causes groups scenarios, each group where its first one was. Before all others come
// those that broke what they are about.
func causes(scenarios []*result.Scenario) []cause {
	var out []cause
	place := map[[3]string]int{}
	for _, s := range byConcern(scenarios) {
		key := causeOf(s)
		i, known := place[key]
		if !known {
			place[key] = len(out)
			out = append(out, cause{first: s})
			continue
		}
		out[i].others = append(out[i].others, s)
	}
	return out
}

// byConcern puts scenarios first that broke what they are about.
func byConcern(scenarios []*result.Scenario) []*result.Scenario {
	var own, rest []*result.Scenario
	for _, s := range scenarios {
		if brokeOwn(s) {
			own = append(own, s)
		} else {
			rest = append(rest, s)
		}
	}
	return append(own, rest...)
}

// brokeOwn reports whether a sentence of s found an item broken that s is tagged with.
func brokeOwn(s *result.Scenario) bool {
	return slices.ContainsFunc(s.Failures(), func(c result.Claim) bool {
		return c.Step > 0 && slices.Contains(s.Tags, "@spec:"+c.Item)
	})
}

func causeOf(s *result.Scenario) [3]string {
	if stumbled(s) {
		_, why := headline(s)
		return [3]string{string(s.Outcome), why}
	}
	c := s.Failures()[0]
	return [3]string{string(s.Outcome), cmp.Or(c.Item, c.Text), c.Rule}
}

// same says before the names of the others what they share with the first.
func (c cause) same() string {
	what := "claim"
	if stumbled(c.first) {
		what = "reason"
	} else if c.first.Failures()[0].Item != "" {
		what = "rule"
	}
	return "the same " + what + " in " + some(len(c.others), "more scenario")
}

// foremost returns the first failed claims of s that tell something new, at most
// inFull, and all others. A sentence and the reading of the whole trace often find
// the same.
func foremost(s *result.Scenario) (full, others []result.Claim) {
	told := map[[3]string]bool{}
	for _, c := range s.Failures() {
		key := [3]string{cmp.Or(c.Item, c.Text), c.Expected, c.Seen}
		if told[key] || len(full) == inFull {
			others = append(others, c)
			continue
		}
		told[key] = true
		full = append(full, c)
	}
	return full, others
}
