package steps

import (
	"context"
	"slices"
	"time"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) chatSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk has had time to join the chat$`, w.hasJoined, suite.Doc{
		Does:    "Lets the seconds pass in which a desk joins the chat that was accepted, and its content loads; however that ends.",
		Example: "When Ana's desk has had time to join the chat",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) writes in the chat$`, w.writesInChat, suite.Doc{
		Does:    "Lets a customer, or an agent in the desktop, send a message in the chat they are in.",
		Example: "When Carla writes in the chat",
		Args:    []string{"the customer or agent"},
	})
	r.Step(`^(\w+) ends the chat$`, w.endsChat, suite.Doc{
		Does:    "Lets a customer, or an agent in the desktop, end the chat they are in; a customer may leave while nobody has accepted it.",
		Example: "When Carla ends the chat",
		Args:    []string{"the customer or agent"},
	})
}

func (w *world) isChatting(ctx context.Context, agent, customer string) error {
	return w.hasChat(ctx, agent, "running", customer)
}

// hasChat brings a chat with a customer to a point of its way. Which state it is in there
// is documented for the offer alone.
func (w *world) hasChat(ctx context.Context, agent, where, customer string) error {
	if err := w.hasInvitation(ctx, agent, where, "chat", customer); err != nil || where == "offered" {
		return err
	}
	if err := w.hasJoined(ctx, agent); err != nil || where == "running" {
		return err
	}
	return w.way(ctx, agent, "chat", leg{do: func() error { return w.endsChat(ctx, customer) }, event: "ENDED"})
}

// joining are the states in which an agent is not in the chat yet.
var joining = []string{"ACCEPTED", "JOIN_PENDING", "HISTORY_IN_PROGRESS"}

// mostJoining is how often a desk that is joining a chat is given another second.
const mostJoining = 5

// hasJoined lets time pass until a desk no longer says that it is joining. One that
// never says anything else may have joined all the same.
func (w *world) hasJoined(ctx context.Context, agent string) error {
	d, it, err := w.item(ctx, agent, "chat")
	if err != nil {
		return err
	}
	if w.may(scapi.RequestOf(target.Look)) != nil {
		return w.rest(ctx)
	}
	for range mostJoining {
		got, err := w.lookUp(ctx, d, it)
		if err != nil || !slices.Contains(joining, got.value("state")) {
			return err
		}
		if err := w.rest(ctx); err != nil {
			return err
		}
	}
	return nil
}

// rest lets a second pass, or a silence where the clock cannot be moved.
func (w *world) rest(ctx context.Context) error {
	if !w.Opened.Target().Hello.Offers("clock.advance") {
		return w.Opened.Listen(ctx)
	}
	if err := w.Opened.Advance(ctx, time.Second); err != nil {
		return err
	}
	return w.Settle(ctx)
}

func (w *world) writesInChat(ctx context.Context, who string) error {
	const text = "Good day"
	if w.IsAgent(who) {
		return w.byHand(ctx, who, "chat", "desktop.say", map[string]any{"text": text})
	}
	return w.Says(ctx, who, text)
}

func (w *world) endsChat(ctx context.Context, who string) error {
	if w.IsAgent(who) {
		return w.byHand(ctx, who, "chat", "desktop.endChat", nil)
	}
	return w.Leaves(ctx, who)
}
