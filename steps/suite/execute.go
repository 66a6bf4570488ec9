package suite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/cucumber/godog"

	"github.com/deskproof/deskproof/reports/result"
)

// The statuses of a result.Step.
const (
	passed  = "passed"
	failed  = "failed"
	skipped = "skipped"
)

// PanicError says that a step panicked.
type PanicError struct {
	Step  int    // its number, from 1
	Text  string // its text
	Value string // what it panicked with
	Stack string // where, innermost call first
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("step %d %q panicked: %s", e.Step, e.Text, e.Value)
}

// Execute runs one scenario: bind registers its sentences, and began, unless
// nil, is told the number of each step before it runs, from 1. It returns a
// result for each step, and the error of the step that ended the scenario, as
// the step returned it: nil if all passed, a *PanicError if it panicked,
// godog.ErrUndefined if it has no sentence. The steps after it are skipped, and
// so is the step itself if it returned godog.ErrSkip.
//
// Once ctx is done no further step begins, and the error is the context's
// cause; a step that ignores its context can't be interrupted. Any number of
// goroutines may execute scenarios at once.
func Execute(ctx context.Context, sc *Scenario, bind func(*godog.ScenarioContext), began func(step int)) ([]result.Step, error) {
	e := newExecution(sc, began)
	feature, err := render(sc.Steps)
	if err != nil {
		return e.results, fmt.Errorf("scenario %s: %w", sc.ID, err)
	}
	defer restoreEnvironment()
	code := godog.TestSuite{
		TestSuiteInitializer: func(*godog.TestSuiteContext) { restoreEnvironment() },
		ScenarioInitializer: func(g *godog.ScenarioContext) {
			g.StepContext().Before(e.before) // first, so that bind's own hooks run within a step
			bind(g)
			g.StepContext().After(e.after) // last, to hear of their errors
			g.After(e.ended)
		},
		Options: &godog.Options{
			Format: quietName, Output: io.Discard, NoColors: true, Strict: true, Concurrency: 1, DefaultContext: ctx,
			FeatureContents: []godog.Feature{{Name: "f", Contents: feature}},
		},
	}.Run()
	return e.results, e.verdict(code)
}

// execution follows one scenario through godog's hooks, which run on one
// goroutine. A step is skipped until it is known to have passed or failed.
type execution struct {
	results []result.Step
	began   func(int)
	current int // step under way, from 1
	start   time.Time
	err     error // why the scenario ended
}

func newExecution(sc *Scenario, began func(int)) *execution {
	e := &execution{results: make([]result.Step, len(sc.Steps)), began: began}
	for i, step := range sc.Steps {
		e.results[i] = result.Step{Keyword: step.Keyword, Text: step.Text, Line: step.Line, Status: skipped}
	}
	return e
}

// before ends the scenario if its context is done. Godog calls it for skipped steps too.
func (e *execution) before(ctx context.Context, _ *godog.Step) (context.Context, error) {
	if e.err != nil {
		return ctx, nil
	}
	if ctx.Err() != nil {
		e.err = fmt.Errorf("ended before step %d: %w", e.current+1, context.Cause(ctx))
		return ctx, e.err
	}
	e.current++
	if e.began != nil {
		e.began(e.current)
	}
	e.start = time.Now()
	return ctx, nil
}

func (e *execution) after(ctx context.Context, _ *godog.Step, _ godog.StepResultStatus, err error) (context.Context, error) {
	if e.err == nil {
		step := &e.results[e.current-1]
		step.Millis = time.Since(e.start).Milliseconds()
		step.Status = passed
		e.fail(err)
	}
	return ctx, nil
}

// ended hears of an error in a hook that bind registered for the scenario's end.
func (e *execution) ended(ctx context.Context, _ *godog.Scenario, err error) (context.Context, error) {
	if e.err == nil {
		e.fail(err)
	}
	return ctx, nil
}

// fail ends the scenario with the current step's error; nil changes nothing.
func (e *execution) fail(err error) {
	if err == nil {
		return
	}
	step := &e.results[e.current-1]
	e.err = err
	if isPanic(err) {
		stack := strings.TrimPrefix(fmt.Sprintf("%+v", err), err.Error())
		e.err = &PanicError{e.current, step.Text, err.Error(), strings.TrimSpace(stack)}
	}
	step.Status, step.Error = failed, e.err.Error()
	if errors.Is(err, godog.ErrSkip) {
		step.Status = skipped
	}
}

// isPanic knows godog's own type for what it recovered, which has no exported
// name; %+v writes its stack.
func isPanic(err error) bool { return fmt.Sprintf("%T", err) == "*godog.traceError" }

// verdict believes in success only if every step passed.
func (e *execution) verdict(code int) error {
	if e.err != nil {
		return e.err
	}
	if code != 0 || e.current != len(e.results) {
		return fmt.Errorf("godog ended with code %d after step %d of %d", code, e.current, len(e.results))
	}
	return nil
}
