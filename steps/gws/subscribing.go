package gws

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// channelNames are what scenarios call the channels that are subscribed to.
var channelNames = map[string][]string{
	"nothing":                         nil,
	"everything":                      {"/**"},
	"all that is the agent's own":     {"/v2/me/*"},
	"the agent's interactions":        {topic},
	"the states of the agent's media": {"/v2/me/channels"},
	"the agent's interactions with a slash at the end": {topic + "/"},
	"the agent's interactions by their short name":     {"/me/interactions"},
	"the agent's interactions and everything":          {topic, "/**"},
}

func (w *world) subscriptionSentences(r *suite.Registry) {
	r.Step(`^(\w+) is ready at a client that has subscribed to (nothing|everything|all that is the agent's own|the states of the agent's media|the agent's interactions(?: with a slash at the end| by their short name| and everything)?)$`, w.readyAt, suite.Doc{
		Does:    "Signs an agent in, ready for all media, at a client whose session has subscribed to just this.",
		Example: "Given Ana is ready at a client that has subscribed to everything",
		Args:    []string{"the agent", "what was subscribed to"},
	})
	r.Step(`^(\w+)'s client subscribes to (nothing|everything|all that is the agent's own|the states of the agent's media|the agent's interactions(?: with a slash at the end| by their short name| and everything)?) (in one message|in a message for each|in two messages of one request)$`, w.subscribes, suite.Doc{
		Does:    "Lets a client subscribe: to all in one message, in a message for each, or with all those messages in one request.",
		Example: "When Ana's client subscribes to everything in one message",
		Args:    []string{"the agent", "what it subscribes to", "in how many messages"},
	})
	r.Step(`^the subscriptions are granted$`, w.subscriptionsGranted, suite.Doc{
		Does:    "Checks that each message that subscribes was answered with success, and that its reply repeats what was subscribed to.",
		Example: "Then the subscriptions are granted",
	})
	r.Step(`^(\w+)'s client subscribes to (no name at all|a channel of the protocol itself|a name without its first slash)$`, w.subscribesWrongly, suite.Doc{
		Does:    "Lets a client ask for a subscription that cannot be.",
		Example: "When Ana's client subscribes to no name at all",
		Args:    []string{"the agent", "what is wrong"},
	})
	r.Step(`^the subscription is not granted$`, w.subscriptionRefused, suite.Doc{
		Does:    "Checks that the last message that subscribes was refused, or for a malformed name its whole request.",
		Example: "Then the subscription is not granted",
		Denies:  true,
	})
	r.Step(`^(\w+)'s client unsubscribes from (nothing|everything|all that is the agent's own|the states of the agent's media|the agent's interactions(?: with a slash at the end| by their short name| and everything)?)$`, w.unsubscribes, suite.Doc{
		Does:    "Lets a client ask for no more messages of some channels, whether it has subscribed to them or not.",
		Example: "When Ana's client unsubscribes from everything",
		Args:    []string{"the agent", "what it unsubscribes from"},
	})
	r.Step(`^unsubscribing is granted$`, w.unsubscribed, suite.Doc{
		Does:    "Checks that the last message that unsubscribes was answered with success.",
		Example: "Then unsubscribing is granted",
	})
	r.Step(`^(\w+)'s client hears of the offer of the (chat|e-mail) once$`, w.hearsOnce, suite.Doc{
		Does:    "Checks that a client was told once of an offer since the last When.",
		Example: "Then Ana's client hears of the offer of the e-mail once",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+)'s client hears nothing of the offer of the (chat|e-mail)$`, w.hearsNothing, suite.Doc{
		Does:    "Checks that a client was not told of an offer since the last When.",
		Example: "Then Ana's client hears nothing of the offer of the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
		Denies:  true,
	})
	r.Step(`^the message carries the name that (\w+)'s client subscribed to$`, w.carriesName, suite.Doc{
		Does:    "Checks that what was told since the last When came under the name that was subscribed to. No document says so.",
		Example: "And the message carries the name that Ana's client subscribed to",
		Args:    []string{"the agent"},
	})
}

func (w *world) readyAt(ctx context.Context, name, what string) error {
	return w.readyBy(ctx, name, wire.LongPolling, nil, what)
}

