package suite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/target"
)

// Case is one scenario while it runs: what its sentences act on and write to. One
// goroutine uses it at a time.
type Case struct {
	Scenario *Scenario
	Target   *target.Target
	Wire     string        // that it runs on
	Rules    *oracle.Rules // of that wire
	Log      *trace.Log
	Seed     uint64            // of the scenario's world
	Faults   []json.RawMessage // what the target is to do wrong in it

	// Rest is called after the last step, if all passed: what the target has said by then
	// belongs to the trace, whether or not a step has looked at it. Nil: nothing is left.
	Rest func(context.Context) error

	step   int
	late   time.Duration
	claims []result.Claim
}

// Waited says by how much an event that was waited for came after the target was
// thought to be at rest. That is nobody's failure; the run says so once.
func (c *Case) Waited(late time.Duration) { c.late = max(c.late, late) }

// ErrMismatch ends a scenario that cannot go on after a claim that was not met:
// the claims are the verdict.
var ErrMismatch = errors.New("cannot go on after what was seen")

// NotReachedError ends a scenario whose starting point the target did not reach,
// though it broke nothing on the way.
type NotReachedError struct{ Seen string }

func (e *NotReachedError) Error() string { return "not reached: " + e.Seen }

// NotReached ends a scenario whose starting point is not there, and says what was seen
// instead.
func NotReached(format string, args ...any) error {
	return &NotReachedError{Seen: fmt.Sprintf(format, args...)}
}

// NotApplicableError ends a scenario that asks for what is not in question here.
type NotApplicableError struct{ Reason string }

func (e *NotApplicableError) Error() string { return e.Reason }

// Claim adds a claim, made by the present step.
func (c *Case) Claim(claim result.Claim) {
	claim.Step = c.step
	c.claims = append(c.claims, claim)
}

// Step is the number of the present step, from 1, and the step.
func (c *Case) Step() (int, Step) { return c.step, c.Scenario.Steps[c.step-1] }

// Specs are the book ids that a scenario is tagged with, in the order of its tags; of a
// run on a wire those of its book alone.
func (s *Scenario) Specs() []string {
	return result.Specs(s.Tags, s.Wire)
}

// Needs are the abilities that a target must declare to run the scenario.
func (s *Scenario) Needs() []string {
	var out []string
	for _, tag := range s.Tags {
		if need, ok := strings.CutPrefix(tag, "@needs:"); ok {
			out = append(out, need)
		}
	}
	return out
}

// Moment is what a step is: Given, When or Then, which And, But and * take from
// the step before.
func (s *Scenario) Moment(step int) string {
	for i := step - 1; i >= 0; i-- {
		if k := s.Steps[i].Keyword; slices.Contains([]string{"Given", "When", "Then"}, k) {
			return k
		}
	}
	return "Given"
}
