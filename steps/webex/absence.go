package webex

import (
	"context"
	"slices"

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
	r.Step(`^(\w+)'s desk sees no ([A-Za-z_]+)$`, w.seesNo, suite.Doc{
		Does:    "Checks that no event of a type came to an agent since the last When.",
		Example: "Then Ana's desk sees no AgentWrapup",
		Args:    []string{"the agent", "the event"},
		Denies:  true,
	})
	r.Step(`^nothing has changed at (\w+)'s desk$`, w.nothingChanged, suite.Doc{
		Does:    "Checks that an agent was told since the last When of nothing that changes an interaction: of failures alone.",
		Example: "And nothing has changed at Ana's desk",
		Args:    []string{"the agent"},
		Denies:  true,
	})
}

// absent claims that no such notification came to somebody since the last When.
func (w *world) absent(ctx context.Context, agent, text string, is func(notice) bool, by scene.Says) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	if err := w.Listen(ctx); err != nil {
		return err
	}
	found := p.told(w.Window, func(n notice) bool { return is(n) && !w.isOthers(p, n) })
	w.Claims("absent", text, nothing(found), by)
	return nil
}

func (w *world) seesNothing(ctx context.Context, agent string) error {
	return w.absent(ctx, agent, agent+" is told nothing", func(notice) bool { return true }, scene.Only("webex.rule.private"))
}

func (w *world) seesNo(ctx context.Context, agent, event string) error {
	return w.absent(ctx, agent, agent+"'s desk sees no "+event, func(n notice) bool { return n.Event == event }, scene.Nobody)
}

func (w *world) nothingChanged(ctx context.Context, agent string) error {
	return w.absent(ctx, agent, agent+" is told of no change", func(n notice) bool { return !w.isFailure(n.Event) }, scene.Nobody)
}

// isFailure reports whether an event tells of nothing but that something failed.
func (w *world) isFailure(event string) bool {
	for i := range w.Rules.Book.Methods {
		if s := w.Rules.Book.Methods[i].Settles; s != nil && slices.Contains(eventsIn(s.Reject), event) {
			return true
		}
	}
	return false
}

// nothing is what a check has seen of notifications that are not to come.
func nothing(found []notice) scene.Seen {
	s := scene.Seen{Met: len(found) == 0, Expected: "nothing"}
	s.Instead, s.Frames = shownAll(found)
	return s
}
