package sim_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

// day lets a customer call Ana, who answers, and returns what her desk was told.
func day(t testing.TB, w *sim.World) []string {
	ana, page := sit(t, w, "1001")
	stage(t, w, "call.arrive", arrives)
	ask(t, w, "1001", page, "voice.answer", `["1"]`)
	ask(t, w, "1001", page, "interaction.setUserData", `["1",{"a":1}]`)
	stage(t, w, "clock.advance", `{"ms":60000}`)
	stage(t, w, "call.hangUp", `{"number":"5550151"}`)
	ask(t, w, "1001", page, "interaction.markdone", `["1"]`)
	counts, err := w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: page, Sent: 4}})
	require.NoError(t, err)
	frames := ana.take()
	assert.Equal(t, len(frames)+2, counts[0].Handed)
	return frames
}

func TestWorldsSideBySideDoNotMeet(t *testing.T) {
	want := day(t, world(t, sim.Config{Seed: 7}))
	require.Len(t, want, 10)
	h := sim.NewHost(t.Context())
	doc := center(t)
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			id, w, err := h.Open(sim.Config{Center: doc, Seed: 7})
			if !assert.NoError(t, err) {
				return
			}
			assert.Equal(t, want, day(t, w))
			assert.NoError(t, h.Close(id))
			<-w.Done()
		})
	}
	wg.Wait()
}

func TestAHostKeepsSoManyWorlds(t *testing.T) {
	h := sim.NewHost(t.Context())
	defer h.CloseAll()
	doc := center(t)
	for range sim.MaxWorlds {
		_, _, err := h.Open(sim.Config{Center: doc})
		require.NoError(t, err)
	}
	_, _, err := h.Open(sim.Config{Center: doc})
	assert.ErrorIs(t, err, sim.ErrTooManyWorlds)

	require.NoError(t, h.Close("w7"))
	_, err = h.World("w7")
	assert.EqualError(t, err, `world "w7" is not open`)
	assert.EqualError(t, h.Close("w7"), `world "w7" is not open`)
	id, _, err := h.Open(sim.Config{Center: doc})
	require.NoError(t, err)
	assert.Equal(t, "w4097", id, "no name is used again")
}

func TestAHostRefusesACenterThatDoesNotFit(t *testing.T) {
	h := sim.NewHost(t.Context())
	defer h.CloseAll()
	doc := center(t)
	doc.Profile = "nope"
	_, _, err := h.Open(sim.Config{Center: doc})
	assert.ErrorContains(t, err, `center Default center: profile "nope"`)
	doc = center(t)
	id, _, err := h.Open(sim.Config{Center: doc})
	require.NoError(t, err)
	assert.Equal(t, "w1", id, "what did not open has no name")
}

func TestWorldsEndWithTheirHostsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	h := sim.NewHost(ctx)
	_, w, err := h.Open(sim.Config{Center: center(t)})
	require.NoError(t, err)
	b, _ := sit(t, w, "1001")
	reached := make(chan error)
	go func() {
		_, err := w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: 1, Sent: 99}})
		reached <- err
	}()
	cancel()
	<-w.Done()
	assert.ErrorIs(t, <-reached, sim.ErrClosed)
	assert.Equal(t, []string{"the world has ended"}, b.closed)
	assert.ErrorIs(t, w.Receive(t.Context(), "1001", 1, []byte(`{}`)), sim.ErrClosed)
	_, err = w.Open(t.Context(), "1001", "", &box{})
	assert.ErrorIs(t, err, sim.ErrClosed)
	assert.ErrorIs(t, w.ClosePage(t.Context(), "1001", 1), sim.ErrClosed)
	w.Close() // again, without harm
	h.CloseAll()
}

func TestCallersThatGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{})
		sit(t, w, "1001")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := w.Barrier(ctx, []sim.Count{{Agent: "1001", Page: 1}, {Agent: "1001", Page: 1, Sent: 3}})
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.ErrorContains(t, err, "of page 1 of agent 1001, 1 of 3 frames have been read")
		counts, err := w.Barrier(t.Context(), nil)
		require.NoError(t, err)
		assert.Equal(t, []sim.Count{}, counts, "none, and not nothing")
	})
}

func TestABarrierForAPageThatCloses(t *testing.T) {
	w := world(t, sim.Config{})
	sit(t, w, "1001")
	reached := make(chan error)
	go func() {
		_, err := w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: 1, Sent: 3}})
		reached <- err
	}()
	say(t, w, "1001", 1, `{}`)
	require.NoError(t, w.ClosePage(t.Context(), "1001", 1))
	var closed *sim.PageClosedError
	require.ErrorAs(t, <-reached, &closed)
	assert.EqualError(t, closed, "page 1 of agent 1001 is closed")
}

// brittle fails after some bytes.
type brittle struct {
	bytes.Buffer
	most int
}

func (b *brittle) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, errors.New("disk full")
	}
	return b.Buffer.Write(p)
}

func TestAWorldOutlivesItsJournal(t *testing.T) {
	want := day(t, world(t, sim.Config{Seed: 7}))
	whole := &bytes.Buffer{}
	w := world(t, sim.Config{Seed: 7, Name: "w", Journal: journal.NewWriter(whole)})
	day(t, w)
	w.Close()
	for _, most := range []int{0, 100, whole.Len() / 2, whole.Len() - 1} {
		disk, log := &brittle{most: most}, &bytes.Buffer{}
		w := world(t, sim.Config{Seed: 7, Name: "w", Journal: journal.NewWriter(disk), Log: slog.New(slog.NewTextHandler(log, nil))})
		assert.Equal(t, want, day(t, w), "the day is the same")
		w.Close()
		assert.Equal(t, 1, strings.Count(log.String(), "journal stopped"), "said once")
		assert.Contains(t, log.String(), "disk full")
		_, err := sim.Replay(&disk.Buffer, nil)
		assert.NoError(t, err, "what was written is whole")
	}
}
