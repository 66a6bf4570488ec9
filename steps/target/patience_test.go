package target_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/steps/target"
)

func TestPatienceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		ctx, cancel := target.Patience(t.Context(), 10*time.Second)
		defer cancel()
		<-ctx.Done()
		assert.Equal(t, 10*time.Second, time.Since(start))
		assert.ErrorIs(t, context.Cause(ctx), context.DeadlineExceeded)
	})
}

func TestPatienceIsNoLongerNeeded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := target.Patience(t.Context(), 10*time.Second)
		time.Sleep(3 * time.Second)
		cancel()
		assert.ErrorIs(t, context.Cause(ctx), context.Canceled)
		time.Sleep(time.Minute)
		assert.ErrorIs(t, context.Cause(ctx), context.Canceled)
	})
}

func TestPatienceEndsWithWhatIsAround(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		around, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		start := time.Now()
		ctx, cancel := target.Patience(around, 10*time.Second)
		defer cancel()
		<-ctx.Done()
		assert.Equal(t, time.Second, time.Since(start))
	})
}
