package suite_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cucumber/godog"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// executed returns a scenario's steps as a function would get them.
func executed(sc *suite.Scenario) []suite.Step {
	var out []suite.Step
	_, _ = suite.Execute(context.Background(), sc, func(g *godog.ScenarioContext) {
		g.StepContext().Before(func(ctx context.Context, st *godog.Step) (context.Context, error) {
			step := suite.Step{Text: st.Text}
			if st.Argument != nil && st.Argument.DocString != nil {
				step.DocString, step.MediaType = &st.Argument.DocString.Content, st.Argument.DocString.MediaType
			}
			if st.Argument != nil && st.Argument.DataTable != nil {
				for _, row := range st.Argument.DataTable.Rows {
					cells := []string{}
					for _, cell := range row.Cells {
						cells = append(cells, cell.Value)
					}
					step.Table = append(step.Table, cells)
				}
			}
			out = append(out, step)
			return ctx, nil
		})
	}, nil)
	return out
}

// scenario makes one of step texts, with keywords.
func scenario(t testing.TB, steps ...string) *suite.Scenario {
	t.Helper()
	text := "Feature: f\nScenario: s\n" + strings.Join(steps, "\n")
	got, err := suite.Load(fstest.MapFS{"x.feature": {Data: []byte(text)}}, nil)
	require.NoError(t, err)
	return got[0]
}

// world is what a scenario's steps share.
type world struct {
	began   []int
	seen    []string
	nothing map[string]int // never made
	end     context.CancelCauseFunc
}

var errRefused = errors.New("the request was refused")

type lateError struct{ By time.Duration }

func (e *lateError) Error() string { return "late by " + e.By.String() }

func (w *world) bind(g *godog.ScenarioContext) {
	var defs suite.Definitions
	r := suite.NewRegistry(&defs)
	r.Step(`^(\w+) does (\d+) things$`, func(who string, n int) error {
		w.seen = append(w.seen, fmt.Sprint(who, " ", n))
		return nil
	})
	r.Step(`^a table$`, func(_ context.Context, table *godog.Table) {
		w.seen = append(w.seen, table.Rows[0].Cells[1].Value)
	})
	r.Step(`^a doc string$`, func(doc *godog.DocString) { w.seen = append(w.seen, doc.Content) })
	r.Step(`^a refusal$`, func() error { return fmt.Errorf("hold: %w", errRefused) })
	r.Step(`^a delay$`, func() error { return &lateError{time.Second} })
	r.Step(`^a panic$`, func() { panic("out of cheese") })
	r.Step(`^a nil map$`, func() { w.nothing["x"]++ })
	r.Step(`^a skip$`, func() error { return fmt.Errorf("not here: %w", godog.ErrSkip) })
	r.Step(`^unfinished work$`, func() error { return godog.ErrPending })
	r.Step(`^finished work$`, func() {})
	r.Step(`^finished \w+$`, func() {})
	r.Step(`^a number (\d+)$`, func(n int8) error { return nil })
	r.Step(`^a feigned gap$`, func() error { return fmt.Errorf("deep: %w", godog.ErrUndefined) })
	r.Step(`^the end$`, func() { w.end(errors.New("out of time")) })
	r.Step(`^waiting$`, func(ctx context.Context) error { w.end(nil); <-ctx.Done(); return ctx.Err() })
	r.Bind(g)
}

func (w *world) run(t testing.TB, sc *suite.Scenario) ([]result.Step, error) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	w.end = cancel
	return suite.Execute(ctx, sc, w.bind, func(n int) { w.began = append(w.began, n) })
}

func TestExecuteKeepsWordsLinesAndArguments(t *testing.T) {
	sc := scenario(t, "Given Ana does 3 things", "", "And a table", " | a | b\\|\\n |", "* a doc string", `"""`, ` \"\"\"`, `"""`)
	var w world
	steps, err := w.run(t, sc)
	require.NoError(t, err)
	want := []result.Step{
		{Keyword: "Given", Text: "Ana does 3 things", Line: 3, Status: "passed"},
		{Keyword: "And", Text: "a table", Line: 5, Status: "passed"},
		{Keyword: "*", Text: "a doc string", Line: 7, Status: "passed"},
	}
	if diff := cmp.Diff(want, steps, cmpopts.IgnoreFields(result.Step{}, "Millis")); diff != "" {
		t.Errorf("Execute (-want +got):\n%s", diff)
	}
	assert.Equal(t, []string{"Ana 3", "b|\n", ` """`}, w.seen)
	assert.Equal(t, []int{1, 2, 3}, w.began)
}

