package gws

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) endpointSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client asks for (the center's interactions|the center's interactions in full|their interactions|their interactions in full|their own record|their own record in full|their channels|their workbins|the version)( without credentials| with a wrong password| with the cookie alone| without the token)?$`, w.asksFor, suite.Doc{
		Does:    "Lets a client ask for something, in the way of its login or in another one.",
		Example: "When Ana's client asks for their interactions",
		Args:    []string{"the agent", "what", "without credentials, with a wrong password or with the cookie alone"},
	})
	r.Step(`^(\w+)'s client asks for the details of (the e-mail|the chat|an interaction that does not exist)( without credentials| with a wrong password| with the cookie alone)?$`, w.asksForDetails, suite.Doc{
		Does:    "Lets a client ask for the details of an interaction.",
		Example: "When Ben's client asks for the details of the e-mail",
		Args:    []string{"the agent", "which interaction", "without credentials, with a wrong password or with the cookie alone"},
	})
	r.Step(`^the answer lists the address of the (chat|e-mail)$`, w.listsAddress, suite.Doc{
		Does:    "Checks that the last answer lists the absolute address of an interaction.",
		Example: "Then the answer lists the address of the e-mail",
		Args:    []string{"chat or e-mail"},
	})
	r.Step(`^the answer lists the (chat|e-mail) in full$`, w.listsInFull, suite.Doc{
		Does:    "Checks that the last answer has an entry of an interaction with its state.",
		Example: "Then the answer lists the e-mail in full",
		Args:    []string{"chat or e-mail"},
	})
	r.Step(`^the answer is an empty list$`, w.listsNothing, suite.Doc{
		Does:    "Checks that the last answer has a list with nothing in it: an empty one, not none.",
		Example: "Then the answer is an empty list",
	})
	r.Step(`^the answer has the details of the (chat|e-mail)$`, w.answersDetails, suite.Doc{
		Does:    "Checks that the last answer is about an interaction. Under which name it has it is not printed.",
		Example: "Then the answer has the details of the e-mail",
		Args:    []string{"chat or e-mail"},
	})
	r.Step(`^the answer has the role "([^"]*)"$`, w.answerHasRole, suite.Doc{
		Does:    "Checks that the user's own record has roles, and among them one by the name that clients know.",
		Example: `Then the answer has the role "ROLE_AGENT"`,
		Args:    []string{"the role's name"},
	})
	r.Step(`^the answer has:$`, w.answerHas, suite.Doc{
		Does:    "Checks members of the last answer, a row a path of members separated by dots and a value: \"present\", a text, or \"Ana's user name\", first name or last name.",
		Example: "Then the answer has:",
	})
}

// endpoint is something that a client can get.
type endpoint struct{ item, of, path, query string }

var endpoints = map[string]endpoint{
	"the center's interactions":         {item: "gws.endpoint.interactions.get", path: "/interactions"},
	"the center's interactions in full": {item: "gws.endpoint.interactions.get-fields", path: "/interactions", query: "fields=*"},
	"their interactions":                {item: "gws.endpoint.me-interactions.get", path: "/me/interactions"},
	"their interactions in full":        {item: "gws.endpoint.me-interactions.get-fields", path: "/me/interactions", query: "fields=*"},
	"their own record":                  {item: "gws.op.me.get", of: "gws.endpoint.me.get", path: "/me"},
	"their own record in full":          {item: "gws.op.me.get-subresources", of: "gws.endpoint.me.get-subresources", path: "/me", query: "subresources=*"},
	"their channels":                    {item: "gws.op.me-channels.get", of: "gws.endpoint.me-channels.get", path: "/me/channels"},
	"their workbins":                    {item: "gws.op.me-workbins.get", of: "gws.endpoint.me-workbins.get", path: "/me/workbins"},
	"the version":                       {item: "gws.op.version.get", of: "gws.endpoint.version.get", path: "/diagnostics/version"},
}

func (w *world) asksFor(ctx context.Context, agent, what, how string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	e := endpoints[what]
	r := request{what: "GET " + e.path, item: e.item, of: e.of, Request: wire.Request{Path: e.path, Query: e.query}}
	return w.asksAs(ctx, p, r, strings.TrimSpace(how))
}

// absent is the id of an interaction that does not exist.
const absent = "0000000000000000"

// idOf is the id of the e-mail or the chat, or one of nothing.
func (w *world) idOf(ctx context.Context, what string) (string, error) {
	label, there := strings.CutPrefix(what, "the ")
	if !there {
		return absent, nil
	}
	it, err := w.item(ctx, label)
	if err != nil {
		return "", err
	}
	return it.id, nil
}

func (w *world) asksForDetails(ctx context.Context, agent, what, how string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	id, err := w.idOf(ctx, what)
	if err != nil {
		return err
	}
	r := request{what: "GET /interactions/{id}", item: "gws.endpoint.interaction.get", Request: wire.Request{Path: "/interactions/" + url.PathEscape(id)}}
	return w.asksAs(ctx, p, r, strings.TrimSpace(how))
}

