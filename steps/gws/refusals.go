package gws

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) strangeSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client goes on with (its session|a session that never was|a session that has ended)$`, w.goesOnWith, suite.Doc{
		Does:    "Lets a client connect as the session that it has, as one that the server never began, or as one that it ends before.",
		Example: "When Ana's client goes on with a session that never was",
		Args:    []string{"the agent", "which session"},
	})
	r.Step(`^(\w+)'s client goes on with the session of (\w+)'s$`, w.goesOnWithTheirs, suite.Doc{
		Does:    "Lets a client connect as the session of another agent's client.",
		Example: "When Ben's client goes on with the session of Ana's",
		Args:    []string{"the agent", "the other agent"},
	})
	r.Step(`^the client is told to shake hands again$`, w.toldToShake, suite.Doc{
		Does:    "Checks that the last connect was refused, with the advice to shake hands again.",
		Example: "Then the client is told to shake hands again",
	})
	r.Step(`^(\w+)'s client has its session still$`, w.hasSession, suite.Doc{
		Does:    "Checks that the session of a client goes on: its next connect is granted.",
		Example: "And Ana's client has its session still",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client shakes hands and subscribes again$`, w.beginsAnew, suite.Doc{
		Does:    "Lets a client whose session has ended begin another one, subscribed to the agent's interactions.",
		Example: "When Ana's client shakes hands and subscribes again",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client (sends a message without a channel|publishes to the agent's interactions)$`, w.sendsWrongly, suite.Doc{
		Does:    "Lets a client send a message that names no channel, or one for all who listen to the agent's interactions.",
		Example: "When Ana's client sends a message without a channel",
		Args:    []string{"the agent", "what it sends"},
	})
	r.Step(`^the message is refused$`, w.messageRefused, suite.Doc{
		Does:    "Checks that the last message was answered and not granted.",
		Example: "Then the message is refused",
		Denies:  true,
	})
	r.Step(`^(\w+)'s client hears nothing that was published$`, w.hearsNothingPublished, suite.Doc{
		Does:    "Checks that what a client has published since the last When was told to nobody else.",
		Example: "And Ben's client hears nothing that was published",
		Args:    []string{"the agent"},
		Denies:  true,
	})
	r.Step(`^(\w+)'s client sends (what is no JSON|an empty list|nothing at all)$`, w.sendsNoMessages, suite.Doc{
		Does:    "Lets a client ask the endpoint of notifications with what holds no messages; with nothing at all it asks by GET.",
		Example: "When Ana's client sends an empty list",
		Args:    []string{"the agent", "what it sends"},
	})
	r.Step(`^the request is a bad one$`, w.badRequest, suite.Doc{
		Does:    "Checks that the last request was answered with HTTP 400.",
		Example: "Then the request is a bad one",
		Denies:  true,
	})
}

func (w *world) goesOnWith(ctx context.Context, name, which string) error {
	p, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	id := s.ID()
	switch which {
	case "a session that never was":
		id = "0123456789abcdef0123456789abcdef"
	case "a session that has ended":
		if err := w.disconnects(ctx, name); err != nil {
			return err
		}
	}
	return w.connectsAs(ctx, p, s, id)
}

func (w *world) goesOnWithTheirs(ctx context.Context, name, other string) error {
	p, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	_, theirs, err := w.sessionOf(other)
	if err != nil {
		return err
	}
	return w.connectsAs(ctx, p, s, theirs.ID())
}

// connectsAs lets a client connect as a session that is not its own.
func (w *world) connectsAs(ctx context.Context, p *person, s *wire.Session, id string) error {
	m := s.Message(wire.MetaConnect, wire.Fields{"clientId": id, "advice": map[string]any{"timeout": 0}})
	return w.post(ctx, p, wire.Request{Method: http.MethodPost, Path: bayeuxPath, Body: []wire.Fields{m}})
}

// threeFields is how an error reads.
var threeFields = regexp.MustCompile(`^\d+:[^:]*:`)

func (w *world) toldToShake(context.Context) error {
	m := w.bayeux.answer.Reply(wire.MetaConnect)
	w.checks(isRefusal(m), "a refusal", "a connect of a session that is not there is refused", "gws.bayeux.unknown-client", "gws.bayeux.auth", "gws.bayeux.expiry")
	w.checks(textOf(m.Object("advice").Get("reconnect")) == "handshake", "reconnect handshake", "its client is advised to shake hands again", "gws.bayeux.unknown-client")
	w.checks(threeFields.MatchString(textOf(m.Get("error"))), "an error as code:args:text", "its error has three fields", "gws.bayeux.error-format")
	w.errorIs(m, "402::session_unknown", "gws.bayeux.unknown-client.text")
	return nil
}

func (w *world) hasSession(ctx context.Context, name string) error {
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	answer, err := s.Fetch(ctx, nil)
	w.bayeux.answer, w.bayeux.asked = answer, nil
	if err := w.answered(err); err != nil {
		return err
	}
	w.Notice()
	w.checks(isSuccessful(answer.Reply(wire.MetaConnect)), "a successful reply", "a session goes on, whoever else makes use of its name", "gws.bayeux.auth")
	return nil
}

func (w *world) beginsAnew(ctx context.Context, name string) error {
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	return w.listens(ctx, s, nil, []string{topic})
}

// published is what a client publishes, which no server would say.
const published = "said by a client"

func (w *world) sendsWrongly(ctx context.Context, name, what string) error {
	p, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	m := s.Message(topic, wire.Fields{"data": map[string]any{"text": published}})
	if what == "sends a message without a channel" {
		delete(m, "channel")
	}
	if err := w.post(ctx, p, wire.Request{Method: http.MethodPost, Path: bayeuxPath, Body: []wire.Fields{m}}); err != nil {
		return err
	}
	return w.Settle(ctx)
}

func (w *world) messageRefused(context.Context) error {
	m := w.replied()
	w.checks(isRefusal(m), "a reply that is not successful", "the message is not granted", "gws.bayeux.channel-missing", "gws.bayeux.publish")
	if slices.Contains(w.Scenario.Specs(), "gws.bayeux.channel-missing") {
		w.errorIs(m, "400::channel_missing", "gws.bayeux.channel-missing.text")
	}
	return nil
}

func (w *world) hearsNothingPublished(_ context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	found := w.told(p, w.Window, func(m message) bool { return textOf(m.Get("text")) == published })
	_, records := shownAll(found)
	s := scene.Seen{Met: len(found) == 0, Expected: "nothing", Instead: fmt.Sprintf("%d messages", len(found)), Frames: records}
	w.Claims("absence", "what a client publishes is told to nobody", s, scene.Only("gws.bayeux.publish"))
	return nil
}

// nothings are requests without messages.
var nothings = map[string]wire.Request{
	"what is no JSON": {Method: http.MethodPost, Path: bayeuxPath, Raw: []byte(`[{"channel":`)},
	"an empty list":   {Method: http.MethodPost, Path: bayeuxPath, Raw: []byte(`[]`)},
	"nothing at all":  {Method: http.MethodGet, Path: bayeuxPath},
}

func (w *world) sendsNoMessages(ctx context.Context, name, what string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	return w.post(ctx, p, nothings[what])
}

func (w *world) badRequest(context.Context) error {
	w.checks(w.bayeux.answer.Status == http.StatusBadRequest, "HTTP 400", "a request without messages is a bad one", "gws.bayeux.bad-request", "gws.bayeux.bad-request.empty")
	return nil
}
