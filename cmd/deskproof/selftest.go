package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// answerWithin is how long a simulator that is wrong has to answer: what is lost on
// purpose is not waited for as long as what a target may be slow with.
const answerWithin = 2 * time.Second

// selftestJobs is how many scenarios run at once for each processor: much of the time
// of a simulator that is wrong is waiting.
const selftestJobs = 24

func newSelftest() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "selftest",
		Short: "Judge the judge: what it must catch, and what it must let pass",
		Long: `Runs the features that come with deskproof against simulators that are wrong on
purpose, which must be caught, and against simulators that differ from ours within what
the documents allow, which must pass. Exit codes: 0 the judge is right, 1 it is wrong
about something, 2 wrong usage, 3 it could not be tried.`,
		Example: `  deskproof selftest mutants
  deskproof selftest sites 'event/interaction/HELD/**'
  deskproof selftest variants 'opaque-*'
  deskproof selftest steady --runs 20 --delay 50ms`,
		Args: cobra.NoArgs,
		RunE: oneOfOthers(errors.New("say what to try: deskproof selftest mutants, or another of these commands")),
	}
	cmd.AddCommand(newMutants(), newSites(), newVariants(), newSteady(), newCoverage())
	return cmd
}

// bench is where a self-test runs: the scenarios, and a simulator that can differ.
type bench struct {
	wires []suite.Wire      // all that there are
	rules *oracle.Rules     // of the wire that is tried
	all   []*suite.Scenario // on that wire
	file  *targets.Target
	jobs  int // how many scenarios run at once
	stop  func()
}

// memory is by how many percent the memory may grow before it is tidied up: a self-test
// runs the scenarios hundreds of times and keeps next to nothing.
const memory = 400

func newBench(ctx context.Context) (*bench, error) {
	debug.SetGCPercent(memory)
	b := &bench{file: targets.Builtin(), jobs: selftestJobs * runtime.NumCPU()}
	if err := b.in(suite.DefaultWire, ""); err != nil {
		return nil, err
	}
	var err error
	b.stop, err = provide(ctx, b.file)
	return b, err
}

// in chooses a wire and a profile, if none is named the one that is usual, and the
// scenarios that are about what it has: others never apply.
func (b *bench) in(wire, profile string) error {
	chosen := map[string]string{}
	if profile != "" {
		chosen[wire] = profile
	}
	if err := b.everywhere(chosen); err != nil {
		return err
	}
	i := slices.IndexFunc(b.wires, func(w suite.Wire) bool { return w.Name == wire })
	if i < 0 {
		return fmt.Errorf("there is no wire %s", wire)
	}
	b.rules = b.wires[i].Rules
	b.all = slices.DeleteFunc(b.all, func(sc *suite.Scenario) bool { return sc.Wire != wire })
	return nil
}

// everywhere is in for all wires at once, with profiles by wire.
func (b *bench) everywhere(profiles map[string]string) (err error) {
	b.wires = steps.Wires(profiles, false)
	has := map[string]func(string) bool{}
	for _, w := range b.wires {
		has[w.Name] = w.Rules.Has
	}
	b.all, _, err = choose(b.wires, runFlags{}, nil)
	b.all = slices.DeleteFunc(b.all, func(sc *suite.Scenario) bool {
		return slices.ContainsFunc(sc.Specs(), func(id string) bool { return !has[sc.Wire](id) })
	})
	return err
}

// keep keeps the scenarios on a wire; empty: all.
func (b *bench) keep(wire string) error {
	if wire == "" {
		return nil
	}
	b.all = slices.DeleteFunc(b.all, func(sc *suite.Scenario) bool { return sc.Wire != wire })
	if len(b.all) == 0 {
		return fmt.Errorf("--wire %s: no scenario is for it", wire)
	}
	return nil
}

// judge is a selftest.Judge.
func (b *bench) judge(ctx context.Context, t selftest.Trial) ([]result.Scenario, error) {
	var out []result.Scenario
	end, err := suite.Run(ctx, suite.Config{
		Scenarios: t.Scenarios, Wires: b.wires,
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{Target: b.file, Version: version()})
		},
		Seed: t.Seed, Jobs: b.jobs, Timeout: time.Minute, Again: func(string) string { return "" },
		Fault: "selftest", Faults: t.Faults, Out: result.NewWriter(io.Discard),
		Ended: func(s *result.Scenario) { out = append(out, *s) },
	})
	switch {
	case err != nil:
		return nil, err
	case end.Interrupted:
		return nil, ctx.Err()
	case end.Lost != "":
		return nil, errors.New(end.Lost)
	}
	return out, nil
}

