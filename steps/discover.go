package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// appears is the event that tells of a new interaction.
const appears = "scapi.event.common.ADDED"

// discover asks each desk for its interactions in a profile whose documents have no
// event that tells of them: how else would a page learn of one. A target may send such
// events all the same.
func (w *world) discover(ctx context.Context) error {
	if w.noFence || w.Rules.Has(appears) || !w.Rules.Has("scapi.type.interaction.Interaction") || w.may(scapi.RequestOf(target.List)) != nil {
		return nil
	}
	for _, name := range w.order {
		d := w.desks[name]
		if d.older == nil && w.Case.Target.Hello.Worlds != "many" || d.left || len(d.pages) == 0 {
			continue // what was there before is not known yet, or nobody is there to ask
		}
		sent, err := d.page().Do(target.Action{Verb: target.List})
		if err != nil {
			return err
		}
		answer, err := sent.Wait(ctx)
		if errors.Is(err, scapi.ErrNoAnswer) {
			return w.unanswered(answer)
		}
		if err != nil {
			return err
		}
		if answer.Given && !answer.Refused {
			d.finds(answer)
		}
	}
	return nil
}

// finds takes in the interactions that a desk lists: what is new, how the others are
// now, and which have gone.
func (d *desk) finds(answer scapi.Answer) {
	listed := map[string]bool{}
	var list []json.RawMessage
	_ = json.Unmarshal(answer.Data, &list) // not a list: none
	for _, raw := range list {
		e := event{Seq: answer.Seq, Page: d.heard(), Name: "interaction", Interaction: trace.ObjectOf(raw)}
		id := e.ID()
		if id == "" || d.older[id] {
			continue
		}
		listed[id] = true
		it := d.byID(id)
		if it == nil {
			it = d.add(id, e)
		}
		if it.listed != string(raw) {
			it.listed = string(raw)
			d.seen = append(d.seen, e) // without a type: it is there, or has changed
		}
		it.hears(e)
	}
	for _, it := range d.items {
		it.gone = it.gone || !listed[it.id]
	}
}

// isToldOf reports whether an event has told of an interaction, and not only a list.
func (d *desk) isToldOf(it *item) bool {
	return slices.ContainsFunc(d.seen, func(e event) bool { return e.ID() == it.id && e.Type != "" })
}

// untold is why a scenario is not applicable in which something was not seen that only an
// event of the book tells of, if the profile does not have it; else nil.
func (w *world) untold(id string) error {
	if w.Rules.Has(id) {
		return nil
	}
	return &suite.NotApplicableError{Reason: fmt.Sprintf("profile %s does not have %s", w.Rules.Profile, id)}
}

// unheard is why a scenario is not applicable in which no event of a name came, if the
// profile's documents have other names and not that one; else nil.
func (w *world) unheard(name string, found []event) error {
	const names = "scapi.enum.event-name"
	if _, ok := w.Rules.Book.Claim(names + "." + name); len(found) > 0 || !ok || !w.Rules.Has(names) || w.Rules.Has(names+"."+name) {
		return nil
	}
	return &suite.NotApplicableError{Reason: fmt.Sprintf("profile %s does not have events named %s", w.Rules.Profile, name)}
}
