package gws

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) workbinSentences(r *suite.Registry) {
	r.Step(`^(\w+) puts the (e-mail|reply) in the workbin$`, w.putsInWorkbin, suite.Doc{
		Does:    "Lets an agent place an e-mail in a workbin of their own.",
		Example: "When Ana puts the e-mail in the workbin",
		Args:    []string{"the agent", "e-mail or reply"},
	})
	r.Step(`^(\w+) has (\w+)'s e-mail in the workbin$`, w.hasInWorkbin, suite.Doc{
		Does:    "Brings a customer's e-mail into an agent's own workbin: the agent has accepted it and put it there.",
		Example: "Given Ana has Carla's e-mail in the workbin",
		Args:    []string{"the agent", "the customer"},
	})
	r.Step(`^(\w+) puts the e-mail in the workbin, named by its (id|name|id in an object|name in an object)$`, w.putsNaming, suite.Doc{
		Does:    "Lets an agent place an e-mail in a workbin of their own, which the request names in one of several ways. No document says which it is to be.",
		Example: "When Ana puts the e-mail in the workbin, named by its name",
		Args:    []string{"the agent", "how the workbin is named"},
	})
	r.Step(`^(\w+) asks what is in the workbin$`, w.asksContent, suite.Doc{
		Does:    "Lets an agent ask for the content of the workbin, by way of the interaction that was last spoken of, or of any if none was.",
		Example: "When Ana asks what is in the workbin",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) is told that the workbin is empty$`, w.isToldEmpty, suite.Doc{
		Does:    "Checks that a list of nothing was told to the agent since the last When as the content of the workbin.",
		Example: "Then Ana is told that the workbin is empty",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) is told that the workbin holds the e-mail$`, w.isToldContent, suite.Doc{
		Does:    "Checks that the content of the workbin was told to the agent since the last When, in any of the forms that the documents leave open, and has the e-mail.",
		Example: "Then Ana is told that the workbin holds the e-mail",
		Args:    []string{"the agent"},
	})
}

// workbin is a workbin of an agent, by what may identify it.
type workbin struct{ id, name string }

// names are the ways to name a workbin, of which no document says which is right.
func (b workbin) names() map[string]any {
	out := map[string]any{}
	if b.id != "" {
		out["id"], out["id in an object"] = b.id, map[string]string{"workbinId": b.id}
	}
	if b.name != "" {
		out["name"], out["name in an object"] = b.name, map[string]string{"workbinName": b.name}
	}
	return out
}

// workbinNames are the ways to name a workbin in the order in which they are tried.
var workbinNames = []string{"id", "name", "id in an object", "name in an object"}

func (b workbin) ways() []map[string]any {
	var out []map[string]any
	for _, how := range workbinNames {
		if name, ok := b.names()[how]; ok {
			out = append(out, map[string]any{"workbin": name})
		}
	}
	return out
}

// workbin is the first of an agent's workbins.
func (w *world) workbin(ctx context.Context, agent string) (workbin, error) {
	p, err := w.here(agent)
	if err != nil {
		return workbin{}, err
	}
	answer, err := w.get(ctx, p, "/me/workbins", "")
	if err != nil {
		return workbin{}, err
	}
	for _, one := range listIn(answer.Body, "workbins") {
		b := workbin{id: textOf(one.Get("workbinId")), name: textOf(one.Get("workbinName"))}
		if b.id == "" {
			b.id = one.ID()
		}
		if len(b.ways()) > 0 {
			return b, nil
		}
	}
	return workbin{}, suite.NotReached("%s has no workbin: %s", agent, shown(answer))
}

// listIn is a list of objects that a body has as a member.
func listIn(body json.RawMessage, member string) []wire.Interaction {
	var list []json.RawMessage
	_ = json.Unmarshal(trace.ObjectOf(body).Get(member), &list) // no list: nothing in it
	var out []wire.Interaction
	for _, raw := range list {
		out = append(out, wire.InteractionOf(raw))
	}
	return out
}

func (w *world) putsInWorkbin(ctx context.Context, agent, label string) error {
	b, err := w.workbin(ctx, agent)
	if err != nil {
		return err
	}
	return w.operatesIn(ctx, agent, "PlaceInWorkbin", label, b.ways())
}

func (w *world) hasInWorkbin(ctx context.Context, agent, customer string) error {
	if err := w.has(ctx, agent, true, "e-mail", customer); err != nil {
		return err
	}
	return w.putsInWorkbin(ctx, agent, "e-mail")
}

func (w *world) putsNaming(ctx context.Context, agent, how string) error {
	b, err := w.workbin(ctx, agent)
	if err != nil {
		return err
	}
	name, ok := b.names()[how]
	if !ok {
		return &target.NotOfferedError{What: "a workbin with an " + how}
	}
	return w.operatesWith(ctx, agent, "PlaceInWorkbin", "e-mail", map[string]any{"workbin": name})
}

func (w *world) asksContent(ctx context.Context, agent string) error {
	b, err := w.workbin(ctx, agent)
	if err != nil {
		return err
	}
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	id := absent
	if n := len(w.items); n > 0 {
		id = w.items[n-1].id
	}
	var ways []request
	for _, members := range b.ways() {
		ways = append(ways, w.operation("GetWorkbinContent", id, members))
	}
	return w.askAs(ctx, p, ways)
}

func (w *world) isToldContent(ctx context.Context, agent string) error {
	p, it, err := w.both(ctx, agent, "e-mail")
	if err != nil {
		return err
	}
	s, ids, err := w.content(ctx, p)
	s.Met, s.Expected = slices.Contains(ids, it.id), "content with "+it.id
	w.Claims("event", agent+" is told that the workbin holds the e-mail", s, scene.Either(tells(""), scene.Only(
		"gws.msg.workbin-content", "gws.op.get-workbin-content", "gws.transition.workbin", "gws.op.place-in-workbin", "gws.quirk.workbin-content", "gws.quirk.workbin-path",
	)))
	return err
}

func (w *world) isToldEmpty(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	s, ids, err := w.content(ctx, p)
	s.Met, s.Expected = len(s.Frames) > 0 && len(ids) == 0, "content with nothing in it"
	w.Claims("event", agent+" is told that the workbin is empty", s, scene.Only("gws.op.get-workbin-content.empty"))
	return err
}

// content is what was told to an agent since the last When of the content of a workbin.
func (w *world) content(ctx context.Context, p *person) (scene.Seen, []string, error) {
	var ids []string
	found, err := scene.Await(ctx, w.Scene, func() []message {
		var all []message
		all, ids = w.contents(p)
		return all
	})
	s := scene.Seen{Instead: "nothing"}
	for _, m := range found {
		s.Instead, s.Frames = fmt.Sprintf("content with %q", ids), append(s.Frames, m.Seq)
	}
	return s, ids, err
}

// contents are the messages since the last When that list interactions, or are about one
// while nothing else happens to it, and the ids that they have.
func (w *world) contents(p *person) (all []message, ids []string) {
	for _, m := range p.client.Messages() {
		if m.Seq <= w.Window {
			continue
		}
		if list, is := m.Content(); is {
			all = append(all, m)
			for _, one := range list {
				ids = append(ids, one.ID())
			}
		} else if m.ID() != "" {
			all, ids = append(all, m), append(ids, m.ID())
		}
	}
	return all, ids
}
