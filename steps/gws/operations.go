package gws

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) operationSentences(r *suite.Registry) {
	r.Step(`^(\w+) accepts the (call|record|chat|e-mail)$`, w.accepts, suite.Doc{
		Does:    "Lets an agent accept what is offered.",
		Example: "When Ana accepts the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) declines the (call|record|chat|e-mail)$`, w.declines, suite.Doc{
		Does:    "Lets an agent decline what is offered.",
		Example: "When Ana declines the e-mail",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) marks the (call|record|consultation|chat|e-mail|reply) done$`, w.marksDone, suite.Doc{
		Does:    "Lets an agent finish an interaction.",
		Example: "When Ana marks the e-mail done",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) puts the (e-mail|reply) in the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.putsInQueue, suite.Doc{
		Does:    "Lets an agent place an e-mail in an interaction queue.",
		Example: "When Ana puts the e-mail in the queue Support",
		Args:    []string{"the agent", "e-mail or reply", "the queue"},
	})
	r.Step(`^(\w+) puts the chat in the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.putsChatInQueue, suite.Doc{
		Does:    "Lets an agent place a chat in an interaction queue.",
		Example: "When Ana puts the chat in the queue Support",
		Args:    []string{"the agent", "the queue"},
	})
	r.Step(`^(\w+) transfers the (call|chat|e-mail) to (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*)( by number)? in one step$`, w.transfers, suite.Doc{
		Does:    "Lets an agent transfer an interaction to another agent.",
		Example: "When Ana transfers the e-mail to Ben in one step",
		Args:    []string{"the agent", "chat or e-mail", "the other agent", "by number, of calls alone"},
	})
	r.Step(`^(\w+) adds (\w+|the (?:agent group|skill|queue|routing point) [A-Z]\w*(?: [A-Z]\w*)*)( by number)? to the (call|chat|e-mail) in one step$`, w.adds, suite.Doc{
		Does:    "Lets an agent invite another agent to a conference about an interaction.",
		Example: "When Ana adds Ben to the e-mail in one step",
		Args:    []string{"the agent", "the other agent", "by number, of calls alone", "chat or e-mail"},
	})
	r.Step(`^(\w+) leaves the conference of the (chat|e-mail)$`, w.leavesConference, suite.Doc{
		Does:    "Lets an agent leave a conference.",
		Example: "When Ana leaves the conference of the chat",
		Args:    []string{"the agent", "chat or e-mail"},
	})
	r.Step(`^(\w+) and (\w+) are in a conference about an? (chat|e-mail) from (\w+)$`, w.areInConference, suite.Doc{
		Does:    "Brings two agents into a conference: the first one has accepted a customer's interaction and invited the other, who has accepted too.",
		Example: "Given Ana and Ben are in a conference about an e-mail from Carla",
		Args:    []string{"the agent who began it", "the other agent", "chat or e-mail", "the customer"},
	})
	r.Step(`^(\w+) ends the conference of the (chat|e-mail), called (EndConference|LeaveConference)$`, w.leavesCalled, suite.Doc{
		Does:    "Lets an agent leave a conference by one of the two names that the documents have for it.",
		Example: "When Ben ends the conference of the chat, called EndConference",
		Args:    []string{"the agent", "chat or e-mail", "the operation's name"},
	})
	r.Step(`^(\w+) transfers the (chat|e-mail) to (\w+), named by their (user id|user name|employee id)$`, w.transfersNaming, suite.Doc{
		Does:    "Lets an agent transfer an interaction to another agent, whom the request names in one of several ways. No document says which it is to be.",
		Example: "When Ana transfers the e-mail to Ben, named by their user name",
		Args:    []string{"the agent", "chat or e-mail", "the other agent", "user id, user name or employee id"},
	})
}

