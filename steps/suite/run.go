package suite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/target"
)

// Sentences registers the sentences of one scenario and returns what ends its
// world; it is called for every scenario anew.
type Sentences func(c *Case, r *Registry) (end func(context.Context) error)

// Config says what to run and against what. All but Selected, Fault, Faults, Redact,
// Secrets, Baseline and Ended are required.
type Config struct {
	Scenarios []*Scenario                                   // in the order in which they begin, as OnWires made them
	Selected  []*Scenario                                   // of all shards; nil: the same
	Wires     []Wire                                        // all that there are, in use or not
	Connect   func(context.Context) (*target.Target, error) // once a job
	Seed      uint64
	Jobs      int           // at most one a scenario is used
	Timeout   time.Duration // for one scenario
	Head      result.Run    // Profile, Book, Seed, Jobs, Strict, Scenarios and Hello are filled in
	Again     func(id string) string
	Fault     string
	Faults    []json.RawMessage
	Redact    []string // user data keys
	Secrets   []string
	Baseline  Baseline
	Out       *result.Writer
	Ended     func(*result.Scenario) // called for each scenario, one at a time; nil: nobody
}

// run is a run under way.
type run struct {
	Config
	wires map[string]*Wire
	todo  chan *Scenario

	stop context.CancelFunc // nothing more is to run

	mu    sync.Mutex
	ended []result.Scenario // without their traces
	stale []result.Stale
	lost  error
	err   error // of writing the stream
}

// Run runs the scenarios and writes their verdicts to cfg.Out as they end. It
// returns the last line of the stream, its exit code yet to be filled in and it
// yet to be written, and an error if the stream could not be written: it ends the
// run. When ctx ends, scenarios under way are dropped and what has ended stays.
// Nothing of the baseline is stale in a run that was interrupted or lost its target.
func Run(ctx context.Context, cfg Config) (result.End, error) {
	began := time.Now()
	r := &run{Config: cfg, wires: map[string]*Wire{}, todo: make(chan *Scenario)}
	if err := r.wire(); err != nil {
		return result.End{}, err
	}
	r.Jobs = min(r.Jobs, len(r.Scenarios))
	first, err := cfg.Connect(ctx)
	if err == nil && first.Alone() {
		r.Jobs = 1
	}
	if herr := r.head(first); herr != nil {
		if first != nil {
			_ = first.Close() // nothing was done with it
		}
		return result.End{}, herr
	}
	if err != nil {
		r.lose(ctx, err)
	} else {
		r.jobs(ctx, first)
	}
	end := result.End{Interrupted: ctx.Err() != nil, Millis: time.Since(began).Milliseconds()}
	end.Counts, end.Proved = result.Tally(r.ended)
	if r.lost != nil {
		end.Lost = r.redactor().Text(r.lost.Error())
	}
	if !end.Interrupted && r.lost == nil {
		end.Stale = byLine(append(r.stale, r.Baseline.gone(r.Wires)...))
	}
	return end, r.err
}

func (r *run) redactor() *trace.Redactor { return trace.NewRedactor(r.Redact, r.Secrets) }

// wire readies the wires, and is an error for a scenario on none of them.
func (r *run) wire() error {
	for _, w := range r.Wires {
		if err := w.check(); err != nil {
			return err
		}
		if w.Known == nil {
			w.Known = &Definitions{}
		}
		r.wires[w.Name] = &w
	}
	for _, sc := range r.Scenarios {
		if r.wires[sc.Wire] == nil {
			return fmt.Errorf("scenario %s is to run on wire %q: there is none", sc.ID, sc.Wire)
		}
	}
	return nil
}

func (r *run) head(t *target.Target) error {
	all := r.Selected
	if all == nil {
		all = r.Scenarios
	}
	wires := InUse(r.Wires, all)
	h := r.Head
	h.Profile, h.Book = Profiles(wires), joined(wires, func(w *Wire) string { return w.Rules.Book.Digest() })
	h.Strict = slices.ContainsFunc(wires, func(w Wire) bool { return w.Rules.Strict })
	h.Seed, h.Jobs, h.Fault, h.Scenarios = r.Seed, r.Jobs, r.Fault, len(r.Scenarios)
	h.Target.Name = r.redactor().Text(h.Target.Name) // it may hold what came from the environment
	if t != nil {
		h.Hello, h.Settles = r.redactor().Frame(t.Hello.Raw), string(t.Way())
	}
	return r.Out.Run(h)
}

