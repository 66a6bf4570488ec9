package reports

import (
	"cmp"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// mostCell bounds in bytes a cell of a comparison.
const mostCell = 160

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

// leftOutText says that rows were left out; empty: none were.
func leftOutText(n int) string {
	if n == 0 {
		return ""
	}
	return "… " + some(n, "more row")
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

// anchors returns the trace records that show a claim: its own or, when it has
// none, that of the first difference that a record stands at or before. When
// something is missing there, that is the last record before the gap.
func anchors(c *result.Claim) (seqs []int, missing bool) {
	if len(c.Frames) > 0 || c.Compared == nil {
		return c.Frames, false
	}
	last := 0
	for _, row := range c.Compared.Rows {
		last = cmp.Or(row.Frame, last)
		if row.Differs && last > 0 {
			return []int{last}, row.Frame == 0
		}
	}
	return nil, false
}
