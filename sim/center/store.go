package center

import (
	"fmt"
	"slices"
)

// store is where e-mails wait that are in nobody's list: a queue, or a workbin.
type store struct {
	queue string
	bin   string
	agent AgentID // whose own workbin it is
}

// MaxStored is how many bytes of e-mails wait in all queues and workbins together.
const MaxStored = 32 << 20

// store is the one that a command means.
func (c *Center) store(cmd *Command) (store, error) {
	where, known := store{bin: cmd.Place}, slices.Contains(c.cfg.Workbins, cmd.Place)
	switch {
	case cmd.Verb == PlaceInQueue || cmd.Verb == PullFromQueue || cmd.Verb == Requeue:
		where = store{queue: cmd.Place}
		_, known = c.targets[Target{ToQueue, cmd.Place}]
	case cmd.Place == "":
		where, known = store{agent: cmd.Agent}, true
	}
	if !known {
		return where, fmt.Errorf("%s %q: %w", cmd.Verb, cmd.Place, ErrUnknownPlace)
	}
	return where, nil
}

// failsAs is what placing and pulling come to while the interaction server is down.
var failsAs = map[Verb]EventKind{
	PlaceInWorkbin:  WorkbinFailed,
	PlaceInQueue:    QueueFailed,
	PullFromWorkbin: PullWorkbinFailed,
	PullFromQueue:   PullFailed,
}

// place takes an e-mail out of an agent's list and lets it wait in a queue or a
// workbin, until somebody pulls it.
func (c *Center) place(s *seat, cmd *Command) error {
	where, err := c.store(cmd)
	if err != nil {
		return err
	}
	if c.down[InteractionServer] {
		c.tell(s, failsAs[cmd.Verb])
		return nil
	}
	return c.keep(s, where, cmd.Verb)
}

// keep lets what is in an agent's list wait in a store.
func (c *Center) keep(s *seat, where store, v Verb) error {
	t := s.thread
	n := 256 + max(len(t.customer), t.letter.size()) + size(t.data)
	if c.stored+n > MaxStored {
		return fmt.Errorf("%s %s: %w", v, t.id, ErrTooManyStored)
	}
	kind := PartInWorkbin
	if where.queue != "" {
		kind = PartInQueue
	}
	c.letGo(s, kind)
	if where.queue != "" {
		t.goTo(Target{ToQueue, where.queue}, c.now)
	}
	t.bytes, t.kept = n, where
	c.stored += t.bytes
	c.stores[where] = append(c.stores[where], t)
	return nil
}

// letGo takes a thread away from the agent who has placed it somewhere, and from all
// others who handle it or are asked to.
func (c *Center) letGo(s *seat, kind EventKind) {
	c.cancelJoin(s)
	c.finish(s, Stored, kind)
	c.stopRoute(s.thread.route)
	c.letGuestsGo(s.thread)
}

// takeOut takes a thread out of where it is kept, if it is.
func (c *Center) takeOut(t *thread) {
	where := t.kept
	if where == (store{}) {
		return
	}
	c.stores[where] = slices.DeleteFunc(c.stores[where], func(x *thread) bool { return x == t })
	if len(c.stores[where]) == 0 {
		delete(c.stores, where)
	}
	c.stored -= t.bytes
	t.kept = store{}
}

// letGuestsGo ends the parts of all who are still in a thread that has no owner.
func (c *Center) letGuestsGo(t *thread) {
	for _, s := range slices.Clone(t.seats) {
		if s.isOpen() && !s.isIn() {
			c.finish(s, Withdrawn, PartWithdrawn)
		} else if !s.staying {
			c.finish(s, Left, PartLeft)
		}
	}
}

// pull gives an agent the oldest e-mail of a customer that waits in a queue or a
// workbin, or the very one that is named.
func (c *Center) pull(a *agent, cmd *Command) error {
	where, err := c.store(cmd)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(c.stores[where], cmd.pulls)
	if i < 0 {
		return fmt.Errorf("%s %q, from %s%s: %w", cmd.Verb, cmd.Place, cmd.Number, cmd.Interaction, ErrNotThere)
	}
	t := c.stores[where][i]
	if err := a.handles(t.via); err != nil {
		return err
	}
	if c.down[InteractionServer] {
		lost := seat{thread: t, agent: a, state: Disturbed, since: c.now}
		c.tell(&lost, failsAs[cmd.Verb])
		return nil
	}
	c.takeOut(t)
	t.tried = nil
	s := c.seatAt(t, a, Pulled, PartPulled)
	s.greet(cmd)
	if t.via == Chat {
		c.write(t, s.line(JoinedLine, ""))
		c.joinChat(s)
	}
	return nil
}

// pulls reports whether a command pulls a thread out of where it is kept.
func (cmd *Command) pulls(t *thread) bool {
	if cmd.Interaction != "" {
		return t.id == cmd.Interaction
	}
	return t.customer == cmd.Number && t.via == Email
}

// setServer takes a server down or brings it up.
func (c *Center) setServer(cmd *Command) error {
	if cmd.Server != ChatServer && cmd.Server != InteractionServer {
		return fmt.Errorf("%s: %w", cmd.Server, ErrUnknownServer)
	}
	c.down[cmd.Server] = !cmd.Up
	return nil
}
