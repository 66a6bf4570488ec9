package suite_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/features"
	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/stage"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// Here the two sides meet: the judge runs against the simulator, through its doors.

// simulated starts the simulator until the test ends and returns it as a target.
func simulated(t testing.TB) *targets.Target {
	t.Helper()
	return simulatedWith(t, string(centers.Default()))
}

// simulatedWith is simulated with a center of its own.
func simulatedWith(t testing.TB, center string) *targets.Target {
	t.Helper()
	file, end, err := simulator(center)
	require.NoError(t, err)
	t.Cleanup(end)
	return file
}

// simulator is the same until end is called.
func simulator(center string) (file *targets.Target, end func(), err error) {
	doc, err := centers.Parse("center.yaml", []byte(center))
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	host := sim.NewHost(ctx)
	s := httptest.NewServer(stage.Handler(stage.Config{Host: host, Center: doc}))
	file = targets.Builtin()
	file.Stage.Address = "ws" + strings.TrimPrefix(s.URL, "http") + "/stage"
	return file, func() {
		cancel()
		host.CloseAll()
		s.CloseClientConnections()
		s.Close()
	}, nil
}

// judge is what runs against a target in these tests, unless they say otherwise:
// everything, by the union of all documents.
func judge(t testing.TB, file *targets.Target, change ...func(*suite.Config)) (*result.Report, error) {
	t.Helper()
	return judgeUntil(t.Context(), t, file, change...)
}

func judgeUntil(ctx context.Context, t testing.TB, file *targets.Target, change ...func(*suite.Config)) (*result.Report, error) {
	t.Helper()
	return judged(ctx, file, change...)
}

func judged(ctx context.Context, file *targets.Target, change ...func(*suite.Config)) (*result.Report, error) {
	var stream bytes.Buffer
	cfg := suite.Config{
		Wires: union(),
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{Target: file})
		},
		Seed: 1, Jobs: 4, Timeout: time.Minute, Again: func(id string) string { return "again " + id }, Out: result.NewWriter(&stream),
	}
	for _, c := range change {
		c(&cfg)
	}
	if cfg.Scenarios == nil {
		all, err := load(cfg.Wires)
		if err != nil {
			return nil, err
		}
		cfg.Scenarios = all
	}
	end, err := suite.Run(ctx, cfg)
	if err != nil {
		return nil, err
	}
	end.Exit = result.ExitCode(end, false)
	if err := cfg.Out.End(end); err != nil {
		return nil, err
	}
	return result.Read(&stream)
}

// theWhole is everything, judged once for all tests that look at it. In a short run it is
// an eighth of everything: other runs with the race detector judge it all.
var theWhole = sync.OnceValues(func() (*result.Report, error) {
	file, end, err := simulator(string(centers.Default()))
	if err != nil {
		return nil, err
	}
	defer end()
	all, err := load(union())
	if err != nil {
		return nil, err
	}
	if testing.Short() {
		all = partOf(all, 1, parts)
	}
	return judged(context.Background(), file, func(c *suite.Config) { c.Scenarios = all })
})

// parts is of how many parts of everything some tests take but one.
const parts = 8

// isLeftOut reports whether a short run leaves out one of many alike: it takes one of four.
func isLeftOut(name string) bool { return testing.Short() && lot(name)%4 != 0 }

// union are the wires as the simulator plays them in these tests, judged by all that there is.
func union() []suite.Wire { return steps.Wires(nil, false) }

// everything is the features that come with the program, by their ids of a run.
func everything(t testing.TB) []*suite.Scenario {
	t.Helper()
	all, err := load(union())
	require.NoError(t, err)
	return all
}

// parsed is what the features say, on no wire yet. Nobody changes it.
var parsed = sync.OnceValues(func() ([]*suite.Scenario, error) { return suite.Load(features.FS, nil) })

func load(wires []suite.Wire) ([]*suite.Scenario, error) {
	all, err := parsed()
	if err != nil {
		return nil, err
	}
	runs, wrong := suite.OnWires(all, wires)
	for _, p := range wrong {
		err = errors.Join(err, fmt.Errorf("%s:%d: %s", p.File, p.Line, p.Text))
	}
	return runs, err
}

