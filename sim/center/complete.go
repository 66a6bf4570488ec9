package center

import "fmt"

// completeCall completes a consultation by a call: whoever is consulted takes over what
// it is about, or joins it.
func (c *Center) completeCall(l *leg, cmd *Command) error {
	v := cmd.Verb
	if !l.isConsulting() {
		return fmt.Errorf("%s %s: %w", v, l.id, ErrNoConsultation)
	}
	m, ok := l.call.about.matter()
	if !ok {
		return fmt.Errorf("%s %s: %w", v, l.id, ErrOver)
	}
	if m.seat != nil {
		return c.completeAcross(matter{leg: l}, m, cmd)
	}
	if err := mayMerge(l, m.leg); err != nil {
		return err
	}
	if v == CompleteTransfer {
		c.completeTransfer(l, m.leg)
		return nil
	}
	return c.completeConference(l, m.leg)
}

// completeTransfer ends the consultation for the agent, then the call that those who
// are consulted take over.
func (c *Center) completeTransfer(l, main *leg) {
	k, into := l.call, main.call
	c.releaseLeg(l, ByAgent)
	c.end(main, ByAgent)
	c.close(l)
	c.leaveBehind(into)
	into.story.enqueue(k.about.target, c.now)
	c.merge(k, into)
	c.settle(into, ByFarEnd)
}

// completeConference ends the consultation for the agent, who returns to the call.
func (c *Center) completeConference(l, main *leg) error {
	if l.state == Held && main.state == Held && l.agent.onCall() {
		return fmt.Errorf("%s %s: %w", CompleteConference, l.id, ErrBusy)
	}
	k := l.call
	c.releaseLeg(l, ByAgent)
	c.close(l)
	if main.state == Held {
		main.state = Connected
		c.report(PartResumed, main)
	}
	c.merge(k, main.call)
	c.settle(main.call, ByFarEnd)
	return nil
}

// mayMerge reports why those who are consulted cannot come into the call, or nil.
func mayMerge(l, main *leg) error {
	k, into := l.call, main.call
	if k.route != nil && into.route != nil {
		return fmt.Errorf("complete %s: %w", l.id, ErrConsulting)
	}
	if k.size()-1+into.size() > maxParties { // the agent is in both
		return fmt.Errorf("complete %s: %w", l.id, ErrCallFull)
	}
	for _, o := range k.others(l) {
		if o.state != Released && into.hasAgent(o.agent) {
			return fmt.Errorf("complete %s: agent %s: %w", l.id, o.agent.ID, ErrInCall)
		}
	}
	return nil
}

// merge brings everybody of a consultation into the call it is about. Each of them
// keeps the part they have.
func (c *Center) merge(k, into *call) {
	into.data = joined(into.data, k.data)
	for _, l := range k.live() {
		k.legs = k.others(l)
		l.call = into
		into.legs = append(into.legs, l)
		if l.state != Offered {
			into.story.own(l)
		}
	}
	for _, o := range k.outside {
		o.member.aside = false
	}
	into.outside = append(into.outside, k.outside...)
	k.outside = nil
	if r := k.route; r != nil {
		r.x, into.route, k.route = into, r, nil
	}
	c.tidy(k)
}

// joined is the data of an interaction with what was attached to a consultation about
// it, if it holds that.
func joined(data, more []Datum) []Datum {
	if all := withData(data, more); size(all) <= MaxData {
		return all
	}
	return data
}

// singleStepTransfer sends a call on without asking; the agent leaves it at once.
func (c *Center) singleStepTransfer(l *leg, cmd *Command) error {
	d, err := c.maySend(l, cmd)
	if err != nil {
		return err
	}
	k := l.call
	k.data = withData(k.data, cmd.Data)
	k.story.enqueue(cmd.Target, c.now)
	c.end(l, ByAgent)
	c.reach(k, d, false)
	k.route.passOver(l.agent)
	c.settle(k, ByFarEnd)
	return nil
}

// singleStepConference asks somebody into a call, which goes on meanwhile.
func (c *Center) singleStepConference(l *leg, cmd *Command) error {
	d, err := c.maySend(l, cmd)
	if err != nil {
		return err
	}
	k := l.call
	if len(cmd.Data) > 0 {
		k.data = withData(k.data, cmd.Data)
		c.reportAll(DataChanged, k)
	}
	c.reach(k, d, true)
	return nil
}

// maySend reports where a call can be sent without a consultation.
func (c *Center) maySend(l *leg, cmd *Command) (destination, error) {
	k := l.call
	switch {
	case l.isConsulting():
		return destination{}, fmt.Errorf("%s %s: %w", cmd.Verb, l.id, ErrConsulting)
	case k.route != nil || k.size() >= maxParties:
		return destination{}, fmt.Errorf("%s %s: %w", cmd.Verb, l.id, ErrCallFull)
	}
	if err := tooMuch(k.data, cmd); err != nil {
		return destination{}, err
	}
	d, err := c.elsewhere(matter{leg: l}.about(), cmd)
	if err == nil && d.agent != nil && d.agent.isBusy() {
		err = fmt.Errorf("%s %s: agent %s: %w", cmd.Verb, l.id, d.agent.ID, ErrBusy)
	}
	return d, err
}
