package gws

import (
	"context"
	"fmt"
	"net/http"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) readinessSentences(r *suite.Registry) {
	r.Step(`^(\w+) is signed in and ready for (e-mails|chats) alone$`, w.readyForOne, suite.Doc{
		Does:    "Signs an agent in and makes them ready for one of the two media, and not ready for the other.",
		Example: "Given Ana is signed in and ready for e-mails alone",
		Args:    []string{"the agent", "e-mails or chats"},
	})
	r.Step(`^(\w+) becomes (ready|not ready) for (e-mails|chats)$`, w.becomes, suite.Doc{
		Does:    "Lets an agent set the state of one channel.",
		Example: "When Ana becomes ready for chats",
		Args:    []string{"the agent", "ready or not ready", "e-mails or chats"},
	})
	r.Step(`^(\w+) becomes (ready|not ready) for everything$`, w.becomesAll, suite.Doc{
		Does:    "Lets an agent set the state of all channels at once.",
		Example: "When Ana becomes not ready for everything",
		Args:    []string{"the agent", "ready or not ready"},
	})
	r.Step(`^(\w+) is told of the state of the channels$`, w.isToldChannels, suite.Doc{
		Does:    "Checks that a message about the agent's channels has come since the last When.",
		Example: "Then Ana is told of the state of the channels",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s channel for (e-mails|chats) is (Ready|NotReady)$`, w.channelIs, suite.Doc{
		Does:    "Asks for the agent's channels and checks the state of one of them.",
		Example: "Then Ana's channel for chats is Ready",
		Args:    []string{"the agent", "e-mails or chats", "Ready or NotReady"},
	})
}

// channels are the channels of this wire, as the documents name them.
var channels = []string{"chat", "email"}

var channelOf = map[string]string{"e-mails": "email", "chats": "chat"}

// stateOf are the operations by which an agent comes to a state.
var stateOf = map[string]string{"ready": "Ready", "not ready": "NotReady"}

func channelRequest(channel, operation string) request {
	item := map[string]string{"Ready": "gws.op.channel.ready", "NotReady": "gws.op.channel.not-ready"}[operation]
	return request{what: operation + " on the channel " + channel, book: operation, item: item, of: "gws.endpoint.me-channel.post", Request: wire.Request{
		Method: http.MethodPost, Path: "/me/channels/" + channel, Body: map[string]any{"operationName": operation},
	}}
}

func (w *world) setsChannel(ctx context.Context, agent, channel, operation string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	return w.ask(ctx, p, channelRequest(channel, operation))
}

func (w *world) readyForOne(ctx context.Context, agent, media string) error {
	if err := w.signsIn(ctx, agent); err != nil {
		return err
	}
	for _, channel := range channels {
		operation := "NotReady"
		if channel == channelOf[media] {
			operation = "Ready"
		}
		if err := w.setsChannel(ctx, agent, channel, operation); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) becomes(ctx context.Context, agent, how, media string) error {
	return w.setsChannel(ctx, agent, channelOf[media], stateOf[how])
}

func (w *world) becomesAll(ctx context.Context, agent, how string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	item := map[string]string{"ready": "gws.op.me.ready", "not ready": "gws.op.me.not-ready"}[how]
	return w.ask(ctx, p, request{what: stateOf[how] + " on all channels", item: item, Request: wire.Request{
		Method: http.MethodPost, Path: "/me", Body: map[string]any{"operationName": stateOf[how]},
	}})
}

// channelIs reads both published forms of a channel's state.
func (w *world) channelIs(ctx context.Context, agent, media, state string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	answer, err := w.get(ctx, p, "/me/channels", "")
	if err != nil {
		return err
	}
	s := scene.Seen{Expected: state, Instead: shown(answer), Frames: frames(answer)}
	for _, c := range listIn(answer.Body, "channels") {
		if textOf(c.Get("channel")) != channelOf[media] {
			continue
		}
		for _, path := range []string{"userState.state", "state"} {
			if got := textOf(at(c, path)); got != "" {
				s.Instead, s.Met = got, got == state
				break
			}
		}
	}
	w.Claims("value", fmt.Sprintf("%s's channel for %s is %s", agent, media, state), s, scene.Only("gws.op.me-channels.get", "gws.endpoint.me-channels.get.answer.channels", "gws.type.ChannelState.state"))
	return nil
}

// channelTopic is where messages about the agent's channels come.
const channelTopic = "/v2/me/channels"

func (w *world) listensToChannels(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	if p.session == nil {
		return suite.NotReached("%s's client does not listen", agent)
	}
	_, err = p.session.Subscribe(ctx, channelTopic)
	return err
}

func (w *world) isToldChannels(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []message {
		return w.told(p, w.Window, func(m message) bool { return m.Channel == channelTopic })
	})
	s := scene.Seen{Met: len(found) > 0, Expected: "a message on the topic of the channels"}
	s.Instead, s.Frames = shownAll(found)
	w.Claims("event", agent+" is told of the state of the channels", s, scene.Only("gws.msg.channel-state", "gws.channel.me-channels"))
	return err
}
