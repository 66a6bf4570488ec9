package des

import (
	"hash/fnv"
	"math/rand/v2"
)

// Stream returns the random stream of that name under the seed. The same seed
// and name give the same numbers whatever other streams there are, so one more
// agent never changes another's day.
func Stream(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}
