package gws

import (
	"context"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
)

// item is an interaction that the scenario speaks of. Its id is the same for everybody.
type item struct {
	label string // e-mail or chat; other: the scenario does not speak of it
	id    string
	last  map[string]message // by person
}

// other is the label of interactions that the scenario does not speak of.
const other = "other"

// awaited is what a scenario calls an interaction that is about to appear.
type awaited struct {
	label string // empty: none is
	agent string // at whose client; empty: anybody's
}

// mediums are the media of this wire by the scenarios' words.
var mediums = map[string]string{"e-mail": "email", "chat": "chat", "consultation": "chat"}

// Notice takes in the messages that have come since the last time, and says up to which
// trace record.
func (w *world) Notice() int {
	noticed := w.Log.Len()
	for _, name := range w.order {
		p := w.people[name]
		all := p.client.Messages()
		for _, m := range all[min(p.read, len(all)):] {
			w.hears(p, m)
		}
		p.read = len(all)
	}
	return noticed
}

// hears takes in one message about an interaction.
func (w *world) hears(p *person, m message) {
	id := m.ID()
	if _, isList := m.Content(); isList || id == "" || m.State() == "" {
		return // what a workbin holds is not about what the agent has
	}
	it := w.byID(id)
	if it == nil {
		it = &item{label: other, id: id, last: map[string]message{}}
		w.items = append(w.items, it)
	}
	_, heard := it.last[p.name]
	if it.label == other && !heard && w.awaited.fits(p, m) { // others may have heard of it before
		it.label, w.awaited = w.awaited.label, awaited{}
	}
	it.last[p.name] = m
}

// fits reports whether a message is the first of the interaction that is awaited.
func (a awaited) fits(p *person, m message) bool {
	return a.label != "" && (a.agent == "" || a.agent == p.name) &&
		(m.Medium() == "" || strings.EqualFold(m.Medium(), mediums[a.label])) && m.State() == "Invited"
}

func (w *world) byID(id string) *item {
	i := slices.IndexFunc(w.items, func(it *item) bool { return it.id == id })
	if i < 0 {
		return nil
	}
	return w.items[i]
}

// item is the last interaction of a label. That there is none is the target's doing: it
// never told of one.
func (w *world) item(ctx context.Context, label string) (*item, error) {
	find := func() *item {
		if w.awaited.label == label {
			return nil // a new one is to come
		}
		for _, it := range slices.Backward(w.items) {
			if it.label == label {
				return it
			}
		}
		return nil
	}
	if it := find(); it != nil {
		return it, nil
	}
	if err := w.Listen(ctx); err != nil {
		return nil, err
	}
	if it := find(); it != nil {
		return it, nil
	}
	return nil, suite.NotReached("no %s has been offered to anybody", label)
}

// both are somebody who has signed in and an interaction of a label.
func (w *world) both(ctx context.Context, name, label string) (*person, *item, error) {
	p, err := w.here(name)
	if err != nil {
		return nil, nil, err
	}
	it, err := w.item(ctx, label)
	return p, it, err
}

// about are the messages of an interaction that have come to somebody since a trace record.
func (w *world) about(p *person, id string, since int) []message {
	return w.told(p, since, func(m message) bool { return m.ID() == id })
}

// told are the messages of which something is so that have come to somebody since a trace
// record.
func (w *world) told(p *person, since int, is func(message) bool) []message {
	var out []message
	for _, m := range p.client.Messages() {
		if _, isList := m.Content(); m.Seq > since && !isList && is(m) {
			out = append(out, m)
		}
	}
	return out
}
