package center

import (
	"fmt"
	"slices"
)

// leaveCall takes an agent out of a conference; if they own it, another does from now on.
func (c *Center) leaveCall(l *leg) error {
	heir := l.heir()
	if heir == nil || l.call.about != nil || l.call.size() < 3 {
		return fmt.Errorf("%s %s: %w", StepOut, l.id, ErrNoConference)
	}
	if s := l.call.story; s.owner == l.agent.ID {
		s.owner = heir.agent.ID
	}
	c.hangUp(l)
	return nil
}

// heir is the agent's part who owns a call once this one has left it, or nil.
func (l *leg) heir() *leg {
	for _, o := range l.call.others(l) {
		if o.state == Connected || o.state == Held {
			return o
		}
	}
	return nil
}

// endConference leaves the agent alone with the customer.
func (c *Center) endConference(l *leg) error {
	k := l.call
	customer := k.outsider(k.story.customer)
	if customer == nil || customer.ringing || k.about != nil || k.size() < 3 {
		return fmt.Errorf("%s %s: %w", EndConference, l.id, ErrNoConference)
	}
	c.stopRoute(k.route)
	for _, o := range k.live() {
		switch {
		case o == l:
		case o.state == Offered:
			c.end(o, NoAnswer)
		default:
			c.end(o, ByFarEnd)
		}
	}
	for _, o := range slices.Clone(k.outside) {
		if o != customer {
			c.dropOutsider(k, o)
		}
	}
	k.story.owner = l.agent.ID
	c.settle(k, ByFarEnd)
	return nil
}
