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
	case cmd.Verb == PlaceInQueue || cmd.Verb == PullFromQueue:
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
	t := s.thread
	n := 256 + len(t.customer) + size(t.data)
	if c.stored+n > MaxStored {
		return fmt.Errorf("%s %s: %w", cmd.Verb, t.id, ErrTooManyStored)
	}
	t.bytes = n
	kind := PartInWorkbin
	if cmd.Verb == PlaceInQueue {
		kind = PartInQueue
	}
	c.finish(s, Stored, kind)
	c.stopRoute(t.route)
	c.letGuestsGo(t)
	c.stored += t.bytes
	c.stores[where] = append(c.stores[where], t)
	return nil
}

// letGuestsGo ends the parts of all who are still in a thread that has no owner.
func (c *Center) letGuestsGo(t *thread) {
	for _, s := range slices.Clone(t.seats) {
		if s.state == AskedIn {
			c.finish(s, Withdrawn, PartWithdrawn)
		} else {
			c.finish(s, Left, PartLeft)
		}
	}
}

// pull gives an agent the oldest e-mail of a customer that waits in a queue or a
// workbin.
func (c *Center) pull(a *agent, cmd *Command) error {
	where, err := c.store(cmd)
	if err != nil {
		return err
	}
	if err := a.handles(Email); err != nil {
		return err
	}
	i := slices.IndexFunc(c.stores[where], func(t *thread) bool { return t.customer == cmd.Number })
	if i < 0 {
		return fmt.Errorf("%s %q, from %s: %w", cmd.Verb, cmd.Place, cmd.Number, ErrNotThere)
	}
	t := c.stores[where][i]
	if c.down[InteractionServer] {
		lost := seat{thread: t, agent: a, state: Disturbed, since: c.now}
		c.tell(&lost, failsAs[cmd.Verb])
		return nil
	}
	c.stores[where] = slices.Delete(c.stores[where], i, i+1)
	if len(c.stores[where]) == 0 {
		delete(c.stores, where)
	}
	c.stored -= t.bytes
	t.tried = nil
	c.seatAt(t, a, Pulled, PartPulled)
	return nil
}

// setServer takes a server down or brings it up.
func (c *Center) setServer(cmd *Command) error {
	if cmd.Server != ChatServer && cmd.Server != InteractionServer {
		return fmt.Errorf("%s: %w", cmd.Server, ErrUnknownServer)
	}
	c.down[cmd.Server] = !cmd.Up
	return nil
}
