package center

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"
)

// call is a call with the parts its agents have in it and the outside parties.
type call struct {
	id        InteractionID
	story     *story
	kind      CallKind
	from, to  Party
	contact   Contact
	legs      []*leg      // parts still in somebody's list
	outside   []*outsider // who have not left, in the order in which they came
	data      []Datum
	recording Recording
	uuid      [16]byte
	conn      uint64
	mode      Mode    // of the record it was made from
	record    *record // likewise; nil: none
	tried     []AgentID
	route     *route // by which an agent is looked for; nil: none is
	about     *about // of a consultation; nil: it is none
	begun     time.Duration
}

// leg is one agent's part in a call.
type leg struct {
	id       InteractionID // the call's, but for an agent who comes to a call a second time
	call     *call
	agent    *agent
	member   *member // of the story; nil: by this part the agent consults somebody
	state    State
	outgoing bool
	answered bool // it has been connected
	rings    bool // its ring timer is set
	ranOut   bool // and was not canceled
	added    bool // it rings to be one more in a conversation that goes on without it
	parties  []Party
	since    time.Duration
	held     time.Duration // since when it is, if it is
	doneBlock
}

// newCall makes a call about something, or one with a story of its own: with a customer,
// if it has that number.
func (c *Center) newCall(id InteractionID, kind CallKind, from, to Party, customer string, b *about) *call {
	k := &call{id: id, kind: kind, from: from, to: to, about: b, begun: c.now}
	k.uuid, k.conn = c.draw(id)
	if b == nil {
		k.story = c.newStory(id, customer)
		k.story.call = k
	} else {
		k.story = b.story
		k.story.calls = append(k.story.calls, k)
	}
	c.keepCall(k)
	return k
}

func (c *Center) keepCall(k *call) {
	k.story.users++
	c.live = append(c.live, k)
}

// draw takes an interaction's ids from its own stream.
func (c *Center) draw(id InteractionID) (uuid [16]byte, conn uint64) {
	r := c.stream(string(id))
	binary.BigEndian.PutUint64(uuid[:8], r.Uint64())
	binary.BigEndian.PutUint64(uuid[8:], r.Uint64())
	return uuid, r.Uint64()
}

// arrive brings an inbound call to an agent, or to where a target routes it.
func (c *Center) arrive(cmd *Command) error {
	if cmd.Medium == Chat || cmd.Medium == Email {
		return c.arriveInWriting(cmd)
	}
	d, err := c.arrivesAt(cmd)
	if err != nil {
		return err
	}
	if c.liveWith(cmd.Number) != nil {
		return fmt.Errorf("%s already has a call: %w", cmd.Number, ErrBusy)
	}
	to := cmd.DNIS
	if to == "" && d.agent != nil {
		to = d.agent.Number
	}
	k := c.newCall(c.newID("call", cmd.Number), Inbound, Party{Number: cmd.Number}, Party{Number: to}, cmd.Number, nil)
	k.contact, k.data = cmd.Contact, withData(nil, cmd.Data)
	k.story.enqueue(cmd.Target, c.now)
	k.bring(&outsider{number: cmd.Number}).member.join(c.now)
	c.reach(k, d, false)
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
	kind, to, customer := Outbound, Party{Number: cmd.Number}, cmd.Number
	if callee != nil {
		kind, to, customer = Internal, callee.party(), ""
	}
	k := c.newCall(c.newID("dial", string(a.ID)), kind, a.party(), to, customer, nil)
	k.data = withData(nil, cmd.Data)
	c.placeCall(k, a, destination{agent: callee, number: cmd.Number})
	return nil
}

// placeCall lets an agent's new call ring where it goes. The caller is told of an agent
// who is busy; an outside number is busy, or not, by itself.
func (c *Center) placeCall(k *call, a *agent, d destination) {
	if n := c.number(d.number); n != nil && d.isOutside() && k.contact == (Contact{}) {
		k.contact = n.Contact
	}
	if k.about == nil {
		k.story.owner = a.ID
	}
	l := c.join(k, a, Dialing, true)
	c.report(PartDialed, l)
	if d.agent != nil && d.agent.isBusy() {
		c.end(l, Busy)
		return
	}
	c.reach(k, d, false)
}

// reach lets a call ring at a destination that is not busy.
func (c *Center) reach(k *call, d destination, added bool) {
	switch {
	case d.agent != nil:
		c.offer(k, d.agent, added)
	case d.isOutside():
		c.ringOutside(k, d.number, added)
	default:
		c.startRoute(k, d.candidates, added)
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
	id := k.id
	if _, twice := a.leg(id); twice {
		id = c.newID("part", string(id))
	}
	l := &leg{id: id, call: k, agent: a, state: s, outgoing: outgoing, since: c.now}
	l.parties = k.partiesOf(l)
	if len(l.parties) == 0 {
		l.parties = []Party{k.to}
	}
	if !l.isConsulting() {
		l.member = k.story.member(a, "").come(k.about != nil)
		l.member.leg = l
	}
	k.legs = append(k.legs, l)
	a.legs = append(a.legs, l)
	return l
}

// offer lets a call ring at an agent.
func (c *Center) offer(k *call, a *agent, added bool) {
	l := c.join(k, a, Offered, false)
	l.added = added
	c.ring(l)
}

func (c *Center) ring(l *leg) {
	l.call.tried = append(l.call.tried, l.agent.ID)
	c.report(PartOffered, l)
	l.rings = c.cfg.RingTimeout > 0
	c.setTimer(ringTimer(l), c.cfg.RingTimeout)
}

func ringTimer(l *leg) Timer {
	return Timer{Kind: RingTimer, Interaction: l.id, Agent: l.agent.ID}
}

// report emits an event about a part.
func (c *Center) report(kind EventKind, l *leg) {
	isNew := kind == PartOffered || kind == PartDialed
	c.emit(Event{Kind: kind, Agent: l.agent.ID, Part: l.part(), New: isNew})
}

// reportAll emits an event about a call to each agent who is still in it.
func (c *Center) reportAll(kind EventKind, k *call) {
	for _, l := range k.legs {
		if l.state != Released {
			c.report(kind, l)
		}
	}
}

// liveWith returns the call that has this outside party, or nil.
func (c *Center) liveWith(number string) *call {
	for _, k := range c.live {
		if number != "" && k.outsider(number) != nil {
			return k
		}
	}
	return nil
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