// readyBy signs an agent in at a client with one session over a transport.
func (w *world) readyBy(ctx context.Context, name, transport string, handshake wire.Fields, what string) error {
	p, err := w.person(ctx, name)
	if err != nil {
		return err
	}
	w.joins(p)
	w.people[name], w.order = p, append(w.order, name)
	if err := w.listens(ctx, p.client.NewSession(transport), handshake, channelNames[what]); err != nil {
		return err
	}
	if err := w.ask(ctx, p, startSession); err != nil {
		return err
	}
	for _, channel := range channels {
		if err := w.setsChannel(ctx, name, channel, "Ready"); err != nil {
			return err
		}
	}
	w.asked, w.answer = request{}, wire.Answer{}
	return nil
}

// listens begins a session that has subscribed to channels.
func (w *world) listens(ctx context.Context, s *wire.Session, handshake wire.Fields, names []string) error {
	if err := w.say(ctx, s, s.Message(wire.MetaHandshake, handshake)); err != nil {
		return err
	}
	if s.ID() == "" {
		return suite.NotReached("the handshake was not granted: %s", w.shown().Instead)
	}
	answer, err := s.Fetch(ctx, nil)
	w.bayeux.answer = answer
	if err := w.answered(err); err != nil {
		return err
	}
	w.bayeux.wanted = names
	for _, channel := range names {
		if err := w.say(ctx, s, s.Message(wire.MetaSubscribe, wire.Fields{"subscription": channel})); err != nil {
			return err
		}
		if !isSuccessful(w.bayeux.answer.Reply(wire.MetaSubscribe)) {
			return suite.NotReached("the subscription to %s was not granted: %s", channel, w.shown().Instead)
		}
	}
	return nil
}

