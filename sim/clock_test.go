package sim_test

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

const arrives = `{"agent":"1001","from":"5550151"}`

func TestAPacedClockLetsThingsHappenByThemselves(t *testing.T) {
	tests := map[string]struct {
		speed float64
		takes time.Duration // until a call has rung for 15 s
	}{
		"as fast as the wall":       {0, 15 * time.Second},
		"ten times as fast":         {10, 1500 * time.Millisecond},
		"at a speed that is uneven": {7, 2142857143},
		"at a speed between two":    {0.3, 50 * time.Second},
		"as fast as can be":         {sim.MaxSpeed, 15 * time.Millisecond},
		"slower than an hour a day": {1.0 / 24, 6 * time.Minute},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := world(t, sim.Config{Clock: sim.Paced, Speed: tt.speed})
				ana, _ := sit(t, w, "1001")
				stage(t, w, "call.arrive", arrives)
				require.Len(t, ana.take(), 2)

				time.Sleep(tt.takes - 1)
				synctest.Wait()
				assert.Empty(t, ana.take(), "it still rings")
				time.Sleep(time.Nanosecond)
				synctest.Wait()
				frames := strings.Join(ana.take(), "\n")
				assert.Contains(t, frames, `"eventType":"RELEASED"`)
				assert.Contains(t, frames, `"ronaCallState":"NO_ANSWER"`)
			})
		})
	}
}

func TestAPacedClockStandsStillForNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{Clock: sim.Paced})
		ana, page := sit(t, w, "1001")
		stage(t, w, "call.arrive", arrives)
		time.Sleep(10 * time.Second)
		ask(t, w, "1001", page, "agent.get", "[]") // an input does not put off what is due
		time.Sleep(5 * time.Second)
		synctest.Wait()
		assert.Contains(t, strings.Join(ana.take(), "\n"), "RELEASED")

		_, err := w.Stage(t.Context(), "clock.advance", []byte(`{"ms":1}`))
		assert.ErrorIs(t, err, sim.ErrRealClock)
	})
}

func TestAVirtualClockMovesOnlyWhenTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{})
		ana, _ := sit(t, w, "1001")
		stage(t, w, "call.arrive", arrives)
		ana.take()
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		assert.Empty(t, ana.take())
		stage(t, w, "clock.advance", `{"ms":15000}`)
		assert.NotEmpty(t, ana.take())
	})
}

func TestAPacedDayIsReplayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var file bytes.Buffer
		w := world(t, sim.Config{Clock: sim.Paced, Speed: 3, Name: "paced", Journal: journal.NewWriter(&file)})
		_, page := sit(t, w, "1001")
		stage(t, w, "call.arrive", arrives)
		time.Sleep(time.Minute)
		ask(t, w, "1001", page, "agent.setState", `["Ready"]`)
		stage(t, w, "call.arrive", arrives)
		time.Sleep(time.Second)
		ask(t, w, "1001", page, "voice.answer", `["2"]`)
		w.Close()

		sum, err := sim.Replay(&file, nil)
		require.NoError(t, err)
		assert.Equal(t, 7, sum.Inputs, "the clock's own moves included")
	})
}

func TestASpeedThatIsNone(t *testing.T) {
	for _, speed := range []float64{-1, math.NaN(), math.Inf(1), math.Inf(-1), 1e300, 1e12, sim.MaxSpeed + 1} {
		_, err := sim.NewWorld(t.Context(), sim.Config{Center: center(t), Clock: sim.Paced, Speed: speed})
		assert.ErrorContains(t, err, "expected more than 0 and at most 1000")
	}
}

func TestAWorldOutlivesItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{Clock: sim.Paced, Speed: sim.MaxSpeed})
		ana, _ := sit(t, w, "1001")
		time.Sleep(120 * 24 * time.Hour) // a thousand times as long is more than a clock holds
		stage(t, w, "call.arrive", arrives)
		assert.Len(t, ana.take(), 2, "it rings")
	})
}

func TestALongTimeoutAfterADayIsStillLong(t *testing.T) {
	doc := center(t)
	doc.RingTimeout = math.MaxInt64
	w := world(t, sim.Config{Center: doc})
	ana, _ := sit(t, w, "1001")
	stage(t, w, "clock.advance", `{"ms":86400000}`)
	stage(t, w, "call.arrive", arrives)
	ana.take()
	stage(t, w, "clock.advance", `{"ms":86400000}`)
	assert.Empty(t, ana.take(), "it still rings")
}
