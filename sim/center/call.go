package center

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"
)

// call is a call with the parts its agents have in it.
type call struct {
	id        InteractionID
	kind      CallKind
	from, to  Party
	customer  string // the outside party's number; empty for an internal call
	contact   Contact
	legs      []*leg // parts still in somebody's list
	data      []Datum
	recording Recording
	uuid      [16]byte
	conn      uint64
	mode      Mode    // of the record it was made from
	record    *record // likewise; nil: none
	tried     []AgentID
	timers    uint8 // the timers of the outside party that are set, a bit a TimerKind
}

// leg is one agent's part in a call.
type leg struct {
	call     *call
	agent    *agent
	state    State
	outgoing bool
	answered bool // it has been connected
	rings    bool // its ring timer is set
	parties  []Party
	since    time.Duration
	doneBlock
}

func (c *Center) newCall(id InteractionID, kind CallKind, from, to Party) *call {
	k := &call{id: id, kind: kind, from: from, to: to}
	k.uuid, k.conn = c.draw(id)
	c.calls[id] = k
	c.live = append(c.live, k)
	return k
}

// draw takes an interaction's ids from its own stream.
func (c *Center) draw(id InteractionID) (uuid [16]byte, conn uint64) {
	r := c.stream(string(id))
	binary.BigEndian.PutUint64(uuid[:8], r.Uint64())
	binary.BigEndian.PutUint64(uuid[8:], r.Uint64())
	return uuid, r.Uint64()
}

// arrive brings an inbound call to an agent.
func (c *Center) arrive(cmd *Command) error {
	if cmd.Medium == Chat || cmd.Medium == Email {
		return c.arriveInWriting(cmd)
	}
	a, err := c.agent(cmd.Agent)
	if err != nil {
		return err
	}
	if err := a.takesCalls(); err != nil {
		return err
	}
	if c.liveWith(cmd.Number) != nil {
		return fmt.Errorf("%s already has a call: %w", cmd.Number, ErrBusy)
	}
	to := cmd.DNIS
	if to == "" {
		to = a.Number
	}
	k := c.newCall(c.newID("call", cmd.Number), Inbound, Party{Number: cmd.Number}, Party{Number: to})
	k.customer, k.contact, k.data = cmd.Number, cmd.Contact, withData(nil, cmd.Data)
	c.offer(k, a)
	return nil
}

// dial makes a call from an agent to another agent's number or to the outside.
func (c *Center) dial(a *agent, cmd *Command) error {
	if err := a.takesCalls(); err != nil {
		return err
	}
	if cmd.Number == "" {
		return fmt.Errorf("agent %s dials: %w", a.ID, ErrNoNumber)
	}
	if a.onCall() {
		return fmt.Errorf("agent %s dials %s: %w", a.ID, cmd.Number, ErrBusy)
	}
	callee := c.byNumber[cmd.Number]
	if callee == a {
		return fmt.Errorf("agent %s dials their own number %s: %w", a.ID, cmd.Number, ErrBusy)
	}
	if callee == nil && c.liveWith(cmd.Number) != nil {
		return fmt.Errorf("agent %s dials %s: it already has a call: %w", a.ID, cmd.Number, ErrBusy)
	}
	kind, to := Outbound, Party{Number: cmd.Number}
	if callee != nil {
		kind, to = Internal, callee.party()
	}
	k := c.newCall(c.newID("dial", string(a.ID)), kind, a.party(), to)
	k.data = withData(nil, cmd.Data)
	l := c.join(k, a, Dialing, true)
	if callee != nil {
		c.report(PartDialed, l)
		c.reachAgent(k, l, callee)
		return nil
	}
	c.dialOutside(k, l)
	return nil
}

// reachAgent lets an internal call ring, or tells the caller that it is busy.
func (c *Center) reachAgent(k *call, caller *leg, callee *agent) {
	if callee.takesCalls() != nil || callee.onCall() {
		c.end(caller, Busy)
		return
	}
	c.offer(k, callee)
}

// dialOutside lets an outside number ring.
func (c *Center) dialOutside(k *call, l *leg) {
	k.customer = k.to.Number
	n := c.number(k.customer)
	if n != nil && k.contact == (Contact{}) {
		k.contact = n.Contact
	}
	c.report(PartDialed, l)
	c.setFar(k, DialTimer, c.cfg.DialTimeout)
	if n != nil && n.Does != FarIgnores {
		c.setFar(k, FarTimer, max(n.After, 1))
	}
}

func (c *Center) number(number string) *Number {
	i := slices.IndexFunc(c.cfg.Numbers, func(n Number) bool { return n.Number == number })
	if i < 0 {
		return nil
	}
	return &c.cfg.Numbers[i]
}

// join gives an agent a part in a call.
func (c *Center) join(k *call, a *agent, s State, outgoing bool) *leg {
	other := k.from
	if outgoing {
		other = k.to
	}
	l := &leg{call: k, agent: a, state: s, outgoing: outgoing, parties: []Party{other}, since: c.now}
	k.legs = append(k.legs, l)
	a.legs = append(a.legs, l)
	return l
}

// offer lets a call ring at an agent.
func (c *Center) offer(k *call, a *agent) { c.ring(c.join(k, a, Offered, false)) }

func (c *Center) ring(l *leg) {
	l.call.tried = append(l.call.tried, l.agent.ID)
	c.report(PartOffered, l)
	l.rings = c.cfg.RingTimeout > 0
	c.setTimer(ringTimer(l), c.cfg.RingTimeout)
}

func ringTimer(l *leg) Timer {
	return Timer{Kind: RingTimer, Interaction: l.call.id, Agent: l.agent.ID}
}

// report emits an event about a part.
func (c *Center) report(kind EventKind, l *leg) {
	isNew := kind == PartOffered || kind == PartDialed
	c.emit(Event{Kind: kind, Agent: l.agent.ID, Part: l.part(), New: isNew})
}

// liveWith returns the call that has this outside party and is not over, or nil.
func (c *Center) liveWith(number string) *call {
	for _, k := range c.live {
		if k.customer == number && number != "" && k.isLive() {
			return k
		}
	}
	return nil
}

func (k *call) isLive() bool {
	return slices.ContainsFunc(k.legs, func(l *leg) bool { return l.state != Released })
}

// others are the parts of a call beside l.
func (k *call) others(l *leg) []*leg {
	var out []*leg
	for _, o := range k.legs {
		if o != l {
			out = append(out, o)
		}
	}
	return out
}