// sample is one of so many parts of everything, each of which has something of every topic.
// In a short run it is a quarter of that.
func sample(t testing.TB, part, of int) []*suite.Scenario {
	t.Helper()
	if testing.Short() {
		of *= 4
	}
	return partOf(everything(t), part, of)
}

// partOf are the scenarios of a part, counted from 1. Which one a scenario is in depends on
// its id alone: a new scenario moves no other into a part where it has never been tried.
func partOf(all []*suite.Scenario, part, of int) []*suite.Scenario {
	return slices.DeleteFunc(slices.Clone(all), func(sc *suite.Scenario) bool { return lot(sc.ID)%uint32(of) != uint32(part-1) })
}

// lot is a number that a text draws.
func lot(text string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text)) // it never fails
	return h.Sum32()
}

func matching(t testing.TB, glob string) []*suite.Scenario {
	t.Helper()
	return matchingIn(t, union(), glob)
}

func matchingIn(t testing.TB, wires []suite.Wire, glob string) []*suite.Scenario {
	t.Helper()
	all, err := load(wires)
	require.NoError(t, err)
	got, err := suite.Select(all, suite.Selection{ID: glob})
	require.NoError(t, err)
	return got
}

// The simulator passes everything.
func TestTheSimulatorPasses(t *testing.T) {
	t.Parallel()
	got, err := theWhole()
	require.NoError(t, err)
	assert.Equal(t, result.ExitPassed, got.End.Exit)
	if !testing.Short() {
		assert.Len(t, got.Scenarios, len(everything(t)))
	}
	for _, s := range got.Scenarios {
		if passesInUnion(t, s) {
			proves(t, s)
		}
	}
}

// It does whatever the seed, the order and the number of jobs; and the same seed gives the
// same claims, proofs and frames.
func TestTheSimulatorPassesWithAnySeed(t *testing.T) {
	t.Parallel()
	file := simulated(t)
	for _, run := range []struct {
		seed uint64
		jobs int
	}{{1, 1}, {2, 4}, {3, 16}} {
		t.Run(fmt.Sprintf("seed %d, %d jobs", run.seed, run.jobs), func(t *testing.T) {
			t.Parallel()
			got, err := judge(t, file, func(c *suite.Config) {
				c.Seed, c.Jobs, c.Scenarios = run.seed, run.jobs, suite.Order(sample(t, int(run.seed), parts), run.seed)
			})
			require.NoError(t, err)
			assert.Equal(t, result.ExitPassed, got.End.Exit)
			for _, s := range got.Scenarios {
				passesInUnion(t, s)
			}
			if run.seed != 1 {
				return
			}
			whole, err := theWhole()
			require.NoError(t, err)
			is, was := seen(got), seen(whole)
			maps.DeleteFunc(was, func(k string, _ []string) bool { _, ok := is[k]; return !ok })
			if diff := cmp.Diff(was, is); diff != "" {
				t.Errorf("two runs of one seed (-first +second):\n%s", diff)
			}
		})
	}
}

// made is what differs between two runs of one seed: where a world's addresses begin, which
// are named in the order in which they open, and ids that nobody may guess.
var made = regexp.MustCompile(`http://[^/ ]+/w/\w+/|"clientId":"\w+"`)

// seen is what a run claims, proves and sees, page by page, without when.
func seen(r *result.Report) map[string][]string {
	out := map[string][]string{}
	for _, s := range r.Scenarios {
		out[s.ID+" proves"] = s.Proved
		for _, c := range s.Claims {
			c.Frames, c.Compared = nil, nil // what other pages say comes between
			out[s.ID+" claims"] = append(out[s.ID+" claims"], made.ReplaceAllString(fmt.Sprintf("%+v", c), ""))
		}
		for _, rec := range s.Trace {
			if rec.Door != "scapi" {
				continue // worlds are named in the order in which they open
			}
			key := fmt.Sprintf("%s %s/%d", s.ID, rec.Desk, rec.Page)
			out[key] = append(out[key], fmt.Sprint(rec.Dir, " ", string(rec.Frame), rec.Text, rec.Fence, rec.Step))
		}
	}
	return out
}

// passesInUnion: a scenario has passed, unless it is about what the union of all
// documents does not have. It reports whether it was judged.
func passesInUnion(t *testing.T, s result.Scenario) bool {
	t.Helper()
	want := result.Passed
	if !isInUnion(s) {
		want = result.NotApplicable
	}
	assert.Equal(t, want, s.Outcome, "%s: %s %+v %+v", s.ID, s.Reason, s.Failures(), s.Notes())
	return want == result.Passed
}

