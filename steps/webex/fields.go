package webex

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) fieldSentences(r *suite.Registry) {
	r.Step(`^the (call|record|consultation|chat|e-mail|reply) at (\w+)'s desk has:$`, w.hasFields, suite.Doc{
		Does:    "Checks fields of the interaction in the last notification about it, a row a path and a value. A leg is media.main or media.consult, a participant participants.Ana or participants.customer. A value is present or absent, somebody's name or number, the id, the queue Support, or any text; a list has all that are named, with commas. A field that need not be there and is not is a note.",
		Example: "Then the call at Ana's desk has:",
		Args:    []string{"call, record, chat or e-mail", "the agent"},
	})
	r.Step(`^(\w+)'s desk is told in (\w+):$`, w.isToldIn, suite.Doc{
		Does:    "Checks members of the last notification of an event since the last When, beside its interaction: a row a member and a value, as in tables of fields.",
		Example: "And Ana's desk is told in ContactEnded:",
		Args:    []string{"the agent", "the event"},
	})
}

// The fields of an interaction in the book, and the types of what is in it by name.
const (
	fields       = "webex.field.interaction."
	details      = fields + "callProcessingDetails."
	legFields    = fields + "media.entry."
	participants = "webex.type.InteractionParticipant."
	data         = "webex.type.CallAssociatedDatum."
	members      = "webex.field.taskData."
)

// fieldItem is the item of the book that a path is of.
func fieldItem(r *oracle.Rules, path string) (string, error) {
	item := fields + path
	parts := strings.SplitN(path, ".", 3)
	if len(parts) == 3 {
		switch parts[0] {
		case "media":
			item = legFields + parts[2]
		case "participants":
			item = participants + parts[2]
		case "callAssociatedData":
			item = data + parts[2]
		}
	}
	if _, ok := r.Book.Claim(item); !ok {
		return "", fmt.Errorf("%q is not a field of an interaction that the documents know: the nearest are %s", path, strings.Join(suite.Nearest(r.Book.IDs(), item, 3), ", "))
	}
	return item, nil
}

// toldItem is the item of the book that a member of an event is of: the event's own, or
// else that of all events of contacts.
func toldItem(r *oracle.Rules, event, name string) (string, error) {
	if !slices.Contains(eventNames(r), event) {
		return "", scene.Known("an event", event, eventNames(r))
	}
	for _, item := range []string{"webex.event." + event + "." + name, members + name} {
		if _, ok := r.Book.Claim(item); ok {
			return item, nil
		}
	}
	return "", fmt.Errorf("%q is not a member of %s that the documents know: the nearest are %s", name, event, strings.Join(suite.Nearest(r.Book.IDs(), members+name, 3), ", "))
}

func (w *world) hasFields(ctx context.Context, label, agent string, t *scene.Table) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	rows, err := scene.Pairs(t, "field")
	if err != nil {
		return err
	}
	for _, row := range rows {
		item, err := fieldItem(w.Rules, row[0])
		if err != nil {
			return err
		}
		what := fmt.Sprintf("the %s at %s's desk has %s", label, agent, row[0])
		if err := w.hasValue(ctx, p, it, item, what, w.at(it.contact(), row[0]), row[1], it.last.Seq); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) isToldIn(ctx context.Context, agent, event string, t *scene.Table) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	rows, err := scene.Pairs(t, "member")
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []notice { return only(p.told(w.Window, func(notice) bool { return true }), event) })
	if err != nil {
		return err
	}
	if len(found) == 0 {
		w.comes(event, fmt.Sprintf("%s is told in %s", agent, event), scene.Seen{Expected: event, Instead: "nothing"})
		return nil
	}
	n := found[len(found)-1]
	for _, row := range rows {
		item, err := toldItem(w.Rules, event, row[0])
		if err != nil {
			return err
		}
		it := p.byID(n.ID())
		if it == nil {
			it = &item0
		}
		if err := w.hasValue(ctx, p, it, item, fmt.Sprintf("%s has %s", event, row[0]), n.Get(row[0]), row[1], n.Seq); err != nil {
			return err
		}
	}
	return nil
}

// item0 stands for the interaction of a notification that is about none.
var item0 = item{ids: []string{""}}

// at is the value under a path of an interaction; nil: there is none.
func (w *world) at(o trace.Object, path string) json.RawMessage {
	first, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		return o.Get(first)
	}
	name, last, isNamed := strings.Cut(rest, ".")
	switch {
	case isNamed && first == "media":
		return w.at(legOf(o, map[string]string{"main": "mainCall", "consult": "consult"}[name]), last)
	case isNamed && first == "participants":
		return w.at(w.participant(o, name), last)
	}
	return w.at(o.Object(first), rest)
}

// participant is what an interaction says of somebody: an agent who has signed in, or the
// customer.
func (w *world) participant(o trace.Object, name string) trace.Object {
	all := o.Object("participants")
	if p, here := w.people[name]; here {
		return all.Object(p.id())
	}
	for _, m := range all {
		if who := trace.ObjectOf(m.Value); textOf(who.Get("pType")) == "Customer" {
			return who
		}
	}
	return nil
}

