package gws

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
)

const (
	nothingChangedText = "nothing has changed"
	noChange           = "gws.op.any.no-change-on-failure"
)

// snapshot is how the interactions of the scenario are, as those who have signed in can see.
type snapshot struct {
	state  map[string]json.RawMessage // by id and member, such as ID/userData
	listed map[string][]string        // ids by person
	frames []int
}

// compared are the members that a refused request leaves as they are.
var compared = []string{"state", "userData", "currentQueue"}

// remember notes how things are before a request that may be refused.
func (w *world) remember(ctx context.Context) error {
	s, err := w.snap(ctx)
	w.before = s
	return err
}

// snap asks for the details of each interaction, and for everybody's list.
func (w *world) snap(ctx context.Context) (*snapshot, error) {
	s := &snapshot{state: map[string]json.RawMessage{}, listed: map[string][]string{}}
	for _, name := range w.order {
		p := w.people[name]
		ids, _, records, err := w.list(ctx, p, "/me/interactions")
		if err != nil {
			return nil, err
		}
		slices.Sort(ids)
		s.listed[name], s.frames = ids, append(s.frames, records...)
	}
	for _, it := range w.items {
		if err := w.snapOne(ctx, s, it); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// snapOne asks one after the other until somebody may see the interaction.
func (w *world) snapOne(ctx context.Context, s *snapshot, it *item) error {
	for _, name := range w.order {
		answer, err := w.get(ctx, w.people[name], "/interactions/"+url.PathEscape(it.id), "")
		if err != nil {
			return err
		}
		if answer.Failed() {
			continue
		}
		i := answer.Interaction()
		for _, member := range compared {
			s.state[it.id+"/"+member] = i.Get(member)
		}
		s.frames = append(s.frames, frames(answer)...)
		return nil
	}
	return nil
}

// nothingChanged claims that a refused request has changed nothing. What came of one that
// was granted is not in question.
func (w *world) nothingChanged(ctx context.Context) error {
	if w.before == nil {
		return scene.ErrAskFirst
	}
	now, err := w.snap(ctx)
	if err != nil {
		return err
	}
	if !maps.EqualFunc(w.before.state, now.state, sameJSON) {
		if err := w.Listen(ctx); err != nil { // a new offer may be about to be told
			return err
		}
	}
	for _, it := range w.items {
		if slices.ContainsFunc(w.order, func(name string) bool { return w.isOfferedAnew(name, it.id) }) {
			continue
		}
		for _, member := range compared {
			key := it.id + "/" + member
			if _, known := w.before.state[key]; !known { // nobody could see it then
				continue
			}
			w.same(fmt.Sprintf("%s of the %s is what it was", member, it.label), string(w.before.state[key]), string(now.state[key]), now.frames)
		}
	}
	for _, name := range w.order {
		still := slices.DeleteFunc(now.listed[name], func(id string) bool { // whether a list has what is only offered is left open
			return !slices.Contains(w.before.listed[name], id) && w.isOfferedAnew(name, id)
		})
		was, is := strings.Join(w.before.listed[name], ", "), strings.Join(still, ", ")
		w.same(fmt.Sprintf("%s's list is what it was", name), was, is, now.frames)
	}
	return nil
}

// isOfferedAnew reports whether an interaction has been offered to an agent since the last
// When: one that waits may be, whatever is asked meanwhile, and is then told otherwise.
func (w *world) isOfferedAnew(name, id string) bool {
	return len(w.told(w.people[name], w.Window, func(m message) bool { return m.ID() == id && m.State() == "Invited" })) > 0
}

// same claims that something is what it was before the last request.
func (w *world) same(text, was, is string, records []int) {
	s := scene.Seen{Met: was == is || sameJSON(json.RawMessage(was), json.RawMessage(is)), Expected: orNone(was), Instead: orNone(is), Frames: records}
	if w.answer.Failed() {
		w.Founded(noChange, "effect", text, s)
		return
	}
	w.Claims("effect", text, s, scene.Nobody)
}

// changesNothingHere is nothingChanged as other wires say it of one desk.
func (w *world) changesNothingHere(ctx context.Context, agent string) error {
	if _, err := w.here(agent); err != nil {
		return err
	}
	return w.nothingChanged(ctx)
}
