package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// mostUnchecked is how many tags that nothing checked are named.
const mostUnchecked = 10

// printUnchecked names the tags of scenarios that came to their end without any claim about
// the item: no sentence in them says what it says. Authors take it for checked otherwise.
func printUnchecked(w io.Writer, r *result.Report) {
	label, all := "tags", unchecked(r)
	for i, text := range all {
		if i == mostUnchecked {
			text = fmt.Sprintf("… and %d more", len(all)-i)
		}
		fmt.Fprintf(w, "  %-10s%s\n", label, text)
		if label = ""; i == mostUnchecked {
			return
		}
	}
}

// unchecked are the tags that nothing checked, each with its scenario's place.
func unchecked(r *result.Report) []string {
	var out []string
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		if s.Outcome != result.Passed && s.Outcome != result.Note {
			continue // it may not have come so far
		}
		for _, id := range result.Specs(s.Tags, s.Wire) {
			if !slices.Contains(s.Proved, id) && !slices.ContainsFunc(s.Claims, func(c result.Claim) bool { return c.Item == id }) {
				out = append(out, fmt.Sprintf("@spec:%s at %s:%d is checked by nothing in the scenario", id, s.File, s.Line))
			}
		}
	}
	return out
}
