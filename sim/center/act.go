package center

import (
	"fmt"
	"slices"
)

// actOnCall applies a verb to an agent's part in a call.
func (c *Center) actOnCall(l *leg, cmd *Command) error {
	to, err := move(Voice, l.call.id, l.state, cmd.Verb)
	if err != nil {
		return err
	}
	switch cmd.Verb {
	case Accept:
		return c.answer(l)
	case Reject:
		c.decline(l, ByAgent)
	case Hold:
		l.state = to
		c.report(PartHeld, l)
	case Resume:
		return c.resume(l)
	case HangUp:
		c.hangUp(l)
	case Done:
		return c.done(l, cmd.Stop)
	case BlockDone, UnblockDone:
		c.block(&l.doneBlock, l.call.id, l.agent, cmd)
	case SetData, DeleteData:
		return c.changeData(l.call, cmd)
	case StartRecording, StopRecording, PauseRecording, ResumeRecording:
		return c.changeRecording(l, cmd.Verb)
	default:
		return &RefusedError{Interaction: l.call.id, Verb: cmd.Verb, State: l.state}
	}
	return nil
}

// answer connects a ringing call; the agent must not be talking on another.
func (c *Center) answer(l *leg) error {
	if l.agent.onCall() {
		return fmt.Errorf("answer %s: %w", l.call.id, ErrBusy)
	}
	c.cancelRing(l)
	c.connect(l)
	for _, caller := range l.call.others(l) {
		if caller.state == Dialing {
			c.connect(caller)
		}
	}
	return nil
}

func (c *Center) cancelRing(l *leg) {
	if l.rings {
		l.rings = false
		c.cancelTimer(ringTimer(l))
	}
}

func (c *Center) connect(l *leg) {
	l.state, l.answered = Connected, true
	c.report(PartEstablished, l)
	c.closeRecord(l.call, PartEstablished)
}

func (c *Center) resume(l *leg) error {
	if l.agent.onCall() {
		return fmt.Errorf("resume %s: %w", l.call.id, ErrBusy)
	}
	l.state = Connected
	c.report(PartResumed, l)
	return nil
}

// hangUp ends the call for everybody in it.
func (c *Center) hangUp(l *leg) {
	others := l.call.others(l)
	c.end(l, ByAgent)
	for _, o := range others {
		c.end(o, ByFarEnd)
	}
}

// decline takes a ringing call away from an agent. An inbound call goes on to
// where the center sends it, if anywhere; the caller of an internal call is told.
func (c *Center) decline(l *leg, cause Cause) {
	k, callers := l.call, l.call.others(l)
	var next *leg
	if a := c.redirect(k); a != nil {
		next = c.join(k, a, Offered, false)
	}
	if cause == NoAnswer && (next != nil || c.leavesCenter(k)) {
		cause = Redirected
	}
	c.end(l, cause)
	if k.kind == Inbound && cause != ByAgent {
		c.restAfterNoAnswer(l.agent)
	}
	for _, caller := range callers {
		c.end(caller, NoAnswer)
	}
	if next != nil {
		c.ring(next)
	}
}

// redirect is the agent to whom an unanswered inbound call goes next, or nil.
func (c *Center) redirect(k *call) *agent {
	if k.kind != Inbound {
		return nil
	}
	a := c.byID[AgentID(c.cfg.RedirectTo)]
	if a == nil || a.takesCalls() != nil || a.onCall() {
		return nil
	}
	if slices.Contains(k.tried, a.ID) {
		return nil
	}
	return a
}

// leavesCenter reports whether an unanswered inbound call goes on to an outside number.
func (c *Center) leavesCenter(k *call) bool {
	return k.kind == Inbound && c.cfg.RedirectTo != "" && c.byID[AgentID(c.cfg.RedirectTo)] == nil
}

// restAfterNoAnswer makes an agent who let a call ring out not ready.
func (c *Center) restAfterNoAnswer(a *agent) {
	for _, s := range c.cfg.Choices {
		if s.Kind == NotReady {
			_ = c.setState(a, 0, s) // all media: nothing to refuse
			return
		}
	}
}

func (c *Center) ringExpired(t Timer) error {
	a, err := c.agent(t.Agent)
	if err != nil {
		return err
	}
	l, ok := a.leg(t.Interaction)
	if !ok {
		return fmt.Errorf("ring timer of %s: %w", t.Interaction, ErrUnknownInteraction)
	}
	if _, err := move(Voice, l.call.id, l.state, Expire); err != nil {
		return err
	}
	l.rings = false
	c.decline(l, NoAnswer)
	return nil
}

// end releases one part. A part that never was a conversation with a customer
// leaves the agent's list at once; the others wait for mark done.
func (c *Center) end(l *leg, cause Cause) {
	if l.state == Released {
		return
	}
	wasOffered := l.state == Offered
	if wasOffered {
		c.cancelRing(l)
	}
	l.state = Released
	l.call.recording = NotRecording
	c.cancelFar(l.call)
	c.emit(Event{Kind: PartReleased, Agent: l.agent.ID, Part: l.part(), Cause: cause})
	if l.call.record != nil && !l.answered {
		c.closeRecord(l.call, PartEstablished)
	}
	if wasOffered || l.call.kind == Internal {
		c.close(l)
	}
}

// close takes a part out of the agent's list.
func (c *Center) close(l *leg) {
	c.unblock(&l.doneBlock, l.call.id, l.agent)
	l.agent.drop(l)
	c.report(PartClosed, l)
	k := l.call
	k.legs = k.others(l)
	if len(k.legs) == 0 {
		c.forget(k)
	}
}

func (c *Center) forget(k *call) {
	delete(c.calls, k.id)
	c.live = slices.DeleteFunc(c.live, func(x *call) bool { return x == k })
}

// done marks an ended call done, and with it the record it was made from if that
// is still there: a block of either holds both.
func (c *Center) done(l *leg, stop bool) error {
	a, r := l.agent, l.call.record
	if l.blocked || r != nil && a.record == r && r.blocked {
		return fmt.Errorf("mark done %s: %w", l.call.id, ErrBlocked)
	}
	c.report(DoneApplied, l)
	c.closeRecord(l.call, DoneApplied)
	c.close(l)
	if r != nil {
		c.afterRecord(a, r, stop)
	}
	return nil
}
