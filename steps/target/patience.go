package target

import (
	"context"
	"sync"
	"time"
)

// beats is in how many parts patience is counted.
const beats = 20

// Patience returns a context that ends with context.DeadlineExceeded once d has passed
// in which this process ran. Time for which it was stopped, or had no processor, counts
// for no more than a twentieth of d: what a busy machine keeps from the judge must not
// be held against the target.
func Patience(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return PatienceCause(ctx, d, context.DeadlineExceeded)
}

// PatienceCause is Patience that ends with a cause of the caller's.
func PatienceCause(ctx context.Context, d time.Duration, cause error) (context.Context, context.CancelFunc) {
	within, end := context.WithCancelCause(ctx)
	var mu sync.Mutex
	var timer *time.Timer
	left := beats
	mu.Lock()
	defer mu.Unlock()
	timer = time.AfterFunc(d/beats, func() {
		mu.Lock()
		defer mu.Unlock()
		if left--; left > 0 {
			timer.Reset(d / beats)
			return
		}
		end(cause)
	})
	return within, func() {
		mu.Lock()
		defer mu.Unlock()
		left = 1 // a beat that is under way is the last
		timer.Stop()
		end(nil)
	}
}
