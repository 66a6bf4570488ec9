package sim

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// Open opens a page on an agent's desk. Its frames go to out, the first of them
// before Open returns. Origin is that of the web page; empty: it named none.
func (w *World) Open(ctx context.Context, agent, origin string, out Outbox) (page uint32, err error) {
	return w.open(ctx, &journal.Input{Agent: agent, Origin: origin}, out)
}

// OpenTab is Open for a page that the desktop shows as a tab of its own.
func (w *World) OpenTab(ctx context.Context, agent, origin string, out Outbox) (page uint32, err error) {
	return w.open(ctx, &journal.Input{Agent: agent, Origin: origin, Tab: true}, out)
}

func (w *World) open(ctx context.Context, in *journal.Input, out Outbox) (page uint32, err error) {
	asked := w.ask(ctx, func(l *loop) {
		in.Kind, in.Page = journal.Open, l.m.nextPage(in.Agent, in.OnWire())
		p := &openPage{pageKey: keyOf(in), out: out}
		page, l.pages[p.pageKey] = in.Page, p
		if _, err = l.apply(in); err != nil {
			l.drop(p, err.Error())
		}
		l.checkBarriers()
	})
	if asked != nil {
		return 0, asked
	}
	return page, err
}

// Receive takes one frame that a page sent. An error means that the page must be
// closed, and why.
func (w *World) Receive(ctx context.Context, agent string, page uint32, body []byte) error {
	return w.receive(ctx, pageKey{wire.SCAPI, agent, page}, body)
}

func (w *World) receive(ctx context.Context, key pageKey, body []byte) (err error) {
	if !utf8.Valid(body) {
		return ErrText // no journal could hold it
	}
	done, err := w.turn(ctx, key.agent)
	if err != nil {
		return err
	}
	defer done()
	if err := w.dawdle(ctx, key, body); err != nil {
		return err
	}
	asked := w.ask(ctx, func(l *loop) {
		_, err = l.apply(&journal.Input{Kind: journal.Frame, Wire: key.journalled(), Agent: key.agent, Page: key.page, Body: string(body)})
		if p := l.pages[key]; p != nil {
			p.read++
		}
		l.checkBarriers()
	})
	if asked != nil {
		return asked
	}
	return err
}

// turn waits until no other frame of the agent's desk is on its way to the loop, so
// that a desk with many pages gets no more of the world's time than one with a page.
func (w *World) turn(ctx context.Context, agent string) (done func(), err error) {
	turn, ok := w.turns[agent]
	if !ok {
		return func() {}, nil // nobody's: it is refused
	}
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-w.ended:
		return nil, ErrClosed
	}
}

// ClosePage says that a page is gone.
func (w *World) ClosePage(ctx context.Context, agent string, page uint32) error {
	return w.LosePage(ctx, agent, page, errLeft)
}

// LosePage is ClosePage with what the Tap is told: why the page is gone.
func (w *World) LosePage(ctx context.Context, agent string, page uint32, reason error) error {
	return w.lose(ctx, pageKey{wire.SCAPI, agent, page}, reason)
}

func (w *World) lose(ctx context.Context, key pageKey, reason error) error {
	return w.ask(ctx, func(l *loop) {
		p := l.pages[key]
		if p == nil {
			return
		}
		l.drop(p, reason.Error())
		_, _ = l.apply(&journal.Input{Kind: journal.Close, Wire: key.journalled(), Agent: key.agent, Page: key.page})
		l.checkBarriers()
	})
}

// Stage makes a call of the stage door that changes the world, and returns its
// result. See StageMethods.
func (w *World) Stage(ctx context.Context, method string, params json.RawMessage) (result any, err error) {
	if len(params) > 0 && (!json.Valid(params) || !utf8.Valid(params)) {
		return nil, fmt.Errorf("%w: not JSON in UTF-8", ErrParams) // no journal could hold it
	}
	asked := w.ask(ctx, func(l *loop) {
		if method == "clock.advance" && l.cfg.Clock != Virtual {
			err = ErrRealClock
			return
		}
		result, err = l.apply(&journal.Input{Kind: journal.Stage, Method: method, Params: params})
		if method == "fault.set" && err == nil {
			w.faulty.Store(true)
		}
	})
	if asked != nil {
		return nil, asked
	}
	return result, err
}

