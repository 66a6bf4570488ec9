package center

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOriginsBeyondAllMeasureCountAsOne(t *testing.T) {
	c := &Center{ordinals: map[string]int{"call:1": 1}}
	for i := range maxOrigins - 1 {
		c.ordinals["x:"+strconv.Itoa(i)] = 1
	}
	assert.Equal(t, InteractionID("call:#1"), c.newID("call", "2"))
	assert.Equal(t, InteractionID("call:1#2"), c.newID("call", "1"), "it is known")
	assert.Equal(t, InteractionID("call:#2"), c.newID("call", "3"), "no id is used again")
	assert.Len(t, c.ordinals, maxOrigins+1)
}
