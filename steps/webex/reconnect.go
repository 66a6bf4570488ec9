package webex

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) reconnectSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s connection is lost$`, w.isLost, suite.Doc{
		Does:    "Lets the connection of a client's socket break without a word.",
		Example: "When Ana's connection is lost",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s connection is made again$`, w.isMadeAgain, suite.Doc{
		Does:    "Lets a client whose socket was lost do what the agent SDK does: subscribe again, open the new socket, and ask for a silent relogin.",
		Example: "When Ana's connection is made again",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s connection is lost and made again$`, w.reconnects, suite.Doc{
		Does:    "Takes the agent's client away without a word, and opens another one for the same login.",
		Example: "When Ana's connection is lost and made again",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk is told that the login goes on$`, w.loginGoesOn, suite.Doc{
		Does:    "Checks that a client that came again was told of the login, with what the agent SDK needs to take it up: the phone and the channels.",
		Example: "Then Ana's desk is told that the login goes on",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk is told of the (call|chat|e-mail) again$`, w.toldAgain, suite.Doc{
		Does:    "Checks that a client that came again was told of an interaction that the agent has, by the id that it had, and that the login names it.",
		Example: "Then Ana's desk is told of the call again",
		Args:    []string{"the agent", "call, chat or e-mail"},
	})
	r.Step(`^(\w+)'s desk is told of no contact again$`, w.toldOfNone, suite.Doc{
		Does:    "Checks that a client that came again was told of no interaction. This never binds.",
		Example: "Then Ana's desk is told of no contact again",
		Args:    []string{"the agent"},
		Denies:  true,
	})
}

func (w *world) isLost(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	w.Look()
	p.client.Drop()
	return w.Settle(ctx)
}

func (w *world) isMadeAgain(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	w.Look()
	for _, again := range []func(context.Context) error{p.client.Connect, p.client.Reload} {
		err := again(ctx)
		if rejected, ok := errors.AsType[*wire.RefusedError](err); ok {
			w.Founded("webex.seq.reconnect", "answer", name+"'s client connects again", scene.Seen{Expected: "a new socket", Instead: rejected.Error(), Frames: frames(rejected.Answer)})
			return suite.ErrMismatch
		}
		if err != nil {
			return w.unanswered(err, "webex.seq.reconnect")
		}
	}
	return w.Settle(ctx)
}

func (w *world) reconnects(ctx context.Context, name string) error {
	if err := w.isLost(ctx, name); err != nil {
		return err
	}
	return w.isMadeAgain(ctx, name)
}

// relogin is the notification that told somebody since the last When of their login.
func (w *world) relogin(ctx context.Context, p *person) ([]notice, error) {
	return scene.Await(ctx, w.Scene, func() []notice {
		return only(p.told(w.Window, func(notice) bool { return true }), "AgentReloginSuccess")
	})
}

// phones are the kinds of phones that the agent SDK knows.
var phones = []string{"AGENT_DN", "EXTENSION", "BROWSER"}

func (w *world) loginGoesOn(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	found, err := w.relogin(ctx, p)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: "AgentReloginSuccess"}
	if s.Instead, s.Frames = shownAll(found); !s.Met {
		s.Instead, s.Frames = shownAll(p.told(w.Window, func(notice) bool { return true }))
	}
	w.Claims("event", name+" is told that the login goes on", s, scene.Either(tells("AgentReloginSuccess"),
		scene.Only("webex.op.agent.reload", "webex.op.agent.reload.success", "webex.seq.reconnect", "webex.seq.reconnect.5", "webex.seq.reconnect.6")))
	if !s.Met {
		return suite.ErrMismatch
	}
	n := found[0]
	w.reloginHas(n, "channelsMap", "an object", trace.ObjectOf(n.Get("channelsMap")) != nil)
	w.reloginHas(n, "deviceType", oneOf(phones), slices.Contains(phones, n.Text("deviceType")))
	w.reloginHas(n, "dn", "a number", n.Text("dn") != "")
	return nil
}

func (w *world) reloginHas(n notice, member, expected string, met bool) {
	s := scene.Seen{Met: met, Expected: expected, Instead: orNone(textOf(n.Get(member))), Frames: []int{n.Seq}}
	w.Claims("value", "a login that goes on says "+member, s, scene.Only("webex.event.AgentReloginSuccess."+member, "webex.seq.reconnect.6"))
}

func (w *world) toldAgain(ctx context.Context, name, label string) error {
	p, it, err := w.both(ctx, name, label)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []notice { return only(p.about(it, w.Window), "AgentContact") })
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0 && found[0].Interaction() != nil, Expected: "AgentContact with the whole interaction"}
	if s.Instead, s.Frames = shownAll(found); len(found) == 0 {
		s.Instead, s.Frames = shownAll(p.told(w.Window, func(notice) bool { return true }))
	}
	w.Claims("event", fmt.Sprintf("%s is told of the %s again", name, label), s, tells("AgentContact"))
	logins, err := w.relogin(ctx, p)
	if err != nil || len(logins) == 0 {
		return err
	}
	ids := listOf(logins[0].Get("interactionIds"))
	s = scene.Seen{Met: slices.Contains(ids, it.id()), Expected: it.id(), Instead: orNone(strings.Join(ids, ", ")), Frames: []int{logins[0].Seq}}
	w.Claims("value", fmt.Sprintf("the login names the %s", label), s, scene.Only("webex.event.AgentReloginSuccess.interactionIds", "webex.seq.reconnect.6"))
	return nil
}

func (w *world) toldOfNone(ctx context.Context, name string) error {
	return w.absent(ctx, name, name+" is told of no contact again", func(n notice) bool { return n.Event == "AgentContact" }, scene.Nobody)
}

// orNone stands for a value that is not there.
func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
