package gws

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) handshakeSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client shakes hands$`, w.shakesHands, suite.Doc{
		Does:    "Lets a client that has logged in ask for a session of notifications, one more each time.",
		Example: "When Ana's client shakes hands",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client shakes hands (with a slash at the end|on a path below|without an id|in no array|as text/json|as text/plain|over a transport that nobody knows)$`, w.shakesHandsSo, suite.Doc{
		Does:    "Lets a client ask for a session in an unusual way: at an endpoint with a slash at its end or on a path below it, by a message without an id or that is in no array, as another content type, or over nothing but a transport that no server has.",
		Example: "When Ana's client shakes hands on a path below",
		Args:    []string{"the agent", "how"},
	})
	r.Step(`^somebody without a login shakes hands$`, w.strangerShakesHands, suite.Doc{
		Does:    "Lets a client ask for a session of notifications that has neither a name and a password nor a cookie.",
		Example: "When somebody without a login shakes hands",
	})
	r.Step(`^there is no session for them$`, w.noSession, suite.Doc{
		Does:    "Checks that the last handshake got no session, and that the client was told so for good: HTTP 401, or that it is not to try again.",
		Example: "Then there is no session for them",
	})
	r.Step(`^the handshake is granted$`, w.handshakeGranted, suite.Doc{
		Does:    "Checks that the last handshake was answered with a session.",
		Example: "Then the handshake is granted",
	})
	r.Step(`^the reply has the version, the ways to connect and advice$`, w.handshakeTells, suite.Doc{
		Does:    "Checks that the reply to the last handshake names version 1.0 and long polling, and advises how to go on.",
		Example: "And the reply has the version, the ways to connect and advice",
	})
	r.Step(`^the reply is alone$`, w.replyAlone, suite.Doc{
		Does:    "Checks that the answer to the last handshake holds nothing but the reply to it.",
		Example: "And the reply is alone",
	})
	r.Step(`^no two handshakes began the same session$`, w.sessionsDiffer, suite.Doc{
		Does:    "Checks that each handshake of the scenario was answered with a session of its own.",
		Example: "Then no two handshakes began the same session",
	})
	r.Step(`^the handshake is refused, or agrees on a transport that the server has$`, w.handshakeAgrees, suite.Doc{
		Does:    "Checks that a client whose transports the server lacks is refused, or told of one that it has.",
		Example: "Then the handshake is refused, or agrees on a transport that the server has",
	})
	r.Step(`^(\w+)'s client connects for the first time$`, w.connectsFirst, suite.Doc{
		Does:    "Lets a client that has shaken hands make its first connect, which does not wait for messages.",
		Example: "When Ana's client connects for the first time",
		Args:    []string{"the agent"},
	})
	r.Step(`^the connect is answered at once, with advice$`, w.connectAnswered, suite.Doc{
		Does:    "Checks that the connect that does not wait was answered, successfully and with advice.",
		Example: "Then the connect is answered at once, with advice",
	})
}

func (w *world) shakesHands(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	w.joins(p)
	s := p.client.NewSession("")
	if err := w.say(ctx, s, s.Message(wire.MetaHandshake, nil)); err != nil {
		return err
	}
	if id := s.ID(); id != "" {
		w.bayeux.ids = append(w.bayeux.ids, id)
	} else if w.IsGiven() {
		return suite.NotReached("%s's client gets no session: %s", name, w.shown().Instead)
	}
	return nil
}

// joins makes a client one that settling waits for, once.
func (w *world) joins(p *person) {
	w.Opened.Leave(p.client)
	w.Opened.Join(p.client)
}

// strange are requests that ask for a session in unusual ways.
var strange = map[string]func(*wire.Request, wire.Fields){
	"with a slash at the end": func(r *wire.Request, _ wire.Fields) { r.Path += "/" },
	"on a path below":         func(r *wire.Request, _ wire.Fields) { r.Path += "/handshake" },
	"without an id":           func(_ *wire.Request, m wire.Fields) { delete(m, "id") },
	"in no array":             func(r *wire.Request, m wire.Fields) { r.Body = m },
	"as text/json": func(r *wire.Request, _ wire.Fields) {
		r.Header = http.Header{"Content-Type": {"text/json;charset=UTF-8"}}
	},
	"as text/plain": func(r *wire.Request, _ wire.Fields) {
		r.Header = http.Header{"Content-Type": {"text/plain;charset=UTF-8"}}
	},
	"over a transport that nobody knows": func(_ *wire.Request, m wire.Fields) {
		m["supportedConnectionTypes"] = []string{"carrier-pigeon"}
	},
}

func (w *world) shakesHandsSo(ctx context.Context, name, how string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	return w.post(ctx, p, handshakeBut(p, strange[how]))
}

// bayeuxPath is where Bayeux messages go.
const bayeuxPath = "/notifications"

