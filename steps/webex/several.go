package webex

import (
	"context"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) severalSentences(r *suite.Registry) {
	r.Step(`^another client of (\w+)'s registers( and allows for others)?$`, w.anotherRegisters, suite.Doc{
		Does:    "Lets a second client of an agent do what the agent SDK does to begin. Unless it allows for others, it asks to be the only one, as the agent SDK does.",
		Example: "When another client of Ana's registers",
		Args:    []string{"the agent", "whether it allows for others"},
	})
	r.Step(`^(\w+)'s (first|other) client is told that another has come$`, w.toldOfAnother, suite.Doc{
		Does:    "Checks that a client of an agent was told since the last When that the agent has come from elsewhere: it then leaves for good. Who is told that is documented nowhere, so this never binds.",
		Example: "Then Ana's first client is told that another has come",
		Args:    []string{"the agent", "which client"},
	})
	r.Step(`^(\w+)'s (first|other) client is not told that another has come$`, w.notToldOfAnother, suite.Doc{
		Does:    "Checks that a client of an agent was not told since the last When that the agent has come from elsewhere. This never binds.",
		Example: "And Ana's other client is not told that another has come",
		Args:    []string{"the agent", "which client"},
		Denies:  true,
	})
	r.Step(`^(\w+)'s other client is told of the login$`, w.otherIsTold, suite.Doc{
		Does:    "Checks that the second client of an agent was told of the login that the first one made.",
		Example: "Then Ana's other client is told of the login",
		Args:    []string{"the agent"},
	})
}

// otherName is what a second client of an agent is called.
func otherName(agent string) string { return agent + "'s other client" }

func (w *world) anotherRegisters(ctx context.Context, name, allows string) error {
	if _, err := w.here(name); err != nil {
		return err
	}
	w.Look()
	p, err := w.registeredAs(ctx, name, 2, allows != "")
	if err != nil {
		return err
	}
	p.name = otherName(name)
	w.people[p.name], w.order = p, append(w.order, p.name)
	return w.Settle(ctx)
}

// which is one of an agent's two clients.
func (w *world) which(name, which string) (*person, error) {
	if which == "other" {
		name = otherName(name)
	}
	return w.here(name)
}

func (w *world) toldOfAnother(ctx context.Context, name, which string) error {
	p, err := w.which(name, which)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []notice { return only(p.told(w.Window, func(notice) bool { return true }), "AGENT_MULTI_LOGIN") })
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: "AGENT_MULTI_LOGIN"}
	s.Instead, s.Frames = shownAll(found)
	w.Claims("event", "a client whose agent has come from elsewhere is told so", s, scene.Only("webex.rule.multiLogin"))
	if s.Met { // that it comes is nobody's word; by which name it does is
		w.Claims("event", "a client is told so by the name that it knows", s, scene.Only("webex.event.AGENT_MULTI_LOGIN"))
	}
	return nil
}

func (w *world) notToldOfAnother(ctx context.Context, name, which string) error {
	p, err := w.which(name, which)
	if err != nil {
		return err
	}
	return w.absent(ctx, p.name, p.name+" is not told that another has come", func(n notice) bool { return n.Event == "AGENT_MULTI_LOGIN" }, scene.Nobody)
}

func (w *world) otherIsTold(ctx context.Context, name string) error {
	return w.loginGoesOn(ctx, otherName(name))
}