func TestExecuteEndsAtTheFirstError(t *testing.T) {
	tests := map[string]struct {
		step   string
		status string // of that step
		text   string // of the error
		is     error
	}{
		"a step's error":              {"* a refusal", "failed", "hold: the request was refused", errRefused},
		"a skip":                      {"* a skip", "skipped", "not here: skipped", godog.ErrSkip},
		"unfinished work":             {"* unfinished work", "failed", "step implementation is pending", godog.ErrPending},
		"a step without a sentence":   {"* a gap", "failed", "step is undefined: a gap", godog.ErrUndefined},
		"one that says it has none":   {"* a feigned gap", "failed", "deep: step is undefined", godog.ErrUndefined},
		"a step with two sentences":   {"* finished work", "failed", "ambiguous step definition", godog.ErrAmbiguous},
		"a value out of range":        {"* a number 300", "failed", `cannot convert argument 0: "300" to int8`, nil},
		"a context done after a step": {"* the end", "passed", "ended before step 3: out of time", nil},
		"a context done in a step":    {"* waiting", "failed", "context canceled", context.Canceled},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var w world
			steps, err := w.run(t, scenario(t, "* Ana does 1 things", tt.step, "* Ana does 2 things", "* a gap", "* finished work"))
			require.ErrorContains(t, err, tt.text)
			if tt.is != nil {
				assert.ErrorIs(t, err, tt.is)
			}
			assert.Equal(t, []string{"passed", tt.status, "skipped", "skipped", "skipped"}, statuses(steps))
			if tt.status != "passed" {
				assert.Equal(t, err.Error(), steps[1].Error)
			}
			assert.Equal(t, []int{1, 2}, w.began)
			assert.Equal(t, []string{"Ana 1"}, w.seen)
		})
	}
}

func TestExecuteGivesBackTheErrorItself(t *testing.T) {
	_, err := new(world).run(t, scenario(t, "* a delay"))
	late, ok := err.(*lateError)
	require.True(t, ok, "got %T", err)
	assert.Equal(t, time.Second, late.By)
}

func TestExecuteTurnsAPanicIntoAnError(t *testing.T) {
	tests := map[string]string{
		"a panic":   `step 2 "a panic" panicked: out of cheese`,
		"a nil map": `step 2 "a nil map" panicked: assignment to entry in nil map`,
	}
	for step, want := range tests {
		t.Run(step, func(t *testing.T) {
			steps, err := new(world).run(t, scenario(t, "* Ana does 1 things", "* "+step, "* waiting"))
			require.EqualError(t, err, want)
			var panicked *suite.PanicError
			require.ErrorAs(t, err, &panicked)
			assert.Contains(t, panicked.Stack, "(*world).bind")
			assert.Contains(t, panicked.Stack, "execute_test.go:")
			assert.Equal(t, []string{"passed", "failed", "skipped"}, statuses(steps))
			assert.Equal(t, want, steps[1].Error)
		})
	}
}

func statuses(steps []result.Step) []string {
	out := []string{}
	for _, s := range steps {
		out = append(out, s.Status)
	}
	return out
}

func TestExecuteWithAContextThatIsDone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var w world
	steps, err := suite.Execute(ctx, scenario(t, "* waiting", "* a panic"), w.bind, func(n int) { t.Error("began", n) })
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, []string{"skipped", "skipped"}, statuses(steps))
}

