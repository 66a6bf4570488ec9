package center

import (
	"fmt"
	"slices"
	"time"
)

// campaign is a campaign with what is left of its calling list.
type campaign struct {
	Campaign
	left    []Record
	due     []waiting        // records that come again, before those that are left
	members map[AgentID]bool // Agents, to be asked for each of very many
}

// record is a record that an agent holds.
type record struct {
	id       InteractionID
	campaign *campaign
	agent    *agent
	def      Record
	state    State
	data     []Datum
	parties  []Party
	uuid     [16]byte
	conn     uint64
	since    time.Duration
	chosen   int // of the chain: the number that was called last, or else comes first
	again    callback
	result   int

	hasResult bool

	doneBlock
}

func (k *campaign) has(id AgentID) bool {
	return len(k.Agents) == 0 || k.members[id]
}

func (c *Center) campaign(name string) (*campaign, error) {
	for _, k := range c.campaigns {
		if k.Name == name {
			return k, nil
		}
	}
	return nil, fmt.Errorf("campaign %q: %w", name, ErrUnknownCampaign)
}

func (c *Center) addCampaign(d Campaign) (*campaign, error) {
	if _, err := c.campaign(d.Name); err == nil {
		return nil, fmt.Errorf("campaign %q is there twice: %w", d.Name, ErrCampaign)
	}
	for _, id := range d.Agents {
		if _, err := c.agent(id); err != nil {
			return nil, fmt.Errorf("campaign %q: %w", d.Name, err)
		}
	}
	for _, r := range d.Records {
		if len(r.Chain) == 0 {
			return nil, fmt.Errorf("campaign %q: a record without a number: %w", d.Name, ErrUnknownHandle)
		}
	}
	k := &campaign{Campaign: d, left: slices.Clone(d.Records), members: map[AgentID]bool{}}
	for _, r := range d.Records {
		c.listed += r.size()
	}
	k.Agents = slices.Clone(d.Agents)
	for _, id := range d.Agents {
		k.members[id] = true
	}
	c.campaigns = append(c.campaigns, k)
	return k, nil
}

// nextRecord gives the agent the next record of a pull campaign.
func (c *Center) nextRecord(a *agent, name string) error {
	k, err := c.campaign(name)
	if err != nil {
		return err
	}
	switch {
	case k.Mode != Pull || k.State != Running || !k.has(a.ID):
		return fmt.Errorf("next record of %q for agent %s: %s, %s: %w", name, a.ID, k.Mode, k.State, ErrCampaign)
	case a.record != nil:
		return fmt.Errorf("next record of %q for agent %s: they hold %s: %w", name, a.ID, a.record.id, ErrBusy)
	case !c.hasNext(k, a):
		return fmt.Errorf("next record of %q: %w", name, ErrNoRecord)
	}
	c.take(k, a, Previewing)
	return nil
}

// take hands the next record of a campaign to an agent.
func (c *Center) take(k *campaign, a *agent, s State) {
	def, chosen := c.pick(k, a)
	r := &record{
		id: c.newID("record", k.Name), campaign: k, agent: a, def: def, chosen: chosen,
		state: s, data: def.Data, since: c.now,
		parties: []Party{{Number: def.Chain[chosen].Number}},
	}
	r.uuid, r.conn = c.draw(r.id)
	a.record = r
	c.records[r.id] = r
	kind := PartShown
	if s == Offered {
		kind = PartOffered
	}
	c.emit(Event{Kind: kind, Agent: a.ID, Part: r.part(), New: true})
}

// offerRecords offers records to all who are free, whatever made them so: to each
// the next record of the first campaign that pushes to them and has one.
func (c *Center) offerRecords() {
	for _, k := range c.campaigns {
		if k.State != Running || len(k.left)+len(k.due) == 0 {
			continue
		}
		for _, a := range c.agents {
			if a.isFree() && k.pushesTo(a) && c.hasNext(k, a) {
				c.take(k, a, Offered)
			}
		}
	}
}

func (k *campaign) pushesTo(a *agent) bool {
	return (k.Mode == Push || k.Mode == DirectPush && a.wants) && k.has(a.ID)
}

// afterRecord goes on once an agent is done with a record: unless they stop, a
// pull campaign's next record is fetched for them; direct push stops with them.
func (c *Center) afterRecord(a *agent, r *record, stop bool) {
	if r.agent == a {
		c.comesAgain(r)
	}
	if stop && r.campaign.Mode == DirectPush {
		a.wants = false
	}
	if !stop && r.campaign.Mode == Pull && a.record == nil {
		_ = c.nextRecord(a, r.campaign.Name) // nothing left: nothing comes
	}
}

