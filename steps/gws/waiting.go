package gws

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) waitSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client waits for messages( once more)?$`, w.waits, suite.Doc{
		Does:    "Lets a client wait for messages in a connect that the server holds; once more while it waits already.",
		Example: "Given Ana's client waits for messages",
		Args:    []string{"the agent", "once more, if so said"},
	})
	r.Step(`^(\w+)'s client waits no longer$`, w.waitsNoLonger, suite.Doc{
		Does:    "Checks that the server has let go of a client that was waiting for messages.",
		Example: "Then Ana's client waits no longer",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client waits still$`, w.waitsStill, suite.Doc{
		Does:    "Checks that the server has not let go of a client that waits for messages. It may do so at any time, so this never binds.",
		Example: "Then Ana's client waits still",
		Args:    []string{"the agent"},
	})
	r.Step(`^one of the two waits of (\w+)'s client is over$`, w.oneWaitOver, suite.Doc{
		Does:    "Checks that the server holds no more than one of a client's connects.",
		Example: "Then one of the two waits of Ana's client is over",
		Args:    []string{"the agent"},
	})
	r.Step(`^the offer of the (chat|e-mail) comes before the reply to the wait$`, w.offerFirst, suite.Doc{
		Does:    "Checks that the answer to the last wait has the offer in it, and the reply to the wait behind it.",
		Example: "And the offer of the e-mail comes before the reply to the wait",
		Args:    []string{"chat or e-mail"},
	})
	r.Step(`^(\w+)'s client asks for no messages( any more)?$`, w.isBusy, suite.Doc{
		Does:    "Lets a client ask for no messages until it is told to ask again.",
		Example: "Given Ana's client asks for no messages",
		Args:    []string{"the agent", "any more, if so said"},
	})
	r.Step(`^(\w+)'s client asks for messages again$`, w.asksAgain, suite.Doc{
		Does:    "Lets a client ask for the messages that have been kept for it.",
		Example: "When Ana's client asks for messages again",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client hears of the offer of the (chat|e-mail) and then of that of the (chat|e-mail)$`, w.hearsInOrder, suite.Doc{
		Does:    "Checks that a client was told of two offers since the last When, each once and in their order.",
		Example: "Then Ana's client hears of the offer of the e-mail and then of that of the chat",
		Args:    []string{"the agent", "chat or e-mail", "chat or e-mail"},
	})
	r.Step(`^a client that waits is let go of after (\d+) milliseconds$`, w.holds, suite.Doc{
		Does:    "Configures how long the server lets a client wait for messages, in real time.",
		Example: "Given a client that waits is let go of after 200 milliseconds",
		Args:    []string{"how many milliseconds"},
	})
	r.Step(`^a session is forgotten after (\d+) milliseconds without a connect$`, w.forgets, suite.Doc{
		Does:    "Configures how long the server keeps a session whose client neither waits nor connects, in real time.",
		Example: "Given a session is forgotten after 100 milliseconds without a connect",
		Args:    []string{"how many milliseconds"},
	})
	r.Step(`^(\w+)'s client does not connect for (\d+) milliseconds$`, w.isAbsent, suite.Doc{
		Does:    "Lets a client do nothing for a while, in real time.",
		Example: "When Ana's client does not connect for 500 milliseconds",
		Args:    []string{"the agent", "how many milliseconds"},
	})
	r.Step(`^(\w+)'s client disconnects$`, w.disconnects, suite.Doc{
		Does:    "Lets a client end its session.",
		Example: "When Ana's client disconnects",
		Args:    []string{"the agent"},
	})
}

func (w *world) waits(ctx context.Context, name, _ string) error {
	p, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	w.Look()
	if w.bayeux.waits == nil {
		w.bayeux.waits = map[string][]*wire.Held{}
	}
	before := p.client.Sent()
	w.bayeux.waits[name] = append(w.bayeux.waits[name], s.Wait(ctx, nil))
	return p.client.Wrote(ctx, before+1)
}

// lastWait is the last wait of somebody's client.
func (w *world) lastWait(name string) (*wire.Held, error) {
	all := w.bayeux.waits[name]
	if len(all) == 0 {
		return nil, fmt.Errorf("%s's client does not wait: say so first, as in \"Given %s's client waits for messages\"", name, name)
	}
	return all[len(all)-1], nil
}

func (w *world) waitsNoLonger(ctx context.Context, name string) error {
	h, err := w.lastWait(name)
	if err != nil {
		return err
	}
	answer, err := h.Answer(ctx)
	w.bayeux.answer, w.bayeux.asked = answer, nil
	met := err == nil
	if err != nil && !errors.Is(err, wire.ErrNoAnswer) {
		return w.answered(err)
	}
	w.checks(met, "an answer", "the server lets go of a client that waits", "gws.bayeux.connect-hold", "gws.bayeux.disconnect")
	w.Notice()
	if !met {
		return suite.ErrMismatch
	}
	_, session, err := w.sessionOf(name)
	if err != nil || session.Over() == "" || session.Transport() != wire.WebSocket {
		return err // two requests of long polling may overtake one another, and then the disconnect lets go of nobody
	}
	m := answer.Reply(wire.MetaConnect)
	if !strings.HasPrefix(textOf(m.Get("error")), "402") {
		s := w.shown()
		s.Met, s.Expected = textOf(m.Object("advice").Get("reconnect")) == "none", "reconnect none"
		w.Weaker("gws.bayeux.disconnect.held", "answer", "a client that has disconnected is advised not to connect again", s)
	}
	return nil
}

