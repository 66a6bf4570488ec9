package suite

import (
	"cmp"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// Part returns the scenarios of a shard, sorted by id: every n-th of all, so that
// shards differ by one scenario at most and the scenarios of a feature are spread.
// It depends on nothing but the ids, and each scenario is in exactly one shard.
func Part(scenarios []*Scenario, shard result.Shard) []*Scenario {
	sorted := slices.SortedFunc(slices.Values(scenarios), func(a, b *Scenario) int { return cmp.Compare(a.ID, b.ID) })
	if shard == (result.Shard{}) {
		return sorted
	}
	var out []*Scenario
	for i := shard.Index - 1; i < len(sorted); i += shard.Of {
		out = append(out, sorted[i])
	}
	return out
}
