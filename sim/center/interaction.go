package center

import "time"

// Interaction is a chat or an e-mail as it stands, whoever has to do with it. It is a
// copy; its slices are never written to again.
type Interaction struct {
	ID       InteractionID
	Medium   Medium        // Chat or Email
	Kind     CallKind      // Outbound: an e-mail that an agent writes. Consultation: a chat among agents
	Parent   InteractionID // the e-mail that an outbound one answers
	Place    Place
	Queue    Target // the last queue, group or skill by which it came; the zero value: by none
	Customer string // their number or address; of an outbound e-mail, to whom it goes
	Nickname string // of the customer
	Contact  Contact
	Data     []Datum
	Letter   *Letter // what an e-mail says; nil: it is none
	Log      []Line  // of a chat, oldest first
	Begun    time.Duration
	Handlers []Handler // in the order in which they came
	Offers   []Offer   // those that nobody has answered yet
}

// Handler is an agent who handles an interaction: their part in it is accepted, and not
// over.
type Handler struct {
	Agent    AgentID
	Nickname string
	State    State
	Owner    bool // one of them is, and answers for it
}

// Offer is an interaction being offered to an agent.
type Offer struct {
	Agent      AgentID
	Conference bool // to be one more of those who handle it
}

// Place is where an interaction is. It is in one alone.
type Place struct {
	Kind  PlaceKind
	Name  string  // InQueue: of the queue, the group or the skill; InWorkbin: of one that agents share
	Agent AgentID // InWorkbin: whose own it is
}

// PlaceKind is a kind of place.
type PlaceKind uint8

// The places. Whatever is with agents may besides be offered to one more.
const (
	InQueue    PlaceKind = iota + 1 // nobody has it, and it waits for an agent, or to be pulled
	OnOffer                         // nobody has it, and an agent is asked to take it
	WithAgents                      // somebody handles it
	InWorkbin
	Ended // nobody handles it any more, but somebody has to mark it done
)

// Interactions returns the chats and e-mails that are not gone, oldest first. Those that
// have Ended have only not been marked done.
func (c *Center) Interactions() []Interaction {
	out := make([]Interaction, 0, len(c.threads))
	for _, t := range c.threads {
		out = append(out, t.view())
	}
	return out
}

// Interaction returns one chat or e-mail; false if there is none of that id, or it is
// gone.
func (c *Center) Interaction(id InteractionID) (Interaction, bool) {
	for _, t := range c.threads {
		if t.id == id {
			return t.view(), true
		}
	}
	return Interaction{}, false
}

// Workbin returns what waits in a workbin, in the order in which it was placed there.
// Without a name it is the agent's own. False if there is no such workbin.
func (c *Center) Workbin(name string, owner AgentID) ([]Interaction, bool) {
	where, err := c.store(&Command{Verb: PullFromWorkbin, Agent: owner, Place: name})
	if err != nil {
		return nil, false
	}
	out := make([]Interaction, 0, len(c.stores[where]))
	for _, t := range c.stores[where] {
		out = append(out, t.view())
	}
	return out, true
}

// Workbins returns the names of the workbins that agents share, in the order of Config.
func (c *Center) Workbins() []string { return append([]string(nil), c.cfg.Workbins...) }

// Queues returns the names of the interaction queues, in the order of Config.
func (c *Center) Queues() []string {
	var out []string
	for _, q := range c.cfg.Queues {
		out = append(out, q.Name)
	}
	return out
}

// RoutingPoints returns the names of the routing points, in the order of Config.
func (c *Center) RoutingPoints() []string {
	var out []string
	for _, p := range c.cfg.RoutingPoints {
		out = append(out, p.Name)
	}
	return out
}

func (t *thread) view() Interaction {
	v := Interaction{
		ID: t.id, Medium: t.via, Kind: t.kind, Parent: t.parent, Queue: t.queue,
		Customer: t.customer, Nickname: t.nickname(), Contact: t.contact, Data: t.data,
		Letter: t.letter, Log: t.log, Begun: t.begun,
	}
	for _, s := range t.seats {
		switch {
		case s.isIn():
			v.Handlers = append(v.Handlers, Handler{s.agent.ID, s.nickname, s.state, !s.guest})
		case s.isOpen():
			v.Offers = append(v.Offers, Offer{s.agent.ID, s.state == AskedIn})
		}
	}
	v.Place = t.place(len(v.Handlers) > 0, len(v.Offers) > 0)
	return v
}

func (t *thread) place(handled, offered bool) Place {
	switch {
	case t.over:
		return Place{Kind: Ended}
	case handled:
		return Place{Kind: WithAgents}
	case offered:
		return Place{Kind: OnOffer}
	case t.kept.queue != "":
		return Place{Kind: InQueue, Name: t.kept.queue}
	case t.kept != store{}:
		return Place{Kind: InWorkbin, Name: t.kept.bin, Agent: t.kept.agent}
	case t.route != nil:
		return Place{Kind: InQueue, Name: t.queue.Name}
	}
	return Place{Kind: Ended}
}
