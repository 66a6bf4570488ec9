package gws

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// person is somebody with a login, and their client.
type person struct {
	name    string
	account targets.Agent
	client  *wire.Client
	session *wire.Session // in which it listens; nil: it does not
	read    int           // messages noticed so far
	user    string        // the user's own id, as GET /me tells it; empty: it does not
	roles   []string      // as GET /me tells them; none: it does not
}

// topic is where messages about the agent's interactions come.
const topic = "/v2/me/interactions"

func (w *world) signsIn(ctx context.Context, name string) error {
	if _, twice := w.people[name]; twice {
		return nil
	}
	p, err := w.person(ctx, name)
	if err != nil {
		return err
	}
	if err := w.beginsToListen(ctx, p); err != nil {
		return err
	}
	w.people[name], w.order = p, append(w.order, name)
	if err := w.ask(ctx, p, startSession); err != nil {
		return err
	}
	w.asked, w.answer = request{}, wire.Answer{} // it is of a later line: whatever is answered
	return nil
}

// beginsToListen lets a client hear of the agent's interactions.
func (w *world) beginsToListen(ctx context.Context, p *person) error {
	p.session = p.client.NewSession("")
	err := p.session.Listen(ctx, topic)
	if refused, ok := errors.AsType[*wire.RefusedError](err); ok && refused.What == wire.MetaSubscribe && p.isNoAgent() {
		p.session = nil // whether those who are no agents may listen is left open
		return nil
	}
	if err != nil {
		return w.unanswered(err, "gws.bayeux.reply")
	}
	w.Opened.Join(p.client)
	return nil
}

// startSession begins work with the media of this wire.
var startSession = request{
	what: "StartContactCenterSession", item: "gws.op.me.start-session", may: true,
	Request: wire.Request{Method: http.MethodPost, Path: "/me", Body: map[string]any{
		"operationName": "StartContactCenterSession", "channels": []string{"chat", "email"},
	}},
}

// person makes a client for somebody of the cast and lets it log in.
func (w *world) person(ctx context.Context, name string) (*person, error) {
	p, err := w.client(ctx, name)
	if err != nil {
		return nil, err
	}
	answer, err := w.call(ctx, p, wire.Request{Path: "/me"})
	if err != nil {
		return nil, err
	}
	if answer.Failed() {
		return nil, suite.NotReached("%s cannot log in%s by the target file's cast: %s", name, w.Below(wire.Wire, name), shown(answer))
	}
	var me struct {
		User struct {
			ID    string   `json:"id"`
			Roles []string `json:"roles"`
		} `json:"user"`
	}
	_ = json.Unmarshal(answer.Body, &me) // it may be told otherwise
	p.user, p.roles = me.User.ID, me.User.Roles
	return p, nil
}

// isNoAgent reports whether somebody has told roles, and that of an agent is none of them.
func (p *person) isNoAgent() bool { return len(p.roles) > 0 && !slices.Contains(p.roles, "ROLE_AGENT") }

// client makes a client for somebody of the cast, which asks nothing yet.
func (w *world) client(ctx context.Context, name string) (*person, error) {
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
	if account.Password == "" && header.Get("Authorization") == "" {
		return nil, &target.NotOfferedError{What: "a password for " + name + " (the target file's cast gives none)"}
	}
	file := t.Target().File()
	c := wire.New(wire.Config{
		Address: address, Header: header, User: cmp.Or(account.User, account.Account), Password: account.Password,
		TLS: file.TLS, Dial: t.Target().Dial(), Account: account.Account, Desk: name, Number: 1,
		Answer: file.Timeouts.Answer, Log: w.Log,
	})
	return &person{name: name, account: account, client: c}, nil
}

func (w *world) signsInReady(ctx context.Context, name string) error {
	if err := w.signsIn(ctx, name); err != nil {
		return err
	}
	for _, channel := range channels {
		if err := w.setsChannel(ctx, name, channel, "Ready"); err != nil {
			return err
		}
	}
	return nil
}

// nobodyElse makes all others not ready, from outside if the target can.
func (w *world) nobodyElse(ctx context.Context) error {
	if err := w.alone(ctx); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(w.Target.File().Cast)) {
		if _, here := w.people[name]; here {
			continue
		}
		if err := w.isAway(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) isAway(ctx context.Context, name string) error {
	account, err := w.Target.Agent(name)
	if err != nil {
		return err
	}
	if w.Target.Hello.Offers("agent.set") {
		return w.Anyway(ctx, "agent.set", map[string]any{"agent": account.Account, "state": "not-ready"})
	}
	p, err := w.client(ctx, name)
	if err != nil {
		return err
	}
	for _, channel := range channels { // who has no login gets nothing anyway
		if _, err := p.client.Call(ctx, channelRequest(channel, "NotReady").Request); err != nil {
			return err
		}
	}
	return p.client.Close()
}

// here is somebody who has signed in.
func (w *world) here(name string) (*person, error) {
	p, ok := w.people[name]
	if !ok {
		return nil, scene.NotHere(name)
	}
	return p, nil
}