// isInUnion reports whether the union of all documents has all that a scenario is
// tagged with. It lacks what was mended in the newest.
func isInUnion(s result.Scenario) bool {
	wires := union()
	i := slices.IndexFunc(wires, func(w suite.Wire) bool { return w.Name == s.Wire })
	return !slices.ContainsFunc(specs(s), func(id string) bool { return !wires[i].Rules.Has(id) })
}

// specs are the ids of its wire's book that a scenario is tagged with.
func specs(s result.Scenario) []string { return result.Specs(s.Tags, s.Wire) }

// proves: every id that a scenario is tagged with is named by one of its claims, or
// proved by its trace.
func proves(t *testing.T, s result.Scenario) {
	t.Helper()
	named := slices.Clone(s.Proved)
	for _, c := range s.Claims {
		named = append(named, c.Item)
	}
	for _, id := range specs(s) {
		if !slices.Contains(named, id) {
			t.Errorf("%s is tagged with %s, and nothing in it is about that", s.ID, id)
		}
	}
}

// However it is found out that everything has arrived, the verdict is the same.
func TestTheSimulatorPassesHoweverItSettles(t *testing.T) {
	t.Parallel()
	for _, settle := range []targets.Settle{{Mode: targets.Fence}, {Mode: targets.Quiet, Quiet: 50 * time.Millisecond}} {
		t.Run(string(settle.Mode), func(t *testing.T) {
			t.Parallel()
			file := simulated(t)
			file.Settle = settle
			chosen := slices.Concat(matching(t, "scapi/voice/inbound/**"), matching(t, "scapi/preview/push-preview/**"), matching(t, "scapi/envelope/subscriptions/**"))
			got, err := judge(t, file, func(c *suite.Config) { c.Scenarios, c.Jobs = chosen, 16 })
			require.NoError(t, err)
			for _, s := range got.Scenarios {
				assert.Equal(t, result.Passed, s.Outcome, "%s: %s %+v %+v", s.ID, s.Reason, s.Failures(), s.Notes())
			}
		})
	}
}

// profileOf is the profile in which a mutant is caught, by its wire.
func profileOf(m mutants.Mutant) map[string]string {
	if m.Profile == "" {
		return nil
	}
	return map[string]string{m.Wire: m.Profile}
}

func onWire(all []*suite.Scenario, wire string) []*suite.Scenario {
	return slices.DeleteFunc(all, func(sc *suite.Scenario) bool { return sc.Wire != wire })
}

// Every mutant is caught by the one scenario it names, as it says, by a claim that is
// its item's and tells the rule.
func TestEveryMutantIsCaught(t *testing.T) {
	t.Parallel()
	file := simulated(t)
	file.Timeouts.Answer = 3 * time.Second // some answers never come
	for _, m := range mutants.All() {
		if isLeftOut(m.Name) {
			continue
		}
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			got, err := judge(t, file, func(c *suite.Config) {
				c.Wires = steps.Wires(profileOf(m), false)
				c.Scenarios, c.Fault, c.Faults = onWire(matchingIn(t, c.Wires, m.KilledBy), m.Wire), m.Name, m.Faults
			})
			require.NoError(t, err)
			assert.Equal(t, m.Name, got.Run.Fault)
			require.Len(t, got.Scenarios, 1, "it names one scenario")
			s := got.Scenarios[0]
			caught, outcome := s.Failures(), result.Failed
			if m.Class == "note" {
				caught, outcome = s.Notes(), result.Note
			}
			assert.Equal(t, outcome, s.Outcome, s.Reason)
			i := slices.IndexFunc(caught, func(c result.Claim) bool { return c.Item == m.Item })
			require.GreaterOrEqual(t, i, 0, "%s: %s %s %+v", s.ID, s.Outcome, s.Reason, s.Claims)
			for _, said := range []string{caught[i].Text, caught[i].Rule, caught[i].Expected, caught[i].Seen} {
				assert.NotEmpty(t, said)
			}
			assert.NotEqual(t, caught[i].Expected, caught[i].Seen)
			if m.Class == "failure" {
				assert.NotEmpty(t, caught[i].Sources)
			}
		})
	}
}
