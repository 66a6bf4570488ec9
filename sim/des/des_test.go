package des_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/des"
)

func TestTimersComeInOrderOfTimeThenOfSetting(t *testing.T) {
	var timers des.Timers[string]
	timers.Set("late", 30)
	timers.Set("first of two", 10)
	timers.Set("second of two", 10)
	timers.Set("moved", 1)
	timers.Set("moved", 20)
	timers.Set("gone", 5)
	timers.Cancel("gone")
	timers.Cancel("never set")

	var got []string
	for {
		key, _, ok := timers.Due(time.Hour)
		if !ok {
			break
		}
		got = append(got, key)
	}
	assert.Equal(t, []string{"first of two", "second of two", "moved", "late"}, got)
	assert.Zero(t, timers.Len())
}

func TestTimersAreDueAtTheirTimeAndNotBefore(t *testing.T) {
	var timers des.Timers[int]
	_, ok := timers.Next()
	assert.False(t, ok, "an empty set has no next timer")

	timers.Set(1, 10)
	_, _, ok = timers.Due(9)
	assert.False(t, ok)
	key, at, ok := timers.Due(10)
	assert.True(t, ok)
	assert.Equal(t, 1, key)
	assert.Equal(t, time.Duration(10), at)
}

func TestStreamDependsOnSeedAndNameOnly(t *testing.T) {
	draw := func(seed uint64, name string) uint64 { return des.Stream(seed, name).Uint64() }
	assert.Equal(t, draw(1, "agent-17/patience"), draw(1, "agent-17/patience"))
	assert.NotEqual(t, draw(1, "agent-17/patience"), draw(1, "agent-18/patience"))
	assert.NotEqual(t, draw(1, "agent-17/patience"), draw(2, "agent-17/patience"))
}
