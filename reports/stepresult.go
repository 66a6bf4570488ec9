package reports

import (
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// The results that formats made of steps know.
const (
	stepPassed  = "passed"
	stepFailed  = "failed"
	stepSkipped = "skipped"
)

// stepResult is what formats made of steps say of one.
type stepResult struct {
	status string
	text   string // why it is not passed, or a note
}

// stepResults tells the verdict on a scenario step by step, and what the whole trace
// says after the last one. A claim that was not met fails its step, though the scenario
// went on; what is not the target's failure, because it is known or does not apply, is
// skipped. The worst of them is the scenario's outcome.
func stepResults(s *result.Scenario) (steps []stepResult, whole stepResult) {
	steps = make([]stepResult, len(s.Steps))
	for i, st := range s.Steps {
		steps[i] = stepResult{status: stepSkipped, text: clip(clean(st.Error), mostField)}
		if st.Status == stepPassed || st.Status == stepFailed {
			steps[i].status = st.Status
		}
	}
	whole.status = stepPassed
	at := func(step int) *stepResult {
		if step < 1 || step > len(steps) {
			return &whole
		}
		return &steps[step-1]
	}
	for _, c := range s.Failures() {
		r := at(c.Step)
		r.fail(claimText(s, &c))
	}
	for _, c := range s.Notes() {
		at(c.Step).add("note: " + clip(mismatch(&c), mostQuoted))
	}
	if stumbled(s) && s.Outcome != result.Passed && s.Outcome != result.Note {
		_, why := headline(s)
		_, n := stumble(s)
		at(n).fail(clip(clean(why), mostField))
	}
	if s.Outcome == result.KnownFailure || s.Outcome == result.NotApplicable {
		excuse(append(pointers(steps), &whole), known(s))
	}
	return steps, whole
}

func pointers(steps []stepResult) []*stepResult {
	var out []*stepResult
	for i := range steps {
		out = append(out, &steps[i])
	}
	return out
}

// excuse skips what failed, and says why if there is more to say.
func excuse(steps []*stepResult, why string) {
	for _, r := range steps {
		if r.status == stepFailed {
			r.status = stepSkipped
			if why != "" {
				r.text = why + "\n" + r.text
			}
		}
	}
}

func (r *stepResult) fail(text string) {
	if r.status != stepFailed { // what failed stands before what was noted
		r.status, r.text = stepFailed, ""
	}
	r.add(text)
}

func (r *stepResult) add(text string) {
	if text == "" || r.text == text {
		return
	}
	if r.text != "" {
		r.text += "\n"
	}
	r.text = clip(r.text+text, mostStepText)
}

// mostStepText bounds in bytes what is said of a step.
const mostStepText = 16 << 10

// claimText is a failed claim in full, without the wire.
func claimText(s *result.Scenario, c *result.Claim) string {
	p := &page{}
	p.claim(s, c, "", false)
	p.field("again", flat(s.Again), "")
	return p.out.String()
}

// stepKind is what a step is, with And, But and * as the one before them.
func stepKind(s *result.Scenario, n int) string {
	for i := n; i >= 0; i-- {
		if slices.Contains([]string{"Given", "When", "Then"}, s.Steps[i].Keyword) {
			return s.Steps[i].Keyword
		}
	}
	return "Given"
}