// handshakeBut is a request for a session with something changed.
func handshakeBut(p *person, change func(*wire.Request, wire.Fields)) wire.Request {
	m := p.client.NewSession("").Message(wire.MetaHandshake, nil)
	r := wire.Request{Method: http.MethodPost, Path: bayeuxPath, Body: []wire.Fields{m}}
	change(&r, m)
	return r
}

func (w *world) strangerShakesHands(ctx context.Context) error {
	p, err := w.anybody(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = p.client.Close() }()
	return w.post(ctx, p, handshakeBut(p, func(r *wire.Request, _ wire.Fields) { r.Anonymous = true }))
}

// anybody is a client of the first of the cast, for requests that nothing of them is in.
func (w *world) anybody(ctx context.Context) (*person, error) {
	t, err := w.World(ctx)
	if err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(t.Target().File().Cast))
	if len(names) == 0 {
		return nil, &target.NotOfferedError{What: "anybody to play (the target file's cast is empty)"}
	}
	return w.client(ctx, names[0])
}

func (w *world) noSession(context.Context) error {
	m, a := w.replied(), w.bayeux.answer
	w.checks(!isSuccessful(m) && m.Get("clientId") == nil, "no session", "a client without a login gets no session", "gws.bayeux.http-errors", "gws.bayeux.auth")
	forGood := a.Status == http.StatusUnauthorized || isRefusal(m) && textOf(m.Object("advice").Get("reconnect")) == "none"
	s := w.shown()
	s.Met, s.Expected = forGood, "HTTP 401, or not successful with reconnect none"
	w.Weaker("gws.bayeux.http-errors", "answer", "the client is told so for good", s)
	return nil
}

func (w *world) handshakeGranted(context.Context) error {
	m, a := w.replied(), w.bayeux.answer
	met := (a.Status == http.StatusOK || a.Status == 0) && isSuccessful(m) && textOf(m.Get("clientId")) != ""
	w.checks(met, "a session", "a handshake is answered with a session",
		"gws.bayeux.handshake", "gws.bayeux.path", "gws.bayeux.content.forms", "gws.bayeux.id", "gws.endpoint.notifications", "gws.seq.login.2")
	if !met {
		return suite.ErrMismatch
	}
	return nil
}

func (w *world) handshakeTells(context.Context) error {
	m := w.replied()
	var types []string
	_ = json.Unmarshal(m.Get("supportedConnectionTypes"), &types) // something else is no list
	w.checks(textOf(m.Get("version")) == "1.0", `version "1.0"`, "a handshake is answered with the version", "gws.bayeux.handshake.version")
	w.checks(slices.Contains(types, wire.LongPolling), wire.LongPolling, "a handshake is answered with the connection types", "gws.bayeux.handshake.types", "gws.bayeux.handshake-types")
	w.checks(m.Object("advice") != nil, "advice", "a handshake is answered with advice", "gws.bayeux.advice")
	return nil
}

func (w *world) replyAlone(context.Context) error {
	w.checks(len(w.bayeux.answer.Batch()) == 1, "one message", "the reply to a handshake is alone", "gws.bayeux.handshake.alone")
	return nil
}

func (w *world) sessionsDiffer(context.Context) error {
	ids := slices.Clone(w.bayeux.ids)
	slices.Sort(ids)
	w.checks(len(ids) > 1 && len(slices.Compact(ids)) == len(w.bayeux.ids), "another session each time", "every handshake begins a session of its own", "gws.bayeux.handshake.client-id")
	return nil
}

func (w *world) handshakeAgrees(context.Context) error {
	m := w.replied()
	var types []string
	_ = json.Unmarshal(m.Get("supportedConnectionTypes"), &types) // something else is no list
	agreed := isSuccessful(m) && len(types) > 0 && !slices.Contains(types, "carrier-pigeon")
	w.checks(agreed || isRefusal(m), "a refusal, or the transports that there are", "no handshake agrees on a transport that the server lacks", "gws.bayeux.handshake-types")
	w.errorIs(m, "301:", "gws.bayeux.handshake-types.refused")
	return nil
}

func (w *world) connectsFirst(ctx context.Context, name string) error {
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	w.Look()
	answer, err := s.Fetch(ctx, nil)
	w.bayeux.answer, w.bayeux.asked = answer, nil
	if errors.Is(err, wire.ErrNoAnswer) {
		w.checks(false, "an answer", "a connect that does not wait is answered at once", "gws.bayeux.connect-first")
	}
	return w.answered(err)
}

func (w *world) connectAnswered(context.Context) error {
	m := w.bayeux.answer.Reply(wire.MetaConnect)
	w.checks(isSuccessful(m), "a successful reply", "a connect that does not wait is answered at once", "gws.bayeux.connect-first")
	w.checks(m.Object("advice") != nil, "advice", "the first connect is answered with advice", "gws.bayeux.advice")
	return nil
}
