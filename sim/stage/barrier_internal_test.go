package stage

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
)

func TestABarrier(t *testing.T) {
	const one = `{"desks":[{"agent":"1001","page":1,"sent":1}]}`
	tests := map[string]struct {
		meanwhile func(*testing.T, *sim.World)
		takes     time.Duration
		code      int
		want      string
	}{
		"in time": {func(t *testing.T, w *sim.World) {
			time.Sleep(7 * time.Second)
			assert.NoError(t, w.Receive(t.Context(), "1001", 1, []byte(`{}`)))
		}, 7 * time.Second, 0, `{"desks":[{"agent":"1001","page":1,"sent":1,"handed":1}]}`},
		"too late": {func(t *testing.T, w *sim.World) {
			time.Sleep(9 * time.Second)
			assert.NoError(t, w.Receive(t.Context(), "1001", 1, []byte(`{}`)))
		}, 8 * time.Second, codeNoEffort, "not reached in 8s: of page 1 of agent 1001, 0 of 1 frames have been read: context deadline exceeded"},
		"page gone": {func(t *testing.T, w *sim.World) {
			time.Sleep(time.Second)
			assert.NoError(t, w.ClosePage(t.Context(), "1001", 1))
		}, time.Second, codeNoEffort, "page 1 of agent 1001 is closed"},
		"world gone": {func(t *testing.T, w *sim.World) {
			time.Sleep(time.Second)
			w.Close()
		}, time.Second, codeNoWorld, "the world has ended"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := visit(t)
				w := v.enter()
				_, err := w.Open(t.Context(), "1001", "", &outbox{})
				require.NoError(t, err)
				start := time.Now()
				done := make(chan struct{})
				go func() { defer close(done); tt.meanwhile(t, w) }()
				r := v.call("barrier", one)
				assert.Equal(t, tt.takes, time.Since(start))
				if tt.code == 0 {
					assert.JSONEq(t, tt.want, string(r.Result))
				} else {
					assert.Equal(t, &rpcError{tt.code, tt.want}, r.Error)
				}
				<-done
			})
		})
	}
}