func TestExecuteHearsOfHooks(t *testing.T) {
	broken := errors.New("broken hook")
	tests := map[string]struct {
		hook func(*godog.ScenarioContext)
		want []string
	}{
		"before the scenario": {func(g *godog.ScenarioContext) {
			g.Before(func(ctx context.Context, _ *godog.Scenario) (context.Context, error) { return ctx, broken })
		}, []string{"failed", "skipped"}},
		"before a step": {func(g *godog.ScenarioContext) {
			g.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) { return ctx, broken })
		}, []string{"failed", "skipped"}},
		"after a step": {func(g *godog.ScenarioContext) {
			g.StepContext().After(func(ctx context.Context, _ *godog.Step, _ godog.StepResultStatus, _ error) (context.Context, error) {
				return ctx, broken
			})
		}, []string{"failed", "skipped"}},
		"after the scenario": {func(g *godog.ScenarioContext) {
			g.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) { return ctx, broken })
		}, []string{"passed", "failed"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			steps, err := suite.Execute(t.Context(), scenario(t, "* Ana does 1 things", "* Ana does 2 things"),
				func(g *godog.ScenarioContext) { new(world).bind(g); tt.hook(g) }, nil)
			require.ErrorIs(t, err, broken)
			assert.Equal(t, tt.want, statuses(steps))
		})
	}
}

func TestExecuteRefusesWhatNoFeatureCanSay(t *testing.T) {
	doc := `\"\"\" \` + "`\\`\\`"
	tests := map[string]struct {
		step suite.Step
		want string
	}{
		"two lines of text":       {suite.Step{Text: "a\nb"}, `scenario x: step 1 "a\nb": a step's text must be one line`},
		"a ragged table":          {suite.Step{Text: "a", Table: [][]string{{"a"}, {"b", "c"}}}, `scenario x: step 1 "a": a table's rows must have as many cells as its first, 1, not 2`},
		"both quotes, escaped":    {suite.Step{Text: "a", DocString: &doc}, `scenario x: step 1 "a": a doc string must not hold both \"\"\" and ` + "\\`\\`\\`"},
		"more than can be parsed": {suite.Step{Text: strings.Repeat("a", 1<<16)}, "bytes, at most 65534 can be read"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			steps, err := suite.Execute(t.Context(), &suite.Scenario{ID: "x", Steps: []suite.Step{tt.step}}, new(world).bind, nil)
			require.ErrorContains(t, err, tt.want)
			assert.Equal(t, []string{"skipped"}, statuses(steps))
		})
	}
	_, err := suite.Execute(t.Context(), &suite.Scenario{ID: "x"}, new(world).bind, nil)
	require.EqualError(t, err, "scenario x: no steps")
}

func TestExecuteManyAtOnce(t *testing.T) {
	var defs suite.Definitions
	var wait sync.WaitGroup
	for i := range 64 {
		sc := scenario(t, fmt.Sprintf("* agent %d signs in", i), fmt.Sprintf("* agent %d fails", i), "* agent 0 signs in")
		wait.Go(func() {
			var seen int
			steps, err := suite.Execute(t.Context(), sc, func(g *godog.ScenarioContext) {
				r := suite.NewRegistry(&defs)
				r.Step(`^agent (\d+) signs in$`, func(n int) { seen = n })
				r.Step(`^agent (\d+) fails$`, func(n int) error { return fmt.Errorf("agent %d of %d", n, seen) })
				r.Bind(g, sc.Steps...)
				assert.Len(t, r.Catalogue(), 2)
			}, nil)
			assert.EqualError(t, err, fmt.Sprintf("agent %d of %d", i, i))
			assert.Equal(t, []string{"passed", "failed", "skipped"}, statuses(steps))
		})
	}
	wait.Wait()
}

func TestExecuteLeavesNoTrace(t *testing.T) {
	read, write, err := os.Pipe()
	require.NoError(t, err)
	stdout, stderr := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = write, write
	var during []string
	for _, last := range []string{"* Ana does 1 things", "* a panic", "* a gap", "* finished work"} {
		_, _ = suite.Execute(t.Context(), scenario(t, "* look", last), func(g *godog.ScenarioContext) {
			new(world).bind(g)
			g.Step(`^look$`, func() { during = append(during, os.Environ()...) })
		}, nil)
	}
	os.Stdout, os.Stderr = stdout, stderr
	require.NoError(t, write.Close())
	printed, err := io.ReadAll(read)
	require.NoError(t, err)
	assert.Empty(t, string(printed))
	for _, v := range append(during, os.Environ()...) {
		assert.False(t, strings.HasPrefix(v, "GODOG_"), v)
	}
}
