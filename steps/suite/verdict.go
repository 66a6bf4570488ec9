package suite

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/target"
)

// errLeft is why a scenario is not judged whose world would not end: the next one
// may find its remains.
var errLeft = errors.New("what the scenario opened could not be closed")

// verdict says how a scenario came out: by its claims first, for what was seen was
// seen, unless there was too much of it; then by why it ended, given says whether that was
// on the way to its starting point.
func verdict(claims []result.Claim, ended error, given bool) (result.Outcome, string) {
	if errors.Is(ended, target.ErrFlood) {
		return result.HarnessError, explain(ended)
	}
	if i := slices.IndexFunc(claims, func(c result.Claim) bool { return !c.Met && c.Binding }); i >= 0 {
		return result.Failed, ""
	}
	switch {
	case errors.Is(ended, errLeft):
		return result.HarnessError, explain(ended)
	case saysNothing(ended):
		return result.NotApplicable, ended.Error()
	case ended != nil && !errors.Is(ended, ErrMismatch):
		return result.HarnessError, explain(ended)
	case given && errors.Is(ended, ErrMismatch) && stoppedBy(claims) != nil:
		return result.NotApplicable, (&NotReachedError{Seen: instead(stoppedBy(claims))}).Error()
	case slices.ContainsFunc(claims, func(c result.Claim) bool { return !c.Met }):
		return result.Note, ""
	case ended != nil:
		return result.HarnessError, "it could not go on, though every claim was met"
	}
	return result.Passed, ""
}

// stoppedBy is the last claim of a step that was not met; nil: all were.
func stoppedBy(claims []result.Claim) *result.Claim {
	for i, c := range slices.Backward(claims) {
		if !c.Met && c.Step > 0 {
			return &claims[i]
		}
	}
	return nil
}

// instead is what was seen instead of what was claimed.
func instead(c *result.Claim) string {
	return fmt.Sprintf("%s: expected %s, seen %s", c.Text, cmp.Or(c.Expected, "so"), cmp.Or(c.Seen, "otherwise"))
}

// saysNothing reports whether a scenario that ended so says nothing about the target.
func saysNothing(ended error) bool {
	if is[*NotApplicableError](ended) || is[*NotReachedError](ended) || is[*target.NotOfferedError](ended) {
		return true
	}
	e, ok := errors.AsType[*target.RefusedError](ended)
	return ok && e.Cannot()
}

func is[E error](err error) bool { _, ok := errors.AsType[E](err); return ok }

func explain(ended error) string {
	if p, ok := errors.AsType[*PanicError](ended); ok {
		return fmt.Sprintf("panic in step %d (%s): %s\n%s", p.Step, p.Text, p.Value, p.Stack)
	}
	return ended.Error()
}

// repeats reports whether a claim says no more than one that was made before: of the
// same item, or of the state that a row wanted as well.
func repeats(c, said result.Claim) bool {
	same := said.Item == c.Item && c.Item != "" ||
		c.Kind == "pair" && said.Kind == "value" && said.Expected == c.Expected && said.Seen == c.Seen
	return !said.Met && same && (said.Binding || !c.Binding) &&
		slices.ContainsFunc(c.Frames, func(seq int) bool { return slices.Contains(said.Frames, seq) })
}

// read adds what the oracle found in the trace to the claims of the sentences, and
// returns the ids that were proved: items of the profile that bind in it, of which a
// claim as well founded as the item was met at least once, and none broken.
func read(rules *oracle.Rules, claims []result.Claim, v oracle.Verdict) ([]result.Claim, []string) {
	broken := map[string]bool{}
	for _, c := range v.Unmet {
		broken[c.Item] = true
		c.Binding = c.Binding || rules.Strict
		if !slices.ContainsFunc(claims, func(said result.Claim) bool { return repeats(c, said) }) {
			claims = append(claims, c)
		}
	}
	met := slices.Clone(v.Proved)
	for _, c := range claims {
		if c.Item == "" {
			continue
		}
		if !c.Met {
			broken[c.Item] = true
		} else if rules.Proves(c) {
			met = append(met, c.Item)
		}
	}
	slices.Sort(met)
	return claims, slices.DeleteFunc(slices.Compact(met), func(id string) bool { return broken[id] || !rules.Binds(id) })
}