// free are the items of fields and members whose values are nobody's word: what they are to
// be in a situation is our reading.
var free = []string{
	fields + "state", fields + "outboundType", fields + "media.entry.mediaMgr", details + "QMgrName", details + "customerName",
	details + "customerNumber", details + "displayAni", details + "category", details + "reason", details + "fromAddress", details + "sourceNumber",
	details + "taskToBeSelfServiced", details + "priority", details + "BLIND_TRANSFER_IN_PROGRESS", details + "isConferencing", details + "relationshipType",
	members + "agentId", members + "isConferencing", "webex.event.AgentStateChangeSuccess.subStatus",
}

// hasValue claims by an item that a field is there, and its value as far as the item says
// what that is. What need not be there and is not is a note.
func (w *world) hasValue(ctx context.Context, p *person, it *item, id, what string, raw json.RawMessage, want string, record int) error {
	expected, err := w.cell(ctx, p, it, want)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: raw != nil, Expected: expected, Instead: scene.OrNone(textOf(raw)), Frames: []int{record}}
	switch {
	case want == "absent":
		s.Met = raw == nil || string(raw) == "[]"
		w.Inferred("value", what+" not", s)
		return nil
	case raw == nil && w.isOptional(id):
		w.Inferred("value", what, s)
		return nil
	case raw == nil && w.isUnheeded(id):
		w.Weaker(id, "value", what, s)
		return nil
	case raw == nil:
		w.Add(w.inSequence(id, what), s)
		return nil
	case want == "present":
		w.Founded(id, "value", what, s)
		return nil
	}
	s.Met = fits(raw, expected)
	if slices.Contains(free, id) {
		w.Founded(id, "value", what, scene.Seen{Met: true, Expected: "present", Instead: s.Instead, Frames: s.Frames})
		w.Weaker(id, "value", what+" = "+expected, s)
		return nil
	}
	if w.isUnheeded(id) {
		w.Weaker(id, "value", what+" = "+expected, s)
		return nil
	}
	w.Add(w.inSequence(id, what+" = "+expected), s)
	return nil
}

// isUnheeded reports whether an item is of a contact and the last request was refused, or
// had no outcome: what a contact would be like if it had been granted is nobody's word then.
func (w *world) isUnheeded(id string) bool {
	if w.asked.what == "" || !strings.HasPrefix(id, fields) && !strings.HasPrefix(id, participants) {
		return false
	}
	how := w.outcome().how
	return how == refused || how == refusedAtOnce || how == unsettled && !w.asked.patient
}

// inSequence is the claim of a value that follows from what a sequence tells, where the
// scenario is tagged with a step of one: it binds no more than that step does.
func (w *world) inSequence(id, text string) result.Claim {
	c := w.Rules.Claim(id, "value", text)
	for _, tag := range w.Scenario.Specs() {
		it, known := w.Rules.Book.Claim(tag)
		if known && (it.Kind == "step" || it.Kind == "sequence") && !w.Rules.Binds(tag) {
			return w.Rules.With(c, it.Evidence)
		}
	}
	return c
}

// fits reports whether a value is what is expected: a list has all of it, and a number may
// have more digits before it.
func fits(raw json.RawMessage, expected string) bool {
	if string(raw) == "null" {
		return expected == "null"
	}
	if list := listOf(raw); list != nil {
		return !slices.ContainsFunc(strings.Split(expected, ", "), func(one string) bool {
			return !slices.ContainsFunc(list, func(got string) bool { return same(got, one) })
		})
	}
	return same(textOf(raw), expected)
}

// same reports whether two texts are the same, or the same number in two forms.
func same(got, want string) bool {
	if got == want {
		return true
	}
	a, b := digits(got), digits(want)
	return len(b) == len(want) && len(b) > 3 && strings.HasSuffix(a, b) && len(a) >= len(got)-3
}

// digits are those of a text.
func digits(text string) string {
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, text)
}

// isOptional reports whether a field need not be there.
func (w *world) isOptional(id string) bool {
	it, _ := w.Rules.Book.Claim(id)
	m, ok := it.Of.(*book.Member)
	if !ok {
		return false
	}
	in, _ := m.In(w.Rules.Profile)
	return in.Presence == book.Optional
}

// cell is what a cell of a table stands for; of several, separated by commas, each.
func (w *world) cell(ctx context.Context, p *person, it *item, text string) (string, error) {
	var out []string
	for _, one := range strings.Split(text, ", ") {
		value, err := w.cellOf(ctx, p, it, one)
		if err != nil {
			return "", err
		}
		out = append(out, value)
	}
	return strings.Join(out, ", "), nil
}

func (w *world) cellOf(ctx context.Context, p *person, it *item, text string) (string, error) {
	switch {
	case text == "the id":
		return it.id(), nil
	case text == "the leg":
		return textOf(legOf(it.contact(), "mainCall").Get("mediaResourceId")), nil
	case text == "the consultation's leg":
		return textOf(legOf(it.contact(), "consult").Get("mediaResourceId")), nil
	case text == "the organization":
		return p.client.Organization(), nil
	case strings.HasPrefix(text, "the queue "):
		to, err := w.place(ctx, p, strings.TrimPrefix(text, "the "))
		return to.to, err
	case strings.HasPrefix(text, "the name of the queue "):
		return w.Target.Destination(strings.TrimPrefix(text, "the name of the queue "))
	case strings.HasSuffix(text, "'s number"):
		return w.number(strings.TrimSuffix(text, "'s number"))
	case w.people[text] != nil:
		return w.people[text].id(), nil
	}
	return text, nil
}
