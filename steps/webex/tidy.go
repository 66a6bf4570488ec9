package webex

import (
	"context"
	"time"
)

// tidyTime is how long tidying may take: the world is to be closed all the same.
const tidyTime = 5 * time.Second

// tidy ends what the scenario has brought about on a target that others use too: the next
// scenario would meet it.
func (w *world) tidy(ctx context.Context) error {
	if !w.isShared() {
		return nil
	}
	if err := w.Tidy(ctx); err != nil {
		return err
	}
	for _, name := range w.order {
		if err := w.clear(ctx, w.people[name]); err != nil {
			return err
		}
	}
	return nil
}

// clear lets somebody finish all that the scenario speaks of, and leave; whatever is
// answered.
func (w *world) clear(ctx context.Context, p *person) error {
	var all []request
	for _, it := range p.items {
		if it.label == other || it.stage == isGone {
			continue
		}
		all = append(all, w.operation("task.accept", it.id(), nil), w.operation("task.consultEnd", it.id(), nil),
			w.operation("task.end", it.id(), nil), w.operation("task.wrapup", it.id(), disposition(p)))
	}
	all = append(all, w.operation("agent.logout", "", map[string]any{"logoutReason": "done"}))
	for _, r := range all {
		if _, err := p.client.Call(ctx, r.Request); err != nil {
			return err
		}
	}
	return nil
}

// isShared reports whether others use the target, too: there is more than the scenario
// has begun.
func (w *world) isShared() bool { return w.Opened.Target().Hello.Worlds == "shared" }

// isOthers reports whether a notification may be about an interaction of somebody who uses
// the target as well.
func (w *world) isOthers(p *person, n notice) bool {
	it := p.byID(n.ID())
	return w.isShared() && n.ID() != "" && (it == nil || it.label == other)
}
