package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// own are the interactions that the scenario speaks of.
func (d *desk) own() []*item {
	return slices.DeleteFunc(slices.Clone(d.items), func(it *item) bool { return it.label == somebodys })
}

// isOthers reports whether others have something at a desk that they share.
func (d *desk) isOthers() bool {
	return d.shared && (len(d.older) > 0 || slices.ContainsFunc(d.items, func(it *item) bool { return it.label == somebodys && !it.gone }))
}

// tidy ends what the scenario has brought about on a target that others use too: the
// next scenario would meet it. What agents ask for here is no part of the trace.
func (w *world) tidy(ctx context.Context) error {
	if w.Opened.Target().Hello.Worlds != "shared" {
		return nil
	}
	err := w.stopRecords(ctx) // first, for what is ended may bring the next one
	if err == nil {
		err = w.customersLeave(ctx)
	}
	if err == nil {
		err = w.fetch(ctx)
	}
	if err == nil {
		err = w.endOwn(ctx)
	}
	return errors.Join(err, w.campaignEnds(ctx, "campaign.unload"))
}

// stopRecords lets no more records come.
func (w *world) stopRecords(ctx context.Context) error {
	if w.campaign == modeCampaign["direct push"] {
		for _, name := range w.order {
			if _, err := w.quietly(ctx, w.desks[name], target.Action{Verb: target.StopDirectPush}); err != nil {
				return err
			}
		}
	}
	return w.campaignEnds(ctx, "campaign.stop")
}

// customersLeave lets all customers end their calls, if one of them may be where no desk of
// the scenario reaches: with another customer, or waiting for an agent.
func (w *world) customersLeave(ctx context.Context) error {
	if !w.handedOver {
		return nil
	}
	if err := w.AllHangUp(ctx); err != nil {
		return err
	}
	return w.Opened.Settle(ctx, !w.noFence)
}

// endOwn ends the interactions that the scenario speaks of.
func (w *world) endOwn(ctx context.Context) error {
	w.Notice()
	for _, name := range w.order {
		d := w.desks[name]
		if err := w.findUnheard(ctx, d); err != nil {
			return err
		}
		for _, it := range d.own() {
			if err := w.cancels(ctx, d, it); err != nil {
				return err
			}
			for _, v := range endings(it) {
				if _, err := w.quietly(ctx, d, target.Action{Verb: v, Interaction: it.id}); err != nil {
					return err
				}
			}
		}
	}
	if err := w.Opened.Settle(ctx, !w.noFence); err != nil {
		return err
	}
	w.Notice()
	return w.leftovers()
}

// findUnheard takes in the calls with customers that came while the desk's page did not
// listen.
func (w *world) findUnheard(ctx context.Context, d *desk) error {
	if w.noFence { // nor may anything be asked
		return nil
	}
	listens, err := d.page().Subscribe("interaction") // once more if need be: for what comes of ending them
	if err != nil {
		return err
	}
	if _, err := listens.Wait(ctx); err != nil && !errors.Is(err, scapi.ErrNoAnswer) {
		return err
	}
	answer, err := w.quietly(ctx, d, target.Action{Verb: target.List})
	if err != nil {
		return err
	}
	var listed []json.RawMessage
	_ = json.Unmarshal(answer.Data, &listed) // not a list: none
	for _, raw := range listed {
		e := event{Interaction: trace.ObjectOf(raw)}
		if id := e.ID(); id != "" && !d.older[id] && d.byID(id) == nil && w.isCustomers(e) {
			d.items = append(d.items, &item{label: "call", id: id, last: e, state: e.State()})
		}
	}
	return nil
}

// isCustomers reports whether an event is about a call with a customer of the scenarios.
func (w *world) isCustomers(e event) bool {
	ani, _ := e.Attribute("ani")
	dnis, _ := e.Attribute("dnis")
	for _, c := range w.Case.Target.File().Customers {
		if endsAlike(ani, c.Number) || endsAlike(dnis, c.Number) {
			return true
		}
	}
	return false
}

// campaignEnds stops or unloads the campaign that the scenario loaded, if the target can
// and it is not done yet.
func (w *world) campaignEnds(ctx context.Context, method string) error {
	if w.campaign == "" {
		return nil
	}
	return w.Anyway(ctx, method, map[string]any{"campaign": w.Case.Target.Campaign(w.campaign)})
}

// endings are what ends an interaction: a call, or a record.
func endings(it *item) []target.Verb {
	switch {
	case it.gone:
		return nil
	case kindOf(it.last) == "record" && it.state == "INVITED":
		return []target.Verb{target.Reject, target.MarkDone}
	case kindOf(it.last) == "record":
		return []target.Verb{target.RejectRecord, target.MarkDone}
	case it.state == "INVITED" && kindOf(it.last) == "e-mail": // another agent would get what this one rejects
		return []target.Verb{target.Accept, target.MarkDone, target.Reject}
	case it.state == "RINGING", it.state == "INVITED", it.state == "INVITED_CONFERENCE":
		return []target.Verb{target.Reject, target.MarkDone}
	case it.state == "IDLE", isOpenMedia(it.last):
		return []target.Verb{target.UnblockMarkDone, target.MarkDone}
	}
	return []target.Verb{target.HangUp, target.UnblockMarkDone, target.MarkDone}
}

// quietly asks for something whatever is answered, if it is answered at all.
func (w *world) quietly(ctx context.Context, d *desk, a target.Action) (scapi.Answer, error) {
	if w.may(scapi.RequestOf(a.Verb)) != nil {
		return scapi.Answer{}, nil
	}
	sent, err := d.page().Do(a)
	if err != nil {
		return scapi.Answer{}, err
	}
	answer, err := sent.Wait(ctx)
	if errors.Is(err, scapi.ErrNoAnswer) {
		err = nil
	}
	return answer, err
}

// leftovers is an error for a call that has not ended.
func (w *world) leftovers() error {
	for _, name := range w.order {
		for _, it := range w.desks[name].own() {
			if !it.gone && kindOf(it.last) != "record" && !isOpenMedia(it.last) && it.state != "IDLE" {
				return fmt.Errorf("the %s at %s's desk is still in state %s", it.label, name, scene.OrNone(it.state))
			}
		}
	}
	return nil
}
