package suite_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

func TestEveryScenarioIsInOneShard(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 9, 217} {
		var all []*suite.Scenario
		for i := range n {
			all = append(all, &suite.Scenario{ID: fmt.Sprintf("a/%03d", i)})
		}
		shuffled := append([]*suite.Scenario{}, all...)
		rand.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		in := map[string]int{}
		for i := range 8 {
			shard := result.Shard{Index: i + 1, Of: 8}
			part := suite.Part(all, shard)
			assert.InDelta(t, float64(n)/8, len(part), 1, "%d scenarios, shard %s", n, shard)
			assert.Equal(t, part, suite.Part(shuffled, shard), "the order they come in changes nothing")
			for _, sc := range part {
				in[sc.ID]++
			}
		}
		assert.Len(t, in, n)
		for id, times := range in {
			assert.Equal(t, 1, times, id)
		}
		assert.Equal(t, all, suite.Part(shuffled, result.Shard{}))
	}
}
