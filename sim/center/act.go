package center

import (
	"fmt"
	"slices"
)

// actOnCall applies a verb to an agent's part in a call.
func (c *Center) actOnCall(l *leg, cmd *Command) error {
	if _, err := move(Voice, l.id, l.state, cmd.Verb); err != nil {
		return err
	}
	switch cmd.Verb {
	case Accept:
		return c.answer(l)
	case Reject:
		c.decline(l, ByAgent)
	case Hold:
		c.hold(l)
	case Resume:
		return c.resume(l)
	case HangUp:
		c.hangUp(l)
	case StepOut:
		return c.leaveCall(l)
	case EndConference:
		return c.endConference(l)
	case Consult:
		return c.consult(matter{leg: l}, cmd)
	case CompleteTransfer, CompleteConference:
		return c.completeCall(l, cmd)
	case SingleStepTransfer:
		return c.singleStepTransfer(l, cmd)
	case SingleStepConference:
		return c.singleStepConference(l, cmd)
	case Done:
		return c.done(l, cmd)
	case BlockDone, UnblockDone:
		c.block(&l.doneBlock, l.id, l.agent, cmd)
	case SetData, DeleteData:
		return c.changeData(l.call, cmd)
	case StartRecording, StopRecording, PauseRecording, ResumeRecording:
		return c.changeRecording(l, cmd.Verb)
	default:
		return &RefusedError{Interaction: l.id, Verb: cmd.Verb, State: l.state}
	}
	return nil
}

// answer connects a ringing call; the agent must not be talking on another.
func (c *Center) answer(l *leg) error {
	if l.agent.onCall() {
		return fmt.Errorf("answer %s: %w", l.id, ErrBusy)
	}
	c.cancelRing(l)
	if l.call.route.asks(l.agent) {
		c.stopRoute(l.call.route)
	}
	l.added = false
	c.connect(l)
	c.answered(l.call)
	return nil
}

// answered connects those who were dialing, once somebody has answered them.
func (c *Center) answered(k *call) {
	c.regroup(k)
	for _, caller := range k.live() {
		if caller.state == Dialing {
			c.connect(caller)
		}
	}
}

func (c *Center) cancelRing(l *leg) {
	if l.rings {
		l.rings = false
		c.cancelTimer(ringTimer(l))
	}
}

func (c *Center) connect(l *leg) {
	l.state, l.answered = Connected, true
	c.hasJoined(l)
	c.report(PartEstablished, l)
	c.closeRecord(l, PartEstablished)
	c.record(l)
}

func (c *Center) hold(l *leg) {
	l.state, l.held = Held, c.now
	c.report(PartHeld, l)
}

func (c *Center) resume(l *leg) error {
	if l.agent.onCall() {
		return fmt.Errorf("resume %s: %w", l.id, ErrBusy)
	}
	l.state = Connected
	c.report(PartResumed, l)
	return nil
}

// hangUp takes the agent out of a call, which ends unless two others are left in it.
func (c *Center) hangUp(l *leg) {
	c.end(l, ByAgent)
	l.call.route.passOver(l.agent)
	c.settle(l.call, ByFarEnd)
}

// decline takes a ringing call away from an agent. It goes on to the next agent if it
// is routed; else an inbound call to where the center sends it, if anywhere; else
// those who called are told.
func (c *Center) decline(l *leg, cause Cause) {
	k, next := l.call, c.redirect(l)
	routed := k.route.asks(l.agent)
	if cause == NoAnswer && (next != nil || routed || c.leavesCenter(l)) {
		cause = Redirected
	}
	l.ranOut = cause != ByAgent
	c.end(l, cause)
	if cause != ByAgent && (k.kind == Inbound || routed) {
		c.restAfterNoAnswer(l.agent)
	}
	switch {
	case routed:
		k.route.goOn()
	case next != nil:
		c.offer(k, next, false)
	default:
		c.settle(k, NoAnswer)
	}
}

// redirect is the agent to whom an unanswered inbound call goes next, or nil.
func (c *Center) redirect(l *leg) *agent {
	k := l.call
	if k.kind != Inbound || k.route.asks(l.agent) || l.added {
		return nil
	}
	a := c.byID[AgentID(c.cfg.RedirectTo)]
	if a == nil || a.isBusy() {
		return nil
	}
	if slices.Contains(k.tried, a.ID) || k.story.isWith(a) {
		return nil
	}
	return a
}

// leavesCenter reports whether an unanswered inbound call goes on to an outside number.
func (c *Center) leavesCenter(l *leg) bool {
	return l.call.kind == Inbound && !l.added && c.cfg.RedirectTo != "" && c.byID[AgentID(c.cfg.RedirectTo)] == nil
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
	if _, err := move(Voice, l.id, l.state, Expire); err != nil {
		return err
	}
	l.rings = false
	c.decline(l, NoAnswer)
	return nil
}

// end releases one part. A part that never was a conversation with a customer
// leaves the agent's list at once; the others wait for mark done.
func (c *Center) end(l *leg, cause Cause) {
	passing := l.isPassing()
	c.releaseLeg(l, cause)
	if passing {
		c.close(l)
	}
}

// isPassing reports whether a part leaves the agent's list as soon as it ends.
func (l *leg) isPassing() bool {
	return l.state == Offered || l.call.kind == Internal || l.call.kind == Consultation
}

func (c *Center) releaseLeg(l *leg, cause Cause) {
	c.cancelRing(l)
	l.state = Released
	l.agent.idleSince = c.now
	if l.member != nil && l.member.Joined {
		l.member.Left, l.member.LeftAt = true, c.now
	}
	c.emit(Event{Kind: PartReleased, Agent: l.agent.ID, Part: l.part(), Cause: cause, RanOut: l.ranOut})
	if !l.answered {
		c.closeRecord(l, PartEstablished)
	}
}

// close takes a part out of the agent's list.
func (c *Center) close(l *leg) {
	c.unblock(&l.doneBlock, l.id, l.agent)
	l.agent.drop(l)
	if l.member != nil && l.member.leg == l {
		l.call.story.leave(l.member, Released, c.now)
	}
	c.report(PartClosed, l)
	l.call.legs = l.call.others(l)
	c.tidy(l.call)
}

// done marks an ended call done, and with it the record it was made from if that
// is still there: a block of either holds both.
func (c *Center) done(l *leg, cmd *Command) error {
	a, r := l.agent, l.record()
	if l.blocked || r != nil && a.record == r && r.blocked {
		return fmt.Errorf("mark done %s: %w", l.id, ErrBlocked)
	}
	c.report(DoneApplied, l)
	c.closeRecord(l, DoneApplied)
	c.close(l)
	l.member.wrapUp(cmd)
	if r != nil {
		c.afterRecord(a, r, cmd.Stop)
	}
	return nil
}
