package fault

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatWasSaidIsForgotten(t *testing.T) {
	var p Plan
	require.NoError(t, p.Set([]Fault{{Do: Stale, Path: "data.interaction.state"}}))
	say := func(id int, event string) []Frame {
		body := fmt.Sprintf(`{"event":"interaction","data":{"eventType":%q,"interaction":{"interactionId":"%d","state":%q}}}`, event, id, event)
		return p.Apply([]Frame{{Agent: "1001", Page: 1, Body: []byte(body)}}, nil)
	}
	a := p.faults[0]

	say(1, "RINGING")
	assert.Contains(t, string(say(1, "REMOVED")[0].Body), `"state":"RINGING"`, "the end still shows what was before")
	assert.Empty(t, a.last.values, "once it has gone")
	assert.Empty(t, a.last.order)

	for id := range maxTold + 10 {
		say(id, "RINGING")
	}
	assert.Len(t, a.last.values, maxTold)
	assert.Len(t, a.last.order, maxTold)
	assert.NotContains(t, a.last.values, told{"", "1001", 1, "9"}, "the oldest goes first")
	assert.Contains(t, string(say(maxTold, "TALKING")[0].Body), `"state":"RINGING"`)
}
