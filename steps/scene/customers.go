package scene

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// Sentences registers the sentences that concern the stage door alone.
func (s *Scene) Sentences(r *suite.Registry) {
	s.customerSentences(r)
	s.timeSentences(r)
}

func (s *Scene) customerSentences(r *suite.Registry) {
	r.Step(`^(\w+) asks (\w+) for a chat$`, s.asksForChat, suite.Doc{
		Does:    "Lets a customer ask for a chat that is offered to an agent; nobody has accepted it yet.",
		Example: "When Carla asks Ana for a chat",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^(\w+) asks (\w+) for a chat with the user data:$`, s.asksForChatWith, suite.Doc{
		Does:    "Lets a customer ask for a chat with user data attached on the way, a row a key and its value.",
		Example: "When Carla asks Ana for a chat with the user data:",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^an e-mail from (\w+) comes to (\w+)$`, s.mailComes, suite.Doc{
		Does:    "Lets an e-mail of a customer be offered to an agent, who has not accepted it yet.",
		Example: "When an e-mail from Carla comes to Ana",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^an e-mail from (\w+) comes to (\w+) with the user data:$`, s.mailComesWith, suite.Doc{
		Does:    "Lets an e-mail of a customer be offered to an agent with user data attached on the way, a row a key and its value.",
		Example: "When an e-mail from Carla comes to Ana with the user data:",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^an? (e-mail|chat) from (\w+) enters the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, s.entersQueue, suite.Doc{
		Does:    "Lets an e-mail or a chat of a customer come in at a queue: who is offered it is the center's to choose.",
		Example: "When a chat from Carla enters the queue Support",
		Args:    []string{"e-mail or chat", "the customer", "the queue"},
	})
	r.Step(`^the (chat|interaction) server is (down|up again)$`, s.serverIs, suite.Doc{
		Does:    "Takes a server of the center down, or brings it up again: the one that chats are joined at, or the one that keeps queues and workbins.",
		Example: "Given the chat server is down",
		Args:    []string{"chat or interaction", "down or up again"},
	})
}

func (s *Scene) asksForChat(ctx context.Context, customer, agent string) error {
	return s.Arrives(ctx, "chat", customer, agent, nil)
}

func (s *Scene) asksForChatWith(ctx context.Context, customer, agent string, data *Table) error {
	return s.Arrives(ctx, "chat", customer, agent, data)
}

func (s *Scene) mailComes(ctx context.Context, customer, agent string) error {
	return s.Arrives(ctx, "e-mail", customer, agent, nil)
}

func (s *Scene) mailComesWith(ctx context.Context, customer, agent string, data *Table) error {
	return s.Arrives(ctx, "e-mail", customer, agent, data)
}

// From is who a customer is in chats, or in e-mails.
func (s *Scene) From(kind, customer string) (string, error) {
	c, err := s.Target.Customer(customer)
	switch {
	case err != nil:
		return "", err
	case kind == "chat":
		return cmp.Or(c.Nickname, customer), nil
	case c.Email == "":
		return "", &target.NotOfferedError{What: "an e-mail address of " + customer + " (email, among the target file's customers)"}
	}
	return c.Email, nil
}

// Arrives lets a chat or an e-mail of a customer be offered to an agent, with the user
// data of a table, nil for none.
func (s *Scene) Arrives(ctx context.Context, kind, customer, agent string, data *Table) error {
	a, err := s.Target.Agent(agent)
	if err != nil {
		return err
	}
	params := map[string]any{"agent": a.Account}
	if data != nil {
		if params["data"], err = Object(data); err != nil {
			return err
		}
	}
	s.wire.Expect(agent, kind)
	return s.comesIn(ctx, kind, customer, params)
}

// subject is what customers write about.
const subject = "Order 1234"

// Subject is what customers write about who come in at a queue, or at a target that others
// use too: there it is nobody else's. The world has been opened.
func (s *Scene) Subject() string {
	if s.IsShared() {
		return fmt.Sprintf("%s (scenario %x)", subject, s.Seed)
	}
	return subject
}

// entersQueue lets a chat or an e-mail of a customer come in at a queue.
func (s *Scene) entersQueue(ctx context.Context, kind, customer, queue string) error {
	if _, err := s.World(ctx); err != nil {
		return err
	}
	if !s.Target.Hello.Offers("routing.target") {
		return &target.NotOfferedError{What: "interactions that are routed (routing.target)"}
	}
	own, err := s.Target.Destination(queue)
	if err != nil {
		return err
	}
	s.wire.Expect("", kind)
	return s.comesIn(ctx, kind, customer, map[string]any{"target": map[string]any{"type": "queue", "name": own}, "subject": s.Subject()})
}

// comesIn lets a chat or an e-mail of a customer come in.
func (s *Scene) comesIn(ctx context.Context, kind, customer string, params map[string]any) error {
	from, err := s.From(kind, customer)
	if err != nil {
		return err
	}
	params["from"], params["contact"] = from, map[string]string{"first": customer, "last": "Customer"}
	if kind == "chat" {
		s.left.chats = append(s.left.chats, from)
		return s.Stage(ctx, "chat.arrive", params)
	}
	if _, err := s.World(ctx); err != nil {
		return err
	}
	if _, says := params["subject"]; !says && s.IsShared() {
		params["subject"] = s.Subject() // by which tidying knows it, if no message tells of it
	}
	s.left.mails = append(s.left.mails, from)
	return s.Stage(ctx, "email.arrive", params)
}

// Says lets a customer say something in their chat.
func (s *Scene) Says(ctx context.Context, customer, text string) error {
	from, err := s.From("chat", customer)
	if err != nil {
		return err
	}
	return s.Stage(ctx, "chat.message", map[string]any{"from": from, "text": text})
}

// Leaves lets a customer end their chat.
func (s *Scene) Leaves(ctx context.Context, customer string) error {
	from, err := s.From("chat", customer)
	if err != nil {
		return err
	}
	return s.Stage(ctx, "chat.end", map[string]any{"from": from})
}

func (s *Scene) serverIs(ctx context.Context, server, how string) error {
	up := how != "down"
	if err := s.Stage(ctx, "server.set", map[string]any{"server": server, "up": up}); err != nil {
		return err
	}
	s.left.down = slices.DeleteFunc(s.left.down, func(other string) bool { return other == server })
	if !up {
		s.left.down = append(s.left.down, server)
	}
	return nil
}

// leftBehind is what of chats and e-mails a scenario may leave behind at a target that
// others use too.
type leftBehind struct {
	down  []string // servers that were taken down
	chats []string // customers who have asked for a chat, as the stage door calls them
	mails []string // customers who have written, likewise
}

// Writers are the customers who have written, as the stage door calls them.
func (s *Scene) Writers() []string { return s.left.mails }

// FromWorkbin lets an agent pull what customers wrote from the workbin, on a target that
// others use too.
func (s *Scene) FromWorkbin(ctx context.Context, account string) error {
	for _, from := range s.left.mails {
		if err := s.Anyway(ctx, "desktop.pullFromWorkbin", map[string]any{"agent": account, "from": from}); err != nil {
			return err
		}
	}
	return nil
}

// Tidy brings servers up that the scenario took down and lets its customers leave their
// chats, on a target that others use too.
func (s *Scene) Tidy(ctx context.Context) error {
	for _, server := range s.left.down {
		if err := s.Anyway(ctx, "server.set", map[string]any{"server": server, "up": true}); err != nil {
			return err
		}
	}
	for _, from := range s.left.chats {
		if err := s.Anyway(ctx, "chat.end", map[string]any{"from": from}); err != nil {
			return err
		}
	}
	return nil
}
