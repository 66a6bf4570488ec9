package gws

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) memberSentences(r *suite.Registry) {
	r.Step(`^the message about the (chat|e-mail) to (\w+) says:$`, w.messageSays, suite.Doc{
		Does:    "Checks members of the last message about an interaction since the last When, a row a path of members separated by dots and a value: \"present\", \"none\", \"the id\", \"the subject\", \"the queue Support\", words separated by commas that a list has among others, or any text. Each row binds as its member does in that message.",
		Example: "Then the message about the e-mail to Ana says:",
		Args:    []string{"chat or e-mail", "the agent"},
	})
}

// messageItems are the book's messages by state and medium.
var messageItems = map[string]string{
	"Invited/e-mail": "gws.msg.invited.email", "Invited/chat": "gws.msg.invited.chat",
	"Revoked/e-mail": "gws.msg.revoked", "Revoked/chat": "gws.msg.revoked",
	"InvitedConference/e-mail": "gws.msg.conference-invited", "InvitedConference/chat": "gws.msg.conference-invited",
	"LeftConference/e-mail": "gws.msg.conference-left", "LeftConference/chat": "gws.msg.conference-left",
	"Completed/e-mail": "gws.msg.completed", "Completed/chat": "gws.msg.completed",
}

func (w *world) messageSays(ctx context.Context, label, agent string, t *scene.Table) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	all, err := scene.Await(ctx, w.Scene, func() []message {
		return w.told(p, w.Window, func(m message) bool { return m.ID() == it.id && m.State() != "" })
	})
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return suite.NotReached("no message about the %s has come to %s", label, agent)
	}
	last := all[len(all)-1]
	for _, row := range t.Rows {
		if len(row.Cells) != 2 {
			return fmt.Errorf("the table needs two columns: member and value")
		}
		if err := w.member(label, it, last, row.Cells[0].Value, row.Cells[1].Value); err != nil {
			return err
		}
	}
	return nil
}

// member claims one member of a message.
func (w *world) member(label string, it *item, m message, path, value string) error {
	raw := at(m.Interaction, path)
	expected, err := w.cell(it, value)
	if err != nil {
		return err
	}
	s := scene.Seen{Expected: path + " = " + expected, Instead: path + " = " + orNone(textOf(raw)), Frames: []int{m.Seq}}
	switch words, isList := m.Capabilities(); {
	case value == "present":
		s.Met = raw != nil
	case path == "capabilities" && value == "none":
		s.Met = isList && len(words) == 0
	case path == "capabilities": // no document says that there are no others
		s.Met = isList && !slices.ContainsFunc(strings.Split(expected, ", "), func(word string) bool { return !slices.Contains(words, word) })
	default:
		s.Met = raw != nil && textOf(raw) == expected
	}
	text := fmt.Sprintf("the message of state %s about the %s has %s", orNone(m.State()), label, s.Expected)
	w.byMember(label, m, path, text, s)
	return nil
}

// byMember claims by the book's item of a member in the very message, and else by none.
// What need not be there at all, and is not, binds only where a tag says that it is to be.
func (w *world) byMember(label string, m message, path, text string, s scene.Seen) {
	base := messageItems[m.State()+"/"+label]
	if base == "" && m.Handled() {
		base = map[string]string{"e-mail": "gws.msg.accepted.email", "chat": "gws.msg.accepted.chat"}[label]
	}
	first, rest, _ := strings.Cut(path, ".")
	item := base + "." + first
	if m.State() == "Invited" && path == "capabilities" {
		item = "gws.msg.capabilities.invited"
	}
	if nested := "gws.type.EmailObject." + rest; first == "email_object" && w.Rules.Binds(item) && w.isInBook(nested) {
		item = nested
	}
	if !w.isInBook(item) || m.Get(first) == nil && w.isOptional(base+"."+first) && !w.IsTagged(base+"."+first) {
		w.Claims("value", text, s, scene.Nobody)
		return
	}
	also := alsoSaid[m.State()+"/"+path]
	if w.IsTagged(also) {
		w.Founded(also, "value", text, s)
	}
	if !w.IsTagged(also) || w.IsTagged(base) || w.IsTagged(item) {
		w.Founded(item, "value", text, s)
	}
}

// alsoSaid are what else says what a member of a message is, by state and member. It alone
// does where a scenario is about it, and not about the message.
var alsoSaid = map[string]string{
	"Invited/currentQueue": "gws.seq.requeue.5", "Invited/messageType": "gws.quirk.message-type-name", "Revoked/capabilities": "gws.seq.revoke.3",
}

// isOptional reports whether a member of a message need not be there.
func (w *world) isOptional(id string) bool {
	it, _ := w.Rules.Book.Claim(id)
	m, ok := it.Of.(*book.Member)
	return ok && m.Presence == book.Optional
}

func (w *world) isInBook(id string) bool {
	_, ok := w.Rules.Book.Claim(id)
	return ok
}

// cell is what a cell of a table of members stands for.
func (w *world) cell(it *item, value string) (string, error) {
	switch {
	case value == "the id":
		return it.id, nil
	case value == "the subject":
		return w.Subject(), nil
	case strings.HasPrefix(value, "the queue "):
		return w.Target.Destination(strings.TrimPrefix(value, "the queue "))
	}
	return value, nil
}