func (w *world) waitsStill(_ context.Context, name string) error {
	h, err := w.lastWait(name)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: !h.Answered(), Expected: "no answer yet", Instead: "an answer"}
	if s.Met {
		s.Instead = s.Expected
	}
	w.Weaker("gws.bayeux.connect-hold", "answer", "the server holds on to a client that waits", s)
	return nil
}

func (w *world) oneWaitOver(ctx context.Context, name string) error {
	all := w.bayeux.waits[name]
	if len(all) < 2 {
		return fmt.Errorf("%s's client does not wait twice: say so first, as in \"When %s's client waits for messages once more\"", name, name)
	}
	h, err := wire.Either(ctx, all[len(all)-2], all[len(all)-1])
	if err != nil && !errors.Is(err, wire.ErrNoAnswer) {
		return err
	}
	w.bayeux.answer, w.bayeux.asked = wire.Answer{Request: wire.MetaConnect}, nil
	if h != nil {
		w.bayeux.answer, _ = h.Answer(ctx) // it may have been cut off
	}
	w.checks(h != nil, "an answer to one of them", "a second connect lets go of the first", "gws.bayeux.connect-duplicate")
	s := w.shown()
	s.Met, s.Expected = w.bayeux.answer.Status == http.StatusOK, "HTTP 200"
	w.Weaker("gws.bayeux.connect-duplicate.answer", "answer", "the first connect is answered with HTTP 200", s)
	return nil
}

// isOffer reports whether a notification offers an interaction of a medium. No document
// prints an offer of a chat, and so not that it names its medium.
func isOffer(m wire.Interaction, label string) bool {
	return m.State() == "Invited" && (m.Medium() == "" || strings.EqualFold(m.Medium(), mediums[label]))
}

func (w *world) offerFirst(_ context.Context, label string) error {
	batch := w.bayeux.answer.Batch()
	offer := slices.IndexFunc(batch, func(m trace.Object) bool { return isOffer(wire.InteractionOf(m.Get("data")), label) })
	reply := slices.IndexFunc(batch, func(m trace.Object) bool { return textOf(m.Get("channel")) == wire.MetaConnect })
	w.checks(offer >= 0, "the offer", "what a client waited for is in the answer to its wait", "gws.bayeux.connect-hold")
	if offer >= 0 {
		w.checks(reply > offer, "the offer, and then the reply", "a message comes before the reply to the connect", "gws.bayeux.connect-order")
	}
	return nil
}

func (w *world) isBusy(_ context.Context, name, _ string) error {
	p, err := w.here(name)
	if err == nil {
		w.Opened.Leave(p.client)
	}
	return err
}

// holds and forgets set rules of the endpoint.
func (w *world) holds(_ context.Context, ms int) error {
	return w.Option("gws/hold", fmt.Sprintf("%dms", ms))
}

func (w *world) forgets(_ context.Context, ms int) error {
	w.bayeux.short = true
	return w.Option("gws/expiry", fmt.Sprintf("%dms", ms))
}

func (w *world) isAbsent(ctx context.Context, name string, ms int) error {
	if err := w.isBusy(ctx, name, ""); err != nil {
		return err
	}
	select {
	case <-time.After(time.Duration(ms) * time.Millisecond):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (w *world) asksAgain(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	w.Look()
	w.joins(p)
	return w.Settle(ctx)
}

func (w *world) hearsInOrder(ctx context.Context, name, first, second string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	offers := w.told(p, w.Window, func(m message) bool { return m.State() == "Invited" })
	met := len(offers) == 2 && isOffer(offers[0].Interaction, first) && isOffer(offers[1].Interaction, second)
	var media []string
	for _, m := range offers {
		media = append(media, orNone(m.Medium()))
	}
	_, records := shownAll(offers)
	s := scene.Seen{Met: met, Expected: first + ", " + second, Instead: orNone(strings.Join(media, ", ")), Frames: records}
	w.Claims("order", "messages that come between two connects are kept, in their order", s, scene.Only("gws.bayeux.queue"))
	return nil
}

func (w *world) disconnects(ctx context.Context, name string) error {
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	if err := w.say(ctx, s, s.Message(wire.MetaDisconnect, nil)); err != nil {
		return err
	}
	w.checks(isSuccessful(w.bayeux.answer.Reply(wire.MetaDisconnect)), "a successful reply", "a disconnect is granted", "gws.bayeux.disconnect")
	return nil
}
