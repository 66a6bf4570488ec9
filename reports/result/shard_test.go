package result_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
)

func TestParseShard(t *testing.T) {
	for text, want := range map[string]result.Shard{"1/1": {Index: 1, Of: 1}, "2/8": {Index: 2, Of: 8}, "10000/10000": {Index: 10000, Of: 10000}} {
		got, err := result.ParseShard(text)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		assert.Equal(t, text, got.String())
	}
	for _, text := range []string{"", "1", "0/8", "9/8", "-1/8", "1/0", "1/10001", "1/8/2", "one/two", "1 / 8", "/"} {
		_, err := result.ParseShard(text)
		assert.ErrorContains(t, err, "write 2/8 for the second of eight", text)
	}
}

func FuzzParseShard(f *testing.F) {
	f.Add("2/8")
	f.Add("9/8")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := result.ParseShard(text)
		if err != nil {
			assert.Zero(t, s)
			return
		}
		again, err := result.ParseShard(s.String())
		require.NoError(t, err)
		assert.Equal(t, s, again)
	})
}