// Count is how many frames one page has sent and been handed.
type Count struct {
	Wire   string `json:"wire,omitempty"` // empty: SCAPI
	Agent  string `json:"agent"`
	Page   uint32 `json:"page"`
	Sent   int    `json:"sent"`   // by the page
	Handed int    `json:"handed"` // to the page
}

func (s Count) key() pageKey { return pageKey{cmp.Or(s.Wire, wire.SCAPI), s.Agent, s.Page} }

// barrier waits until as many frames have been read from each page as were sent.
type barrier struct {
	sent   []Count
	at     int // of sent: what it waits for; looked at alone until it is there
	answer chan barrierAnswer
}

type barrierAnswer struct {
	counts []Count
	err    error
}

// behindError says which page a barrier still waits for.
type behindError struct {
	sent Count
	read int
}

func (e *behindError) Error() string {
	return fmt.Sprintf("of page %d of agent %s, %d of %d frames have been read", e.sent.Page, e.sent.Agent, e.read, e.sent.Sent)
}

// Barrier waits until the world has read the frames that sent says each page
// sent, has done what was due, has told users of GWS what a fault held back, and returns how many were handed to each. If ctx ends
// before, the error is its error and says which page the barrier still waited for.
func (w *World) Barrier(ctx context.Context, sent []Count) ([]Count, error) {
	b := &barrier{sent: sent, answer: make(chan barrierAnswer, 1)}
	if err := w.ask(ctx, func(l *loop) { l.tick(); l.barriers = append(l.barriers, b); l.checkBarriers() }); err != nil {
		return nil, err
	}
	select {
	case a := <-b.answer:
		return a.counts, a.err
	case <-ctx.Done():
		return nil, w.giveUp(ctx, b)
	}
}

// giveUp forgets a barrier and says what it waited for.
func (w *World) giveUp(ctx context.Context, b *barrier) error {
	err := ctx.Err()
	_ = w.ask(context.WithoutCancel(ctx), func(l *loop) { // a world that has ended has forgotten it
		if a, reached := l.reached(b); !reached {
			err = fmt.Errorf("%w: %w", a.err, err)
		}
		l.barriers = slices.DeleteFunc(l.barriers, func(x *barrier) bool { return x == b })
	})
	return err
}

func (l *loop) checkBarriers() {
	l.barriers = slices.DeleteFunc(l.barriers, func(b *barrier) bool {
		a, reached := l.reached(b)
		if reached {
			b.answer <- a
		}
		return reached
	})
}

// reached reports whether a barrier's wait is over, and its answer; while it is not,
// the answer's error says what it waits for.
func (l *loop) reached(b *barrier) (barrierAnswer, bool) {
	if l.withholds() {
		return barrierAnswer{err: errWithheld}, false
	}
	for ; b.at < len(b.sent); b.at++ {
		if never, err := l.behind(b.sent[b.at]); err != nil {
			return barrierAnswer{err: err}, never
		}
	}
	counts := make([]Count, 0, len(b.sent))
	for _, s := range b.sent {
		p := l.pages[s.key()]
		if p == nil { // since it was looked at
			return barrierAnswer{err: &PageClosedError{s.Agent, s.Page}}, true
		}
		counts = append(counts, Count{Wire: s.Wire, Agent: s.Agent, Page: s.Page, Sent: p.read, Handed: p.handed})
	}
	return barrierAnswer{counts: counts}, true
}

// behind says why as many frames as s counts have not been read, and whether they
// never will be.
func (l *loop) behind(s Count) (never bool, err error) {
	p := l.pages[s.key()]
	switch {
	case p != nil && p.read < s.Sent:
		return false, &behindError{s, p.read}
	case p != nil:
		return false, nil
	case l.m.login(s.Agent, s.key().wire) == nil:
		return true, fmt.Errorf("agent %q: %w", s.Agent, ErrUnknownAgent)
	case s.Page >= l.m.nextPage(s.Agent, s.key().wire):
		return false, &behindError{s, 0} // its connection is still on the way
	}
	return true, &PageClosedError{s.Agent, s.Page}
}
