package steps

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// optionInactivity is how long an agent's session lasts without activity, in minutes.
const optionInactivity = "security.inactivity-timeout"

func (w *world) sessionSentences(r *suite.Registry) {
	r.Step(`^the center ends a session after (\d+) minutes without activity$`, w.endsInactive, suite.Doc{
		Does:    "Sets the time after which the session of an inactive agent ends; before anybody signs in.",
		Example: "Given the center ends a session after 30 minutes without activity",
		Args:    []string{"how long"},
	})
	r.Step(`^(\d+) minutes? pass(?:es)?$`, w.minutesPass, suite.Doc{
		Does:    "Moves the target's clock on, doing all that is due on the way; pages that the target closes then are no longer asked.",
		Example: "When 31 minutes pass",
		Args:    []string{"how many minutes"},
	})
	r.Step(`^(\w+)'s page tells of activity$`, w.tellsActivity, suite.Doc{
		Does:    "Lets a page tell the desktop that the agent is active.",
		Example: "When Ana's page tells of activity",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) moves the mouse$`, w.movesMouse, suite.Doc{
		Does:    "Lets the agent be active in the desktop.",
		Example: "When Ana moves the mouse",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s session goes on$`, w.sessionGoesOn, suite.Doc{
		Does:    "Checks that the agent's page is still open and answered. It binds by the request that tells of activity, if the scenario is tagged with it.",
		Example: "Then Ana's session goes on",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s session has ended$`, w.sessionHasEnded, suite.Doc{
		Does:    "Checks that the agent's page was closed, or is no longer answered. How a session ends is documented nowhere, so this never binds.",
		Example: "Then Ana's session has ended",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) reloads the desktop$`, w.reloads, suite.Doc{
		Does:    "Lets the agent reload the whole desktop: its pages go, and one opens anew that hears all events. What the desktop lists then is known again by its call, not by its id.",
		Example: "When Ana reloads the desktop",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s (first|second) page loads again$`, w.pageLoadsAgain, suite.Doc{
		Does:    "Closes a page and opens it again; the session goes on. The page hears all events.",
		Example: "When Ana's first page loads again",
		Args:    []string{"the agent", "first or second"},
	})
	r.Step(`^(\w+)'s desk has the call still$`, w.hasStill, suite.Doc{
		Does:    "Asks for all interactions and checks that the call from before is among them, as far as its numbers and its UUID tell.",
		Example: "Then Ana's desk has the call still",
		Args:    []string{"the agent"},
	})
	r.Step(`^the id that the call had at (\w+)'s desk is lost$`, w.idIsLost, suite.Doc{
		Does:    "Looks the call up by the id that it had before the reload, and checks that no interaction of that id is there, unless the new session gave the id to one.",
		Example: "And the id that the call had at Ana's desk is lost",
		Args:    []string{"the agent"},
	})
}

func (w *world) endsInactive(_ context.Context, minutes int) error {
	return w.Option(optionInactivity, strconv.Itoa(minutes))
}

func (w *world) minutesPass(ctx context.Context, n int) error {
	t, err := w.World(ctx)
	if err != nil {
		return err
	}
	w.Look()
	if err := t.Advance(ctx, time.Duration(n)*time.Minute); err != nil {
		return err
	}
	err = w.Settle(ctx)
	if refused, ok := errors.AsType[*target.RefusedError](err); !errors.Is(err, target.ErrLost) && (!ok || !refused.Uncounted()) {
		return err
	}
	if dropped, gone := w.dropGone(ctx); gone != nil || !dropped {
		return errors.Join(err, gone)
	}
	return w.Settle(ctx)
}

// dropGone takes the pages out that the target has closed, and reports whether there are any.
func (w *world) dropGone(ctx context.Context) (dropped bool, err error) {
	for _, name := range w.order {
		d := w.desks[name]
		for _, p := range d.pages {
			gone, err := p.Gone(ctx, w.Opened.Target().Rest())
			if err != nil {
				return dropped, err
			}
			if gone {
				w.Opened.Leave(p)
				dropped = true
				d.left = d.left || p == d.page()
			}
		}
	}
	return dropped, nil
}

func (w *world) tellsActivity(ctx context.Context, agent string) error {
	return w.lets(ctx, agent, "first", target.Action{Verb: target.TriggerActivity})
}

func (w *world) movesMouse(ctx context.Context, agent string) error {
	return w.inDesktop(ctx, agent, "desktop.activity", map[string]any{})
}

// isThere reports whether an agent's page is open and answered, and what is seen of it.
func (w *world) isThere(ctx context.Context, agent string) (there bool, seen string, err error) {
	d, err := w.desk(agent)
	if err != nil {
		return false, "", err
	}
	if err := w.may(scapi.RequestOf(target.Self)); err != nil {
		return false, "", err
	}
	sent, err := d.page().Do(target.Action{Verb: target.Self})
	if err != nil {
		return false, "the page is closed", onlyLost(err)
	}
	w.answer, err = sent.Wait(ctx)
	switch {
	case errors.Is(err, scapi.ErrNoAnswer):
		return false, "the page gets no answer", nil
	case err != nil:
		return false, "the page is closed", onlyLost(err)
	}
	return !w.answer.Refused, w.seenAnswer(), nil
}

// onlyLost passes over an error that says that a page is closed.
func onlyLost(err error) error {
	if errors.Is(err, target.ErrLost) {
		return nil
	}
	return err
}

func (w *world) sessionGoesOn(ctx context.Context, agent string) error {
	there, seen, err := w.isThere(ctx, agent)
	if err != nil {
		return err
	}
	for _, claim := range w.ClaimsFor("effect", agent+"'s session goes on", scene.Only("scapi.method.system.triggerActivity")) {
		w.Record(claim, there, "a page that is answered", seen)
	}
	return nil
}

func (w *world) sessionHasEnded(ctx context.Context, agent string) error {
	there, seen, err := w.isThere(ctx, agent)
	if err != nil {
		return err
	}
	w.Record(w.Rules.Inferred("effect", agent+"'s session has ended"), !there, "no page that is answered", seen)
	return nil
}

func (w *world) reloads(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	w.Look()
	if _, err := w.Opened.Stage(ctx, "desktop.reload", map[string]any{"agent": d.account.Account}); err != nil {
		return err
	}
	for len(d.pages) > 0 {
		if _, err := d.pages[0].Gone(ctx, w.Opened.Target().Rest()); err != nil {
			return err
		}
		w.closePage(d, 0)
	}
	d.notice(w.Log)
	d.before, d.items, d.awaited = d.items, nil, awaited{}
	if err := w.openPage(ctx, d); err != nil {
		return err
	}
	if err := w.Settle(ctx); err != nil {
		return err
	}
	if err := w.subscribe(ctx, d.page(), allEvents...); err != nil {
		return err
	}
	return w.knowAgain(ctx, d)
}

// closePage closes one of a desk's pages, which may be closed already.
func (w *world) closePage(d *desk, i int) {
	w.Opened.Leave(d.pages[i])
	_ = d.pages[i].Close() // it may be gone
	d.pages = append(d.pages[:i:i], d.pages[i+1:]...)
}

func (w *world) pageLoadsAgain(ctx context.Context, agent, which string) error {
	d, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	w.Look()
	d.notice(w.Log)
	i := map[bool]int{true: 0, false: 1}[p == d.pages[0]]
	w.closePage(d, i)
	if err := w.openPage(ctx, d); err != nil {
		return err
	}
	if i == 0 && len(d.pages) == 2 {
		d.pages[0], d.pages[1] = d.pages[1], d.pages[0]
	}
	if err := w.Settle(ctx); err != nil {
		return err
	}
	return w.subscribe(ctx, d.pages[i], allEvents...)
}

// knowAgain finds what a desk had before a reload in what it lists now.
func (w *world) knowAgain(ctx context.Context, d *desk) error {
	if w.noFence || w.may(scapi.RequestOf(target.List)) != nil {
		return nil
	}
	answer := w.answer
	defer func() { w.answer = answer }() // looking is not what the scenario asks
	if err := w.try(ctx, d.page(), target.Action{Verb: target.List}); err != nil {
		return err
	}
	d.given = map[string]bool{}
	for _, it := range listOf(w.answer.Data) {
		d.given[scene.TextOf(it["interactionId"])] = true
	}
	for _, old := range d.before {
		if now, ok := again(old, listOf(w.answer.Data)); ok && !old.gone {
			raw, _ := json.Marshal(now) // it was JSON
			e := event{Interaction: trace.ObjectOf(raw)}
			if it := d.byID(e.ID()); it != nil { // it was asked for before anybody could be told of it
				it.label = old.label
				continue
			}
			d.items = append(d.items, &item{label: old.label, id: e.ID(), last: e, state: e.State()})
		}
	}
	if d.older != nil { // what others have at the desk has other ids now
		d.older = map[string]bool{}
		for id := range d.given {
			d.older[id] = d.byID(id) == nil
		}
	}
	return nil
}

// lasting tell one call from others in every session.
var lasting = []string{"callUuid", "interactionUUID", "connId"}

// again finds an interaction in a list of another session: by what lasts, or if neither
// tells that, by the numbers; and if there is but one, it is the one.
func again(old *item, list []map[string]json.RawMessage) (found map[string]json.RawMessage, ok bool) {
	for _, name := range lasting {
		was, told := old.last.Attribute(name)
		for _, x := range list {
			if told && scene.TextOf(x[name]) == was {
				return x, true
			}
		}
	}
	for _, x := range list {
		ani, _ := old.last.Attribute("ani")
		dnis, _ := old.last.Attribute("dnis")
		if endsAlike(ani, scene.TextOf(x["ani"])) && endsAlike(dnis, scene.TextOf(x["dnis"])) {
			return x, true
		}
	}
	if len(list) == 1 {
		return list[0], true
	}
	return nil, false
}

func (w *world) hasStill(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	old := (&desk{items: d.before}).find("call")
	if old == nil {
		old = d.find("call")
	}
	if old == nil {
		return suite.NotReached("no call has appeared at %s's desk", agent)
	}
	var found bool
	look := func() error {
		err := w.do(ctx, d, target.Action{Verb: target.List})
		_, found = again(old, listOf(w.answer.Data))
		return err
	}
	if err := w.LookAgain(ctx, look, func() bool { return found }); err != nil {
		return err
	}
	claim := w.Rules.Claim("scapi.method.interaction.getInteractions.answer", "value", agent+"'s desk lists the call")
	if list := listOf(w.answer.Data); len(list) > 0 && !found {
		claim = w.Rules.With(claim, book.Inferred) // another may be the one
	}
	w.Record(claim, found, "the call", w.seenAnswer(), w.answerFrames()...)
	return nil
}

func (w *world) idIsLost(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	old := (&desk{items: d.before}).find("call")
	if old == nil {
		return suite.NotReached("no call was at %s's desk before the reload", agent)
	}
	got, err := w.lookUp(ctx, d, old)
	if err != nil {
		return err
	}
	if d.given[old.id] {
		return &suite.NotReachedError{Seen: "the new session has given the id " + old.id + " again"}
	}
	claim := w.Rules.Claim("scapi.rule.id-lifetime", "value", "the id of the session before names nothing")
	seen := got.instead
	if got.interaction != nil {
		seen = "interaction " + got.value("interactionId")
	}
	w.Record(claim, got.interaction == nil, "null", seen, got.frames...)
	return nil
}
