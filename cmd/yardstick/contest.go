package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"
)

// contest is a yardstick and what is measured by it, in turn: on a machine that
// others use, only what ran side by side can be compared.
type contest struct {
	unit      string // what a value is for, a time; "byte": what it counts
	yardstick contender
	ours      []contender
	close     func()
}

// contender is a program that can be run again and again.
type contender struct {
	name string
	goal float64 // ours: at most so many times the yardstick; 0: none is stated
	run  func(context.Context) (float64, error)
}

// timed makes a contender's round, in nanoseconds, of something that is done so many
// times.
func timed(times int, do func(context.Context) error) func(context.Context) (float64, error) {
	return func(ctx context.Context) (float64, error) {
		began := time.Now()
		err := do(ctx)
		return float64(time.Since(began)) / float64(times), err
	}
}

// row is how one contender compared to its yardstick.
type row struct {
	Name      string  `json:"name"`
	Unit      string  `json:"unit"`
	Ours      spread  `json:"ours"`
	Yardstick string  `json:"yardstick"`
	Theirs    spread  `json:"theirs"`
	Ratio     spread  `json:"ratio"` // round by round
	Goal      float64 `json:"goal,omitempty"`
	Rounds    int     `json:"rounds"`
}

// spread is a median with the range it came from.
type spread struct {
	Median float64 `json:"median"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
}

func spreadOf(values []float64) spread {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return spread{Median: (sorted[(n-1)/2] + sorted[n/2]) / 2, Min: sorted[0], Max: sorted[n-1]}
}

// hold runs a contest so many rounds, the yardstick and each of ours in turn, after one
// that fills caches and does not count.
func (c *contest) hold(ctx context.Context, rounds int) ([]row, error) {
	theirs := make([]float64, rounds)
	ours := make([][]float64, len(c.ours))
	for round := -1; round < rounds; round++ {
		yard, err := once(ctx, c.yardstick)
		if err != nil {
			return nil, err
		}
		for i, o := range c.ours {
			took, err := once(ctx, o)
			if err != nil {
				return nil, err
			}
			if round >= 0 {
				theirs[round], ours[i] = yard, append(ours[i], took)
			}
		}
	}
	rows := make([]row, len(c.ours))
	for i, o := range c.ours {
		rows[i] = c.row(o, ours[i], theirs)
	}
	return rows, nil
}

// once runs a contender with the garbage of the one before swept away.
func once(ctx context.Context, c contender) (float64, error) {
	runtime.GC()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	value, err := c.run(ctx)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", c.name, err)
	}
	return value, nil
}

func (c *contest) row(o contender, ours, theirs []float64) row {
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = ours[i] / theirs[i]
	}
	return row{
		Name: o.name, Unit: c.unit, Ours: spreadOf(ours), Yardstick: c.yardstick.name, Theirs: spreadOf(theirs),
		Ratio: spreadOf(ratios), Goal: o.goal, Rounds: len(ours),
	}
}
