package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) broadcastSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s (first|second) page subscribes to the channel (\w+)$`, w.subscribesToChannel, suite.Doc{
		Does:    "Lets a page subscribe to a channel of broadcast messages.",
		Example: "Given Ana's second page subscribes to the channel News",
		Args:    []string{"the agent", "first or second", "the channel"},
	})
	r.Step(`^(\w+)'s (first|second) page broadcasts (.+) on the channel (\w+)$`, w.broadcasts, suite.Doc{
		Does:    "Lets a page broadcast a message: texts, numbers, nested values, true and false and null, letters of all kinds, an empty object, or a message, which is texts and a number.",
		Example: "When Ana's first page broadcasts nested values on the channel News",
		Args:    []string{"the agent", "first or second", "what is in the message", "the channel"},
	})
	r.Step(`^(\w+)'s (first|second) page hears the message on the channel (\w+)$`, w.hearsMessage, suite.Doc{
		Does:    "Checks that the last broadcast has come to a page since the last When, with the very message.",
		Example: "Then Ana's second page hears the message on the channel News",
		Args:    []string{"the agent", "first or second", "the channel"},
	})
	r.Step(`^(\w+)'s (first|second) page hears nothing on any channel$`, w.hearsNoMessage, suite.Doc{
		Does:    "Checks that no broadcast has come to a page since the last When. It binds after the page has unsubscribed, and else never: that others hear a message does not say who does not.",
		Example: "Then Ana's first page hears nothing on any channel",
		Args:    []string{"the agent", "first or second"},
	})
}

// channelPrefix begins the event names of broadcasts (Service Client API: Messenger
// namespace).
const channelPrefix = "messenger:"

// messages are objects that a page can broadcast.
var messages = map[string]string{
	"a message":               `{"foo":"A foo text.","bar":1234}`,
	"texts":                   `{"a":"one","b":"","c":"two\nlines"}`,
	"numbers":                 `{"zero":0,"negative":-17,"fraction":0.125,"large":9007199254740991}`,
	"nested values":           `{"case":{"id":"R-1207","tags":["a",["b",{"c":[1,2,{"d":null}]}]]}}`,
	"true and false and null": `{"yes":true,"no":false,"none":null,"list":[true,false,null]}`,
	"letters of all kinds":    `{"Grüße":"日本語, עברית, \"quotes\", <b>&amp;</b>, 🙂"}`,
	"an empty object":         `{}`,
}

func (w *world) subscribesToChannel(ctx context.Context, agent, which, channel string) error {
	_, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	if err := w.may(scapi.RequestOf(target.Broadcast)); err != nil {
		return err
	}
	return w.subscribe(ctx, p, channelPrefix+channel)
}

func (w *world) broadcasts(ctx context.Context, agent, which, what, channel string) error {
	body, ok := messages[what]
	if !ok {
		return fmt.Errorf("%q is no message: expected one of %s", what, strings.Join(slices.Sorted(maps.Keys(messages)), ", "))
	}
	w.said = json.RawMessage(body)
	return w.lets(ctx, agent, which, target.Action{Verb: target.Broadcast, Channel: channel, Data: w.said})
}

// heardOn are the broadcasts that a page has heard since the last When: on a channel, or
// on any.
func (w *world) heardOn(d *desk, p *scapi.Page, channel string) []event {
	all := scapi.Events(w.Log.After(w.Window), d.name, p.Number())
	return slices.DeleteFunc(all, func(e event) bool {
		return !strings.HasPrefix(e.Name, channelPrefix) || channel != "" && e.Name != channelPrefix+channel
	})
}

func (w *world) hearsMessage(ctx context.Context, agent, which, channel string) error {
	if w.said == nil {
		return errNo("message", "When Ana's first page broadcasts a message on the channel News")
	}
	d, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	found, err := w.await(ctx, func() []event { return w.heardOn(d, p, channel) })
	if err != nil {
		return err
	}
	const item = "scapi.event.messenger.broadcast"
	claim := w.Rules.Claim(item, "event", fmt.Sprintf("%s's %s page hears the broadcast", agent, which))
	if len(found) == 0 {
		seen, frames := w.missing("event "+channelPrefix+channel, w.Window)
		w.Record(claim, false, "an event "+channelPrefix+channel, seen, frames...)
		return nil
	}
	w.Record(claim, true, "an event", "an event", found[0].Seq)
	seen := w.dataOf(found[0])
	claim = w.Rules.Claim(item, "value", "the event has the message as its data")
	if holds(w.said, seen) { // more than the message is not its change
		claim = w.Rules.With(claim, book.Inferred)
	}
	w.Record(claim, sameJSON(w.said, seen), string(w.said), scene.OrNone(string(seen)), found[0].Seq)
	once := w.Rules.Inferred("event", fmt.Sprintf("%s's %s page hears the broadcast once", agent, which))
	w.Record(once, len(found) == 1, "once", times(len(found)), framesOf(found)...)
	return nil
}

// holds reports whether an object has other members besides those of another.
func holds(said, seen json.RawMessage) bool {
	all, more := scene.ObjectOf(seen), scene.ObjectOf(said)
	for name, value := range more {
		if !sameJSON(value, all[name]) {
			return false
		}
	}
	return all != nil && len(all) > len(more)
}

// dataOf is an event's data as it crossed the wire.
func (w *world) dataOf(e event) json.RawMessage {
	return w.Log.Records()[e.Seq-1].Object().Get("data")
}

func (w *world) hearsNoMessage(ctx context.Context, agent, which string) error {
	d, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []event { return w.heardOn(d, p, "") })
	if err != nil {
		return err
	}
	var names []string
	for _, e := range found {
		names = append(names, e.Name)
	}
	for _, claim := range w.ClaimsBy("absent", fmt.Sprintf("%s's %s page hears no broadcast", agent, which), scene.Only("scapi.rule.unsubscribe")) {
		w.Record(claim, len(found) == 0, "no event", scene.OrNone(strings.Join(names, ", ")), framesOf(found)...)
	}
	return nil
}