func (w *world) listsAddress(ctx context.Context, label string) error {
	it, err := w.item(ctx, label)
	if err != nil {
		return err
	}
	uris, _ := w.answer.URIs()
	i := slices.IndexFunc(uris, func(uri string) bool { return idIn(uri) == it.id })
	s := scene.Seen{Met: i >= 0, Expected: "an address of " + it.id, Instead: shown(w.answer), Frames: frames(w.answer)}
	by := w.saysAnswer("uris", "gws.quirk.uri-path")
	w.Claims("value", fmt.Sprintf("the list has an address of the %s", label), s, by)
	if i < 0 {
		return nil
	}
	u, err := url.Parse(uris[i])
	s.Met = err == nil && u.IsAbs() && u.Host != "" && strings.HasSuffix(u.Path, "/api/v2/interactions/"+it.id)
	s.Expected, s.Instead = "an absolute address that ends with /api/v2/interactions/"+it.id, uris[i]
	w.Claims("value", fmt.Sprintf("the address of the %s is absolute, and that of the center's interaction", label), s, by)
	return nil
}

func (w *world) listsInFull(ctx context.Context, label string) error {
	it, err := w.item(ctx, label)
	if err != nil {
		return err
	}
	all, _ := w.answer.Interactions()
	i := slices.IndexFunc(all, func(x wire.Interaction) bool { return x.ID() == it.id && x.State() != "" })
	s := scene.Seen{Met: i >= 0, Expected: "an entry of " + it.id + " with its state", Instead: shown(w.answer), Frames: frames(w.answer)}
	w.Claims("value", fmt.Sprintf("the list has the %s with its state", label), s, w.saysAnswer("interactions"))
	return nil
}

func (w *world) listsNothing(context.Context) error {
	uris, ok := w.answer.URIs()
	all, full := w.answer.Interactions()
	if len(uris)+len(all) > 0 && w.IsShared() {
		return &target.NotOfferedError{What: "an agent who has nothing at the beginning: others use it too, and what they began stays"}
	}
	s := scene.Seen{Met: (ok || full) && len(uris)+len(all) == 0, Expected: "an empty list", Instead: shown(w.answer), Frames: frames(w.answer)}
	w.Claims("value", "the list is there and empty", s, w.saysAnswer("uris", w.asked.item+".answer.interactions"))
	return nil
}

func (w *world) answersDetails(ctx context.Context, label string) error {
	it, err := w.item(ctx, label)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: w.answer.Interaction().ID() == it.id, Expected: "interaction.id = " + it.id, Instead: shown(w.answer), Frames: frames(w.answer)}
	w.Claims("value", fmt.Sprintf("the answer has the details of the %s", label), s, w.saysAnswer("interaction"))
	return nil
}

func (w *world) answerHas(_ context.Context, t *scene.Table) error {
	whole := wire.InteractionOf(w.answer.Body)
	for _, row := range t.Rows {
		if len(row.Cells) != 2 {
			return fmt.Errorf("the table needs two columns: member and value")
		}
		path, value := row.Cells[0].Value, row.Cells[1].Value
		expected, err := w.valueOf(value)
		if err != nil {
			return err
		}
		raw := at(whole, path)
		s := scene.Seen{Met: raw != nil && (value == "present" || textOf(raw) == expected), Expected: path + " = " + expected,
			Instead: path + " = " + orNone(textOf(raw)), Frames: frames(w.answer)}
		w.Claims("value", fmt.Sprintf("the answer to %s has %s", w.asked.what, path), s, w.saysAnswer(path, "gws.type.User."+path[strings.LastIndex(path, ".")+1:]))
	}
	return nil
}

// saysAnswer are the items that say that the last answer has a member, and others.
func (w *world) saysAnswer(member string, others ...string) scene.Says {
	for _, item := range []string{w.asked.item, w.asked.of} {
		others = append(others, item, item+".answer", item+".answer."+member)
	}
	return scene.Only(others...)
}

func (w *world) answerHasRole(_ context.Context, role string) error {
	raw := at(wire.InteractionOf(w.answer.Body), "user.roles")
	var roles []string
	isList := json.Unmarshal(raw, &roles) == nil && roles != nil
	s := scene.Seen{Met: isList, Expected: "a list of roles", Instead: orNone(string(raw)), Frames: frames(w.answer)}
	w.Claims("value", "the user's record has roles", s, scene.Only("gws.type.User.roles"))
	s.Met, s.Expected = slices.Contains(roles, role), role
	w.Claims("value", "the user has the role "+role, s, func(it book.Item) bool {
		v, ok := it.Of.(*book.Value)
		return ok && v.Value == role
	})
	return nil
}

// valueOf is what a cell stands for.
func (w *world) valueOf(cell string) (string, error) {
	name, what, ok := strings.Cut(cell, "'s ")
	if !ok {
		return cell, nil
	}
	a, err := w.Target.Agent(name)
	if err != nil {
		return "", err
	}
	own, ok := map[string]string{"user name": a.User, "first name": a.First, "last name": a.Last}[what]
	switch {
	case !ok:
		return "", fmt.Errorf("%q: expected somebody's user name, first name or last name", cell)
	case own == "":
		return "", &target.NotOfferedError{What: cell + " (the target file's cast does not say it)"}
	}
	return own, nil
}
