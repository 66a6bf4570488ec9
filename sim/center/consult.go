package center

import "fmt"

// What a document does not say of consultations, transfers and conferences is inferred:
// an agent makes one consultation about a call at a time; it goes on when that call
// ends; whoever is consulted keeps their part when they take the call over; a transfer
// can be completed before they answer, a conference cannot.

// isConsulting reports whether it is by this part that the agent consults somebody.
func (l *leg) isConsulting() bool {
	return l.call.main != nil && l.outgoing && l.agent == l.call.main.agent
}

// consult calls somebody about a call, which is held meanwhile.
func (c *Center) consult(l *leg, cmd *Command) error {
	d, err := c.mayConsult(l, cmd)
	if err != nil {
		return err
	}
	if l.state == Connected {
		l.state = Held
		c.report(PartHeld, l)
	}
	k := c.newCall(c.newID("consult", string(l.agent.ID)), Consultation, l.agent.party(), d.party(cmd.Target))
	k.main, k.data = l, withData(l.call.data, cmd.Data)
	c.placeCall(k, l.agent, d)
	if mine := k.live(); len(mine) > 0 {
		l.consult = mine[0]
	}
	return nil
}

func (c *Center) mayConsult(l *leg, cmd *Command) (destination, error) {
	a := l.agent
	if l.consult != nil || l.isConsulting() {
		return destination{}, fmt.Errorf("consult about %s: %w", l.id, ErrConsulting)
	}
	if l.state == Held && a.onCall() {
		return destination{}, fmt.Errorf("consult about %s: %w", l.id, ErrBusy)
	}
	if err := a.takesCalls(); err != nil {
		return destination{}, err
	}
	if err := tooMuch(l.call.data, cmd); err != nil {
		return destination{}, err
	}
	return c.elsewhere(l, cmd)
}

// elsewhere is the destination of a command, which must be somebody who is not in the
// call and can be reached, or asked for.
func (c *Center) elsewhere(l *leg, cmd *Command) (destination, error) {
	d, err := c.destination(cmd.Target)
	switch {
	case err != nil:
		return d, err
	case d.agent == l.agent || d.agent != nil && l.call.hasAgent(d.agent):
		return d, fmt.Errorf("%s %s: %s: %w", cmd.Verb, l.id, cmd.Target, ErrInCall)
	case d.isOutside() && c.liveWith(d.number) != nil:
		return d, fmt.Errorf("%s %s: %s already has a call: %w", cmd.Verb, l.id, d.number, ErrBusy)
	case d.candidates != nil:
		return d, c.roomToWait()
	}
	return d, nil
}

func tooMuch(data []Datum, cmd *Command) error {
	if len(cmd.Data) > 0 && size(withData(data, cmd.Data)) > MaxData {
		return fmt.Errorf("%s %s: %w", cmd.Verb, cmd.Interaction, ErrTooMuchData)
	}
	return nil
}

// completeTransfer lets whoever is consulted take the call over: the consultation ends
// for the agent, then the call.
func (c *Center) completeTransfer(l *leg) error {
	if err := l.mayComplete(); err != nil {
		return err
	}
	k, main := l.call, l.call.main
	c.releaseLeg(l, ByAgent)
	c.end(main, ByAgent)
	c.close(l)
	c.merge(k, main.call)
	c.settle(main.call, ByFarEnd)
	return nil
}

// completeConference lets whoever is consulted join the call, to which the agent
// returns.
func (c *Center) completeConference(l *leg) error {
	if err := l.mayComplete(); err != nil {
		return err
	}
	k, main := l.call, l.call.main
	if l.state == Held && main.state == Held && l.agent.onCall() {
		return fmt.Errorf("complete %s: %w", l.id, ErrBusy)
	}
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

// mayComplete reports why a part is not a consultation that can be completed, or nil.
func (l *leg) mayComplete() error {
	k := l.call
	switch {
	case !l.isConsulting():
		return fmt.Errorf("complete %s: %w", l.id, ErrNoConsultation)
	case k.main.state == Released:
		return fmt.Errorf("complete %s: %w", l.id, ErrOver)
	case k.route != nil && k.main.call.route != nil:
		return fmt.Errorf("complete %s: %w", l.id, ErrConsulting)
	case k.size()+k.main.call.size() > maxParties:
		return fmt.Errorf("complete %s: %w", l.id, ErrCallFull)
	}
	for _, o := range k.others(l) {
		if o.state != Released && k.main.call.hasAgent(o.agent) {
			return fmt.Errorf("complete %s: agent %s: %w", l.id, o.agent.ID, ErrInCall)
		}
	}
	return nil
}

// merge brings everybody of a consultation into the call it is about, with what was
// attached on the way. Each of them keeps the part they have.
func (c *Center) merge(k, into *call) {
	if data := withData(into.data, k.data); size(data) <= MaxData {
		into.data = data
	}
	for _, l := range k.live() {
		k.legs = k.others(l)
		l.call = into
		into.legs = append(into.legs, l)
	}
	into.outside = append(into.outside, k.outside...)
	k.outside = nil
	if r := k.route; r != nil {
		r.x, into.route, k.route = into, r, nil
	}
	c.tidy(k)
}

// singleStepTransfer sends a call on without asking; the agent leaves it at once.
func (c *Center) singleStepTransfer(l *leg, cmd *Command) error {
	d, err := c.maySend(l, cmd)
	if err != nil {
		return err
	}
	k := l.call
	k.data = withData(k.data, cmd.Data)
	c.end(l, ByAgent)
	c.reach(k, d, false)
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
	d, err := c.elsewhere(l, cmd)
	if err == nil && d.agent != nil && d.agent.isBusy() {
		err = fmt.Errorf("%s %s: agent %s: %w", cmd.Verb, l.id, d.agent.ID, ErrBusy)
	}
	return d, err
}
