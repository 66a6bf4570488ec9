//go:build !race

package carrier

import (
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the race detector does to pools would be counted.
func TestTheQueueMakesNoGarbage(t *testing.T) {
	q := queue{wake: make(chan struct{}, 1)}
	body := make([]byte, 900)
	limits := Limits{}.orDefaults()
	turn := func() {
		for range 16 {
			q.push(websocket.TextMessage, body, limits)
		}
		b, taken := q.take()
		q.written(b, taken)
	}
	turn()
	assert.Zero(t, testing.AllocsPerRun(100, turn))
	b, taken := q.take()
	require.Nil(t, b)
	assert.Zero(t, taken)
}