// jobs hands the scenarios out to the jobs, in order, until all are done, ctx
// ends or the target is lost to every job.
func (r *run) jobs(ctx context.Context, first *target.Target) {
	ctx, r.stop = context.WithCancel(ctx)
	defer r.stop()
	var wg sync.WaitGroup
	alive := make(chan struct{})
	for i := range r.Jobs {
		t := first
		if i > 0 {
			t = nil
		}
		wg.Go(func() { r.job(ctx, t) })
	}
	go func() { wg.Wait(); close(alive) }()
	defer wg.Wait()
	defer close(r.todo)
	for _, sc := range r.Scenarios {
		select {
		case r.todo <- sc:
		case <-ctx.Done():
			return
		case <-alive:
			return
		}
	}
}

// errLate is why a scenario is not judged that took too long.
var errLate = errors.New("the scenario did not end within")

// mostLosses is how many scenarios in a row may lose the target before a job gives
// up: each costs the time of a start.
const mostLosses = 3

// job runs scenarios over one connection to the target. It connects anew after
// the target was lost, and gives up when it cannot, or when that does not help. What
// it has not begun is left to the other jobs.
func (r *run) job(ctx context.Context, t *target.Target) {
	defer func() {
		if t != nil {
			_ = t.Close() // nothing is left to say
		}
	}()
	connected := t != nil
	for losses := 0; losses < mostLosses; {
		if t == nil {
			var err error
			if t, err = r.Connect(ctx); err != nil {
				if connected { // else the target takes fewer connections than there are jobs
					r.lose(ctx, err)
				}
				return
			}
			connected = true
		}
		sc, more := <-r.todo
		if !more {
			return
		}
		verdict, ended := r.scenario(ctx, sc, t)
		if ctx.Err() != nil {
			return
		}
		r.keep(verdict)
		switch {
		case errors.Is(ended, target.ErrFlood): // its page is closed, and its door may be behind
			losses = 0
		case errors.Is(ended, target.ErrLost):
			losses++
			r.lose(ctx, ended)
		case errors.Is(ended, errLate): // a call may be half said
			losses = 0
		default:
			losses = 0
			continue
		}
		_ = t.Close() // nothing is left to say
		t = nil
	}
}

// lose notes why the target was lost, unless it was given up.
func (r *run) lose(ctx context.Context, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lost == nil && ctx.Err() == nil {
		r.lost = err
	}
}

// keep writes a verdict and remembers it without its trace.
func (r *run) keep(s result.Scenario) {
	stale := r.Baseline.judge(r.wires[s.Wire].Rules, &s) // which is written in the words of claims as they were made
	result.Redact(&s, r.redactor())
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stale = append(r.stale, stale...)
	if err := r.Out.Scenario(s); err != nil && r.err == nil {
		r.err = err
		r.stop()
	}
	if r.Ended != nil {
		r.Ended(&s)
	}
	s.Trace = nil
	r.ended = append(r.ended, s)
}

