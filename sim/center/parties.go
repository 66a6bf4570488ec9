package center

import "slices"

// outsider is an outside party of a call.
type outsider struct {
	number  string
	member  *member       // of the story
	origin  InteractionID // the call at which their timers were set
	ringing bool          // they are called and have not answered
	added   bool          // likewise, to be one more in a conversation that goes on without them
	timers  uint8         // those that are set, a bit a TimerKind
}

// maxParties is how many agents and outside parties a call has.
const maxParties = 16

// bring makes somebody outside a party of a call.
func (k *call) bring(o *outsider) *outsider {
	o.member = k.story.member(nil, o.number).come(k.about != nil)
	o.member.out, o.member.aside = o, k.about != nil
	k.outside = append(k.outside, o)
	return o
}

func (k *call) outsider(number string) *outsider {
	for _, o := range k.outside {
		if o.number == number {
			return o
		}
	}
	return nil
}

// live are the parts of a call that have not ended.
func (k *call) live() []*leg {
	var out []*leg
	for _, l := range k.legs {
		if l.state != Released {
			out = append(out, l)
		}
	}
	return out
}

// size is how many are in a call, those included at whom it rings.
func (k *call) size() int {
	n := len(k.live()) + len(k.outside)
	if k.route != nil && k.route.asked == nil {
		n++
	}
	return n
}

// hasAgent reports whether an agent is in a call, or in the one it is about.
func (k *call) hasAgent(a *agent) bool {
	in := slices.ContainsFunc(k.legs, func(l *leg) bool { return l.agent == a && l.state != Released })
	return in || k.about.hasAgent(a)
}

// partiesOf is everybody in a call beside the agent of one part. Whoever is only being
// added is not in it yet.
func (k *call) partiesOf(l *leg) []Party {
	var out []Party
	for _, o := range k.outside {
		if !o.added {
			out = append(out, Party{Number: o.number})
		}
	}
	for _, o := range k.legs {
		if o != l && o.state != Released && !o.added {
			out = append(out, o.agent.party())
		}
	}
	return out
}

// regroup tells the agents of a call who is in it now, if that has changed. Who is
// still dialing learns it with what comes next.
func (c *Center) regroup(k *call) {
	for _, l := range k.live() {
		now := k.partiesOf(l)
		if len(now) == 0 || slices.Equal(now, l.parties) {
			continue
		}
		l.parties = now
		if l.state != Dialing {
			c.report(PartiesChanged, l)
		}
	}
}

// goesOn reports whether a call still is one: two can talk, or one waits for another
// who is being called.
func (k *call) goesOn() bool {
	present, awaited := 0, 0
	for _, o := range k.outside {
		switch {
		case !o.ringing:
			present++
		case !o.added:
			awaited++
		}
	}
	for _, l := range k.live() {
		switch {
		case l.state != Offered:
			present++
		case !l.added:
			awaited++
		}
	}
	if k.route != nil && k.route.asked == nil && !k.route.added {
		awaited++
	}
	return present > 1 || present == 1 && awaited > 0
}

// settle looks at a call after somebody has left it: it ends for the others if there
// is nobody left for them, else they are told who is.
func (c *Center) settle(k *call, cause Cause) {
	if !k.goesOn() {
		c.endCall(k, cause)
		return
	}
	c.leaveBehind(k)
	c.regroup(k)
	if len(k.live()) == 0 {
		c.boundAlone()
	}
}

// leaveBehind gives those who have left a call that goes on without them, and still
// list it, a call of their own: what happens from now on is no business of theirs.
func (c *Center) leaveBehind(k *call) {
	for _, l := range slices.Clone(k.legs) {
		if l.state != Released {
			continue
		}
		past := *k
		past.legs, past.outside, past.route = []*leg{l}, nil, nil
		k.legs, l.call = k.others(l), &past
		c.keepCall(&past)
	}
}

// endCall ends a call for everybody who is left in it.
func (c *Center) endCall(k *call, cause Cause) {
	c.stopRoute(k.route)
	for _, o := range slices.Clone(k.outside) {
		c.dropOutsider(k, o)
	}
	for _, l := range k.live() {
		if l.state == Offered {
			c.end(l, NoAnswer) // whoever called has given up
			continue
		}
		c.end(l, cause)
	}
	c.tidy(k)
}

// maxAlone is how many calls between outside parties alone, which agents transferred
// to each other, a center keeps; of more, the oldest is lost from sight.
const maxAlone = 1000

func (c *Center) boundAlone() {
	var alone []*call
	for _, k := range c.live {
		if len(k.outside) > 0 && len(k.live()) == 0 && k.route == nil {
			alone = append(alone, k)
		}
	}
	if len(alone) > maxAlone {
		c.endCall(alone[0], ByFarEnd)
	}
}

// tidy forgets a call that nobody is in and nobody lists.
func (c *Center) tidy(k *call) {
	if len(k.legs) > 0 || len(k.outside) > 0 || k.route != nil {
		return
	}
	i := slices.Index(c.live, k)
	if i < 0 {
		return
	}
	c.live = slices.Delete(c.live, i, i+1)
	k.story.calls = slices.DeleteFunc(k.story.calls, func(x *call) bool { return x == k })
	c.leaveStory(k.story)
}
