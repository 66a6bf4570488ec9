package reports

import (
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// excerpt is the part of a comparison that fits a report.
type excerpt struct {
	rows          []result.Row
	before, after int // rows left out
	first         int // index in rows of the first that differs, or -1
}

// around returns at most limit rows of c around the first that differs.
func around(c *result.Comparison, limit int) excerpt {
	first := slices.IndexFunc(c.Rows, func(r result.Row) bool { return r.Differs })
	from := max(0, min(first-limit/2, len(c.Rows)-limit))
	to := min(len(c.Rows), from+limit)
	e := excerpt{rows: c.Rows[from:to], before: from, after: len(c.Rows) - to, first: -1}
	if first >= 0 {
		e.first = first - from
	}
	return e
}

// cells are the two sides of a row in words.
func cells(r result.Row) (expected, seen string) {
	expected, seen = oneLine(r.Expected), oneLine(r.Seen)
	switch {
	case expected == "" && r.Differs:
		expected = "(nothing more)"
	case expected == "":
		expected = "(tolerated)"
	}
	if seen == "" {
		seen = "(missing)"
	}
	return expected, seen
}

// anchors returns the trace records that show a claim: its own or, when it
// has none because something is missing, the last before the difference.
func anchors(c *result.Claim) []int {
	if len(c.Frames) > 0 || c.Compared == nil {
		return c.Frames
	}
	last := 0
	for _, row := range c.Compared.Rows {
		if row.Frame > 0 {
			last = row.Frame
		}
		if row.Differs && last > 0 {
			break
		}
	}
	if last == 0 {
		return nil
	}
	return []int{last}
}
