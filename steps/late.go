package steps

import (
	"context"
	"time"
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
	if _, err := w.ListenOn(ctx); err != nil {
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