// operation is one of the operations on an interaction.
type operation struct {
	item   string // the book's
	needs  string // the member that it cannot do without; empty: none
	target string // what that member names: a queue, a workbin or an agent; empty: neither
	open   bool   // no page that could be read prints its body: that ours is granted is no document's word
}

// operations are those of the documents, by the names of 8.5.0.
var operations = map[string]operation{
	"Accept":               {item: "gws.op.accept"},
	"Reject":               {item: "gws.op.reject"},
	"StopProcessing":       {item: "gws.op.stop-processing"},
	"Complete":             {item: "gws.op.stop-processing"},
	"PlaceInQueue":         {item: "gws.op.place-in-queue", needs: "queue", target: "queue"},
	"UpdateProperties":     {item: "gws.op.update-properties", needs: "properties"},
	"PlaceInWorkbin":       {item: "gws.op.place-in-workbin", needs: "workbin", target: "workbin"},
	"GetWorkbinContent":    {item: "gws.op.get-workbin-content", needs: "workbin", target: "workbin"},
	"Transfer":             {item: "gws.op.transfer", needs: "targetId", target: "agent"},
	"StartConference":      {item: "gws.op.start-conference", needs: "agentId", target: "agent"},
	"EndConference":        {item: leaving},
	"LeaveConference":      {item: leaving},
	"SendMessage":          {item: "gws.op.chat.send-message", needs: "text"},
	"SendNotification":     {item: "gws.op.chat.send-notification", open: true},
	"RequestChatHistory":   {item: "gws.op.chat.request-chat-history"},
	"InitiateConsulation":  {item: "gws.op.chat.initiate-consultation", needs: "agentId", target: "agent", open: true},
	"InitiateConsultation": {item: "gws.op.chat.initiate-consultation", needs: "agentId", target: "agent", open: true},
	"CompleteTransfer":     {item: "gws.op.chat.complete-transfer", open: true},
	"CompleteConference":   {item: "gws.op.chat.complete-conference", open: true},
	"Reply":                {item: "gws.op.email.reply", open: true},
	"ReplyAll":             {item: "gws.op.email.reply-all", open: true},
	"Forward":              {item: "gws.op.email.forward", open: true},
	"CancelReply":          {item: "gws.op.email.cancel-reply", open: true},
	"Send":                 {item: "gws.op.email.send", open: true},
}

// Operations are the names of the operations on an interaction, sorted.
func Operations() []string { return slices.Sorted(maps.Keys(operations)) }

// knownOperation is an error for the name of an operation that the documents do not have.
func knownOperation(name string) error {
	return scene.Known("an operation", name, Operations())
}

// renamed are the operations that 8.5.1 calls otherwise.
var renamed = map[string]string{"StopProcessing": "Complete", "CancelReply": "Cancel"}

// operation is the request for an operation on an interaction.
func (w *world) operation(name, id string, members map[string]any) request {
	called := name
	if other, ok := renamed[name]; ok && w.Rules.Profile == "8.5.1" {
		called = other
	}
	body := map[string]any{"operationName": called}
	for member, value := range members {
		body[member] = value
	}
	return request{what: called, book: name, item: operations[name].item, of: "gws.endpoint.me-interaction.post", open: operations[name].open,
		Request: wire.Request{Method: http.MethodPost, Path: "/me/interactions/" + id, Body: body}}
}

// operates lets an agent ask for an operation without members of its own.
func (w *world) operates(ctx context.Context, agent, name, label string) error {
	return w.operatesWith(ctx, agent, name, label, nil)
}

func (w *world) operatesWith(ctx context.Context, agent, name, label string, members map[string]any) error {
	return w.operatesIn(ctx, agent, name, label, []map[string]any{members})
}

// operatesIn lets an agent ask for an operation with members in several ways, of which no
// document says which is right.
func (w *world) operatesIn(ctx context.Context, agent, name, label string, ways []map[string]any) error {
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	var all []request
	for _, members := range ways {
		all = append(all, w.operation(name, it.id, members))
	}
	return w.askAs(ctx, p, all)
}

