package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"time"
)

// idleContest weighs agents whose polls are held: with the session of each, and both
// ends of the connection.
func idleContest(agents int) (*contest, error) {
	weighed := func(open func(int) (*fleet, error)) func(context.Context) (float64, error) {
		return func(context.Context) (float64, error) {
			before := inUse()
			f, err := fleetOf(open, agents)
			if err != nil {
				return 0, err
			}
			defer f.end()
			return (settled(inUse) - before) / float64(agents), nil
		}
	}
	return &contest{
		unit:      "byte",
		yardstick: contender{name: fmt.Sprintf("bare net/http long poll, %d held", agents), run: weighed(bareFleet)},
		ours: []contender{
			{name: "idle agent, Bayeux connect held", goal: 1.25, run: weighed(bayeuxFleet)},
			{name: "likewise, logged in to the simulator", goal: 2, run: weighed(centerFleet)},
		},
		close: func() {},
	}, nil
}

// inUse is how many bytes live on the heap and on stacks.
func inUse() float64 {
	runtime.GC()
	runtime.GC() // what finalizers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc + m.StackInuse)
}

// settled measures until two values in a row are the same, but for a thousandth:
// requests take a moment to come to rest.
func settled(measure func() float64) float64 {
	last := measure()
	for range 100 {
		now := measure()
		if now > last*0.999 && now < last*1.001 {
			return now
		}
		last = now
	}
	return last
}

// deliveryContest times an event from its delivery until the agent has read it, while
// all agents hold polls: one after the other is told.
func deliveryContest(agents, events int, quantile float64) (*contest, error) {
	var fleets []*fleet
	end := func() {
		for _, f := range fleets {
			f.end()
		}
	}
	var runs []func(context.Context) (float64, error)
	for _, open := range []func(int) (*fleet, error){bareFleet, bayeuxFleet, centerFleet} {
		f, err := fleetOf(open, agents)
		if err != nil {
			end()
			return nil, err
		}
		fleets = append(fleets, f)
		told := f.listen()
		runs = append(runs, func(ctx context.Context) (float64, error) { return f.deliver(ctx, told, events, quantile) })
	}
	what := fmt.Sprintf("p%g of %d held polls", quantile*100, agents)
	return &contest{
		unit:      "event",
		yardstick: contender{name: "bare net/http long poll, " + what, run: runs[0]},
		ours: []contender{
			{name: "event to delivery, Bayeux, " + what, goal: 2, run: runs[1]},
			{name: "request to notification, simulator, " + what, run: runs[2]},
		},
		close: end,
	}, nil
}

// listen lets every agent read an answer, poll again and say when the answer was there.
func (f *fleet) listen() <-chan time.Time {
	told := make(chan time.Time, len(f.conns))
	for i, c := range f.conns {
		go func() {
			r := bufio.NewReader(c)
			for {
				answer, err := http.ReadResponse(r, nil)
				if err != nil {
					return // the connection is closed
				}
				if _, err := io.Copy(io.Discard, answer.Body); err != nil {
					return
				}
				at := time.Now()
				if _, err := c.Write(f.polls[i]); err != nil {
					return
				}
				told <- at
			}
		}()
	}
	return told
}

// deliver tells so many events, and returns how many nanoseconds the given part of them
// took at most.
func (f *fleet) deliver(ctx context.Context, told <-chan time.Time, events int, quantile float64) (float64, error) {
	took := make([]time.Duration, events)
	for i := range took {
		began := time.Now()
		f.tell(i % len(f.conns))
		select {
		case at := <-told:
			took[i] = at.Sub(began)
		case <-time.After(10 * time.Second):
			return 0, fmt.Errorf("agent %d was not told within 10 s", i%len(f.conns))
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	slices.Sort(took)
	return float64(took[min(int(quantile*float64(events)), events-1)]), nil
}
