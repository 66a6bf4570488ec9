package suite

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/oracle"
)

// What a sentence has shown of a frame the oracle need not show again.
func TestTheOracleRepeatsNothing(t *testing.T) {
	said := result.Claim{Item: "a", Text: "said", Binding: true, Frames: []int{3, 7}}
	row := result.Claim{Item: "row", Kind: "value", Binding: true, Expected: "HELD", Seen: "TALKING", Frames: []int{3}}
	pair := result.Claim{Item: "pair", Kind: "pair", Binding: true, Expected: "HELD", Seen: "TALKING", Frames: []int{3}}
	other := pair
	other.Seen = "IDLE"
	tests := map[string]struct {
		said, found result.Claim
		kept        bool
	}{
		"the same":                  {said, result.Claim{Item: "a", Binding: true, Frames: []int{7}}, false},
		"less binding":              {said, result.Claim{Item: "a", Frames: []int{7}}, false},
		"more binding":              {result.Claim{Item: "a", Frames: []int{7}}, result.Claim{Item: "a", Binding: true, Frames: []int{7}}, true},
		"another frame":             {said, result.Claim{Item: "a", Binding: true, Frames: []int{8}}, true},
		"another item":              {said, result.Claim{Item: "b", Binding: true, Frames: []int{7}}, true},
		"one that was met":          {result.Claim{Item: "a", Met: true, Frames: []int{7}}, result.Claim{Item: "a", Frames: []int{7}}, true},
		"a row's state":             {row, pair, false},
		"another state":             {row, other, true},
		"what no document asks for": {result.Claim{Frames: []int{7}}, result.Claim{Frames: []int{7}}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			claims, _ := read(&oracle.Rules{Book: book.SCAPI(), Profile: "union"}, []result.Claim{tt.said}, oracle.Verdict{Unmet: []result.Claim{tt.found}})
			assert.Equal(t, tt.kept, len(claims) == 2)
		})
	}
}
