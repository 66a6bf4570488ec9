package gws

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) listSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk lists the (call|record|consultation|chat|e-mail|reply)$`, w.isListed, suite.Doc{
		Does:    "Asks for the agent's interactions and checks that this one is among them.",
		Example: "Then Ana's desk lists the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk no longer has the (call|record|consultation|chat|e-mail|reply)$`, w.isGone, suite.Doc{
		Does:    "Asks for the agent's interactions and checks that this one is not among them.",
		Example: "Then Ana's desk no longer has the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk lists the (chat|e-mail) in full, as the message told it$`, w.isListedAsTold, suite.Doc{
		Does:    "Asks for the agent's interactions with all fields and checks that this one has the format of the messages about it, and says the same.",
		Example: "Then Ana's desk lists the e-mail in full, as the message told it",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk finds the (chat|e-mail) among the center's$`, w.isActive, suite.Doc{
		Does:    "Asks for the active interactions of the center and checks that this one is among them.",
		Example: "Then Ben's desk finds the e-mail among the center's",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk does not find the (chat|e-mail) among the center's$`, w.isNotActive, suite.Doc{
		Does:    "Asks for the active interactions of the center and checks that this one is not among them.",
		Example: "Then Ben's desk does not find the e-mail among the center's",
		Args:    []string{"the agent", "chat or e-mail"},
		Denies:  true,
	})
	r.Step(`^whoever looks the (chat|e-mail) up at (\w+)'s desk finds it$`, w.isFound, suite.Doc{
		Does:    "Asks for the details of an interaction and checks that the answer has them.",
		Example: "Then whoever looks the e-mail up at Ben's desk finds it",
		Args:    []string{"chat or e-mail", "the agent"},
	})
}

// list asks for a list of addresses. One that is not granted lists nothing.
func (w *world) list(ctx context.Context, p *person, path string) (ids []string, text string, records []int, err error) {
	answer, err := w.get(ctx, p, path, "")
	if err != nil {
		return nil, "", nil, err
	}
	uris, ok := answer.URIs()
	if answer.Failed() || !ok {
		return nil, shown(answer), frames(answer), nil
	}
	for _, uri := range uris {
		ids = append(ids, idIn(uri))
	}
	text = strings.Join(uris, ", ")
	if text == "" {
		text = "an empty list"
	}
	return ids, text, frames(answer), nil
}

// idIn is the id that an address ends with.
func idIn(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return ""
	}
	return u.Path[strings.LastIndex(u.Path, "/")+1:]
}

// listed claims whether a list has an interaction.
func (w *world) listed(ctx context.Context, agent, label, path, text string, is bool, by scene.Says) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	var s scene.Seen
	look := func() error {
		ids, instead, records, err := w.list(ctx, p, path)
		s = scene.Seen{Met: slices.Contains(ids, it.id) == is && (is || ids != nil || instead == "an empty list"), Instead: instead, Frames: records}
		return err
	}
	if err := look(); err != nil {
		return err
	}
	if !s.Met {
		if err := w.Listen(ctx); err != nil {
			return err
		}
		if err := look(); err != nil {
			return err
		}
	}
	s.Expected = "an address of " + it.id
	if !is {
		s.Expected = "no address of " + it.id
	}
	if w.asked.open && isRefused(w.answer) {
		by = scene.Nobody
	}
	if again := w.told(p, w.Window, func(m message) bool { return m.ID() == it.id && m.State() == "Invited" }); !s.Met && len(again) > 0 {
		by = scene.Nobody // whether a list has what is only offered is left open
	}
	w.Claims("effect", text, s, by)
	return nil
}

func (w *world) isListed(ctx context.Context, agent, label string) error {
	return w.listed(ctx, agent, label, "/me/interactions", fmt.Sprintf("%s's list has the %s", agent, label), true, saysListed)
}

