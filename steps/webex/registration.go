package webex

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

// attempt is a registration that the scenario looks at.
type attempt struct {
	begun  int    // trace record before it
	failed string // the stretch that did not succeed; empty: all did
	why    error
}

func (w *world) registrationSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client asks for the service catalogue (before|after) signing in$`, w.asksForCatalogue, suite.Doc{
		Does:    "Lets a client ask where the services are: without a token, as before signing in, or with one.",
		Example: "When Ana's client asks for the service catalogue before signing in",
		Args:    []string{"the agent", "before or after"},
	})
	r.Step(`^the catalogue says where the contact center is$`, w.catalogueSays, suite.Doc{
		Does:    "Checks that the last answer has the address of the service that all requests go to.",
		Example: "Then the catalogue says where the contact center is",
	})
	r.Step(`^(\w+)'s client registers$`, w.registers, suite.Doc{
		Does:    "Lets a client do what the agent SDK does to begin: the service catalogue, a subscription, the socket, the configuration, and a silent relogin.",
		Example: "When Ana's client registers",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client has registered$`, w.hasRegistered, suite.Doc{
		Does:    "Opens a client of the agent, who does not log in yet.",
		Example: "Given Ana's client has registered",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client is registered$`, w.isRegistered, suite.Doc{
		Does:    "Checks that the last registration came through, stretch by stretch.",
		Example: "Then Ana's client is registered",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client is told whether there is a login to take up$`, w.toldOfLogin, suite.Doc{
		Does:    "Checks that a silent relogin was answered: that there is a login, or that the agent is not known to have one. Any other reason would end the registration.",
		Example: "Then Ana's client is told whether there is a login to take up",
		Args:    []string{"the agent"},
	})
}

// stretches are the parts of a registration in their order, and what each shows.
var stretches = []struct {
	name  string
	does  func(*wire.Client, context.Context) error
	shows []string
}{
	{"the service catalogue", (*wire.Client).Discover, []string{
		"webex.redirect", "webex.auth", "webex.http.u2c.limited", "webex.http.u2c.postauth", "webex.seq.register.1"}},
	{"the subscription", func(c *wire.Client, ctx context.Context) error { _, err := c.Subscribe(ctx); return err }, []string{
		"webex.http.subscribe", "webex.seq.register.2"}},
	{"the socket", (*wire.Client).Open, []string{
		"webex.http.socket", "webex.http.socket.answer", "webex.socket.welcome", "webex.rule.welcome", "webex.socket.keepalive", "webex.rule.keepalive",
		"webex.event.Welcome", "webex.seq.register.3", "webex.seq.register.4", "webex.seq.register.5", "webex.seq.register.6"}},
	{"the configuration", (*wire.Client).Configure, []string{
		"webex.rule.status", "webex.http.user", "webex.http.org", "webex.http.orgSettings", "webex.http.tenant", "webex.http.urlMapping", "webex.http.aiFeature",
		"webex.http.auxCodes", "webex.http.desktopProfile", "webex.http.site", "webex.http.teams", "webex.http.dialPlan",
		"webex.seq.register.7", "webex.seq.register.8", "webex.seq.register.9"}},
	{"the silent relogin", (*wire.Client).Reload, []string{
		"webex.http.reload", "webex.http.reload.answer", "webex.op.agent.reload", "webex.seq.register.10", "webex.seq.register.11", "webex.seq.register"}},
}

func (w *world) registers(ctx context.Context, name string) error {
	p, err := w.newcomer(ctx, name)
	if err != nil {
		return err
	}
	for _, what := range registering {
		if err := w.may(w.partName(what)); err != nil {
			return err
		}
	}
	w.Look()
	w.attempt = attempt{begun: w.Log.Len()}
	for _, s := range stretches {
		if err := s.does(p.client, ctx); err != nil {
			return w.stuck(s.name, err)
		}
	}
	w.Opened.Join(p.client)
	return w.Settle(ctx)
}

// stuck takes in that a registration did not come through. A target that is gone is another
// matter.
func (w *world) stuck(stretch string, err error) error {
	_, rejected := errors.AsType[*wire.RefusedError](err)
	if !rejected && !isSilence(err) {
		return err
	}
	w.attempt.failed, w.attempt.why = stretch, err
	return nil
}

// isSilence reports whether an error says that something did not come, or that no client
// could have read it.
func isSilence(err error) bool {
	return errors.Is(err, wire.ErrNoAnswer) || errors.Is(err, wire.ErrUnreadable) || errors.Is(err, wire.ErrClosed)
}

// newcomer is somebody who has no client yet, and gets one that asks nothing by itself.
func (w *world) newcomer(ctx context.Context, name string) (*person, error) {
	if _, here := w.people[name]; here {
		return nil, fmt.Errorf("%s has a client already", name)
	}
	p, err := w.person(ctx, name)
	if err != nil {
		return nil, err
	}
	w.people[name], w.order = p, append(w.order, name)
	return p, nil
}

func (w *world) hasRegistered(ctx context.Context, name string) error {
	if _, here := w.people[name]; here {
		return fmt.Errorf("%s has a client already", name)
	}
	p, err := w.registered(ctx, name)
	if err != nil {
		return err
	}
	w.people[name], w.order = p, append(w.order, name)
	return w.isFree(p)
}

// isRegistered claims each stretch by what it shows, up to the one that failed.
func (w *world) isRegistered(_ context.Context, name string) error {
	if w.attempt.begun == 0 {
		return scene.ErrAskFirst
	}
	for _, stretch := range stretches {
		s := scene.Seen{Met: stretch.name != w.attempt.failed, Expected: stretch.name + " comes through", Frames: []int{w.attempt.begun + 1, w.Log.Len()}}
		if !s.Met {
			s.Instead = w.attempt.why.Error()
		}
		text := name + " registers: " + stretch.name + " comes through"
		tagged := slices.ContainsFunc(w.Scenario.Specs(), func(id string) bool { return slices.Contains(stretch.shows, id) })
		if tagged || !s.Met {
			w.Claims("effect", text, s, scene.Only(stretch.shows...))
		}
		if !s.Met {
			return suite.ErrMismatch
		}
	}
	return nil
}

func (w *world) toldOfLogin(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []notice {
		return only(p.told(w.Window, func(notice) bool { return true }), "AgentReloginSuccess", "AgentReloginFailed")
	})
	if err != nil {
		return err
	}
	s := scene.Seen{Met: len(found) > 0, Expected: "AgentReloginSuccess or AgentReloginFailed"}
	s.Instead, s.Frames = shownAll(found)
	w.Claims("event", name+" is told how a silent relogin came out", s, scene.Only("webex.op.agent.reload", "webex.seq.register.11", "webex.event.AgentReloginFailed", "webex.seq.reconnect.6"))
	for _, n := range only(found, "AgentReloginFailed") {
		s := scene.Seen{Met: n.Reason() == "AGENT_NOT_FOUND", Expected: "AGENT_NOT_FOUND", Instead: n.Reason(), Frames: []int{n.Seq}}
		w.Claims("value", "a relogin that fails because nobody has logged in says so", s, scene.Only("webex.op.agent.reload.failure", "webex.seq.register.11"))
	}
	return nil
}

// The service catalogue, below the address of the target.
const catalogue = "/u2c/api/v1/"

func (w *world) asksForCatalogue(ctx context.Context, name, when string) error {
	p, err := w.anyClient(ctx, name)
	if err != nil {
		return err
	}
	r := request{what: "GET " + catalogue + "catalog", item: "webex.http.u2c.postauth", Request: wire.Request{Path: catalogue + "catalog", Query: "format=hostmap"}}
	if when == "before" {
		r = request{what: "GET " + catalogue + "limited/catalog", item: "webex.http.u2c.limited", Request: wire.Request{
			Path: catalogue + "limited/catalog", Query: "orgId=" + url.QueryEscape(p.client.Organization()) + "&format=hostmap", Anonymous: true,
		}}
	}
	return w.ask(ctx, p, r)
}

// anyClient is the client of somebody who has signed in, or else a new one that asks
// nothing by itself.
func (w *world) anyClient(ctx context.Context, name string) (*person, error) {
	if p, here := w.people[name]; here {
		return p, nil
	}
	return w.newcomer(ctx, name)
}

func (w *world) catalogueSays(context.Context) error {
	o := w.answer.Object()
	address := textOf(o.Object("serviceLinks").Get(wire.Gateway))
	u, err := url.Parse(address)
	s := scene.Seen{Met: err == nil && u.Host != "" && strings.HasPrefix(u.Scheme, "http"), Expected: "the URL of " + wire.Gateway, Frames: frames(w.answer)}
	s.Instead = w.whereas(s)
	w.Claims("value", "the catalogue has the URL of the service that is used", s, scene.Only(w.asked.item, w.asked.item+".answer", w.asked.item+".answer.serviceLinks", "webex.redirect"))
	hosts := o.Get("hostCatalog")
	s.Met, s.Expected = trace.ObjectOf(hosts) != nil, "hostCatalog, an object that may be empty"
	s.Instead = w.whereas(s)
	w.Claims("value", "the catalogue has hosts by name", s, scene.Only(w.asked.item+".answer.hostCatalog"))
	return nil
}
