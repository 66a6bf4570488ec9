package center

import (
	"fmt"
	"time"
)

// farEnd applies what an outside party does to the call it is in.
func (c *Center) farEnd(cmd *Command) error {
	k := c.liveWith(cmd.Number)
	if k == nil {
		return fmt.Errorf("%s: %s: %w", cmd.Verb, cmd.Number, ErrUnknownNumber)
	}
	return c.farAct(k, cmd.Verb)
}

func (c *Center) farAct(k *call, v Verb) error {
	var l *leg
	for _, x := range k.legs {
		if x.state != Released {
			l = x
		}
	}
	if l == nil {
		return fmt.Errorf("%s: %s: %w", v, k.id, ErrUnknownInteraction)
	}
	if _, err := move(Voice, k.id, l.state, v); err != nil {
		return err
	}
	switch v {
	case FarAnswer:
		c.cancelFar(k)
		c.connect(l)
		if n := c.number(k.customer); n != nil && n.HangsUp {
			c.setFar(k, TalkTimer, max(n.HangsUpIn, 1))
		}
	case FarBusy:
		c.end(l, Busy)
	case FarSilent:
		c.end(l, NoAnswer)
	case FarHangUp:
		c.farHangUp(l)
	}
	return nil
}

// farHangUp ends the call; a caller who gives up while it rings was not answered.
func (c *Center) farHangUp(l *leg) {
	if l.state == Offered {
		c.end(l, NoAnswer)
		return
	}
	c.end(l, ByFarEnd)
}

func (c *Center) setFar(k *call, kind TimerKind, after time.Duration) {
	if after > 0 {
		k.timers |= 1 << kind
		c.setTimer(Timer{Kind: kind, Interaction: k.id}, after)
	}
}

// cancelFar cancels what an outside party was about to do.
func (c *Center) cancelFar(k *call) {
	for _, kind := range []TimerKind{FarTimer, DialTimer, TalkTimer} {
		if k.timers&(1<<kind) != 0 {
			c.cancelTimer(Timer{Kind: kind, Interaction: k.id})
		}
	}
	k.timers = 0
}

// farExpired lets an outside number act by itself.
func (c *Center) farExpired(t Timer) error {
	k, ok := c.calls[t.Interaction]
	if !ok {
		return fmt.Errorf("%s timer of %s: %w", t.Kind, t.Interaction, ErrUnknownInteraction)
	}
	k.timers &^= 1 << t.Kind
	switch t.Kind {
	case DialTimer:
		return c.farAct(k, FarSilent)
	case TalkTimer:
		return c.farAct(k, FarHangUp)
	}
	if n := c.number(k.customer); n != nil && n.Does == FarIsBusy {
		return c.farAct(k, FarBusy)
	}
	return c.farAct(k, FarAnswer)
}
