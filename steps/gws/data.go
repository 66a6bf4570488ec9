package gws

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) dataSentences(r *suite.Registry) {
	r.Step(`^(\w+) sets the user data of the (call|record|consultation|chat|e-mail|reply):$`, w.setsData, suite.Doc{
		Does:    "Lets an agent's client attach user data, a row a key and its value; a dot in a key stands before a part of a value.",
		Example: "When Ana sets the user data of the e-mail:",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) sets no user data of the (chat|e-mail)$`, w.setsNothing, suite.Doc{
		Does:    "Lets an agent's client ask for an update of the properties that names none.",
		Example: "When Ana sets no user data of the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) updates the (chat|e-mail) by PUT:$`, w.puts, suite.Doc{
		Does:    "Lets an agent's client attach user data by PUT on the interaction, whose body no document prints; a row a key and its value.",
		Example: "When Ana updates the e-mail by PUT:",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk shows the user data of the (call|record|consultation|chat|e-mail|reply):$`, w.showsData, suite.Doc{
		Does:    "Checks keys of the user data in the last message about the interaction that has some, a row a key and its value; a dash means that the key is not there. Other keys do not matter.",
		Example: "Then Ana's desk shows the user data of the e-mail:",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^whoever looks the (call|record|consultation|chat|e-mail|reply) up at (\w+)'s desk finds the user data:$`, w.findsData, suite.Doc{
		Does:    "Looks the interaction up and checks keys of its user data, a row a key and its value; a dash means that the key is not there.",
		Example: "Then whoever looks the e-mail up at Ana's desk finds the user data:",
		Args:    []string{"chat or e-mail", "the agent"},
	})
	r.Step(`^the change of the user data of the (chat|e-mail) is told to (\w+)$`, w.changeIsTold, suite.Doc{
		Does:    "Checks that an agent was told since the last When that user data has changed.",
		Example: "Then the change of the user data of the e-mail is told to Ana",
		Args:    []string{"chat or e-mail", "the agent"},
	})
}

func (w *world) setsData(ctx context.Context, agent, label string, data *scene.Table) error {
	properties, err := attached(data)
	if err != nil {
		return err
	}
	return w.operatesWith(ctx, agent, "UpdateProperties", label, map[string]any{"properties": properties})
}

func (w *world) setsNothing(ctx context.Context, agent, label string) error {
	return w.operatesWith(ctx, agent, "UpdateProperties", label, map[string]any{"properties": map[string]any{}})
}

func (w *world) puts(ctx context.Context, agent, label string, data *scene.Table) error {
	properties, err := attached(data)
	if err != nil {
		return err
	}
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	r := w.operation("UpdateProperties", it.id, map[string]any{"properties": properties})
	r.what, r.item = "PUT /interactions/{id}", putItem
	r.Method, r.Path = http.MethodPut, "/interactions/"+url.PathEscape(it.id)
	return w.ask(ctx, p, r)
}

// saysData are the items that say what user data an interaction has.
var saysData = scene.Either(answers("GET /interactions/{id}"), scene.Only(
	"gws.op.update-properties", "gws.transition.update", "gws.op.update-properties.nested", "gws.op.update-properties.keeps-others",
	"gws.op.update-properties.empty", "gws.msg.properties-updated", "gws.quirk.put",
	"gws.msg.invited.email", "gws.msg.invited.email.userData", "gws.msg.invited.chat.userData", "gws.endpoint.interaction.get",
))

func (w *world) showsData(ctx context.Context, agent, label string, data *scene.Table) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	has := func() []message {
		return w.told(p, 0, func(m message) bool { _, ok := m.UserData(); return ok && m.ID() == it.id })
	}
	all := has()
	var last wire.Interaction
	var whole json.RawMessage
	var records []int
	if len(all) > 0 {
		m := all[len(all)-1]
		last, whole, records = m.Interaction, m.Data, []int{m.Seq}
	}
	return w.hasData(label, "message", last, whole, data, records)
}

func (w *world) findsData(ctx context.Context, label, agent string, data *scene.Table) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	answer, err := w.get(ctx, p, "/interactions/"+url.PathEscape(it.id), "")
	if err != nil {
		return err
	}
	return w.hasData(label, "answer", answer.Interaction(), answer.Body, data, frames(answer))
}

// hasData claims keys of user data. Where it is not found at all no document says that it
// is to be there. That properties which were set are found in the user data, and not
// elsewhere in what is told of the interaction, is our reading.
func (w *world) hasData(label, where string, i wire.Interaction, whole json.RawMessage, data *scene.Table, records []int) error {
	_, there := i.UserData()
	for _, row := range data.Rows {
		if len(row.Cells) != 2 {
			return fmt.Errorf("the table needs two columns: key and value")
		}
		key, value := row.Cells[0].Value, row.Cells[1].Value
		got := at(i, "userData."+key)
		s := scene.Seen{Met: isValue(got, value), Expected: key + " = " + value, Instead: key + " = " + cmp.Or(textOf(got), "-"), Frames: records}
		text := fmt.Sprintf("the %s's user data in the %s has %s", label, where, s.Expected)
		if !there {
			s.Instead = "no user data"
			w.Claims("value", text, s, scene.Nobody)
			continue
		}
		if !s.Met && hasMember(whole, key, value) {
			w.Claims("value", text, s, scene.Nobody)
			s.Met, s.Instead = true, s.Expected+", elsewhere"
			text = fmt.Sprintf("the %s in the %s has %s", label, where, s.Expected)
		}
		w.Claims("value", text, s, saysData)
	}
	return nil
}

// hasMember reports whether an object anywhere in a value has a member of that name and
// value.
func hasMember(raw json.RawMessage, key, value string) bool {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		return slices.ContainsFunc(list, func(x json.RawMessage) bool { return hasMember(x, key, value) })
	}
	for _, m := range trace.ObjectOf(raw) {
		if m.Name == key && isValue(m.Value, value) || hasMember(m.Value, key, value) {
			return true
		}
	}
	return false
}

// isValue reports whether a value is the one of a cell: numbers may come as text.
func isValue(raw json.RawMessage, cell string) bool {
	if raw == nil || cell == "-" {
		return raw == nil && cell == "-"
	}
	return textOf(raw) == cell || sameJSON(raw, json.RawMessage(cell))
}

func (w *world) changeIsTold(ctx context.Context, label, agent string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []message { return w.about(p, it.id, w.Window) })
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: "a message about it"}
	s.Instead, s.Frames = shownAll(found)
	w.Claims("event", fmt.Sprintf("the change of the user data of the %s is told to %s", label, agent), s, scene.Either(tells(""), scene.Only("gws.msg.properties-updated")))
	return nil
}
