// Command yardstick measures how fast deskproof is, each part beside a peer that
// does the least that could be done instead: in turn, in one run, as a ratio. On a
// machine that others use, times move by a factor of two or three; ratios do not.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime"

	"github.com/deskproof/deskproof/features"
	"github.com/deskproof/deskproof/steps/suite"
)

// options are the flags of yardstick.
type options struct {
	rounds, jobs int
	quick, json  bool
	gate         float64
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 9, "how many rounds count")
	flag.IntVar(&o.jobs, "jobs", runtime.NumCPU()+1, "how many scenarios run at once, ours and godog's")
	flag.BoolVar(&o.quick, "quick", false, "three short rounds: shows that it runs, and roughly how fast")
	flag.BoolVar(&o.json, "json", false, "print one JSON object a line, times in nanoseconds, memory in bytes")
	flag.Float64Var(&o.gate, "gate", 0, "exit with 1 if a median ratio is more than so many `times` its goal; 0: never")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	code, err := measure(ctx, o, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "yardstick:", err)
	}
	if code != 0 {
		os.Exit(code)
	}
}

// The exit codes, beside 0.
const (
	exitSlow  = 1 // the gate is closed
	exitUsage = 2
	exitError = 3 // something could not be measured
)

// pollers is how many agents hold a poll in the contests of polls.
const pollers = 2000

// measure holds every contest and prints how it came out.
func measure(ctx context.Context, o options, w io.Writer) (int, error) {
	if o.rounds < 1 || o.jobs < 1 || o.gate < 0 {
		return exitUsage, fmt.Errorf("--rounds and --jobs take 1 or more, --gate 0 or more")
	}
	events, told := 200_000, 20_000
	if o.quick {
		o.rounds, events, told = min(o.rounds, 3), 20_000, 4000
	}
	own, err := fs.Sub(features.FS, suite.DefaultWire)
	if err != nil {
		return exitError, err
	}
	var rows []row
	for _, prepare := range []func() (*contest, error){
		func() (*contest, error) { return suiteContest(own, o.jobs) },
		func() (*contest, error) { return centerContest(events) },
		func() (*contest, error) { return wireContest(events) },
		func() (*contest, error) { return idleContest(pollers) },
		func() (*contest, error) { return deliveryContest(pollers, told, 0.5) },
		func() (*contest, error) { return deliveryContest(pollers, told, 0.99) },
	} {
		held, err := hold(ctx, prepare, o.rounds)
		if err != nil {
			return exitError, err
		}
		rows = append(rows, held...)
	}
	if err := show(w, rows, o.json); err != nil {
		return exitError, err
	}
	return gated(rows, o.gate)
}

func hold(ctx context.Context, prepare func() (*contest, error), rounds int) ([]row, error) {
	c, err := prepare()
	if err != nil {
		return nil, err
	}
	defer c.close()
	return c.hold(ctx, rounds)
}

// gated is the exit code by the generosity of the gate.
func gated(rows []row, gate float64) (int, error) {
	for _, r := range rows {
		if limit := r.Goal * gate; limit > 0 && r.Ratio.Median > limit {
			return exitSlow, fmt.Errorf("%s takes %.2f times %s: the gate closes at %.4g", r.Name, r.Ratio.Median, r.Yardstick, limit)
		}
	}
	return 0, nil
}
