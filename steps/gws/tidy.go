package gws

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"slices"

	"github.com/deskproof/deskproof/steps/target"
)

// tidy ends what the scenario has brought about on a target that others use too: the next
// scenario would meet it.
func (w *world) tidy(ctx context.Context) error {
	if !w.IsShared() {
		return nil
	}
	if err := w.Tidy(ctx); err != nil {
		return err
	}
	all, err := w.everybody(ctx)
	if err != nil {
		return err
	}
	for _, p := range append(all, all...) { // what one ends another may go on with
		if err := w.find(ctx, p); err != nil {
			return err
		}
		if err := w.clear(ctx, p); err != nil {
			return err
		}
	}
	for _, p := range all {
		if err := p.leaves(ctx); err != nil {
			return err
		}
	}
	return nil
}

// everybody is the whole cast: who has not signed in may have been offered what others
// gave up.
func (w *world) everybody(ctx context.Context) ([]*person, error) {
	var out []*person
	for _, name := range slices.Sorted(maps.Keys(w.Target.File().Cast)) {
		p, here := w.people[name]
		if !here {
			var err error
			if p, err = w.client(ctx, name); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// leaves ends somebody's session and client.
func (p *person) leaves(ctx context.Context) error {
	if p.session != nil {
		if _, err := p.session.Disconnect(ctx); err != nil {
			return err
		}
	}
	return p.client.Close()
}

// find takes in the interactions of the scenario's customers that no message has told of, or
// none by which it could tell whose they are.
func (w *world) find(ctx context.Context, p *person) error {
	ids, _, _, err := w.list(ctx, p, "/interactions")
	if err != nil {
		return err
	}
	for _, id := range ids {
		it := w.byID(id)
		if it != nil && it.label != other {
			continue
		}
		answer, err := w.get(ctx, p, "/interactions/"+url.PathEscape(id), "")
		if err != nil {
			return err
		}
		switch {
		case !w.isCustomers(answer.Body):
		case it != nil:
			it.label = found
		default:
			w.items = append(w.items, &item{label: found, id: id, last: map[string]message{}})
		}
	}
	return nil
}

// found is the label of interactions that are known to be the scenario's by their customer
// alone.
const found = "found"

// isCustomers reports whether what is told of an interaction names a customer of the
// scenarios, or what they write about.
func (w *world) isCustomers(told json.RawMessage) bool {
	if hasText(told, w.Subject()) {
		return true
	}
	for name, c := range w.Target.File().Customers {
		if hasText(told, name) || c.Email != "" && hasText(told, c.Email) || c.Nickname != "" && hasText(told, c.Nickname) {
			return true
		}
	}
	return false
}

// clear lets somebody finish all that the scenario speaks of: what is theirs, what is
// offered to them, and of those who have signed in what is in their workbins, and what
// waits until they are ready.
func (w *world) clear(ctx context.Context, p *person) error {
	var all []request
	if _, here := w.people[p.name]; here {
		if err := w.FromWorkbin(ctx, p.account.Account); err != nil {
			return err
		}
		for _, channel := range channels {
			all = append(all, channelRequest(channel, "Ready"))
		}
	}
	for _, id := range w.begun {
		all = append(all, w.operation("CancelReply", id, nil))
	}
	for _, it := range w.items {
		if it.label == other {
			continue
		}
		for _, name := range []string{"Accept", "CompleteTransfer", "StopProcessing"} {
			all = append(all, w.operation(name, it.id, nil))
		}
	}
	for _, r := range all { // whatever is answered
		if _, err := p.client.Call(ctx, r.Request); err != nil {
			return err
		}
	}
	return nil
}

// alone is an error if others use the target too: who gets what comes is not certain then.
func (w *world) alone(ctx context.Context) error {
	t, err := w.World(ctx)
	if err != nil {
		return err
	}
	if t.Target().Hello.Worlds == "shared" {
		return &target.NotOfferedError{What: "a way to take back, after the scenario, that agents are not ready, and others use it too"}
	}
	return nil
}

// isOthers reports whether an interaction may be somebody's who uses the target as well.
func (w *world) isOthers(id string) bool {
	it := w.byID(id)
	return w.IsShared() && (it == nil || it.label == other)
}
