package result

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard is one of the parts into which a run is split, so that several machines can
// run it. The zero value is a run that is not split.
type Shard struct {
	Index int `json:"index"` // from 1
	Of    int `json:"of"`    // how many parts there are
}

// mostShards bounds how many parts a run can be split into.
const mostShards = 10_000

// ParseShard reads what people write for a shard: 2/8 for the second of eight.
func ParseShard(text string) (Shard, error) {
	index, of, ok := strings.Cut(text, "/")
	s := Shard{}
	var errIndex, errOf error
	s.Index, errIndex = strconv.Atoi(index)
	s.Of, errOf = strconv.Atoi(of)
	if !ok || errIndex != nil || errOf != nil || !s.valid() {
		return Shard{}, fmt.Errorf("%q is no shard: write 2/8 for the second of eight, with %d at most", text, mostShards)
	}
	return s, nil
}

func (s Shard) valid() bool { return s.Index >= 1 && s.Index <= s.Of && s.Of <= mostShards }

// String is the shard as people write it; empty for a run that is not split.
func (s Shard) String() string {
	if s == (Shard{}) {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Of)
}
