package gws

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) absenceSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk sees nothing$`, w.seesNothing, suite.Doc{
		Does:    "Checks that nothing was told to an agent since the last When.",
		Example: "Then Ana's desk sees nothing",
		Args:    []string{"the agent"},
		Denies:  true,
	})
	r.Step(`^nothing has changed at (\w+)'s desk$`, w.changesNothingHere, suite.Doc{
		Does:    "Checks that every interaction of the scenario, and everybody's list, is as it was before the last request: its state, user data and queue.",
		Example: "And nothing has changed at Ana's desk",
		Args:    []string{"the agent"},
		Denies:  true,
	})
	r.Step(`^nothing has changed$`, w.nothingChanged, suite.Doc{
		Does:    "Checks that every interaction of the scenario, and everybody's list, is as it was before the last request: its state, user data and queue.",
		Example: "And nothing has changed",
		Denies:  true,
	})
	r.Step(`^(\w+) is told nothing of the (chat|e-mail)$`, w.toldNothing, suite.Doc{
		Does:    "Checks that no message about an interaction has ever come to an agent.",
		Example: "Then Ben is told nothing of the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
		Denies:  true,
	})
}

func (w *world) seesNothing(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	if err := w.Listen(ctx); err != nil {
		return err
	}
	found := w.told(p, w.Window, func(m message) bool { return m.ID() != "" && !w.isOthers(m.ID()) })
	w.Claims("absent", agent+" is told nothing", nothing(found), saysNotOffered)
	return nil
}

func (w *world) toldNothing(ctx context.Context, agent, label string) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	if err := w.Listen(ctx); err != nil {
		return err
	}
	found := w.about(p, it.id, 0)
	w.Claims("absent", fmt.Sprintf("%s is told nothing of the %s", agent, label), nothing(found), scene.Either(tells(""), scene.Only("gws.seq.privacy")))
	return nil
}

// nothing is what a check has seen of messages that are not to come.
func nothing(found []message) scene.Seen {
	s := scene.Seen{Met: len(found) == 0, Expected: "nothing"}
	s.Instead, s.Frames = shownAll(found)
	return s
}
