package sim

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/wire"
)

// slowFrame is a frame that a fault holds back until a moment of real time.
type slowFrame struct {
	exchange uint32
	body     []byte
	due      time.Time
}

// How much of a page is held back: more lets the first go.
const (
	maxSlow      = 1024    // frames
	maxSlowBytes = 4 << 20 // of them
)

// hold puts a frame behind those that the page still waits for.
func (l *loop) hold(p *openPage, f fault.Frame, due time.Time) {
	for len(p.slow) > 0 && (len(p.slow) == maxSlow || p.slowBytes+len(f.Body) > maxSlowBytes) {
		l.letGo(p)
	}
	if n := len(p.slow); n > 0 && p.slow[n-1].due.After(due) {
		due = p.slow[n-1].due
	}
	p.slow = append(p.slow, slowFrame{f.Exchange, bytes.Clone(f.Body), due})
	p.slowBytes += len(f.Body)
	l.slow++
}

// release sends what is due.
func (l *loop) release(now time.Time) {
	if l.slow == 0 {
		return
	}
	for _, p := range l.pages {
		for len(p.slow) > 0 && !p.slow[0].due.After(now) {
			l.letGo(p)
		}
	}
	l.checkBarriers()
}

// letGo sends the first frame that a page waits for.
func (l *loop) letGo(p *openPage) {
	first := p.slow[0]
	l.give(p, first.exchange, first.body)
	p.slow[0].body = nil // the array outlives it
	p.slow = p.slow[1:]
	p.slowBytes -= len(first.body)
	l.slow--
}

// errWithheld is what a barrier waits for.
var errWithheld = errors.New("a notification is held back")

// withholds reports whether a user of GWS is yet to be told something unasked. Nobody
// counts what they are told: who asks them for it once a barrier is answered must find it.
func (l *loop) withholds() bool {
	if l.slow == 0 {
		return false
	}
	for _, p := range l.pages {
		if p.wire == wire.GWS && slices.ContainsFunc(p.slow, func(f slowFrame) bool { return f.exchange == 0 }) {
			return true
		}
	}
	return false
}

// untilSlow is the real time until a frame that is held back is due, or most if that
// is sooner.
func (l *loop) untilSlow(most time.Duration) time.Duration {
	if l.slow == 0 {
		return most
	}
	now := time.Now()
	for _, p := range l.pages {
		if len(p.slow) > 0 {
			most = min(most, max(p.slow[0].due.Sub(now), 0))
		}
	}
	return most
}

// dawdle lets the time pass for which faults keep a frame from being read.
func (w *World) dawdle(ctx context.Context, key pageKey, body []byte) error {
	if !w.faulty.Load() {
		return nil
	}
	var most time.Duration
	if err := w.ask(ctx, func(l *loop) {
		most = l.m.faults.Awaits(fault.Frame{Wire: key.wire, Agent: key.agent, Page: key.page, Body: body})
	}); err != nil {
		return err
	}
	return w.pause(ctx, most)
}

// pause waits, at most until the world ends.
func (w *World) pause(ctx context.Context, d time.Duration) error {
	if d == 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-w.ended:
		return ErrClosed
	}
}