func (w *world) subscribes(ctx context.Context, name, what, how string) error {
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	var batch []wire.Fields
	for _, channel := range channelNames[what] {
		batch = append(batch, s.Message(wire.MetaSubscribe, wire.Fields{"subscription": channel}))
	}
	switch how {
	case "in one message":
		return w.say(ctx, s, s.Message(wire.MetaSubscribe, wire.Fields{"subscription": channelNames[what]}))
	case "in two messages of one request":
		return w.say(ctx, s, batch...)
	}
	for _, m := range batch {
		if err := w.say(ctx, s, m); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) subscriptionsGranted(context.Context) error {
	replies := slices.DeleteFunc(w.bayeux.answer.Batch(), func(m trace.Object) bool { return textOf(m.Get("channel")) != wire.MetaSubscribe })
	met := len(replies) == len(w.bayeux.asked)
	for _, m := range w.bayeux.asked { // the replies may be in another order
		asked, _ := json.Marshal(m["subscription"]) // texts can be
		met = met && slices.ContainsFunc(replies, func(reply trace.Object) bool {
			return isSuccessful(reply) && slices.Equal(namesIn(reply.Get("subscription")), namesIn(asked))
		})
	}
	w.checks(met, "a successful reply to each, with its subscription", "subscriptions are granted, and repeated", "gws.bayeux.subscribe")
	return nil
}

// namesIn are the names in a subscription, which is one or a list of them, sorted.
func namesIn(raw json.RawMessage) []string {
	var names []string
	if json.Unmarshal(raw, &names) != nil {
		names = []string{textOf(raw)}
	}
	slices.Sort(names)
	return names
}

// wrong are subscriptions that cannot be, and how their errors begin.
var wrong = map[string]struct{ subscription, err string }{
	"no name at all":                   {"", "403::subscription_missing"},
	"a channel of the protocol itself": {wire.MetaConnect, "403::subscribe_denied"},
	"a name without its first slash":   {"v2/me/interactions", "405::invalid_channel"},
}

func (w *world) subscribesWrongly(ctx context.Context, name, what string) error {
	p, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	m := s.Message(wire.MetaSubscribe, wire.Fields{"subscription": wrong[what].subscription})
	if wrong[what].subscription == "" {
		delete(m, "subscription")
	}
	w.bayeux.wanted = []string{wrong[what].err}
	return w.post(ctx, p, wire.Request{Method: http.MethodPost, Path: bayeuxPath, Body: []wire.Fields{m}})
}

func (w *world) subscriptionRefused(context.Context) error {
	m := w.bayeux.answer.Reply(wire.MetaSubscribe)
	malformed := w.bayeux.answer.Status == http.StatusBadRequest && w.bayeux.wanted[0] == wrong["a name without its first slash"].err
	w.checks(isRefusal(m) || malformed, "a refusal", "a subscription that cannot be is not granted", "gws.bayeux.subscribe-errors")
	if m != nil {
		w.errorIs(m, w.bayeux.wanted[0], "gws.bayeux.subscribe-errors.text")
	}
	return nil
}

func (w *world) unsubscribes(ctx context.Context, name, what string) error {
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	var names any = channelNames[what]
	if len(channelNames[what]) == 1 {
		names = channelNames[what][0]
	}
	return w.say(ctx, s, s.Message(wire.MetaUnsubscribe, wire.Fields{"subscription": names}))
}

func (w *world) unsubscribed(context.Context) error {
	w.checks(isSuccessful(w.bayeux.answer.Reply(wire.MetaUnsubscribe)), "a successful reply", "unsubscribing is granted", "gws.bayeux.unsubscribe")
	return nil
}

// offers are the offers of a medium that somebody's client was told of since the last When.
func (w *world) offers(ctx context.Context, name, label string) ([]message, error) {
	p, err := w.here(name)
	if err != nil {
		return nil, err
	}
	return scene.Await(ctx, w.Scene, func() []message {
		return w.told(p, w.Window, func(m message) bool { return isOffer(m.Interaction, label) })
	})
}

// waitsToHear waits until somebody's client has been told of an offer, if it waits for messages:
// then nothing else is asked of it, and what comes comes by itself.
func (w *world) waitsToHear(ctx context.Context, name, label string) error {
	p, err := w.here(name)
	if err != nil || len(w.bayeux.waits[name]) == 0 {
		return err
	}
	err = p.client.Hear(ctx, func(all []message) bool {
		return slices.ContainsFunc(all, func(m message) bool { return m.Seq > w.Window && isOffer(m.Interaction, label) })
	})
	if errors.Is(err, wire.ErrNoAnswer) {
		w.Notice()
		return nil // the check says so
	}
	if err != nil {
		return err
	}
	return w.rest(ctx) // a second copy may be on its way
}

// saysHeard are the items by which a session is told once of what concerns its user.
var saysHeard = scene.Only(
	"gws.bayeux.subscribe", "gws.bayeux.subscribe-wildcard", "gws.bayeux.once", "gws.bayeux.websocket", "gws.bayeux.subscribe.alias",
	"gws.bayeux.unknown-client", "gws.bayeux.connect-duplicate", "gws.bayeux.queue", "gws.quirk.topic-slash", "gws.channel.me-interactions",
)

func (w *world) hearsOnce(ctx context.Context, name, label string) error {
	if err := w.waitsToHear(ctx, name, label); err != nil {
		return err
	}
	found, err := w.offers(ctx, name, label)
	if err != nil {
		return err
	}
	text, records := shownAll(found)
	s := scene.Seen{Met: len(found) == 1, Expected: "Invited", Instead: text, Frames: records}
	w.Claims("event", fmt.Sprintf("%s's client is told once of the %s that is offered", name, label), s, saysHeard)
	return nil
}

func (w *world) hearsNothing(ctx context.Context, name, label string) error {
	found, err := w.offers(ctx, name, label)
	if err != nil {
		return err
	}
	w.Claims("absence", fmt.Sprintf("%s's client is told nothing of the %s that is offered", name, label), nothing(found), scene.Only(
		"gws.bayeux.subscribed-only", "gws.bayeux.auth.session", "gws.bayeux.unsubscribe", "gws.bayeux.disconnect", "gws.seq.privacy",
	))
	return nil
}

func (w *world) carriesName(_ context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	for _, m := range w.told(p, w.Window, func(m message) bool { return m.State() == "Invited" }) {
		s := scene.Seen{Met: slices.Contains(w.bayeux.wanted, m.Channel), Expected: w.bayeux.wanted[0], Instead: orNone(m.Channel), Frames: []int{m.Seq}}
		w.Weaker("gws.bayeux.subscribe.alias", "value", "a message carries the name that was subscribed to", s)
	}
	return nil
}
