package sim_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
)

var crossings = map[sim.CrossingKind]string{
	sim.Opened: "opened", sim.Read: "read", sim.Handed: "handed", sim.Refused: "refused", sim.Closed: "closed",
}

// listener notes what a tap is told, in short.
type listener struct{ heard []string }

func (l *listener) tap(c sim.Crossing) {
	l.heard = append(l.heard, fmt.Sprintf("%s %dms %s/%d %s %s%s%s",
		c.World, c.At.Milliseconds(), c.Agent, c.Page, crossings[c.Kind], c.Origin, c.Body, c.Reason))
}

func TestATapIsToldOfEveryPageInOrder(t *testing.T) {
	var l listener
	w := world(t, sim.Config{Name: "w7", Tap: l.tap})
	first, err := w.Open(t.Context(), "1001", "", &box{})
	require.NoError(t, err)
	second, err := w.Open(t.Context(), "1001", "http://a.example", &box{})
	require.NoError(t, err)
	stage(t, w, "clock.advance", `{"ms":250}`)
	say(t, w, "1001", second, `"wwe-ping"`)
	say(t, w, "1001", second, `{"request":"voice.whistle","referenceId":"1","userAgent":"WWE Client"}`)
	require.Error(t, w.Receive(t.Context(), "1001", first, []byte("no JSON")))
	require.NoError(t, w.LosePage(t.Context(), "1001", first, errors.New("not JSON")))
	require.NoError(t, w.Refuse(t.Context(), "1001", second, errors.New("too big"), []byte("aaa\xff")))
	require.NoError(t, w.LosePage(t.Context(), "1001", second, errors.New("too big")))
	require.NoError(t, w.Refuse(t.Context(), "1001", second, errors.New("too big"), []byte("b")), "of no page")
	require.NoError(t, w.ClosePage(t.Context(), "1001", second), "twice, and told once")
	_, err = w.Open(t.Context(), "1002", "", &box{})
	require.NoError(t, err)
	w.Close()
	assert.Equal(t, []string{
		`w7 0ms 1001/1 opened http://localhost`,
		`w7 0ms 1001/1 handed {"frameId":"frame-1","userAgent":"WWE Server","protocolVersion":2}`,
		`w7 0ms 1001/2 opened http://a.example`,
		`w7 0ms 1001/2 handed {"frameId":"frame-2","userAgent":"WWE Server","protocolVersion":2}`,
		`w7 250ms 1001/2 read "wwe-ping"`,
		`w7 250ms 1001/2 read {"request":"voice.whistle","referenceId":"1","userAgent":"WWE Client"}`,
		`w7 250ms 1001/2 handed {"referenceId":"1","errorMessage":"Request voice.whistle is not granted to http://a.example","userAgent":"WWE Server","protocolVersion":2}`,
		`w7 250ms 1001/1 read no JSON`,
		`w7 250ms 1001/1 closed not JSON`,
		"w7 250ms 1001/2 refused aaa\xfftoo big",
		`w7 250ms 1001/2 closed too big`,
		`w7 250ms 1002/1 opened http://localhost`,
		`w7 250ms 1002/1 handed {"frameId":"frame-1","userAgent":"WWE Server","protocolVersion":2}`,
		`w7 250ms 1002/1 closed the world has ended`,
	}, l.heard)
}

func TestATapIsToldOfAPageThatTheDeskDoesNotTake(t *testing.T) {
	var l listener
	w := world(t, sim.Config{Tap: l.tap})
	_, err := w.Open(t.Context(), "nobody", "", &box{})
	require.ErrorIs(t, err, sim.ErrUnknownAgent)
	w.Close()
	assert.Equal(t, []string{" 0ms nobody/1 opened http://localhost", ` 0ms nobody/1 closed agent "nobody": no such agent in this center`}, l.heard)
}
