package center

import "fmt"

// doneBlock holds back mark done of an agent's part.
type doneBlock struct {
	blocked bool
	warning string
}

// block blocks mark done of a part or lifts the block.
func (c *Center) block(b *doneBlock, id InteractionID, a *agent, cmd *Command) {
	if cmd.Verb != BlockDone {
		c.unblock(b, id, a)
		return
	}
	b.blocked, b.warning = true, cmd.Warning
	c.setTimer(blockTimer(id, a), c.cfg.BlockTimeout)
}

// unblock lifts the block of a part, if there is one.
func (c *Center) unblock(b *doneBlock, id InteractionID, a *agent) {
	if b.blocked && c.cfg.BlockTimeout > 0 {
		c.cancelTimer(blockTimer(id, a))
	}
	b.blocked, b.warning = false, ""
}

func blockTimer(id InteractionID, a *agent) Timer {
	return Timer{Kind: BlockTimer, Interaction: id, Agent: a.ID}
}

// blockOf is the block of a part in the agent's list, or nil.
func (a *agent) blockOf(id InteractionID) *doneBlock {
	if l, ok := a.leg(id); ok {
		return &l.doneBlock
	}
	if s, ok := a.seat(id); ok {
		return &s.doneBlock
	}
	if a.record != nil && a.record.id == id {
		return &a.record.doneBlock
	}
	return nil
}

func (c *Center) blockExpired(t Timer) error {
	a, err := c.agent(t.Agent)
	if err != nil {
		return err
	}
	b := a.blockOf(t.Interaction)
	if b == nil {
		return fmt.Errorf("block timer of %s: %w", t.Interaction, ErrUnknownInteraction)
	}
	*b = doneBlock{}
	return nil
}
