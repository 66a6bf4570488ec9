package gws

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
)

func (w *world) hasInteraction(ctx context.Context, agent, where, kind, customer string) error {
	return w.has(ctx, agent, where == "accepted", kind, customer)
}

func (w *world) isChatting(ctx context.Context, agent, customer string) error {
	return w.has(ctx, agent, true, "chat", customer)
}

func (w *world) hasChat(ctx context.Context, agent, where, customer string) error {
	if err := w.has(ctx, agent, where != "offered", "chat", customer); err != nil || where != "ended" {
		return err
	}
	return w.endsChat(ctx, customer)
}

// has brings an interaction to where it is offered, or has been accepted. On the way the
// documented messages are claimed.
func (w *world) has(ctx context.Context, agent string, accepted bool, kind, customer string) error {
	if _, err := w.here(agent); err != nil {
		return err // nobody listens, and that is the scenario's fault
	}
	since := w.Log.Len()
	if err := w.Arrives(ctx, kind, customer, agent, nil); err != nil {
		return err
	}
	p, it, err := w.both(ctx, agent, kind)
	if err != nil {
		w.Founded("gws.msg.invited", "event", fmt.Sprintf("%s is told of the %s that is offered", agent, kind), scene.Seen{Expected: "Invited", Instead: "nothing"})
		return err
	}
	w.Founded("gws.msg.invited", "event", fmt.Sprintf("%s is told of the %s that is offered", agent, kind),
		scene.Seen{Met: true, Expected: "Invited", Instead: "Invited", Frames: []int{it.last[agent].Seq}})
	if !accepted {
		return nil
	}
	if err := w.operates(ctx, agent, "Accept", kind); err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []message {
		return slices.DeleteFunc(w.about(p, it.id, since), func(m message) bool { return m.State() == "Invited" })
	})
	text, records := shownAll(found)
	w.Founded("gws.msg.accepted", "event", fmt.Sprintf("%s is told that the %s is theirs", agent, kind),
		scene.Seen{Met: len(found) > 0, Expected: "a message about the interaction", Instead: text, Frames: records})
	return err
}

// attached makes user data of a table of keys and values. A dot in a key stands before the
// name of a part of a value.
func attached(t *scene.Table) (map[string]any, error) {
	out := map[string]any{}
	for _, row := range t.Rows {
		if len(row.Cells) != 2 {
			return nil, fmt.Errorf("the table needs two columns: key and value")
		}
		key, part, parted := strings.Cut(row.Cells[0].Value, ".")
		value := valueOf(row.Cells[1].Value)
		whole, isWhole := out[key].(map[string]any)
		switch {
		case parted && out[key] == nil:
			out[key] = map[string]any{part: value}
		case parted && isWhole && whole[part] == nil:
			whole[part] = value
		case !parted && out[key] == nil:
			out[key] = value
		default:
			return nil, fmt.Errorf("key %q is there twice", row.Cells[0].Value)
		}
	}
	return out, nil
}

// valueOf is the value that a cell stands for: a number, or else a text.
func valueOf(cell string) any {
	var number *float64
	if json.Unmarshal([]byte(cell), &number) != nil || number == nil {
		return cell
	}
	return *number
}
