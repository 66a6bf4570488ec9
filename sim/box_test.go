package sim_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
)

// box is an outbox that keeps what it is given. Its methods may be called from any goroutine.
type box struct {
	mu     sync.Mutex
	frames []string
	closed []string
}

func (b *box) Send(body []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.frames = append(b.frames, string(body))
}

func (b *box) Close(reason string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = append(b.closed, reason)
}

func (b *box) Restart(reason string) { b.Close("for now: " + reason) }

// take returns the frames that have come since the last time.
func (b *box) take() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	frames := b.frames
	b.frames = nil
	return frames
}

func center(t testing.TB) *centers.Center {
	t.Helper()
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	return doc
}

func world(t testing.TB, cfg sim.Config) *sim.World {
	t.Helper()
	if cfg.Center == nil {
		cfg.Center = center(t)
	}
	w, err := sim.NewWorld(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(w.Close)
	return w
}

// sit opens a page on an agent's desk and subscribes it to everything.
func sit(t testing.TB, w *sim.World, agent string) (*box, uint32) {
	t.Helper()
	b := &box{}
	page, err := w.Open(t.Context(), agent, "", b)
	require.NoError(t, err)
	say(t, w, agent, page, `{"event":"subscribe","data":`+everything+`,"referenceId":"s","userAgent":"WWE Client"}`)
	require.Len(t, b.take(), 2)
	return b, page
}

func say(t testing.TB, w *sim.World, agent string, page uint32, body string) {
	t.Helper()
	require.NoError(t, w.Receive(t.Context(), agent, page, []byte(body)))
}

func ask(t testing.TB, w *sim.World, agent string, page uint32, request, parameters string) {
	t.Helper()
	say(t, w, agent, page, `{"request":"`+request+`","parameters":`+parameters+`,"referenceId":"1","userAgent":"WWE Client"}`)
}

func stage(t testing.TB, w *sim.World, method, params string) {
	t.Helper()
	_, err := w.Stage(t.Context(), method, []byte(params))
	require.NoError(t, err)
}
