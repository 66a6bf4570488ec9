package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim"
)

// What can be asked of --every.
const (
	mostEvery     = 16
	shortestEvery = time.Second
	longestEvery  = 24 * time.Hour
)

// parseEvery reads what goes on by itself, such as 30s=call,1m=push-preview. An error
// names the part that is wrong.
func parseEvery(text string) ([]sim.Every, error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.Split(text, ",")
	if len(parts) > mostEvery {
		return nil, fmt.Errorf("--every: %d parts, at most %d are taken", len(parts), mostEvery)
	}
	var out []sim.Every
	for _, part := range parts {
		e, err := parseOneEvery(strings.TrimSpace(part))
		if err != nil {
			return nil, fmt.Errorf("--every %q: %w", part, err)
		}
		out = append(out, e)
	}
	return out, nil
}

func parseOneEvery(part string) (sim.Every, error) {
	interval, what, ok := strings.Cut(part, "=")
	if !ok {
		return sim.Every{}, fmt.Errorf("expected INTERVAL=WHAT, such as 30s=call")
	}
	period, err := time.ParseDuration(interval)
	switch {
	case err != nil:
		return sim.Every{}, fmt.Errorf("%q is not a time such as 30s or 1m30s", interval)
	case period < shortestEvery || period > longestEvery:
		return sim.Every{}, fmt.Errorf("%q: expected a time from %s to %s", interval, shortestEvery, longestEvery)
	case !slices.Contains(sim.Recurring(), what):
		return sim.Every{}, fmt.Errorf("%q is not one of %s", what, strings.Join(sim.Recurring(), ", "))
	}
	return sim.Every{Period: period, What: what}, nil
}
