package webex

import (
	"context"
	"errors"
)

// tidy ends what the scenario has brought about on a target that others use too: the next
// scenario would meet it.
func (w *world) tidy(ctx context.Context) error {
	if !w.IsShared() {
		return nil
	}
	if err := w.campaignEnds(ctx, "campaign.stop"); err != nil { // first, for what is ended may bring the next record
		return err
	}
	if err := errors.Join(w.Tidy(ctx), w.customersLeave(ctx)); err != nil {
		return err
	}
	for _, name := range w.order {
		if err := w.FromWorkbin(ctx, w.people[name].account.Account); err != nil {
			return err
		}
	}
	for _, name := range w.order {
		if err := w.clear(ctx, w.people[name]); err != nil {
			return err
		}
	}
	return w.campaignEnds(ctx, "campaign.unload")
}

// campaignEnds stops or unloads the campaign that the scenario loaded, if the target can.
func (w *world) campaignEnds(ctx context.Context, method string) error {
	if w.campaign == "" {
		return nil
	}
	return w.Anyway(ctx, method, map[string]any{"campaign": w.campaign})
}

// customersLeave lets all customers end their calls: those that ring nobody can end over
// this wire.
func (w *world) customersLeave(ctx context.Context) error {
	if err := w.AllHangUp(ctx); err != nil {
		return err
	}
	return w.Settle(ctx)
}

// clear lets somebody finish all that the scenario speaks of, and leave; whatever is
// answered. What a client that has lost its socket did not hear of, it is told of again.
func (w *world) clear(ctx context.Context, p *person) error {
	if p.client.Profile().Agent == "" {
		return nil // it never came so far
	}
	if !p.client.IsOpen() && p.client.Connect(ctx) == nil && p.client.Reload(ctx) == nil {
		w.Notice()
	}
	var all []request
	for _, it := range p.items {
		if it.label == other || it.stage == isGone && it.label != "e-mail" { // which is back
			continue
		}
		if it.label == "record" && it.stage == isOffered {
			all = append(all, w.preview(it, "preview.skip"), w.preview(it, "preview.remove"))
			continue
		}
		for _, name := range []string{"task.accept", "task.consultEnd", "task.conferenceExit", "task.end"} {
			all = append(all, w.operation(name, it.id(), nil))
		}
		all = append(all, w.operation("task.wrapup", it.id(), disposition(p)))
	}
	all = append(all, w.operation("agent.logout", "", map[string]any{"logoutReason": "done"}))
	for _, r := range all {
		if _, err := p.client.Call(ctx, r.Request); err != nil {
			return err
		}
	}
	return nil
}

// isOthers reports whether a notification may be about an interaction of somebody who uses
// the target as well.
func (w *world) isOthers(p *person, n notice) bool {
	it := p.byID(n.ID())
	return w.IsShared() && n.ID() != "" && (it == nil || it.label == other)
}
