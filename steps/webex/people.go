package webex

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

// person is somebody with a login, and their client.
type person struct {
	name    string
	account targets.Agent
	client  *wire.Client
	read    int     // notifications noticed so far
	items   []*item // at their desk, in the order in which they appeared
	awaited string  // label of what is about to appear there; empty: nothing is
}

// id is the agent's id on this wire, as the first notification told it.
func (p *person) id() string { return p.client.Profile().Agent }

func (w *world) signsIn(ctx context.Context, name string) error {
	if _, twice := w.people[name]; twice {
		return nil
	}
	p, err := w.registered(ctx, name)
	if err != nil {
		return err
	}
	w.people[name], w.order = p, append(w.order, name)
	body, err := loginBody(p)
	if err != nil {
		return err
	}
	if err := w.ask(ctx, p, w.operation("agent.login", "", body)); err != nil {
		return err
	}
	return w.isFree(p)
}

// isFree is an error if an agent has contacts already, which somebody else who uses the
// target has begun: much of what an agent does is refused then.
func (w *world) isFree(p *person) error {
	has := slices.ContainsFunc(p.items, func(it *item) bool { return it.stage != isGone })
	for _, n := range only(p.client.Notices(), "AgentStationLoginSuccess", "AgentReloginSuccess") {
		has = has || len(listOf(n.Get("interactionIds"))) > 0
	}
	if has && w.IsShared() {
		return &target.NotOfferedError{What: "an agent who has nothing at the beginning: others use it too, and what they began stays"}
	}
	return nil
}

// registered makes a client for somebody of the cast and lets it register.
func (w *world) registered(ctx context.Context, name string) (*person, error) {
	return w.registeredAs(ctx, name, 1, false)
}

// registeredAs makes a client of that number for somebody of the cast, who may be there
// several times or not, and lets it register.
func (w *world) registeredAs(ctx context.Context, name string, number int, several bool) (*person, error) {
	p, err := w.personAs(ctx, name, number, several)
	if err != nil {
		return nil, err
	}
	if err := p.client.Register(ctx); err != nil {
		_ = p.client.Close() // why it could not register counts
		return nil, w.unregistered(name, err)
	}
	w.Opened.Join(p.client)
	return p, nil
}

// unregistered is why a scenario cannot go on whose agent could not register.
func (w *world) unregistered(name string, err error) error {
	if rejected, ok := errors.AsType[*wire.RefusedError](err); ok {
		return suite.NotReached("%s cannot register%s by the target file's cast: %s", name, w.Below(wire.Wire, name), rejected)
	}
	return w.unanswered(err, "webex.seq.register")
}

// person makes a client for somebody of the cast, which asks nothing yet.
func (w *world) person(ctx context.Context, name string) (*person, error) {
	return w.personAs(ctx, name, 1, false)
}

func (w *world) personAs(ctx context.Context, name string, number int, several bool) (*person, error) {
	t, err := w.World(ctx)
	if err != nil {
		return nil, err
	}
	account, err := t.Target().Agent(name)
	if err != nil {
		return nil, err
	}
	address, header, err := t.Address(wire.Wire, account.Account)
	if err != nil {
		return nil, err
	}
	if account.Password == "" && account.Token == "" && header.Get("Authorization") == "" {
		return nil, &target.NotOfferedError{What: "a password or a token for " + name + " (the target file's cast gives none)"}
	}
	file := t.Target().File()
	c := wire.New(wire.Config{
		Address: address, Header: header, User: cmp.Or(account.User, account.Account), Password: account.Password, Token: account.Token,
		Organization: t.Organization(wire.Wire), TLS: file.TLS, Dial: t.Target().Dial(),
		Account: account.Account, Desk: name, Number: number, Several: several, Has: file.Wires[wire.Wire].Has, Answer: file.Timeouts.Answer, Log: w.Log,
	})
	return &person{name: name, account: account, client: c}, nil
}

func (w *world) signsInReady(ctx context.Context, name string) error {
	if err := w.signsIn(ctx, name); err != nil {
		return err
	}
	p := w.people[name]
	return w.ask(ctx, p, w.operation("agent.state", "", map[string]any{
		"state": "Available", "auxCodeId": "0", "lastStateChangeReason": "", "agentId": p.id(),
	}))
}

// nobodyElse is for routing, which a target without it need not be told of.
func (w *world) nobodyElse(ctx context.Context) error {
	t, err := w.World(ctx)
	if err != nil {
		return err
	}
	if t.Target().Hello.Worlds == "shared" {
		return &target.NotOfferedError{What: "a way to take back, after the scenario, that agents are not ready, and others use it too"}
	}
	for _, name := range w.sorted() {
		if _, here := w.people[name]; here {
			continue
		}
		a, err := w.Target.Agent(name)
		if err != nil {
			return err
		}
		if err := w.Anyway(ctx, "agent.set", map[string]any{"agent": a.Account, "state": "not-ready"}); err != nil {
			return err
		}
	}
	return w.Settle(ctx)
}

// here is somebody who has signed in.
func (w *world) here(name string) (*person, error) {
	p, ok := w.people[name]
	if !ok {
		return nil, scene.NotHere(name)
	}
	return p, nil
}
