package center

import "fmt"

// block blocks mark done or lifts the block.
func (c *Center) block(l *leg, cmd *Command) {
	was := l.blocked
	l.blocked, l.warning = cmd.Verb == BlockDone, cmd.Warning
	switch {
	case l.blocked:
		c.setTimer(blockTimer(l), c.cfg.BlockTimeout)
	case was:
		c.cancelBlock(blockTimer(l))
	}
}

func (c *Center) cancelBlock(t Timer) {
	if c.cfg.BlockTimeout > 0 {
		c.cancelTimer(t)
	}
}

func (c *Center) blockExpired(t Timer) error {
	a, err := c.agent(t.Agent)
	if err != nil {
		return err
	}
	if l, ok := a.leg(t.Interaction); ok {
		l.blocked, l.warning = false, ""
		return nil
	}
	if r := a.record; r != nil && r.id == t.Interaction {
		r.blocked, r.warning = false, ""
		return nil
	}
	return fmt.Errorf("block timer of %s: %w", t.Interaction, ErrUnknownInteraction)
}

// changeRecording applies a recording verb to the call and tells all its agents.
func (c *Center) changeRecording(l *leg, v Verb) error {
	k := l.call
	to, ok := recordingMoves[k.recording][v]
	if !ok {
		return &RefusedError{Interaction: k.id, Verb: v, State: l.state, Recording: k.recording}
	}
	k.recording = to
	c.reportAll(RecordingChanged, k)
	return nil
}

// reportAll emits an event about a call to each agent who is still in it.
func (c *Center) reportAll(kind EventKind, k *call) {
	for _, l := range k.legs {
		if l.state != Released {
			c.report(kind, l)
		}
	}
}