func (w *world) accepts(ctx context.Context, agent, label string) error {
	return w.operates(ctx, agent, "Accept", label)
}

func (w *world) declines(ctx context.Context, agent, label string) error {
	return w.operates(ctx, agent, "Reject", label)
}

func (w *world) marksDone(ctx context.Context, agent, label string) error {
	return w.operates(ctx, agent, "StopProcessing", label)
}

func (w *world) putsInQueue(ctx context.Context, agent, label, queue string) error {
	own, err := w.Target.Destination(queue)
	if err != nil {
		return err
	}
	w.awaited = awaited{}
	return w.operatesWith(ctx, agent, "PlaceInQueue", label, map[string]any{"queue": own})
}

func (w *world) putsChatInQueue(ctx context.Context, agent, queue string) error {
	return w.putsInQueue(ctx, agent, "chat", queue)
}

func (w *world) transfers(ctx context.Context, agent, label, to, _ string) error {
	ways, err := w.naming("targetId", to)
	if err != nil {
		return err
	}
	return w.operatesIn(ctx, agent, "Transfer", label, ways)
}

func (w *world) adds(ctx context.Context, agent, other, _, label string) error {
	ways, err := w.naming("agentId", other)
	if err != nil {
		return err
	}
	return w.operatesIn(ctx, agent, "StartConference", label, ways)
}

func (w *world) leavesConference(ctx context.Context, agent, label string) error {
	return w.endsConference(ctx, agent, label, "LeaveConference", "EndConference")
}

// leavesCalled lets an agent leave by one name. Since the documents contradict each other,
// that a target takes just this one is no document's word.
func (w *world) leavesCalled(ctx context.Context, agent, label, called string) error {
	err := w.endsConference(ctx, agent, label, called)
	w.asked.open = true
	return err
}

// endsConference names the agent who leaves, as the sample does. The operation is tried by
// one name after the other.
func (w *world) endsConference(ctx context.Context, agent, label string, names ...string) error {
	ways, err := w.naming("agentId", agent)
	if err != nil {
		return err
	}
	p, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	var all []request
	for _, name := range names {
		for _, members := range ways {
			r := w.operation(name, it.id, members)
			r.book = "LeaveConference" // as the sample has it
			all = append(all, r)
		}
	}
	return w.askAs(ctx, p, all)
}

func (w *world) areInConference(ctx context.Context, agent, other, kind, customer string) error {
	if err := w.has(ctx, agent, true, kind, customer); err != nil {
		return err
	}
	if err := w.adds(ctx, agent, other, "", kind); err != nil {
		return err
	}
	return w.accepts(ctx, other, kind)
}

func (w *world) transfersNaming(ctx context.Context, agent, label, to, by string) error {
	names, err := w.identifiers(to)
	if err != nil {
		return err
	}
	if names[by] == "" {
		return &target.NotOfferedError{What: fmt.Sprintf("a %s of %s", by, to)}
	}
	return w.operatesWith(ctx, agent, "Transfer", label, map[string]any{"targetId": names[by]})
}

// naming are the ways in which a member can name an agent.
func (w *world) naming(member, agent string) ([]map[string]any, error) {
	names, err := w.identifiers(agent)
	if err != nil {
		return nil, err
	}
	var out []map[string]any
	for _, by := range []string{"user id", "user name", "employee id"} {
		if names[by] != "" {
			out = append(out, map[string]any{member: names[by]})
		}
	}
	return out, nil
}

// identifiers are what may identify an agent: which of them it is, is documented nowhere.
func (w *world) identifiers(agent string) (map[string]string, error) {
	a, err := w.Target.Agent(agent)
	if err != nil {
		return nil, err
	}
	out := map[string]string{"user name": a.User, "employee id": a.Account}
	if p, ok := w.people[agent]; ok {
		out["user id"] = p.user
	}
	return out, nil
}
