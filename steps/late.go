package steps

import (
	"context"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/targets"
)

// await looks for events, and once more after a silence if none is there and the
// target cannot count what it sends: no document says how soon an event comes, and
// one that is late is not lost. It returns what was found.
func (w *world) await(ctx context.Context, find func() []event) ([]event, error) {
	found := find()
	if len(found) > 0 {
		return found, nil
	}
	rested := w.Log.Len()
	if listened, err := w.listenOn(ctx); !listened || err != nil {
		return nil, err
	}
	found = find()
	w.noteLate(found, rested)
	return found, nil
}

// tooEarly listens once more for what may yet change something that is not as it is to
// be, and reports whether it is to be looked at again.
func (w *world) tooEarly(ctx context.Context, asItIsToBe bool) (bool, error) {
	if asItIsToBe {
		return false, nil
	}
	return w.listenOn(ctx)
}

// listenOn waits for a silence, unless nothing more can come: the target counts, or
// nothing has come since the last silence. It reports whether it did.
func (w *world) listenOn(ctx context.Context) (bool, error) {
	if w.opened.Target().Way() == targets.Count || w.Log.Len() == w.listened {
		return false, nil
	}
	if err := w.opened.Listen(ctx); err != nil {
		return false, err
	}
	w.notice()
	w.listened = w.Log.Len()
	return true, nil
}

// noteLate notes events that came after the target was thought to be at rest: that
// the harness had to wait for them is nobody's failure.
func (w *world) noteLate(events []event, rested int) {
	events = slices.DeleteFunc(slices.Clone(events), func(e event) bool { return e.Seq <= rested })
	if len(events) == 0 {
		return
	}
	records := w.Log.Records()
	late := records[events[0].Seq-1].Millis - records[rested-1].Millis
	claim := w.Rules.Inferred("late", "what comes of an action has come when the target is at rest")
	w.claim(claim, false, events[0].Type+" before the target is at rest", fmt.Sprintf("%s %d ms later", events[0].Type, late), events[0].Seq)
}
