package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/features"
)

func TestMedians(t *testing.T) {
	assert.Equal(t, spread{Median: 3, Min: 1, Max: 9}, spreadOf([]float64{9, 3, 1}))
	assert.Equal(t, spread{Median: 2, Min: 1, Max: 9}, spreadOf([]float64{9, 1, 1, 3}))
}

// taking is a contender that says how long it took.
func taking(name string, goal float64, took ...float64) contender {
	return contender{name: name, goal: goal, run: func(context.Context) (float64, error) {
		d := took[0]
		took = append(took[1:], d)
		return d, nil
	}}
}

func TestRatiosAreTakenRoundByRound(t *testing.T) {
	c := contest{
		unit:      "run",
		yardstick: taking("peer", 0, 1e9, 1e6, 4e6, 2e6), // the first does not count
		ours:      []contender{taking("slow", 2, 0, 3e6, 12e6, 6e6), taking("quick", 0, 0, 1e6, 2e6, 2e6)},
	}
	rows, err := c.hold(t.Context(), 3)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, spread{3, 3, 3}, rows[0].Ratio, "however much both drift")
	assert.Equal(t, spread{1, 0.5, 1}, rows[1].Ratio)

	var table, lines bytes.Buffer
	require.NoError(t, show(&table, rows, false))
	assert.Contains(t, table.String(), "slow   6 ms (3..12)     peer       2 ms (1..4)           3.00 (3.00..3.00)  <= 2")
	require.NoError(t, show(&lines, rows, true))
	assert.Contains(t, lines.String(), `{"name":"slow","unit":"run","ours":{"median":6000000,"min":3000000,"max":12000000},"yardstick":"peer",`)

	for gate, want := range map[float64]int{0: 0, 2: 0, 1.4: exitSlow} {
		code, _ := gated(rows, gate)
		assert.Equal(t, want, code, "gate %v", gate)
	}
}

func TestAContenderThatFailsIsNamed(t *testing.T) {
	c := contest{yardstick: contender{name: "peer", run: timed(1, func(context.Context) error { return errors.New("broken") })}}
	_, err := c.hold(t.Context(), 1)
	assert.EqualError(t, err, "peer: broken")
	_, err = measure(t.Context(), options{}, nil)
	assert.EqualError(t, err, "--rounds and --jobs take 1 or more, --gate 0 or more")
}

// The contests measure what they say: shown by one short round of each.
func TestTheContestsRun(t *testing.T) {
	if testing.Short() {
		t.Skip("each measures for a while: without -short")
	}
	voice, err := fs.Sub(features.FS, "scapi/voice")
	require.NoError(t, err)
	for name, prepare := range map[string]func() (*contest, error){
		"suite":    func() (*contest, error) { return suiteContest(voice, 2) },
		"center":   func() (*contest, error) { return centerContest(1000) },
		"wire":     func() (*contest, error) { return wireContest(1000) },
		"idle":     func() (*contest, error) { return idleContest(50) },
		"delivery": func() (*contest, error) { return deliveryContest(50, 200, 0.99) },
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := hold(t.Context(), prepare, 1)
			require.NoError(t, err)
			for _, r := range rows {
				assert.Positive(t, r.Ours.Median, r.Name)
				assert.Positive(t, r.Theirs.Median, r.Yardstick)
			}
		})
	}
}
