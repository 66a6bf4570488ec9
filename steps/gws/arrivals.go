package gws

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) arrivalSentences(r *suite.Registry) {
	r.Step(`^an? (e-mail|chat) from (\w+) enters the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.entersQueue, suite.Doc{
		Does:    "Lets an e-mail or a chat of a customer come in at a queue: who is offered it is the center's to choose.",
		Example: "When a chat from Carla enters the queue Support",
		Args:    []string{"e-mail or chat", "the customer", "the queue"},
	})
	r.Step(`^(\w+) has an (offered|accepted) (e-mail|chat) from (\w+)$`, w.hasInteraction, suite.Doc{
		Does:    "Brings a customer's e-mail or chat to where it is offered to an agent, or has been accepted.",
		Example: "Given Ana has an accepted e-mail from Carla",
		Args:    []string{"the agent", "offered or accepted", "e-mail or chat", "the customer"},
	})
	r.Step(`^(\w+) has an? (offered|running|ended) chat with (\w+)$`, w.hasChat, suite.Doc{
		Does:    "Brings an agent's chat with a customer to where it is offered, runs or has been ended by the customer.",
		Example: "Given Ana has an ended chat with Carla",
		Args:    []string{"the agent", "offered, running or ended", "the customer"},
	})
	r.Step(`^(\w+) is chatting with (\w+)$`, w.isChatting, suite.Doc{
		Does:    "Brings an agent into a chat: a customer has asked for one, and the agent has accepted it.",
		Example: "Given Ana is chatting with Carla",
		Args:    []string{"the agent", "the customer"},
	})
}

// arrive are the calls of the stage door that bring an interaction.
var arrive = map[string]string{"e-mail": "email.arrive", "chat": "chat.arrive"}

func (w *world) entersQueue(ctx context.Context, kind, customer, queue string) error {
	if _, err := w.World(ctx); err != nil {
		return err
	}
	if !w.Target.Hello.Offers("routing.target") {
		return &target.NotOfferedError{What: "interactions that are routed (routing.target)"}
	}
	own, err := w.Target.Destination(queue)
	if err != nil {
		return err
	}
	params, err := w.arrival(kind, customer)
	if err != nil {
		return err
	}
	params["target"] = map[string]any{"type": "queue", "name": own}
	w.awaited = awaited{label: kind}
	return w.Stage(ctx, arrive[kind], params)
}

// subject is what customers write about.
const subject = "Order 1234"

// arrival is what is told of any arrival of a customer.
func (w *world) arrival(kind, customer string) (map[string]any, error) {
	from, err := w.From(kind, customer)
	return map[string]any{"from": from, "subject": subject, "contact": map[string]string{"first": customer, "last": "Customer"}}, err
}

func (w *world) hasInteraction(ctx context.Context, agent, where, kind, customer string) error {
	return w.has(ctx, agent, where == "accepted", kind, customer)
}

func (w *world) isChatting(ctx context.Context, agent, customer string) error {
	return w.has(ctx, agent, true, "chat", customer)
}

func (w *world) hasChat(ctx context.Context, agent, where, customer string) error {
	if err := w.has(ctx, agent, where != "offered", "chat", customer); err != nil || where != "ended" {
		return err
	}
	return w.endsChat(ctx, customer)
}

// has brings an interaction to where it is offered, or has been accepted. On the way the
// documented messages are claimed.
func (w *world) has(ctx context.Context, agent string, accepted bool, kind, customer string) error {
	since := w.Log.Len()
	if err := w.Arrives(ctx, kind, customer, agent, nil); err != nil {
		return err
	}
	p, it, err := w.both(ctx, agent, kind)
	if err != nil {
		w.founded("gws.msg.invited", "event", fmt.Sprintf("%s is told of the %s that is offered", agent, kind), seen{expected: "Invited", instead: "nothing"})
		return err
	}
	w.founded("gws.msg.invited", "event", fmt.Sprintf("%s is told of the %s that is offered", agent, kind),
		seen{met: true, expected: "Invited", instead: "Invited", frames: []int{it.last[agent].Seq}})
	if !accepted {
		return nil
	}
	if err := w.operates(ctx, agent, "Accept", kind); err != nil {
		return err
	}
	found, err := w.await(ctx, func() []message {
		return slices.DeleteFunc(w.about(p, it.id, since), func(m message) bool { return m.State() == "Invited" })
	})
	text, records := shownAll(found)
	w.founded("gws.msg.accepted", "event", fmt.Sprintf("%s is told that the %s is theirs", agent, kind),
		seen{met: len(found) > 0, expected: "a message about the interaction", instead: text, frames: records})
	return err
}

// attached makes user data of a table of keys and values.
func attached(t *scene.Table) (map[string]any, error) {
	out := map[string]any{}
	for _, row := range t.Rows {
		if len(row.Cells) != 2 {
			return nil, fmt.Errorf("the table needs two columns: key and value")
		}
		if _, twice := out[row.Cells[0].Value]; twice {
			return nil, fmt.Errorf("key %q is there twice", row.Cells[0].Value)
		}
		out[row.Cells[0].Value] = valueOf(row.Cells[1].Value)
	}
	return out, nil
}

// valueOf is the value that a cell stands for: an object or a number as JSON writes it,
// and any other text.
func valueOf(cell string) any {
	var v any
	if err := json.Unmarshal([]byte(cell), &v); err != nil {
		return cell
	}
	if _, isText := v.(string); isText {
		return cell
	}
	return v
}
