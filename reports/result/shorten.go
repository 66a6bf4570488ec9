package result

import (
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
)

// mostTrace bounds in bytes the trace of one scenario in a stream, which readers
// hold whole. An honest scenario has a few ten thousand.
const mostTrace = 2 << 20

// shortened returns s with a trace that is not too long: what unmet claims point
// at with its surroundings, then as much of the beginning as there is room for.
func shortened(s Scenario) Scenario {
	if size(s.Trace) <= mostTrace {
		return s
	}
	room, keep := mostTrace, make([]bool, len(s.Trace))
	take := func(i int) bool {
		if n := size(s.Trace[i : i+1]); !keep[i] && n <= room {
			keep[i], room = true, room-n
		}
		return keep[i]
	}
	const around = 5
	for _, seq := range pointed(s.Claims) {
		at, found := slices.BinarySearchFunc(s.Trace, seq, func(r trace.Record, seq int) int { return r.Seq - seq })
		for i := max(0, at-around); found && i < min(len(keep), at+around+1); i++ {
			take(i)
		}
	}
	for i := range keep {
		if !take(i) {
			break
		}
	}
	var left []trace.Record
	for i, r := range s.Trace {
		if keep[i] {
			left = append(left, r)
		}
	}
	s.LeftOut = len(s.Trace) - len(left)
	s.Trace = left
	return s
}

// pointed returns the records that unmet claims point at.
func pointed(claims []Claim) []int {
	var out []int
	for _, c := range claims {
		if c.Met {
			continue
		}
		out = append(out, c.Frames...)
		if c.Compared != nil {
			for _, row := range c.Compared.Rows {
				out = append(out, row.Frame)
			}
		}
	}
	return out
}

// size is about what records take in a stream.
func size(records []trace.Record) int {
	n := 100 * len(records) // their other members
	for _, r := range records {
		n += len(r.Frame) + len(r.Text)
	}
	return n
}
