package webex

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) socketSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client subscribes$`, w.subscribes, suite.Doc{
		Does:    "Lets a client ask for a notification socket, which it does not open yet.",
		Example: "When Ana's client subscribes",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client subscribes (with a body that is not JSON|with texts for truth values|with a list|with members that nobody knows|without a token)$`, w.subscribesAmiss, suite.Doc{
		Does:    "Lets a client ask for a notification socket in another way than the agent SDK does.",
		Example: "When Ana's client subscribes with a list",
		Args:    []string{"the agent", "in which way"},
	})
	r.Step(`^the answer says where the socket is$`, w.saysWhere, suite.Doc{
		Does:    "Checks that the answer to a subscription has the address of a WebSocket, without which a client would wait for ever.",
		Example: "Then the answer says where the socket is",
	})
	r.Step(`^(\w+)'s client opens the socket$`, w.opensSocket, suite.Doc{
		Does:    "Lets a client open the socket that it was given last, and send the first keepalive.",
		Example: "When Ana's client opens the socket",
		Args:    []string{"the agent"},
	})
	r.Step(`^the socket is there: (\w+)'s client was greeted, and its keepalive answered$`, w.isGreeted, suite.Doc{
		Does:    "Checks that the socket that was opened last was greeted with Welcome and the agent's id, and that its first keepalive was answered.",
		Example: "Then the socket is there: Ana's client was greeted, and its keepalive answered",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client is greeted first$`, w.greetedFirst, suite.Doc{
		Does:    "Checks that nothing but answers to keepalives came over the socket before Welcome. That it is the first is documented nowhere, so this never binds.",
		Example: "Then Ana's client is greeted first",
		Args:    []string{"the agent"},
	})
	r.Step(`^a socket that nobody gave out is not opened for (\w+)'s client$`, w.notOpened, suite.Doc{
		Does:    "Checks that the server opens no socket at an address that is like the one it gave out, and is not it. That is documented nowhere, so this never binds.",
		Example: "Then a socket that nobody gave out is not opened for Ana's client",
		Args:    []string{"the agent"},
		Denies:  true,
	})
	r.Step(`^(\w+)'s client sends (a|three) keepalives?$`, w.sendsKeepalives, suite.Doc{
		Does:    "Lets a client send keepalives over its socket, one after the answer to the other.",
		Example: "When Ana's client sends three keepalives",
		Args:    []string{"the agent", "how many"},
	})
	r.Step(`^each keepalive is answered$`, w.keepalivesAnswered, suite.Doc{
		Does:    "Checks that every keepalive since the last When was answered with the same text.",
		Example: "Then each keepalive is answered",
	})
	r.Step(`^(\w+)'s client says something else on the socket$`, w.saysElse, suite.Doc{
		Does:    "Lets a client send a message that has no meaning.",
		Example: "When Ana's client says something else on the socket",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s socket is still there$`, w.stillThere, suite.Doc{
		Does:    "Checks that a socket still answers keepalives. What a server makes of something else than keepalives is documented nowhere, so this never binds.",
		Example: "Then Ana's socket is still there",
		Args:    []string{"the agent"},
	})
}

// subscription is the request for a socket, as the agent SDK makes it.
func subscription() request {
	return request{what: "POST /v1/notification/subscribe", item: "webex.http.subscribe", Request: wire.Request{
		Method: http.MethodPost, Path: "/v1/notification/subscribe",
		Body: map[string]any{"force": true, "isKeepAliveEnabled": false, "clientType": "WebexCCSDK", "allowMultiLogin": false},
	}}
}

func (w *world) subscribes(ctx context.Context, name string) error {
	p, err := w.anyClient(ctx, name)
	if err != nil {
		return err
	}
	w.Look()
	answer, err := p.client.Subscribe(ctx)
	if refused, ok := errors.AsType[*wire.RefusedError](err); ok {
		answer, err = refused.Answer, nil
	}
	if err != nil {
		return w.unanswered(err, "webex.http.subscribe", answer.Asked)
	}
	w.asked, w.asker, w.answer = subscription(), p, answer
	return nil
}

func (w *world) subscribesAmiss(ctx context.Context, name, how string) error {
	p, err := w.anyClient(ctx, name)
	if err != nil {
		return err
	}
	r := subscription()
	switch how {
	case "with a body that is not JSON":
		r.Body, r.Raw = nil, []byte(`{"force":`)
	case "with texts for truth values":
		r.Body = map[string]any{"force": "true", "isKeepAliveEnabled": "false", "clientType": "WebexCCSDK", "allowMultiLogin": "false"}
	case "with a list":
		r.Body = []any{}
	case "with members that nobody knows":
		r.Body = with(r.Body.(map[string]any), map[string]any{"unknownMember": map[string]any{"of": "nothing"}})
	case "without a token":
		r.Anonymous = true
	}
	return w.ask(ctx, p, r)
}

func (w *world) saysWhere(context.Context) error {
	place := textOf(w.answer.Object().Get("webSocketUrl"))
	s := scene.Seen{Met: w.answer.Succeeded() && (strings.HasPrefix(place, "ws://") || strings.HasPrefix(place, "wss://")), Expected: "webSocketUrl, the address of a WebSocket", Frames: frames(w.answer)}
	s.Instead = w.whereas(s)
	w.Claims("value", "a subscription is answered with where the socket is", s, scene.Only("webex.http.subscribe", "webex.http.subscribe.answer", "webex.http.subscribe.answer.webSocketUrl", "webex.seq.register.2", "webex.seq.reconnect.2"))
	return nil
}

// opensSocket does not fail if what is to come over the socket has not come: the checks
// that follow say so.
func (w *world) opensSocket(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	w.Look()
	err = p.client.Open(ctx)
	if rejected, ok := errors.AsType[*wire.RefusedError](err); ok {
		w.Founded("webex.http.socket", "answer", "the socket that was given out is opened", scene.Seen{Expected: "a socket", Instead: rejected.Reason})
		return suite.ErrMismatch
	}
	if err != nil && !isSilence(err) {
		return err
	}
	w.Opened.Leave(p.client) // if it had a socket before
	w.Opened.Join(p.client)
	return nil
}

func (w *world) isGreeted(_ context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	greetings := only(p.told(w.Window, func(notice) bool { return true }), "Welcome")
	s := scene.Seen{Met: len(greetings) > 0 && greetings[0].Text("agentId") != "", Expected: "Welcome with agentId"}
	s.Instead, s.Frames = shownAll(greetings)
	w.Claims("event", name+"'s client is greeted when its socket opens", s, scene.Only("webex.rule.welcome", "webex.socket.welcome", "webex.socket.welcome.data", "webex.event.Welcome", "webex.event.Welcome.agentId",
		"webex.http.socket", "webex.http.socket.answer", "webex.seq.register.3", "webex.seq.register.4", "webex.seq.reconnect.2", "webex.seq.reconnect.3"))
	w.keepalives()
	return nil
}

// keepalives claims that all since the last When are answered.
func (w *world) keepalives() {
	asked, answered := 0, 0
	var records []int
	for _, r := range w.Log.After(w.Window) {
		if r.Door != wire.Wire || r.Fence || textOf(r.Object().Object("body").Get("keepalive")) == "" || r.Object().Get("socket") == nil {
			continue
		}
		records = append(records, r.Seq)
		switch r.Dir {
		case trace.Sent:
			asked++
		case trace.Received:
			answered++
		}
	}
	s := scene.Seen{Met: asked > 0 && answered >= asked, Expected: fmt.Sprintf("%d answers", asked), Instead: fmt.Sprintf("%d answers", answered), Frames: records}
	w.Claims("event", "a keepalive is answered", s, scene.Only("webex.rule.keepalive", "webex.socket.keepalive", "webex.socket.keepalive.keepalive", "webex.seq.register.5", "webex.seq.register.6", "webex.seq.reconnect.4"))
}

func (w *world) greetedFirst(_ context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	all := p.told(w.Window, func(notice) bool { return true })
	s := scene.Seen{Met: len(all) > 0 && all[0].Type == "Welcome", Expected: "Welcome first"}
	s.Instead, s.Frames = shownAll(all)
	w.Inferred("order", name+"'s client is greeted before it is told anything", s)
	return nil
}

func (w *world) notOpened(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	opened, reason, err := p.client.Probe(ctx)
	if err != nil {
		return err
	}
	w.Inferred("answer", "a socket that nobody gave out is not opened", scene.Seen{Met: !opened, Expected: "no socket", Instead: reason})
	return nil
}

func (w *world) sendsKeepalives(ctx context.Context, name, count string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	w.Look()
	for range map[string]int{"a": 1, "three": 3}[count] {
		if err := p.client.Keepalive(ctx); err != nil {
			return w.unanswered(err, "webex.rule.keepalive")
		}
	}
	return nil
}

func (w *world) keepalivesAnswered(context.Context) error { w.keepalives(); return nil }

func (w *world) saysElse(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	w.Look()
	return p.client.Say([]byte(`{"hello":"there"}`))
}

func (w *world) stillThere(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	err = p.client.Keepalive(ctx)
	if err != nil && !isSilence(err) {
		return err
	}
	s := scene.Seen{Met: err == nil, Expected: "the answer to a keepalive"}
	if err != nil {
		s.Instead = err.Error()
	}
	w.Inferred("effect", name+"'s socket is still there", s)
	return nil
}
