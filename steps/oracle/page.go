package oracle

// page is one connection of a desk.
type page struct {
	desk     *desk
	closed   bool
	requests map[string][]*request // by referenceId
	subs     []*subscription
	frameIDs map[string]bool // assigned by a message of their own, or sent by the page
	removed  map[string]bool // interactions whose REMOVED came
	unasked  map[string]bool // names of events that came without having been asked for
	latest   latest
}

// latest is the last event that a page was sent.
type latest struct {
	raw    []byte
	seq    int
	causes int // requests that can cause events, sent by any page until then
	since  int // and of these, since the event before it
	times  int // active subscriptions of the page to its name
}

// request is a frame of a page that can be answered.
type request struct {
	seq     int
	raw     []byte
	key     string // referenceId
	name    string // the method, subscribe or unsubscribe
	subject string // the first parameter if that is a text: mostly an interactionId
	sub     *subscription
	offers  string // the capability that its interaction had when it was sent, if it is one of a capability
	known   bool   // the desk was told of that interaction before
	answers []int  // records
}

// subscription is one subscribe.
type subscription struct {
	names []string
	asked int    // the record of the subscribe
	id    string // subscriptionId, when granted
	stage stage
	ended int // the record of its unsubscribe
}

// stage is how far a subscription has come. Of several to one name the one with
// the highest stage tells how the page stands.
type stage byte

const (
	refused stage = iota
	left          // unsubscribed, and the server has answered what was sent later
	pending       // not answered yet
	leaving       // unsubscribed, and the server may not have read it
	active
)

// open begins a connection: nothing has been said on it.
func (p *page) open() {
	*p = page{
		desk: p.desk, requests: map[string][]*request{},
		frameIDs: map[string]bool{}, removed: map[string]bool{}, unasked: map[string]bool{},
	}
}

// asked finds the request that an answer with this referenceId is for: the
// first that has none, else the last that has one.
func (p *page) asked(key string) (r *request, again bool) {
	for _, r = range p.requests[key] {
		if len(r.answers) == 0 {
			return r, false
		}
	}
	return r, r != nil
}

// doubtful reports whether several requests of different names wait for an
// answer with this referenceId.
func (p *page) doubtful(r *request) bool {
	for _, o := range p.requests[r.key] {
		if o.name != r.name && len(o.answers) == 0 {
			return true
		}
	}
	return false
}

// standing is the subscription that tells how a page stands to events of that
// name, and nil if it has none.
func (p *page) standing(name string) *subscription {
	var best *subscription
	for _, s := range p.subs {
		if s.stage != refused && s.covers(name) > 0 && (best == nil || s.stage > best.stage) {
			best = s
		}
	}
	return best
}

// times is how many active subscriptions a page has to that name.
func (p *page) times(name string) int {
	n := 0
	for _, s := range p.subs {
		if s.stage == active {
			n += s.covers(name)
		}
	}
	return n
}

// covers counts how often a subscription names an event.
func (s *subscription) covers(name string) int {
	n := 0
	for _, own := range s.names {
		if own == name {
			n++
		}
	}
	return n
}