func (c *Center) actOnRecord(r *record, cmd *Command) error {
	to, err := move(Preview, r.id, r.state, cmd.Verb)
	if err != nil {
		return err
	}
	switch cmd.Verb {
	case Accept:
		return c.acceptRecord(r, to, cmd)
	case Reject:
		c.dropOffer(r)
	case CallRecord:
		return c.callRecord(r, cmd.Handle)
	case RejectRecord:
		c.turn(r, to, RecordRejected)
	case CancelRecord:
		r.again = callback{}
		c.turn(r, to, RecordCanceled)
	case Done:
		return c.recordDone(r, cmd.Stop)
	case BlockDone, UnblockDone:
		c.block(&r.doneBlock, r.id, r.agent, cmd)
	case SetData, DeleteData:
		data, err := changed(r.data, cmd)
		if err != nil {
			return err
		}
		r.data = data
		c.turn(r, r.state, DataChanged)
	default:
		return &RefusedError{Interaction: r.id, Verb: cmd.Verb, State: r.state}
	}
	return nil
}

// acceptRecord shows a record to its agent, and calls it if that is what they want.
func (c *Center) acceptRecord(r *record, to State, cmd *Command) error {
	if !cmd.AtOnce {
		c.turn(r, to, PartShown)
		return nil
	}
	i, err := c.callable(r, cmd.Handle)
	if err != nil {
		return err
	}
	c.turn(r, to, PartShown)
	c.dialRecord(r, i)
	return nil
}

// turn moves a record to a state and reports it.
func (c *Center) turn(r *record, to State, kind EventKind) {
	r.state = to
	c.emit(Event{Kind: kind, Agent: r.agent.ID, Part: r.part()})
}

// dropOffer takes back a record its agent rejected before seeing it.
func (c *Center) dropOffer(r *record) {
	r.state = Rejected
	c.remove(r)
}

func (c *Center) recordDone(r *record, stop bool) error {
	if r.blocked {
		return fmt.Errorf("mark done %s: %w", r.id, ErrBlocked)
	}
	c.remove(r)
	c.afterRecord(r.agent, r, stop)
	return nil
}

// remove takes a record out of the agent's list.
func (c *Center) remove(r *record) {
	c.unblock(&r.doneBlock, r.id, r.agent)
	r.agent.record = nil
	delete(c.records, r.id)
	c.emit(Event{Kind: PartClosed, Agent: r.agent.ID, Part: r.part()})
}

// callRecord dials a number of the record's chain.
func (c *Center) callRecord(r *record, handle int) error {
	i, err := c.callable(r, handle)
	if err != nil {
		return err
	}
	c.dialRecord(r, i)
	return nil
}

// callable is where the chain has the number that is to be called, if it can be.
func (c *Center) callable(r *record, handle int) (int, error) {
	i := r.chosen
	if handle != 0 {
		var err error
		if i, err = r.index(handle); err != nil {
			return 0, fmt.Errorf("call record %s: %w", r.id, err)
		}
	}
	if err := r.agent.takesCalls(); err != nil {
		return 0, err
	}
	if r.agent.onCall() || c.liveWith(r.def.Chain[i].Number) != nil {
		return 0, fmt.Errorf("call record %s: %w", r.id, ErrBusy)
	}
	return i, nil
}

func (c *Center) dialRecord(r *record, i int) {
	a, number := r.agent, r.def.Chain[i].Number
	k := c.newCall(c.newID("dial", string(a.ID)), Outbound, a.party(), Party{Number: number}, number, nil)
	k.data, k.contact, k.mode, k.record = r.data, r.def.Contact, r.campaign.Mode, r
	r.state, r.chosen = Calling, i
	c.placeCall(k, a, destination{number: number})
	c.closeRecord(k.legs[0], PartDialed)
}

// index is where the chain has the number with that handle.
func (r *record) index(handle int) (int, error) {
	i := slices.IndexFunc(r.def.Chain, func(e Entry) bool { return e.Handle == handle })
	if i < 0 {
		return 0, fmt.Errorf("handle %d: %w", handle, ErrUnknownHandle)
	}
	return i, nil
}

// record is the record that the agent made the call from, or nil.
func (l *leg) record() *record {
	if r := l.call.record; r != nil && r.agent == l.agent && l.outgoing {
		return r
	}
	return nil
}

// closeRecord takes the record a call was made from out of the agent's list, if
// this is the moment for its mode.
func (c *Center) closeRecord(l *leg, moment EventKind) {
	r := l.record()
	if r == nil || r.agent.record != r || closesWhen[r.campaign.Mode] != moment {
		return
	}
	r.state = Finished
	c.remove(r)
}

func (r *record) part() Part {
	return Part{
		ID: r.id, Story: r.id, Agent: r.agent.ID, Medium: Preview, State: r.state, Mode: r.campaign.Mode,
		Campaign: r.campaign.Name, Outgoing: true, DNIS: r.def.Chain[r.chosen].Number,
		Parties: r.parties, Data: r.data,
		UUID: r.uuid, Conn: r.conn, Contact: r.def.Contact,
		Since: r.since, Blocked: r.blocked, Warning: r.warning,
	}
}
