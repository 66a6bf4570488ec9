package steps

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// offerSentences say what becomes of an interaction in words that are those of every
// wire: offered, withdrawn, handled, changed, gone.
func (w *world) offerSentences(r *suite.Registry) {
	r.Step(`^the (call|chat|e-mail) is offered to (\w+)$`, w.comesToBeOffered, suite.Doc{
		Does:    "Checks that an interaction has been offered to an agent since the last When.",
		Example: "Then the e-mail is offered to Ben",
		Args:    []string{"call, chat or e-mail", "the agent"},
	})
	r.Step(`^the (call|chat|e-mail) is not offered to (\w+)$`, w.isNotOffered, suite.Doc{
		Does:    "Checks that an interaction has not been offered to an agent since the last When.",
		Example: "Then the chat is not offered to Ana",
		Args:    []string{"call, chat or e-mail", "the agent"},
		Denies:  true,
	})
	r.Step(`^the offer of the (call|chat|e-mail) to (\w+) is withdrawn$`, w.isWithdrawn, suite.Doc{
		Does:    "Checks that an offer has been taken back from an agent since the last When.",
		Example: "Then the offer of the e-mail to Ana is withdrawn",
		Args:    []string{"call, chat or e-mail", "the agent"},
	})
	r.Step(`^(\w+) handles the (call|chat|e-mail)$`, w.handles, suite.Doc{
		Does:    "Checks that an agent was told since the last When that an interaction is theirs, and has it in their list.",
		Example: "Then Ana handles the e-mail",
		Args:    []string{"the agent", "call, chat or e-mail"},
	})
	r.Step(`^(\w+) is invited to the conference of the (chat|e-mail)$`, w.isInvited, suite.Doc{
		Does:    "Checks that an agent has been invited to a conference about an interaction since the last When.",
		Example: "Then Ben is invited to the conference of the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) is told that they no longer have the (chat|e-mail)$`, w.isLeftWithout, suite.Doc{
		Does:    "Checks that an agent was told since the last When that an interaction is no longer theirs.",
		Example: "Then Ana is told that they no longer have the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^the change of the user data of the (chat|e-mail) is told to (\w+)$`, w.changeIsTold, suite.Doc{
		Does:    "Checks that an agent was told since the last When of new user data of an interaction.",
		Example: "Then the change of the user data of the e-mail is told to Ana",
		Args:    []string{"chat or e-mail", "the agent"},
	})
	r.Step(`^(\w+) and (\w+) are in a conference about an? (chat|e-mail) from (\w+)$`, w.areInConference, suite.Doc{
		Does:    "Brings two agents into a conference: the first has accepted an interaction and added the second.",
		Example: "Given Ana and Ben are in a conference about an e-mail from Carla",
		Args:    []string{"the agent who began it", "the other agent", "chat or e-mail", "the customer"},
	})
}

// tells are the tagged items that say that an event of a type comes.
func (w *world) tells(eventType string) scene.Says {
	return func(it book.Item) bool {
		p, ok := placeOf(w.Rules, it.ID)
		return ok && p.eventType == eventType
	}
}

// told is the event type by which something is told of a call, or of a chat or an e-mail.
func told(what, kind string) string {
	if kind == "call" {
		return map[string]string{"offered": "RINGING", "withdrawn": "RELEASED", "handled": "ESTABLISHED"}[what]
	}
	return map[string]string{"offered": "INVITED", "withdrawn": "REVOKED", "handled": "ACCEPTED"}[what]
}

// isOf reports whether an event is about the interaction that the scenario speaks of, or
// about one that it may mean: nobody has said yet what a desk's new one is called.
func (d *desk) isOf(e event, kind string) bool {
	it := d.byID(e.ID())
	of := kindOf(e)
	return it != nil && (it.label == kind || it.label == somebodys && (of == kind || of == ""))
}

// told are the events of a type about an interaction of a kind since the last When.
func (w *world) told(d *desk, kind, eventType string) []event {
	allowed := names(w.Rules.Book, "interaction", eventType)
	return w.which(d, w.Window, func(e event) bool {
		return e.Type == eventType && slices.Contains(allowed, e.Name) && d.isOf(e, kind)
	})
}

