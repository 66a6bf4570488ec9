package gws

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// bayeux is what the clients of a scenario do about notifications, message by message.
type bayeux struct {
	answer wire.Answer             // to the last message that a sentence sent
	asked  []wire.Fields           // the batch that it answers; nil: it was none
	ids    []string                // of the sessions that handshakes began
	waits  map[string][]*wire.Held // by person, in order
	wanted []string                // channels that were subscribed to last, or how the error of a wrong one begins
	short  bool                    // sessions are forgotten soon
	two    []wire.Answer           // to two connects, one after the other
}

func (w *world) bayeuxSentences(r *suite.Registry) {
	w.handshakeSentences(r)
	w.waitSentences(r)
	w.subscriptionSentences(r)
	w.strangeSentences(r)
	w.optionalSentences(r)
}

// sessionOf is the last Bayeux session of somebody who is here.
func (w *world) sessionOf(name string) (*person, *wire.Session, error) {
	p, err := w.here(name)
	if err != nil {
		return nil, nil, err
	}
	all := p.client.Sessions()
	if len(all) == 0 {
		return nil, nil, fmt.Errorf("%s's client has no session: say so first, as in \"Given %s is signed in\"", name, name)
	}
	return p, all[len(all)-1], nil
}

// say lets a session send messages, and keeps the answer for the checks.
func (w *world) say(ctx context.Context, s *wire.Session, batch ...wire.Fields) error {
	w.Look()
	answer, err := s.Send(ctx, batch...)
	w.bayeux.answer, w.bayeux.asked = answer, batch
	return w.answered(err)
}

// post makes a request of the endpoint of notifications, whatever it carries.
func (w *world) post(ctx context.Context, p *person, r wire.Request) error {
	w.Look()
	answer, err := p.client.Call(ctx, r)
	w.bayeux.answer, w.bayeux.asked = answer, nil
	return w.answered(err)
}

// answered ends a scenario that cannot go on because a message got no answer.
func (w *world) answered(err error) error {
	return w.unanswered(err, "gws.bayeux.reply", w.bayeux.answer.Asked)
}

// replied is the reply to the last message that a sentence sent.
func (w *world) replied() trace.Object {
	batch := w.bayeux.answer.Batch()
	for _, m := range slices.Backward(batch) {
		if m.Get("successful") != nil {
			return m
		}
	}
	return nil
}

// isSuccessful reports whether a reply grants what was asked.
func isSuccessful(m trace.Object) bool { return string(m.Get("successful")) == "true" }

// isRefusal reports whether a reply refuses what was asked.
func isRefusal(m trace.Object) bool { return string(m.Get("successful")) == "false" }

// shown is what the endpoint answered, in short.
func (w *world) shown() scene.Seen {
	a := w.bayeux.answer
	text := strings.TrimSpace(string(a.Body))
	if a.Status != 0 {
		text = shown(a)
	}
	if a.Text != "" {
		text += " " + a.Text
	}
	return scene.Seen{Instead: cmp.Or(clip(text), "nothing"), Frames: frames(a)}
}

// clip is the beginning of a text.
func clip(text string) string {
	const most = 300
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// checks claims something that the last answer shows.
func (w *world) checks(met bool, expected, text string, by ...string) {
	s := w.shown()
	s.Met, s.Expected = met, expected
	w.Claims("answer", text, s, scene.Only(by...))
}

// errorIs claims the text of an error, which no document prints.
func (w *world) errorIs(m trace.Object, want, id string) {
	s := w.shown()
	s.Met, s.Expected = strings.HasPrefix(textOf(m.Get("error")), want), want
	w.Weaker(id, "value", "the error reads "+want, s)
}
