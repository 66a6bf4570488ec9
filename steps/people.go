package steps

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// allEvents are the event names a page of a scenario subscribes to.
var allEvents = []string{"agent", "interaction", "media", "markdone", "outbound", "system"}

func (w *world) signsIn(ctx context.Context, agent string) error {
	if _, twice := w.desks[agent]; twice {
		return nil
	}
	d, err := w.openDesk(ctx, agent)
	if err != nil {
		return err
	}
	return w.subscribe(ctx, d.page(), allEvents...)
}

func (w *world) signsInReady(ctx context.Context, agent string) error {
	if err := w.signsIn(ctx, agent); err != nil {
		return err
	}
	if err := w.makeReady(ctx, w.desks[agent]); err != nil || w.noFence {
		return err // looking would be a request that the scenario's rules count
	}
	now, err := w.now(ctx, w.desks[agent])
	if err == nil && now != "" && now != "READY" {
		err = suite.NotReached("%s was to be READY and is %s", agent, now)
	}
	return err
}

// makeReady makes an agent ready from outside, or over their own wire.
func (w *world) makeReady(ctx context.Context, d *desk) error {
	if w.Opened.Target().Hello.Offers("agent.set") {
		return w.Stage(ctx, "agent.set", map[string]any{"agent": d.account.Account, "state": "ready"})
	}
	return w.becomesReady(ctx, d)
}

// openDesk opens a desk with one page.
func (w *world) openDesk(ctx context.Context, agent string) (*desk, error) {
	t, err := w.World(ctx)
	if err != nil {
		return nil, err
	}
	account, err := t.Target().Agent(agent)
	if err != nil {
		return nil, err
	}
	d := &desk{name: agent, account: account, read: w.Log.Len(), shared: t.Target().Hello.Worlds == "shared"}
	if err := w.openPage(ctx, d); err != nil {
		return nil, err
	}
	w.desks[agent] = d
	w.order = append(w.order, agent)
	if err := w.Settle(ctx); err != nil {
		return nil, w.orNotAnew(err)
	}
	return d, w.leaveAlone(ctx, d)
}

// orNotAnew adds to an error of the first settling why it may be: a target that counts
// begins to with each world.
func (w *world) orNotAnew(err error) error {
	refused, ok := errors.AsType[*target.RefusedError](err)
	if !ok || !refused.Uncounted() || w.Case.Target.Hello.Worlds != "one" || len(w.order) > 1 {
		return err
	}
	return fmt.Errorf("%w: if world.open did not begin anew, with the first page that opens as page 1, it has to, or the target says worlds: shared", err)
}

// leaveAlone notes what is at a desk that others use too. A world that begins anew
// has nothing there; a person who forgot is asked to see to it.
func (w *world) leaveAlone(ctx context.Context, d *desk) error {
	worlds := w.Case.Target.Hello.Worlds
	if worlds == "many" || w.noFence || w.may(scapi.RequestOf(target.List)) != nil {
		return nil
	}
	n, err := w.lookForOlder(ctx, d)
	first := worlds == "one" && len(w.order) == 1
	for asked := 0; err == nil && first && n > 0 && asked < mostAsked && w.Case.Target.Hello.Offers("desk.clear"); asked++ {
		if err = w.Stage(ctx, "desk.clear", map[string]any{"agent": d.account.Account, "interactions": n}); err == nil {
			n, err = w.lookForOlder(ctx, d)
		}
	}
	if err == nil && first && n > 0 {
		err = fmt.Errorf("world.open did not begin anew: %s's desk has interactions already (%d); a target that cannot clear its desks says worlds: shared", d.name, n)
	}
	return err
}

// mostAsked is how often a person is asked to clear a desk.
const mostAsked = 3

// lookForOlder notes, and counts, what is at a desk before its scenario began.
func (w *world) lookForOlder(ctx context.Context, d *desk) (int, error) {
	if err := w.try(ctx, d.page(), target.Action{Verb: target.List}); err != nil {
		return 0, err
	}
	d.older = map[string]bool{}
	for _, it := range listOf(w.answer.Data) {
		if id := scene.TextOf(it["interactionId"]); id != "" {
			d.older[id] = true
		}
	}
	return len(d.older), nil
}

// openPage opens one more page on a desk.
func (w *world) openPage(ctx context.Context, d *desk) error { return w.openPageOf(ctx, d, "") }

// openPageOf opens a page of an origin; empty: that of the target file.
func (w *world) openPageOf(ctx context.Context, d *desk, origin string) error {
	address, header, err := w.Opened.Address(scapi.Wire, d.account.Account)
	if err != nil {
		return err
	}
	if origin != "" {
		header.Set("Origin", origin)
	}
	return w.openPageAt(ctx, d, address, header, origin != "" || w.isStrange())
}

// openPageAt opens a page at an address; strange says that it may not be able to connect.
func (w *world) openPageAt(ctx context.Context, d *desk, address string, header http.Header, strange bool) error {
	file := w.Opened.Target().File()
	p, err := scapi.Open(ctx, scapi.Config{
		Address: address, Header: header, TLS: file.TLS, Dial: w.Opened.Target().Dial(),
		Account: d.account.Account, Desk: d.name, Number: d.opened + 1, Answer: file.Timeouts.Answer, Log: w.Log,
	})
	if refused, ok := errors.AsType[*target.HandshakeError](err); ok && strange {
		return suite.NotReached("a page of an origin that is not accepted cannot connect: %s", refused.Status)
	}
	if err != nil {
		return err
	}
	d.pages, d.opened = append(d.pages, p), d.opened+1
	w.Opened.Join(p)
	return nil
}

// isStrange reports whether the center is to accept pages of other origins only.
func (w *world) isStrange() bool {
	accepted, ok := w.Spec.Options[optionOrigins]
	return ok && !strings.Contains(accepted, w.origin())
}

// subscribe subscribes a page to events; the answer must be a success, of which the tags
// may say so.
func (w *world) subscribe(ctx context.Context, p *scapi.Page, names ...string) error {
	w.Look()
	sent, err := p.Subscribe(names...)
	if err != nil {
		return err
	}
	if err := w.finish(ctx, sent); err != nil {
		return err
	}
	if claimed := w.claimSubscribed(names); w.answer.Refused && !claimed {
		return &suite.NotReachedError{Seen: w.refusal()}
	}
	return nil
}

// claimSubscribed claims by the event names that the scenario is tagged with that a page
// can subscribe to them, and reports whether it is tagged with any of those.
func (w *world) claimSubscribed(names []string) (claimed bool) {
	if w.IsGiven() {
		return false
	}
	const enum = "scapi.enum.event-name"
	for _, name := range names {
		name, _, _ = strings.Cut(name, ":")
		for _, id := range w.Scenario.Specs() {
			if (id == enum || id == enum+"."+name) && !w.lacksAll(name) {
				w.claimTaken(id, "a page can subscribe to "+name)
				claimed = true
			}
		}
	}
	return claimed
}

// lacksAll reports whether the target's file says that it lacks every request that is
// named as an event name is: of such events it may know nothing.
func (w *world) lacksAll(name string) bool {
	named := false
	for i := range w.Rules.Book.Methods {
		if request := w.Rules.Book.Methods[i].Request; strings.HasPrefix(request, name+".") {
			if named = true; w.may(request) == nil {
				return false
			}
		}
	}
	return named
}