// learns claims that a desk was told by an event of a type. What is new there is called as
// the scenario says from now on.
func (w *world) learns(ctx context.Context, agent, kind, eventType, text string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	found, err := w.await(ctx, func() []event { return w.told(d, kind, eventType) })
	if err != nil {
		return err
	}
	seen, frames := shownAll(found)
	if len(found) == 0 {
		seen, frames = w.missing(eventType+about(kind), w.Window)
	} else if it := d.byID(found[0].ID()); it.label == somebodys {
		it.label, it.open, d.awaited = kind, true, awaited{}
	}
	for _, claim := range w.ClaimsFor("event", text, w.tells(eventType)) {
		if eventType == "REMOVED" && claim.Item != "" { // when other media than calls leave the list is documented nowhere
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, len(found) > 0, eventType, seen, frames...)
	}
	return nil
}

func (w *world) comesToBeOffered(ctx context.Context, kind, agent string) error {
	return w.learns(ctx, agent, kind, told("offered", kind), fmt.Sprintf("the %s is offered to %s", kind, agent))
}

// isNotOffered never binds: no document says to whom something is not offered.
func (w *world) isNotOffered(ctx context.Context, kind, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []event { return w.told(d, kind, told("offered", kind)) })
	if err != nil {
		return err
	}
	seen, frames := shownAll(found)
	w.Record(w.Rules.Inferred("absent", fmt.Sprintf("the %s is not offered to %s", kind, agent)), len(found) == 0, "nothing", seen, frames...)
	return nil
}

func (w *world) isWithdrawn(ctx context.Context, kind, agent string) error {
	return w.learns(ctx, agent, kind, told("withdrawn", kind), fmt.Sprintf("the offer of the %s to %s is withdrawn", kind, agent))
}

func (w *world) handles(ctx context.Context, agent, kind string) error {
	if err := w.learns(ctx, agent, kind, told("handled", kind), fmt.Sprintf("%s is told that the %s is theirs", agent, kind)); err != nil {
		return err
	}
	return w.isListed(ctx, agent, kind)
}

func (w *world) isInvited(ctx context.Context, agent, kind string) error {
	return w.learns(ctx, agent, kind, "INVITED_CONFERENCE", fmt.Sprintf("%s is invited to the conference of the %s", agent, kind))
}

func (w *world) isLeftWithout(ctx context.Context, agent, kind string) error {
	return w.learns(ctx, agent, kind, "REMOVED", fmt.Sprintf("%s is told that they no longer have the %s", agent, kind))
}

func (w *world) changeIsTold(ctx context.Context, kind, agent string) error {
	return w.learns(ctx, agent, kind, "ATTACHED_DATA_CHANGED", fmt.Sprintf("%s is told of the new user data of the %s", agent, kind))
}

func (w *world) areInConference(ctx context.Context, agent, other, kind, customer string) error {
	if err := w.hasInteraction(ctx, agent, "accepted", kind, customer); err != nil {
		return err
	}
	if err := w.addsAtOnce(ctx, agent, other, "", kind); err != nil {
		return err
	}
	if err := w.accepts(ctx, other, kind); err != nil || kind != "chat" {
		return err
	}
	return w.hasJoined(ctx, other)
}

// hasInteraction brings a chat or an e-mail of a customer to where it is offered or has
// been accepted, a chat to where it runs.
func (w *world) hasInteraction(ctx context.Context, agent, where, kind, customer string) error {
	if kind == "chat" && where == "accepted" {
		return w.isChatting(ctx, agent, customer)
	}
	return w.hasInvitation(ctx, agent, where, kind, customer)
}

// nobodyElse is for routing, which a target without it need not be told of.
func (w *world) nobodyElse(ctx context.Context) error {
	t, err := w.World(ctx)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(t.Target().File().Cast)) {
		if _, here := w.desks[name]; here {
			continue
		}
		a, err := t.Target().Agent(name)
		if err != nil {
			return err
		}
		if err := w.Anyway(ctx, "agent.set", map[string]any{"agent": a.Account, "state": "not-ready"}); err != nil {
			return err
		}
	}
	return w.Settle(ctx)
}