// scenario runs one scenario and judges it.
func (r *run) scenario(ctx context.Context, sc *Scenario, t *target.Target) (result.Scenario, error) {
	began, wire := time.Now(), r.wires[sc.Wire]
	out := result.Scenario{
		ID: sc.ID, Feature: sc.Feature, Rule: sc.Rule, Name: sc.Name, File: sc.File, Line: sc.Line, Tags: sc.Tags,
		Wire: wire.Name, Profile: wire.Rules.Profile, Seed: r.Seed, Again: r.Again(sc.ID),
	}
	if missing := missing(wire, sc, t); missing != "" {
		out.Outcome, out.Reason = result.NotApplicable, missing
		out.Steps = unrun(sc)
		return out, nil
	}
	c := &Case{
		Scenario: sc, Target: t, Wire: wire.Name, Rules: wire.Rules, Log: trace.NewLog(),
		Seed: r.worldSeed(sc.ID), Faults: r.Faults,
	}
	steps, records, ended := r.execute(ctx, wire, c)
	if errors.Is(ended, target.ErrLost) && !errors.Is(ended, target.ErrFlood) {
		if why := t.Obituary(); why != nil && !errors.Is(ended, why) {
			ended = fmt.Errorf("%w; %w", ended, why)
		}
	}
	var found oracle.Verdict
	if !errors.Is(ended, target.ErrFlood) { // else nothing can be said
		found = wire.judge(records)
	}
	claims, proved := read(wire.Rules, c.claims, found)
	out.Steps, out.Claims, out.Proved, out.Trace = steps, claims, proved, records
	out.Outcome, out.Reason = verdict(claims, ended, c.step > 0 && sc.Moment(c.step) == "Given")
	out.Late, out.Millis = c.late.Milliseconds(), time.Since(began).Milliseconds()
	return out, ended
}

// execute runs the scenario's steps within its time limit and ends its world, which
// is no part of the trace.
func (r *run) execute(ctx context.Context, wire *Wire, c *Case) ([]result.Step, []trace.Record, error) {
	late := fmt.Errorf("%w %s (--timeout)", errLate, r.Timeout)
	within, cancel := context.WithTimeoutCause(ctx, r.Timeout, late)
	defer cancel()
	registry := NewRegistry(wire.Known)
	end := wire.Sentences(c, registry)
	bind := func(g *godog.ScenarioContext) { registry.Bind(g, c.Scenario.Steps...) }
	steps, ended := Execute(within, c.Scenario, bind, func(n int) { c.step = n; c.Log.Begin(n) })
	if ended == nil && c.Rest != nil {
		ended = c.Rest(within)
	}
	if over, _ := within.Deadline(); ctx.Err() == nil && isLate(ended) && !time.Now().Before(over) {
		ended = late // whatever it was doing when its time was over
	}
	if c.Log.Full() {
		ended = errors.Join(target.ErrFlood, ended)
	}
	records := c.Log.Records()
	after, done := target.Patience(context.WithoutCancel(ctx), 10*time.Second)
	defer done()
	if err := end(after); err != nil && ended == nil {
		ended = fmt.Errorf("%w: %w", errLeft, err)
	}
	return steps, records, ended
}

// isLate reports whether something ended because its time was over: a connection
// may say so before the context does.
func isLate(ended error) bool {
	connection, ok := errors.AsType[net.Error](ended)
	return errors.Is(ended, errLate) || errors.Is(ended, context.DeadlineExceeded) || ok && connection.Timeout()
}

// missing says what the profile or the target lacks of what a scenario is about.
func missing(wire *Wire, sc *Scenario, t *target.Target) string {
	if !t.Has(wire.Name) {
		return fmt.Sprintf("the target does not have the wire %s: neither its hello (wires) nor its file (wires.%[1]s.address) names it", wire.Name)
	}
	for _, id := range sc.Specs() {
		if !wire.Rules.Has(id) {
			return fmt.Sprintf("profile %s does not have %s", wire.Rules.Profile, id)
		}
	}
	for _, need := range sc.Needs() {
		if !t.File().Declares[need] && !t.Hello.Offers(need) {
			return fmt.Sprintf("the target does not declare %s: neither its stage door nor its file (declares) does", need)
		}
	}
	return ""
}

func unrun(sc *Scenario) []result.Step {
	steps := make([]result.Step, len(sc.Steps))
	for i, s := range sc.Steps {
		steps[i] = result.Step{Keyword: s.Keyword, Text: s.Text, Line: s.Line, Status: skipped}
	}
	return steps
}

// worldSeed is the seed of a scenario's world: it depends on the run's seed and
// the scenario alone, so that which others run changes nothing. It is a number that
// every JSON reader keeps.
func (r *run) worldSeed(id string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d/%s", r.Seed, id)
	return h.Sum64() >> 11
}
