package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/carrier"
	"github.com/deskproof/deskproof/sim/stage"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// suiteContest judges the simulator by the features, over sockets and in memory,
// beside godog running the same scenarios with steps that do nothing. The features are
// those of one wire, for godog knows of none.
func suiteContest(features fs.FS, jobs int) (*contest, error) {
	bare, err := newBare(features, jobs)
	if err != nil {
		return nil, err
	}
	memory := carrier.NewMemory()
	inMemory, err := newJudged(features, memory, "ws://memory/stage", memory.Dial, jobs)
	if err != nil {
		return nil, err
	}
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		inMemory.close()
		return nil, err
	}
	overSockets, err := newJudged(features, socket, "ws://"+socket.Addr().String()+"/stage", nil, jobs)
	if err != nil {
		inMemory.close()
		return nil, err
	}
	return &contest{
		unit:      "run",
		yardstick: contender{name: fmt.Sprintf("bare godog, %d scenarios, GC as it comes", bare.scenarios), run: timed(1, bare.run)},
		ours: []contender{
			{name: "whole suite in memory, GC as deskproof run sets it", goal: 2, run: relaxed(timed(1, inMemory.run))},
			{name: "whole suite over sockets, likewise", goal: 8, run: relaxed(timed(1, overSockets.run))},
		},
		close: func() { inMemory.close(); overSockets.close() },
	}, nil
}

// relaxed runs ours with the garbage collector as deskproof run sets it. Bare godog
// has it as every program does that sets nothing.
func relaxed(run func(context.Context) (float64, error)) func(context.Context) (float64, error) {
	return func(ctx context.Context) (float64, error) {
		defer suite.Relax()()
		return run(ctx)
	}
}

// judged is the simulator as a target, and what judges it.
type judged struct {
	features fs.FS
	file     *targets.Target
	dial     target.Dialer
	jobs     int
	server   *http.Server
	host     *sim.Host
	served   chan error
	end      context.CancelFunc
}

func newJudged(features fs.FS, l net.Listener, address string, dial target.Dialer, jobs int) (*judged, error) {
	doc, err := centers.Parse("default.yaml", centers.Default())
	if err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(context.Background())
	j := &judged{features: features, file: targets.Builtin(), dial: dial, jobs: jobs, host: sim.NewHost(ctx), served: make(chan error, 1), end: end}
	j.file.Stage.Address = address
	j.server = stage.Server(stage.Config{Host: j.host, Center: doc})
	go func() { j.served <- j.server.Serve(l) }()
	return j, nil
}

func (j *judged) close() {
	j.end()
	j.host.CloseAll()
	_ = j.server.Close() // what is left is cut off
	<-j.served
}

// run reads the features and judges the simulator by them, as deskproof run does up
// to its reports. It is an error if anything but a pass comes out.
func (j *judged) run(ctx context.Context) error {
	all, err := suite.Load(j.features, nil)
	if err != nil {
		return err
	}
	wires := steps.Wires(nil, false)
	runs, _ := suite.OnWires(all, wires) // that every tag names a wire is tested elsewhere
	out := result.NewWriter(io.Discard)
	end, err := suite.Run(ctx, suite.Config{
		Scenarios: suite.Order(runs, 1), Wires: wires,
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{Target: j.file, Dial: j.dial})
		},
		Seed: 1, Jobs: j.jobs, Timeout: time.Minute, Again: func(id string) string { return id }, Out: out,
	})
	if err != nil {
		return err
	}
	if code := result.ExitCode(end, false); code != result.ExitPassed {
		return fmt.Errorf("the simulator did not pass: exit code %d, %+v", code, end.Counts)
	}
	return out.End(end)
}
