package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// tidyTime is how long tidying may take: the world is to be closed all the same.
const tidyTime = 5 * time.Second

// own are the interactions that the scenario speaks of.
func (d *desk) own() []*item {
	return slices.DeleteFunc(slices.Clone(d.items), func(it *item) bool { return it.label == somebodys })
}

// tidy ends what the scenario has brought about on a target that others use too: the
// next scenario would meet it. What is asked here is no part of the trace.
func (w *world) tidy(ctx context.Context) error {
	if w.opened.Target().Hello.Worlds != "shared" {
		return nil
	}
	w.notice()
	for _, name := range w.order {
		d := w.desks[name]
		for _, it := range d.own() {
			for _, v := range endings(it) {
				if err := w.quietly(ctx, d, target.Action{Verb: v, Interaction: it.id}); err != nil {
					return err
				}
			}
		}
	}
	if err := w.opened.Settle(ctx, !w.noFence); err != nil {
		return err
	}
	w.notice()
	return w.leftovers()
}

// endings are what ends an interaction: a call, or a record.
func endings(it *item) []target.Verb {
	switch {
	case it.gone:
		return nil
	case kindOf(it.last) == "record" && it.last.State() == "INVITED":
		return []target.Verb{target.Reject, target.MarkDone}
	case kindOf(it.last) == "record":
		return []target.Verb{target.RejectRecord, target.MarkDone}
	case it.last.State() == "RINGING":
		return []target.Verb{target.Reject, target.MarkDone}
	case it.last.State() == "IDLE":
		return []target.Verb{target.MarkDone}
	}
	return []target.Verb{target.HangUp, target.MarkDone}
}

// quietly asks for something whatever is answered, if it is answered at all.
func (w *world) quietly(ctx context.Context, d *desk, a target.Action) error {
	if w.may(scapi.RequestOf(a.Verb)) != nil {
		return nil
	}
	sent, err := d.page().Do(a)
	if err != nil {
		return err
	}
	if _, err = sent.Wait(ctx); errors.Is(err, scapi.ErrNoAnswer) {
		return nil
	}
	return err
}

// leftovers is an error for a call that has not ended.
func (w *world) leftovers() error {
	for _, name := range w.order {
		for _, it := range w.desks[name].own() {
			if !it.gone && kindOf(it.last) != "record" && it.last.State() != "IDLE" {
				return fmt.Errorf("the %s at %s's desk is still in state %s", it.label, name, orNone(it.last.State()))
			}
		}
	}
	return nil
}
