package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// show prints the rows, as a table or as one JSON object a line.
func show(w io.Writer, rows []row, asJSON bool) error {
	if asJSON {
		lines := json.NewEncoder(w)
		for _, r := range rows {
			if err := lines.Encode(r); err != nil {
				return err
			}
		}
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "what\tours (min..max)\tyardstick\tits value (min..max)\tratio (min..max)\tgoal")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%.2f (%.2f..%.2f)\t%s\n",
			r.Name, values(r.Ours, r.Unit), r.Yardstick, values(r.Theirs, r.Unit),
			r.Ratio.Median, r.Ratio.Min, r.Ratio.Max, goal(r.Goal))
	}
	return t.Flush()
}

// values writes a spread of bytes, or of times: of a run in milliseconds, else in
// nanoseconds and with how many a second that makes.
func values(s spread, unit string) string {
	switch unit {
	case "run":
		const ms = float64(time.Millisecond)
		return fmt.Sprintf("%.0f ms (%.0f..%.0f)", s.Median/ms, s.Min/ms, s.Max/ms)
	case "byte":
		return fmt.Sprintf("%.0f bytes (%.0f..%.0f)", s.Median, s.Min, s.Max)
	}
	return fmt.Sprintf("%.0f ns (%.0f..%.0f), %s %ss/s", s.Median, s.Min, s.Max, many(float64(time.Second)/s.Median), unit)
}

func many(n float64) string {
	if n >= 1e6 {
		return fmt.Sprintf("%.1f M", n/1e6)
	}
	return fmt.Sprintf("%.0f k", n/1e3)
}

func goal(g float64) string {
	if g == 0 {
		return ""
	}
	return fmt.Sprintf("<= %g", g)
}
