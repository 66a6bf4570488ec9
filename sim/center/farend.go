package center

import (
	"fmt"
	"slices"
	"time"
)

// ringOutside lets an outside number ring.
func (c *Center) ringOutside(k *call, number string, added bool) {
	o := k.bring(&outsider{number: number, origin: k.id, ringing: true, added: added})
	c.setFar(o, DialTimer, c.cfg.DialTimeout)
	if n := c.number(number); n != nil && n.Does != FarIgnores {
		c.setFar(o, FarTimer, max(n.After, 1))
	}
}

// farEnd applies what an outside party does to the call it is in.
func (c *Center) farEnd(cmd *Command) error {
	k := c.liveWith(cmd.Number)
	if k == nil {
		return fmt.Errorf("%s: %s: %w", cmd.Verb, cmd.Number, ErrUnknownNumber)
	}
	return c.farAct(k, k.outsider(cmd.Number), cmd.Verb)
}

func (c *Center) farAct(k *call, o *outsider, v Verb) error {
	if o.ringing == (v == FarHangUp) {
		return &RefusedError{Interaction: k.id, Verb: v, State: k.stateOf(o)}
	}
	if v == FarAnswer {
		c.farAnswer(k, o)
		return nil
	}
	c.dropOutsider(k, o)
	c.settle(k, farCauses[v])
	return nil
}

// farCauses are why a call ends that an outside party leaves.
var farCauses = map[Verb]Cause{FarBusy: Busy, FarSilent: NoAnswer, FarHangUp: ByFarEnd}

// stateOf is where a call stands for an outside party.
func (k *call) stateOf(o *outsider) State {
	switch live := k.live(); {
	case o.ringing:
		return Dialing
	case len(live) > 0:
		return live[0].state
	}
	return Connected
}

func (c *Center) farAnswer(k *call, o *outsider) {
	c.cancelFar(o)
	o.ringing, o.added = false, false
	o.member.join(c.now)
	c.answered(k)
	if n := c.number(o.number); n != nil && n.HangsUp {
		c.setFar(o, TalkTimer, max(n.HangsUpIn, 1))
	}
}

// dropOutsider takes an outside party out of a call.
func (c *Center) dropOutsider(k *call, o *outsider) {
	c.cancelFar(o)
	k.story.leave(o.member, Released, c.now)
	k.outside = slices.DeleteFunc(k.outside, func(x *outsider) bool { return x == o })
}

func (c *Center) setFar(o *outsider, kind TimerKind, after time.Duration) {
	if after > 0 {
		o.timers |= 1 << kind
		c.setTimer(o.timer(kind), after)
	}
}

func (o *outsider) timer(kind TimerKind) Timer {
	return Timer{Kind: kind, Interaction: o.origin, Number: o.number}
}

// cancelFar cancels what an outside party was about to do.
func (c *Center) cancelFar(o *outsider) {
	for _, kind := range []TimerKind{FarTimer, DialTimer, TalkTimer} {
		if o.timers&(1<<kind) != 0 {
			c.cancelTimer(o.timer(kind))
		}
	}
	o.timers = 0
}

// farExpired lets an outside number act by itself.
func (c *Center) farExpired(t Timer) error {
	k := c.liveWith(t.Number)
	if k == nil || k.outsider(t.Number).origin != t.Interaction {
		return fmt.Errorf("%s timer of %s: %w", t.Kind, t.Interaction, ErrUnknownInteraction)
	}
	o := k.outsider(t.Number)
	o.timers &^= 1 << t.Kind
	switch t.Kind {
	case DialTimer:
		return c.farAct(k, o, FarSilent)
	case TalkTimer:
		return c.farAct(k, o, FarHangUp)
	}
	if n := c.number(o.number); n != nil && n.Does == FarIsBusy {
		return c.farAct(k, o, FarBusy)
	}
	return c.farAct(k, o, FarAnswer)
}
