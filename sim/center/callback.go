package center

import (
	"fmt"
	"slices"
	"time"
)

// callback is when a record is to come again, and how. The zero value is never.
type callback struct {
	at       time.Duration // from when on
	chosen   int           // of the chain: the number that comes first then
	personal bool          // to the same agent
}

// waiting is a record that is to come again.
type waiting struct {
	id       InteractionID // of the record it was, which names its timer
	campaign *campaign
	record   Record
	chosen   int
	agent    AgentID // to whom alone it comes; empty: to anybody
}

// reschedule lets a record come again. It does once its agent is done with it, and not
// before its time.
func (c *Center) reschedule(r *record, cmd *Command) error {
	i, err := r.index(cmd.Handle)
	if err != nil {
		return err
	}
	if cmd.At <= c.now {
		return ErrPast
	}
	r.again = callback{at: cmd.At, chosen: i, personal: cmd.Personal}
	return nil
}

func (r *record) cancelReschedule() error {
	if r.again == (callback{}) {
		return ErrNotRescheduled
	}
	r.again = callback{}
	return nil
}

// comesAgain puts a rescheduled record, with which its agent is done, where it waits
// for its time.
func (c *Center) comesAgain(r *record) {
	again := r.again
	if again == (callback{}) {
		return
	}
	r.again = callback{}
	w := waiting{id: r.id, campaign: r.campaign, record: r.def, chosen: again.chosen}
	if again.personal {
		w.agent = r.agent.ID
	}
	c.listed += w.record.size()
	if again.at <= c.now {
		r.campaign.due = append(r.campaign.due, w)
		return
	}
	c.waiting = append(c.waiting, w)
	c.setTimer(callbackTimer(r.id), again.at-c.now)
}

func callbackTimer(id InteractionID) Timer { return Timer{Kind: CallbackTimer, Interaction: id} }

// callbackExpired puts a record whose time has come in its campaign's list.
func (c *Center) callbackExpired(t Timer) error {
	i := slices.IndexFunc(c.waiting, func(w waiting) bool { return w.id == t.Interaction })
	if i < 0 {
		return fmt.Errorf("callback timer of %s: %w", t.Interaction, ErrUnknownInteraction)
	}
	w := c.waiting[i]
	c.waiting = slices.Delete(c.waiting, i, i+1)
	w.campaign.due = append(w.campaign.due, w)
	return nil
}

// hasNext reports whether a campaign has a record for an agent.
func (c *Center) hasNext(k *campaign, a *agent) bool {
	return c.nextDue(k, a) >= 0 || c.nextLeft(k) >= 0
}

func (c *Center) nextDue(k *campaign, a *agent) int {
	return slices.IndexFunc(k.due, func(w waiting) bool {
		return (w.agent == "" || w.agent == a.ID) && c.isCallable(&w.record)
	})
}

func (c *Center) nextLeft(k *campaign) int {
	for i := range k.left {
		if c.isCallable(&k.left[i]) {
			return i
		}
	}
	return -1
}

// pick takes the next record for an agent out of a campaign's list: those that come
// again are first. There must be one.
func (c *Center) pick(k *campaign, a *agent) (def Record, chosen int) {
	if i := c.nextDue(k, a); i >= 0 {
		w := k.due[i]
		k.due = slices.Delete(k.due, i, i+1)
		def, chosen = w.record, w.chosen
	} else if i := c.nextLeft(k); i > 0 {
		def = k.left[i]
		k.left = slices.Delete(k.left, i, i+1)
	} else {
		def, k.left = k.left[0], k.left[1:]
	}
	c.listed -= def.size()
	return def, chosen
}

// empty forgets all records of a campaign that nobody holds.
func (c *Center) empty(k *campaign) {
	for i := range k.left {
		c.listed -= k.left[i].size()
	}
	for _, w := range k.due {
		c.listed -= w.record.size()
	}
	k.left, k.due = nil, nil
	c.waiting = slices.DeleteFunc(c.waiting, func(w waiting) bool {
		if w.campaign != k {
			return false
		}
		c.listed -= w.record.size()
		c.cancelTimer(callbackTimer(w.id))
		return true
	})
}
