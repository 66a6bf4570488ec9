package center

import (
	"cmp"
	"slices"
)

// routed is an interaction that an agent is looked for.
type routed interface {
	medium() Medium
	hasAgent(a *agent) bool // they are in it: it cannot be offered to them
	belongsTo() *story
	offerTo(c *Center, a *agent, added bool)
	setRoute(r *route)
}

// route looks for an agent for an interaction. That the best are asked first, then who has
// least to do, then the longest idle, then the first by id, and that whoever declined is
// not asked again before they have been ready anew, nor who sent it on, is inferred.
type route struct {
	x          routed
	candidates []candidate
	asked      *agent // to whom it is offered; nil: it waits
	declined   []*agent
	added      bool // the agent is to be one more in a conversation
}

// asks reports whether it is this agent to whom a search has led.
func (r *route) asks(a *agent) bool { return r != nil && r.asked == a }

// goOn lets the search go on after the agent who was asked has declined.
func (r *route) goOn() { r.declined, r.asked = append(r.declined, r.asked), nil }

// passOver keeps what an agent sends on from coming back to them; nil is no search.
func (r *route) passOver(a *agent) {
	if r != nil {
		r.declined = append(r.declined, a)
	}
}

// maxRoutes is how many interactions wait in a center at once.
const maxRoutes = 1000

func (c *Center) roomToWait() error {
	if len(c.routes) >= maxRoutes {
		return ErrQueueFull
	}
	return nil
}

// startRoute begins to look for an agent. There must be room to wait.
func (c *Center) startRoute(x routed, candidates []candidate, added bool) {
	r := &route{x: x, candidates: candidates, added: added}
	x.setRoute(r)
	c.routes = append(c.routes, r)
}

// stopRoute ends the search, because it was found or nobody is needed any more; nil
// is no search.
func (c *Center) stopRoute(r *route) {
	if r != nil {
		r.x.setRoute(nil)
		c.routes = slices.DeleteFunc(c.routes, func(x *route) bool { return x == r })
	}
}

// offerRouted offers what waits to those who are free for it, oldest first.
func (c *Center) offerRouted() {
	for _, r := range slices.Clone(c.routes) {
		if r.asked != nil {
			continue
		}
		if r.asked = c.choose(r); r.asked != nil {
			r.x.offerTo(c, r.asked, r.added)
		}
	}
}

// choose is the agent who is asked next, or nil.
func (c *Center) choose(r *route) *agent {
	var best *candidate
	for i := range r.candidates {
		x := &r.candidates[i]
		if !c.isFreeFor(x.agent, r.x.medium()) || slices.Contains(r.declined, x.agent) || r.x.hasAgent(x.agent) || r.x.belongsTo().isWith(x.agent) {
			continue
		}
		if best == nil || better(x, best) < 0 {
			best = x
		}
	}
	if best == nil {
		return nil
	}
	return best.agent
}

func better(x, y *candidate) int {
	return cmp.Or(
		cmp.Compare(y.level, x.level),
		cmp.Compare(x.agent.atWork(), y.agent.atWork()),
		cmp.Compare(x.agent.idleSince, y.agent.idleSince),
		cmp.Compare(x.agent.ID, y.agent.ID),
	)
}

// isFreeFor reports whether routing may offer an agent one more of a medium.
func (c *Center) isFreeFor(a *agent, m Medium) bool {
	ms := a.medium(m)
	return ms != nil && ms.state.Kind == Ready && a.load(m) < c.capacity(a, m) &&
		!(a.loggedIn && a.isAsked(m)) && len(a.legs) < MaxParts && len(a.seats) < MaxParts
}

// capacity is how many of a medium routing gives an agent at once.
func (c *Center) capacity(a *agent, m Medium) int {
	return cmp.Or(a.Capacity[m], c.cfg.Capacity[m], 1)
}

// load is how many interactions of a medium the agent has that have not ended.
func (a *agent) load(m Medium) int {
	n := 0
	if m == Voice {
		for _, l := range a.legs {
			if l.state != Released || a.signedIn {
				n++
			}
		}
	}
	for _, s := range a.seats {
		if s.thread.via == m && s.thread.kind != Outbound && (s.isOpen() || a.signedIn) {
			n++
		}
	}
	return n
}

// atWork is how much the agent has to do, of whatever medium: who is idle has nothing.
func (a *agent) atWork() int {
	n := 0
	for _, l := range a.legs {
		if l.state != Released {
			n++
		}
	}
	for _, s := range a.seats {
		if s.isOpen() {
			n++
		}
	}
	if a.record != nil {
		n++
	}
	return n
}

// readyAgain lets an agent be asked anew for what they declined.
func (c *Center) readyAgain(a *agent) {
	a.idleSince = c.now
	for _, r := range c.routes {
		r.declined = slices.DeleteFunc(r.declined, func(x *agent) bool { return x == a })
	}
}

func (k *call) medium() Medium { return Voice }

func (k *call) belongsTo() *story { return k.story }

func (k *call) setRoute(r *route) { k.route = r }

func (k *call) offerTo(c *Center, a *agent, added bool) {
	c.offer(k, a, added)
	c.regroup(k)
}
