package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/steps/scene"
)

// nothingChanged is what a refusal leaves behind: no event, and every interaction
// as it was last told of.
func (w *world) nothingChanged(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.nothing(ctx, agent, func(e event) bool { return e.Name != "media" }); err != nil {
		return err
	}
	if w.noFence {
		return nil // looking would be a request that the scenario's rules count
	}
	for _, it := range d.items {
		if it.gone {
			continue
		}
		got, err := w.lookUp(ctx, d, it)
		if err != nil {
			return err
		}
		before := w.before(d, it)
		for _, name := range []string{"state", "userData", "recordingState"} {
			w.unchanged(it, before, name, got)
		}
	}
	return nil
}

// before is the last event of an interaction before the last When; if there is none,
// it is the last one.
func (w *world) before(d *desk, it *item) event {
	last := it.last
	for _, e := range w.which(d, 0, func(e event) bool { return e.ID() == it.id && e.Seq <= w.Window }) {
		last = e
	}
	return last
}

// untold are states that a chat comes to without an event of its own: that it was told
// of another before is no change.
var untold = []string{"HISTORY_IN_PROGRESS", "HISTORY_DONE"}

// unchanged claims that an attribute is what the event before said. One that is not
// shown is no proof of a change.
func (w *world) unchanged(it *item, event event, name string, got shown) {
	before := event.Interaction.Get(name)
	if before == nil {
		return
	}
	now, told := got.interaction[name]
	if !told && got.interaction != nil {
		return // no document says that an answer has all that an event has
	}
	if name == "state" && slices.Contains(untold, scene.TextOf(now)) {
		return
	}
	seen := scene.OrNone(string(now))
	if got.interaction == nil {
		seen = got.instead
	}
	text := fmt.Sprintf("%s of the %s is what it was", name, it.label)
	frames := append(got.frames, event.Seq)
	for _, claim := range w.ClaimsBy("effect", text, scene.Nobody) {
		w.Record(claim, sameJSON(before, now), string(before), seen, frames...)
	}
	if name == "userData" && it.id == w.subject && now != nil {
		w.keysUnchanged(before, now, frames)
	}
}

// keysUnchanged claims by the rules that forbid it that the keys of the last request
// are what they were: others may be changed by others.
func (w *world) keysUnchanged(before, now json.RawMessage, frames []int) {
	was, is := scene.ObjectOf(before), scene.ObjectOf(now)
	for _, it := range w.Tagged() {
		if !w.forbids("userData")(it) {
			continue
		}
		for _, key := range w.keys {
			claim := w.Rules.Claim(it.ID, "effect", "user data "+key+" is what it was")
			w.Record(claim, sameJSON(was[key], is[key]), w.shownValue(key, was[key]), w.shownValue(key, is[key]), frames...)
		}
	}
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return string(a) == string(b)
	}
	xs, _ := json.Marshal(x) // sorted by key
	ys, _ := json.Marshal(y)
	return string(xs) == string(ys)
}
