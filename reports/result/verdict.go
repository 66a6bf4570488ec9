package result

// The codes the process exits with.
const (
	ExitPassed      = 0   // no binding claim was broken
	ExitFailed      = 1   // a scenario failed
	ExitUsage       = 2   // wrong usage, nothing selected, or nothing judged
	ExitHarness     = 3   // a scenario could not be judged
	ExitLost        = 4   // the target was unreachable or died
	ExitStale       = 5   // the baseline lists what does not fail
	ExitInterrupted = 130 // stopped by the user
)

// ExitCode returns the exit code of a run that ended as e says, whose Exit it
// does not read. Of several codes the first of 130, 2, 4, 3, 1 and 5 wins: an
// interrupted run is 130 whatever else it found, for what it did not run is unknown.
// When the baseline was rewritten all that failed is known from now on: only what has
// expired in it still leads to 1.
//
// Nothing was judged (2, unless allowEmpty) when no scenario ended other than
// not applicable; a lost target and harness errors are told by their own codes.
func ExitCode(e End, allowEmpty bool) int {
	switch {
	case e.Interrupted:
		return ExitInterrupted
	case e.empty() && !allowEmpty:
		return ExitUsage
	case e.Lost != "":
		return ExitLost
	case e.Counts[HarnessError] > 0:
		return ExitHarness
	case e.failed() > 0:
		return ExitFailed
	case len(e.Stale) > 0:
		return ExitStale
	}
	return ExitPassed
}

// failed is how many scenarios failed that the baseline does not list even now.
func (e *End) failed() int {
	if e.Updated != nil {
		return e.Updated.Expired
	}
	return e.Counts[Failed]
}

func (e *End) empty() bool {
	if e.Lost != "" {
		return false
	}
	for o, n := range e.Counts {
		if o != NotApplicable && n > 0 {
			return false
		}
	}
	return true
}

// Tally counts scenarios as End reports them: how many had each outcome (each
// of Outcomes has an entry), and how many book ids were proved and never broken.
// An unmet claim breaks its id, whether or not it binds.
func Tally(scenarios []Scenario) (counts map[Outcome]int, proved int) {
	counts = map[Outcome]int{}
	for _, o := range Outcomes {
		counts[o] = 0
	}
	good, broken := map[string]bool{}, map[string]bool{}
	for i := range scenarios {
		s := &scenarios[i]
		counts[s.Outcome]++
		for _, id := range s.Proved {
			good[id] = true
		}
		for _, c := range s.Claims {
			broken[c.Item] = broken[c.Item] || !c.Met
		}
	}
	for id := range good {
		if !broken[id] {
			proved++
		}
	}
	return counts, proved
}