// saysGone are the items that say that an agent no longer has an interaction.
var saysGone = scene.Either(answers("GET /me/interactions"), scene.Only(
	"gws.op.reject", "gws.transition.reject", "gws.transition.timeout", "gws.transition.conference-reject",
	"gws.op.stop-processing", "gws.transition.stop", "gws.quirk.stop-complete", "gws.op.stop-processing.name-stop", "gws.op.stop-processing.name-complete",
	"gws.op.place-in-queue", "gws.transition.requeue", "gws.op.place-in-workbin", "gws.transition.workbin", "gws.op.transfer", "gws.transition.transfer",
	"gws.op.end-conference", "gws.transition.conference-leave", "gws.op.end-conference.name-end", "gws.op.end-conference.name-leave",
	"gws.quirk.end-conference-name", "gws.quirk.put", "gws.endpoint.me-interactions.get",
))

func (w *world) isGone(ctx context.Context, agent, label string) error {
	return w.listed(ctx, agent, label, "/me/interactions", fmt.Sprintf("%s's list does not have the %s", agent, label), false, saysGone)
}

func (w *world) isActive(ctx context.Context, agent, label string) error {
	return w.listed(ctx, agent, label, "/interactions", fmt.Sprintf("the center's list has the %s", label), true,
		scene.Either(answers("GET /interactions"), scene.Only("gws.endpoint.interactions.get", "gws.endpoint.interactions.get.role-agent", "gws.endpoint.interactions.get.role-admin")))
}

func (w *world) isNotActive(ctx context.Context, agent, label string) error {
	return w.listed(ctx, agent, label, "/interactions", fmt.Sprintf("the center's list does not have the %s", label), false,
		scene.Either(answers("GET /interactions"), scene.Only("gws.endpoint.interactions.get", "gws.transition.stop", "gws.op.stop-processing")))
}

// isListedAsTold compares an entry of the list with the last message: its format, and what
// both tell of. User data may have been attached meanwhile.
func (w *world) isListedAsTold(ctx context.Context, agent, label string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	answer, err := w.get(ctx, p, "/me/interactions", "fields=*")
	if err != nil {
		return err
	}
	all, _ := answer.Interactions()
	i := slices.IndexFunc(all, func(x wire.Interaction) bool { return x.ID() == it.id })
	by := scene.Either(answers("GET /me/interactions"), scene.Only("gws.endpoint.me-interactions.get-fields", "gws.seq.recover"))
	s := scene.Seen{Met: i >= 0, Expected: "an entry of " + it.id, Instead: shown(answer), Frames: frames(answer)}
	w.Claims("effect", fmt.Sprintf("%s's list in full has the %s", agent, label), s, by)
	last, told := it.last[agent]
	if i < 0 || !told {
		return nil
	}
	for _, member := range []string{"state", "channel", "userData"} {
		was, is := last.Get(member), all[i].Get(member)
		if was == nil {
			continue
		}
		s := scene.Seen{Met: hasAll(was, is), Expected: textOf(was), Instead: orNone(textOf(is)), Frames: append(frames(answer), last.Seq)}
		w.Claims("value", fmt.Sprintf("the entry of the %s has the %s that the message had", label, member), s, by)
	}
	return nil
}

func (w *world) isFound(ctx context.Context, label, agent string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	answer, err := w.get(ctx, p, "/interactions/"+url.PathEscape(it.id), "")
	if err != nil {
		return err
	}
	s := scene.Seen{Met: !answer.Failed(), Expected: "a success", Instead: shown(answer), Frames: frames(answer)}
	w.Claims("answer", fmt.Sprintf("GET /interactions/{id} of the %s succeeds", label), s, scene.Only("gws.endpoint.interaction.get", "gws.endpoint.interaction.get.role-agent"))
	if !s.Met {
		return nil
	}
	s.Met, s.Expected = answer.Interaction().ID() == it.id, "an interaction with the id "+it.id
	w.Weaker("gws.endpoint.interaction.get.answer.interaction", "value", fmt.Sprintf("the answer has the %s under the name that the general rule gives it", label), s)
	return nil
}
