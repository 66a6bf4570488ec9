package sim_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
)

// A journal that was written when there was one wire only, and what it says.
func TestAJournalOfBeforeThereWereOtherWiresIsPlayed(t *testing.T) {
	day, err := os.ReadFile("testdata/one-wire.ndjson")
	require.NoError(t, err)
	sum, err := sim.Replay(bytes.NewReader(day), nil)
	require.NoError(t, err)
	assert.Equal(t, 16, sum.Inputs)
	assert.Equal(t, []string{"w1 1001 2323d9c7c4b49f77", "w1 1002 8d4a17be9529cdc1"}, sum.Digests)
}
