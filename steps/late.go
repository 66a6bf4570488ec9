package steps

import (
	"context"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
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
	if _, err := w.listenOn(ctx); err != nil {
		return nil, err
	}
	if found = find(); len(found) == 0 {
		for _, name := range w.order {
			w.desks[name].adopt()
		}
		found = find()
	}
	w.noteLate(found, rested)
	return found, nil
}

// unwanted looks for events that are not to come, and once more after a silence if none is
// there and one may yet come.
func (w *world) unwanted(ctx context.Context, find func() []event) ([]event, error) {
	if found := find(); len(found) > 0 {
		return found, nil
	}
	_, err := w.listenOn(ctx)
	return find(), err
}

// tooEarly listens once more for what may yet change something that is not as it is to
// be, and reports whether it is to be looked at again.
func (w *world) tooEarly(ctx context.Context, asItIsToBe bool) (bool, error) {
	if asItIsToBe {
		return false, nil
	}
	return w.listenOn(ctx)
}

// lookAgain looks at something, and once more if it is not as it is to be and something
// may yet change it.
func (w *world) lookAgain(ctx context.Context, look func() error, asItIsToBe func() bool) error {
	if err := look(); err != nil {
		return err
	}
	if early, err := w.tooEarly(ctx, asItIsToBe()); !early || err != nil {
		return err
	}
	return look()
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
	if w.Log.Full() {
		return false, target.ErrFlood
	}
	w.listened = w.notice()
	return true, nil
}

// noteLate tells the run of events that came after the target was thought to be at rest.
func (w *world) noteLate(events []event, rested int) {
	for _, e := range events {
		if e.Seq > rested {
			records := w.Log.Records()
			w.Waited(time.Duration(max(1, records[e.Seq-1].Millis-records[rested-1].Millis)) * time.Millisecond)
			return
		}
	}
}