// try runs a self-test on a bench and says how it ends. Wrong counts what the judge
// was wrong about.
func try(cmd *cobra.Command, test func(*bench) (wrong int, err error)) error {
	b, err := newBench(cmd.Context())
	if err != nil {
		return &exitError{code: result.ExitHarness, err: err}
	}
	defer b.stop()
	wrong, err := test(b)
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{code: result.ExitInterrupted}
	case err != nil:
		return &exitError{code: result.ExitHarness, err: err}
	case wrong > 0:
		return &exitError{code: result.ExitFailed}
	}
	return nil
}

func newSteady() *cobra.Command {
	var runs int
	var delay time.Duration
	var wire string
	cmd := &cobra.Command{
		Use:   "steady",
		Short: "Run everything over and over: the verdicts must be the same",
		Long: `Runs every feature again and again, each time in another order and with other
worlds, and compares the verdicts with those of a first run, and what each scenario claimed
and proved.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if runs < 1 {
				return fmt.Errorf("--runs %d: expected 1 or more", runs)
			}
			return try(cmd, func(b *bench) (int, error) {
				if err := b.everywhere(nil); err != nil {
					return 0, err
				}
				if err := b.keep(wire); err != nil {
					return 0, err
				}
				return steady(cmd, b, delays(delay), runs)
			})
		},
	}
	cmd.Flags().IntVar(&runs, "runs", 20, "how often")
	cmd.Flags().DurationVar(&delay, "delay", 0, "hold back every frame for a random time up to this, such as 50ms")
	cmd.Flags().StringVar(&wire, "wire", "", "run scenarios on the wire `NAME` alone (default: on each that they are for)")
	completes(cmd, "wire", wireNames)
	return cmd
}

// delays are the faults that hold back whatever crosses a wire; none if it is for no time.
func delays(most time.Duration) (faults []json.RawMessage) {
	if most == 0 {
		return nil
	}
	for _, on := range []string{`{}`, `{"frame":"request"}`, `{"wire":"gws"}`, `{"wire":"gws","frame":"request"}`, `{"wire":"gws","frame":"reply"}`,
		`{"wire":"webex"}`, `{"wire":"webex","frame":"request"}`} {
		faults = append(faults, fmt.Appendf(nil, `{"on":%s,"do":"delay","millis":%d}`, on, most.Milliseconds()))
	}
	return faults
}

func steady(cmd *cobra.Command, b *bench, faults []json.RawMessage, runs int) (wrong int, err error) {
	began := time.Now()
	err = selftest.Steady(cmd.Context(), b.judge, b.all, faults, runs, func(run int, changed []string) {
		wrong += len(changed)
		fmt.Fprintf(cmd.ErrOrStderr(), "run %d of %d after %s: %s came out otherwise\n", run, runs, time.Since(began).Round(time.Second), some(len(changed), "verdict"))
		for _, c := range changed {
			fmt.Fprintf(cmd.OutOrStdout(), "run %d, seed %d: %s\n", run, run, c)
		}
	})
	if err == nil {
		fmt.Fprintf(cmd.OutOrStdout(), "%s of %s in %s: %s came out otherwise\n",
			some(runs, "run"), some(len(b.all), "scenario"), time.Since(began).Round(time.Second), some(wrong, "verdict"))
	}
	return wrong, err
}

// fates counts what became of differences, the best catch first.
func fates(count map[selftest.Fate]int) string {
	text := ""
	for _, f := range []selftest.Fate{selftest.Killed, selftest.Noted, selftest.Unjudged, selftest.Silenced, selftest.Survived} {
		if count[f] > 0 {
			text += fmt.Sprintf(", %d %s", count[f], f)
		}
	}
	return text
}

// wants reports whether a name is among those asked for; none asks for all.
func wants(globs []string, name string) bool {
	return len(globs) == 0 || slices.ContainsFunc(globs, func(g string) bool { return suite.MatchID(g, name) })
}
