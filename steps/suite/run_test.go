package suite_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// doors is a stage door that counts its connections and dies when it is told to.
type doors struct {
	dies  func(method string, n int) bool // at the n-th call of all, from 1
	mu    sync.Mutex
	calls int
	came  int
	dead  bool
	stays bool // it takes connections after it has died
	again bool // it dies whenever dies says so, not once
	seeds []uint64
}

func (d *doors) serve(t *testing.T) *targets.Target {
	t.Helper()
	up := websocket.Upgrader{}
	var talking sync.WaitGroup
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		talking.Add(1)
		defer talking.Done()
		d.mu.Lock()
		d.came++
		dead := d.dead && !d.stays
		d.mu.Unlock()
		if dead {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		ws, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer ws.Close()
		for {
			var c struct {
				ID     int
				Method string
				Params struct{ Seed uint64 }
			}
			if ws.ReadJSON(&c) != nil || d.dieAt(c.Method, c.Params.Seed) {
				return
			}
			_ = ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"id":%d,"result":{"name":"fake","protocol":1,"worlds":"many","world":"w1","features":["call.arrive"]}}`, c.ID))
		}
	}))
	t.Cleanup(func() { s.Close(); talking.Wait() })
	return &targets.Target{Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: "ws" + strings.TrimPrefix(s.URL, "http")}, Declares: map[string]bool{"tab-dial": true}}
}

func (d *doors) dieAt(method string, seed uint64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls++
	if method == "world.open" {
		d.seeds = append(d.seeds, seed)
	}
	if d.dies != nil && (!d.dead || d.again) && d.dies(method, d.calls) {
		d.dead = true
		return true
	}
	return false
}

// sentences are what the scenarios of these tests can say.
func sentences(c *suite.Case, r *suite.Registry) func(context.Context) error {
	var w *target.World
	var ends error
	r.Step(`^a world$`, func(ctx context.Context) (err error) {
		w, err = c.Target.OpenWorld(ctx, target.Spec{Seed: c.Seed}, c.Log)
		return err
	})
	r.Step(`^(met|unmet) claim(, which binds)?$`, func(is, binds string) {
		c.Claim(result.Claim{Item: "scapi.rule.origin", Kind: "value", Text: "tea is hot", Seen: "cold", Met: is == "met", Binding: binds != ""})
	})
	r.Step(`^(met|unmet) claim of (\S+)$`, func(is, item string) {
		c.Claim(result.Claim{Item: item, Kind: "value", Met: is == "met", Binding: true})
	})
	r.Step(`^no way$`, func() error { return fmt.Errorf("way: %w", &suite.NotReachedError{Seen: "a wall"}) })
	r.Step(`^no need$`, func() error { return &suite.NotApplicableError{Reason: "nobody asks"} })
	r.Step(`^no offer$`, func() error { return &target.NotOfferedError{What: "tea"} })
	r.Step(`^a refusal \((-\d+)\)$`, func(code int) error { return &target.RefusedError{Method: "x", Code: code, Message: "no"} })
	r.Step(`^a mismatch$`, func() error { return suite.ErrMismatch })
	r.Step(`^an error$`, func() error { return errors.New("out of tea") })
	r.Step(`^a panic$`, func() { panic("out of cheese") })
	r.Step(`^a wait$`, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	r.Step(`^a wait that says why$`, func(ctx context.Context) error { <-ctx.Done(); return context.Cause(ctx) })
	r.Step(`^a flood$`, func() {
		for range trace.MaxRecords + 1 {
			c.Log.Add(trace.Record{Door: trace.Stage, Dir: trace.Event})
		}
	})
	r.Step(`^a flooded page$`, func() error { return fmt.Errorf("%w: %w", target.ErrLost, target.ErrFlood) })
	r.Step(`^the target is lost$`, func() error { return fmt.Errorf("%w: it fell", target.ErrLost) })
	r.Step(`^a world that will not close$`, func() {
		ends = &target.RefusedError{Method: "world.close", Code: -32000, Message: "no"}
	})
	return func(ctx context.Context) error {
		if w == nil {
			return ends
		}
		return w.Close(ctx)
	}
}

// said makes scenarios of texts, one a scenario, with their steps and tags.
func said(t *testing.T, texts ...string) []*suite.Scenario {
	t.Helper()
	feature := "Feature: f\n"
	for i, text := range texts {
		tags := ""
		if rest, ok := strings.CutPrefix(text, "@"); ok {
			tag, steps, _ := strings.Cut(rest, "\n")
			tags, text = "@"+tag+"\n", steps
		}
		feature += fmt.Sprintf("%sScenario: s %d\n%s\n", tags, i, text)
	}
	got, err := suite.Load(fstest.MapFS{"x.feature": {Data: []byte(feature)}}, nil)
	require.NoError(t, err)
	for _, sc := range got {
		sc.Wire = "scapi"
	}
	return got
}

// saying runs texts as scenarios with the sentences of these tests.
func saying(t *testing.T, texts ...string) func(*suite.Config) {
	return func(c *suite.Config) {
		c.Scenarios, c.Jobs = said(t, texts...), 1
		c.Wires = []suite.Wire{{Name: "scapi", Rules: &oracle.Rules{Book: book.SCAPI(), Profile: "union"}, Sentences: sentences}}
	}
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	const unmet, binds = "* unmet claim\n", "* unmet claim, which binds\n"
	tests := map[string]struct {
		text    string
		outcome result.Outcome
		reason  string
	}{
		"all is met":                           {"* met claim\n* met claim, which binds", result.Passed, ""},
		"nothing is claimed":                   {"* a world", result.Passed, ""},
		"a claim that does not bind":           {unmet + "* met claim, which binds", result.Note, ""},
		"a claim that binds":                   {binds + unmet, result.Failed, ""},
		"it cannot go on after it":             {binds + "* a mismatch\n* a panic", result.Failed, ""},
		"it cannot go on after a note":         {"When unmet claim\nThen a mismatch", result.Note, ""},
		"a Given that ends with a note":        {unmet + "* a mismatch", result.NotApplicable, "not reached: tea is hot: expected so, seen cold"},
		"it cannot go on after nothing":        {"* a mismatch", result.HarnessError, "it could not go on, though every claim was met"},
		"a Given that is not reached":          {"* met claim\n* no way", result.NotApplicable, "way: not reached: a wall"},
		"with a note on the way":               {unmet + "* no way", result.NotApplicable, "way: not reached: a wall"},
		"with something broken on the way":     {binds + "* no way", result.Failed, ""},
		"what nobody asks for":                 {"* no need", result.NotApplicable, "nobody asks"},
		"what is not offered":                  {"* no offer", result.NotApplicable, "the target does not offer tea"},
		"what cannot be done now":              {"* a refusal (-32000)", result.NotApplicable, "stage door: x: no (code -32000)"},
		"what we asked wrongly":                {"* a refusal (-32602)", result.HarnessError, "stage door: x: no (code -32602)"},
		"more than can be kept":                {binds + "* a flood", result.HarnessError, "more than 100000 messages or 64 MiB came in one scenario"},
		"a page that is flooded":               {"* a flooded page", result.HarnessError, "target lost: more than 100000 messages or 64 MiB came in one scenario"},
		"an error":                             {"* an error", result.HarnessError, "out of tea"},
		"an error after a broken claim":        {binds + "* an error", result.Failed, ""},
		"a panic":                              {"* met claim\n* a panic", result.HarnessError, "panic in step 2 (a panic): out of cheese\n"},
		"a sentence that is not there":         {"* a cow", result.HarnessError, "step is undefined: a cow"},
		"a wait beyond the limit":              {"* a wait", result.HarnessError, "the scenario did not end within 1s (--timeout)"},
		"a wait that says why":                 {"* a wait that says why", result.HarnessError, "the scenario did not end within 1s (--timeout)"},
		"a world that will not close":          {"* met claim, which binds\n* a world that will not close", result.HarnessError, "what the scenario opened could not be closed: stage door: world.close: no (code -32000)"},
		"a broken claim and no close":          {binds + "* a world that will not close", result.Failed, ""},
		"an error and no close":                {"* a world that will not close\n* an error", result.HarnessError, "out of tea"},
		"a feature that hello offers":          {"@needs:call.arrive\n* met claim", result.Passed, ""},
		"an ability that the file declares":    {"@needs:tab-dial\n* met claim", result.Passed, ""},
		"a feature that nobody declares":       {"@needs:clock.advance\n* a panic", result.NotApplicable, "the target does not declare clock.advance: neither its stage door nor its file (declares) does"},
		"an id that the profile does not have": {"@spec:scapi.outbound.push.accepted.1\n* a panic", result.NotApplicable, "profile wwe-guide does not have scapi.outbound.push.accepted.1"},
	}
	file := new(doors).serve(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := judge(t, file, saying(t, tt.text), func(c *suite.Config) {
				c.Timeout, c.Wires[0].Rules = time.Second, &oracle.Rules{Book: book.SCAPI(), Profile: "wwe-guide"}
				if !strings.Contains(tt.text, "a wait") {
					c.Timeout = time.Minute
				}
			})
			require.NoError(t, err)
			require.Len(t, got.Scenarios, 1)
			s := got.Scenarios[0]
			assert.Equal(t, tt.outcome, s.Outcome, s.Reason)
			if tt.outcome != result.NotApplicable || !strings.Contains(tt.text, "@") {
				assert.NotEqual(t, "skipped", s.Steps[0].Status)
			}
			if strings.HasPrefix(tt.reason, "panic") {
				assert.Contains(t, s.Reason, tt.reason)
			} else {
				assert.Equal(t, tt.reason, s.Reason)
			}
			assert.Equal(t, "again "+s.ID, s.Again)
			assert.Equal(t, 1, got.End.Counts[tt.outcome])
			assert.Empty(t, got.End.Lost)
		})
	}
}

// What stopped a scenario on its way is said by a step, whatever its trace tells besides.
func TestWhatStoppedAScenario(t *testing.T) {
	t.Parallel()
	got, err := judge(t, new(doors).serve(t), saying(t, "* unmet claim\n* a mismatch"), func(c *suite.Config) {
		c.Wires[0].Judge = func([]trace.Record) oracle.Verdict {
			return oracle.Verdict{Unmet: []result.Claim{{Item: "scapi.rule.origin", Kind: "rule", Text: "milk is cold"}}}
		}
	})
	require.NoError(t, err)
	assert.Equal(t, result.NotApplicable, got.Scenarios[0].Outcome)
	assert.Equal(t, "not reached: tea is hot: expected so, seen cold", got.Scenarios[0].Reason)
}

func TestTheHeadSaysWhatWasRun(t *testing.T) {
	t.Parallel()
	file := new(doors).serve(t)
	got, err := judge(t, file, saying(t, "* a world"), func(c *suite.Config) {
		c.Head, c.Fault, c.Jobs, c.Secrets = result.Run{Version: "1", Target: result.Target{Name: "a fake"}}, "f", 3, []string{"fake"}
	})
	require.NoError(t, err)
	run := got.Run
	assert.Equal(t, []any{"1", "union", uint64(1), 1, "f", 1}, []any{run.Version, run.Profile, run.Seed, run.Jobs, run.Fault, run.Scenarios})
	assert.NotEmpty(t, run.Book)
	assert.Equal(t, "a [redacted]", run.Target.Name)
	assert.Contains(t, string(run.Hello), `"name":"[redacted]"`)
}

// A target with one world is judged one scenario at a time.
func TestOneWorldMeansOneJob(t *testing.T) {
	t.Parallel()
	file := &targets.Target{Name: "fake", Kind: targets.Manual}
	keys := strings.NewReader(strings.Repeat("\n", 10))
	got, err := judge(t, file, saying(t, "* a world", "* a world", "* a world"), func(c *suite.Config) {
		c.Jobs = 8
		c.Connect = func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{Target: file, Person: keys, Prompt: io.Discard})
		}
	})
	require.NoError(t, err)
	assert.Equal(t, 1, got.Run.Jobs)
	assert.Equal(t, 3, got.End.Counts[result.Passed], "%+v", got.Scenarios)
}

func TestAWorldsSeed(t *testing.T) {
	t.Parallel()
	d := &doors{}
	file := d.serve(t)
	for _, seed := range []uint64{1, 2} {
		_, err := judge(t, file, saying(t, "* a world", "* a world"), func(c *suite.Config) { c.Seed = seed })
		require.NoError(t, err)
	}
	_, err := judge(t, file, saying(t, "* a world", "* a world"), func(c *suite.Config) { c.Scenarios = c.Scenarios[1:] })
	require.NoError(t, err)
	require.Len(t, d.seeds, 5)
	assert.Equal(t, d.seeds[1], d.seeds[4], "it depends on the seed and the scenario alone")
	different := map[uint64]bool{}
	for _, s := range d.seeds {
		assert.LessOrEqual(t, s, uint64(1)<<53-1, "every JSON reader keeps it")
		different[s] = true
	}
	assert.Len(t, different, 4)
}

// A target that dies is lost to the run; what had ended stays, and the run goes on
// if it comes back.
func TestATargetThatDies(t *testing.T) {
	t.Parallel()
	second := func(method string, n int) bool { return method == "world.open" && n > 2 }
	tests := map[string]struct {
		doors    *doors
		outcomes []result.Outcome
		came     int
	}{
		"for good":           {&doors{dies: second}, []result.Outcome{result.Passed, result.HarnessError}, 3},
		"and comes back":     {&doors{dies: second, stays: true}, []result.Outcome{result.Passed, result.HarnessError, result.Passed, result.Passed}, 2},
		"as a world ends":    {&doors{dies: func(m string, n int) bool { return m == "world.close" }}, []result.Outcome{result.HarnessError}, 2},
		"again and again":    {&doors{dies: func(m string, n int) bool { return m == "world.open" }, again: true, stays: true}, []result.Outcome{result.HarnessError, result.HarnessError, result.HarnessError}, 4},
		"before it is there": {&doors{dead: true}, nil, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := judge(t, tt.doors.serve(t), saying(t, "* a world", "* a world", "* a world", "* a world"))
			require.NoError(t, err)
			var outcomes []result.Outcome
			for _, s := range got.Scenarios {
				outcomes = append(outcomes, s.Outcome)
			}
			assert.Equal(t, tt.outcomes, outcomes)
			assert.Contains(t, got.End.Lost, "target lost: ")
			assert.Equal(t, result.ExitLost, got.End.Exit)
			assert.Equal(t, 4, got.Run.Scenarios)
			assert.LessOrEqual(t, tt.doors.came, tt.came)
		})
	}
}

// One job that loses the target does not keep the others from theirs.
func TestADyingTargetIsLostToOneJobOnly(t *testing.T) {
	t.Parallel()
	file := new(doors).serve(t)
	texts := []string{"* the target is lost"}
	for range 20 {
		texts = append(texts, "* a world")
	}
	got, err := judge(t, file, saying(t, texts...), func(c *suite.Config) { c.Jobs = 3 })
	require.NoError(t, err)
	assert.Equal(t, 20, got.End.Counts[result.Passed])
	assert.Equal(t, 1, got.End.Counts[result.HarnessError])
	assert.Equal(t, "target lost: it fell", got.End.Lost)
}

// A target that takes fewer connections than there are jobs is judged by those that it
// takes.
func TestATargetThatTakesOneConnection(t *testing.T) {
	t.Parallel()
	file := new(doors).serve(t)
	var texts []string
	for range 20 {
		texts = append(texts, "* a world")
	}
	var mu sync.Mutex
	n := 0
	got, err := judge(t, file, saying(t, texts...), func(c *suite.Config) {
		c.Jobs = 4
		connect := c.Connect
		c.Connect = func(ctx context.Context) (*target.Target, error) {
			mu.Lock()
			defer mu.Unlock()
			if n++; n > 1 {
				return nil, target.ErrLost
			}
			return connect(ctx)
		}
	})
	require.NoError(t, err)
	assert.Equal(t, 20, got.End.Counts[result.Passed])
	assert.Empty(t, got.End.Lost)
}

// An interrupted run has what ended before, and leaves nothing behind.
func TestARunIsInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := 0
	file := new(doors).serve(t)
	got, err := judgeUntil(ctx, t, file, saying(t, "* a world", "* a world", "* a wait", "* a world"), func(c *suite.Config) {
		c.Jobs = 1
		c.Ended = func(*result.Scenario) {
			if ended++; ended == 2 {
				cancel()
			}
		}
	})
	require.NoError(t, err)
	assert.Len(t, got.Scenarios, 2)
	assert.True(t, got.End.Interrupted)
	assert.Equal(t, result.ExitInterrupted, got.End.Exit)

	got, err = judgeUntil(ctx, t, file, saying(t, "* a world"))
	require.NoError(t, err)
	assert.Empty(t, got.Scenarios, "it had ended before it began")
	assert.Empty(t, got.End.Lost)
}

// full is a disk that has room for so many lines.
type full struct{ lines int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if f.lines--; f.lines < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestARunThatCannotBeWrittenEnds(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ lines, ended int }{"at once": {0, 0}, "after a scenario": {2, 2}}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ended := 0
			_, err := judge(t, new(doors).serve(t), saying(t, "* a world", "* a world", "* a world", "* a world"), func(c *suite.Config) {
				c.Out, c.Ended = result.NewWriter(&full{tt.lines}), func(*result.Scenario) { ended++ }
			})
			assert.ErrorIs(t, err, errFull)
			assert.Equal(t, tt.ended, ended)
		})
	}
}

// The judge waits for an answer as long as the target file says, and then says that
// there was none.
func TestATargetThatNeverAnswers(t *testing.T) {
	t.Parallel()
	file := simulated(t)
	file.Timeouts.Answer = 200 * time.Millisecond
	got, err := judge(t, file, func(c *suite.Config) {
		c.Scenarios = matching(t, "scapi/voice/inbound/**/the-agent-answers")
		c.Faults = []json.RawMessage{[]byte(`{"on":{"frame":"answer"},"do":"lose"}`)}
	})
	require.NoError(t, err)
	s := got.Scenarios[0]
	require.Equal(t, result.Failed, s.Outcome, s.Reason)
	c := s.Failures()[0]
	assert.Equal(t, []any{"scapi.rule.one-answer", "subscribe gets an answer", "none in time"}, []any{c.Item, c.Text, c.Seen})
	assert.Equal(t, trace.Sent, s.Trace[c.Frames[0]-1].Dir)
}
