package target

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
)

// Page is one connection of a desk, as settling needs to know it.
type Page interface {
	Account() string
	Number() int                               // of the desk's pages, from 1
	Sent() int                                 // frames written so far
	Read() int                                 // frames read so far
	Await(ctx context.Context, read int) error // until so many frames have been read
	Fence(ctx context.Context) error           // a harmless request of the harness's own, answered
	Quiet(ctx context.Context, d time.Duration) error
}

// Join makes a page one that Settle waits for.
func (w *World) Join(p Page) { w.pages = append(w.pages, p) }

// Leave makes a page one that Settle no longer waits for.
func (w *World) Leave(p Page) {
	w.pages = slices.DeleteFunc(w.pages, func(o Page) bool { return o == p })
}

// Way says how worlds of the target settle: by counting frames, by fences, or by silence. A
// person's word that something is done says nothing about what has come of it, and in a
// world that others use nobody knows which page is the first.
func (t *Target) Way() targets.SettleMode {
	mode := t.cfg.Target.Settle.Mode
	switch {
	case mode != "" && mode != targets.Auto:
		return mode
	case t.Hello.Can.Count && t.Hello.Worlds != "shared":
		return targets.Count
	case t.cfg.Target.Kind == targets.Manual:
		return targets.Quiet
	}
	return targets.Fence
}

// Rest is the silence that counts as rest where nothing better is to be had.
func (t *Target) Rest() time.Duration {
	if d := t.cfg.Target.Settle.Quiet; d > 0 {
		return d
	}
	return 500 * time.Millisecond
}

// Settle returns once everything the target has sent so far has been read:
// whatever was sent to it has been handled, what was due is done, and what came of
// it has arrived. If the harness may not ask anything of its own now, and the
// target does not count, it listens for silence.
func (w *World) Settle(ctx context.Context, mayAsk bool) error {
	switch way := w.t.Way(); {
	case way == targets.Count:
		return w.count(ctx)
	case way == targets.Quiet || !mayAsk:
		return w.quiet(ctx)
	}
	return w.fence(ctx)
}

// deskCount is a barrier's account of one page.
type deskCount struct {
	Agent  string `json:"agent"`
	Page   int    `json:"page"`
	Sent   int    `json:"sent"`
	Handed int    `json:"handed"`
}

// uncounted is a page of a wire on which nobody counts: it is fenced once the target is
// done, as it waits for the answer to each request by itself.
type uncounted interface {
	Page
	Uncounted()
}

func (w *World) count(ctx context.Context) error {
	sent, pages := []deskCount{}, []Page{}
	for _, p := range w.pages {
		if isCounted(p) {
			pages = append(pages, p)
			sent = append(sent, deskCount{Agent: p.Account(), Page: p.Number(), Sent: p.Sent()})
		}
	}
	raw, err := w.Stage(ctx, "barrier", map[string]any{"desks": sent})
	if err != nil {
		return err
	}
	var answer struct {
		Desks []deskCount `json:"desks"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return fmt.Errorf("stage door: barrier: %w", err)
	}
	for i, p := range pages {
		c, err := counted(answer.Desks, sent[i])
		if err != nil {
			return err
		}
		if err := p.Await(ctx, c.Handed); err != nil {
			return err
		}
	}
	return w.fenceAll(ctx, func(p Page) bool { return !isCounted(p) })
}

// counted finds what a barrier says of a page, and holds it to what was asked.
func counted(said []deskCount, asked deskCount) (deskCount, error) {
	for _, c := range said {
		if c.Agent != asked.Agent || c.Page != asked.Page {
			continue
		}
		if c.Sent < asked.Sent {
			return c, fmt.Errorf("stage door: barrier: %d of the %d frames of page %d of agent %s have been read; a barrier waits for all", c.Sent, asked.Sent, c.Page, c.Agent)
		}
		return c, nil
	}
	return asked, fmt.Errorf("stage door: barrier: the answer has no count for page %d of agent %s, which settling by count needs", asked.Page, asked.Agent)
}

// fence asks every desk, lets the stage finish, and asks again: an answer comes
// after everything that was sent before it.
func (w *World) fence(ctx context.Context) error {
	if err := w.fenceAll(ctx, isCounted); err != nil {
		return err
	}
	if _, err := w.Stage(ctx, "barrier", map[string]any{}); err != nil {
		return err
	}
	return w.fenceAll(ctx, func(Page) bool { return true })
}

// isCounted reports whether a target may count what a page is handed.
func isCounted(p Page) bool {
	_, never := p.(uncounted)
	return !never
}

// fenceAll fences the pages of which something is so.
func (w *World) fenceAll(ctx context.Context, is func(Page) bool) error {
	for _, p := range w.pages {
		if !is(p) {
			continue
		}
		if err := p.Fence(ctx); err != nil {
			return err
		}
	}
	return nil
}

// quiet waits, in real time, until no desk has said anything for a while. A desk
// that speaks up while another is listened to is listened to again.
func (w *World) quiet(ctx context.Context) error {
	if _, err := w.Stage(ctx, "barrier", map[string]any{}); err != nil {
		return err
	}
	return w.Listen(ctx)
}

// mostSilences is how often the harness tries to hear every page silent.
const mostSilences = 4

// Listen waits until no desk has said anything for as long as counts as rest. A desk
// that never is at rest is not waited for any longer: what it goes on saying is looked
// at as it comes.
func (w *World) Listen(ctx context.Context) error {
	d := w.t.Rest()
	within, cancel := PatienceCause(ctx, mostSilences*time.Duration(len(w.pages))*d, errRestless)
	defer cancel()
	for within.Err() == nil {
		heard := make([]int, len(w.pages))
		for i, p := range w.pages {
			if err := p.Quiet(within, d); err != nil && !errors.Is(err, errRestless) {
				return err
			}
			heard[i] = p.Read()
		}
		if slices.Equal(heard, w.heard()) {
			return nil
		}
	}
	return context.Cause(ctx)
}

var errRestless = errors.New("no desk is at rest")

// heard is how many frames have been read of each page.
func (w *World) heard() []int {
	out := make([]int, len(w.pages))
	for i, p := range w.pages {
		out[i] = p.Read()
	}
	return out
}
