package center

import "fmt"

// actInWriting applies a verb to an agent's part in a thread.
func (c *Center) actInWriting(s *seat, cmd *Command) error {
	to, err := s.move(cmd.Verb)
	if err != nil {
		return err
	}
	switch cmd.Verb {
	case Accept:
		c.acceptThread(s, cmd)
	case Reject:
		s.state = to
		c.passOn(s)
	case Done:
		return c.threadDone(s, to, cmd)
	case BlockDone, UnblockDone:
		c.block(&s.doneBlock, s.thread.id, s.agent, cmd)
	case SetData, DeleteData:
		return c.changeThreadData(s.thread, cmd)
	case Say, Notice, StopTyping:
		return c.agentWrites(s, cmd)
	case EndChat:
		c.endChat(s)
	case Reply, ReplyAll, Forward:
		return c.reply(s, cmd)
	case Finish, Transfer, Invite, Requeue, Park:
		return c.share(s, cmd)
	case PlaceInWorkbin, PlaceInQueue:
		return c.place(s, cmd)
	case Consult:
		return c.consult(matter{seat: s}, cmd)
	case CompleteTransfer, CompleteConference:
		return c.completeChat(s, cmd)
	case SingleStepTransfer:
		return c.transferThread(s, cmd)
	case SingleStepConference:
		return c.conferThread(s, cmd)
	case LeaveConference, StepOut:
		s.staying = cmd.Owes
		c.stepOut(s)
	case Send, Discard:
		return c.endDraft(s, to, cmd)
	case Disturb, Obscure:
		c.cancelJoin(s)
		c.shift(s, to, toldAs[cmd.Verb])
		c.regroupThread(s)
	case Compose:
		c.shift(s, to, PartComposing)
		c.write(s.thread, s.line(TypingStartedLine, ""))
	case InsertResponse, Save:
		return c.edit(s, to, cmd)
	default:
		return &RefusedError{Interaction: s.thread.id, Verb: cmd.Verb, State: s.state}
	}
	return nil
}

// toldAs is the event of a verb that does no more than to move a part.
var toldAs = map[Verb]EventKind{
	InsertResponse: ResponseInserted,
	Save:           PartSaved,
	Send:           PartSent,
	Discard:        PartDiscarded,
	Disturb:        PartDisturbed,
	Obscure:        PartObscured,
}

// acceptThread lets an agent in; into a chat they must be connected first.
func (c *Center) acceptThread(s *seat, cmd *Command) {
	c.cancelOffer(s)
	s.greet(cmd)
	if s.thread.route.asks(s.agent) {
		c.stopRoute(s.thread.route)
	}
	c.shift(s, Accepted, PartAccepted)
	c.regroupThread(s)
	if s.thread.via == Chat {
		c.joinChat(s)
	}
}

// threadDone marks an agent's part done.
func (c *Center) threadDone(s *seat, to State, cmd *Command) error {
	if s.blocked {
		return fmt.Errorf("mark done %s: %w", s.thread.id, ErrBlocked)
	}
	s.member.wrapUp(cmd)
	c.finish(s, to, DoneApplied)
	c.afterSeat(s)
	return nil
}

// afterSeat goes on once a seat is vacated for good: with its owner a thread ends.
func (c *Center) afterSeat(s *seat) {
	if !s.guest && !s.staying {
		c.closeThread(s.thread)
		return
	}
	c.forgetThread(s.thread)
}

// changeThreadData changes the data of a thread and tells all its agents.
func (c *Center) changeThreadData(t *thread, cmd *Command) error {
	data, err := changed(t.data, cmd)
	if err != nil {
		return err
	}
	t.data = data
	c.tellAll(t, DataChanged)
	return nil
}

// tellAll reports a change of a thread to all for whom it is not over.
func (c *Center) tellAll(t *thread, kind EventKind) {
	for _, s := range t.seats {
		if s.isOpen() {
			c.tell(s, kind)
		}
	}
}
