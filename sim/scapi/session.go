// Package scapi is the server half of the Service Client API: one agent's
// desktop as a web page inside it sees it, JSON messages over any carrier.
//
// Names and shapes on the wire are typed here from the documents ("Service
// Client API Reference" and the client library wwe-service-client-api.js); older
// and newer lines of them are a Profile.
package scapi

import (
	"strconv"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/token"
	"github.com/deskproof/deskproof/sim/wire"
)

// Config says whose desktop a session is and what rules it. Agent and Profile are required.
type Config struct {
	Agent   center.AgentID
	Profile Profile
	Access  Access
	Origin  string    // what a page that names no origin counts as
	Begins  time.Time // the date at the desk when time begins

	Options   Options       // what pages read
	Overrides *Overrides    // of routing strategies; nil: none
	Signer    *token.Signer // of tokens; nil: none are given
	TokenLife time.Duration
	TabsDial  bool // pages that are shown as a tab of their own may only dial
	LastID    int  // the last client-side id of the agent's sessions before: none is given again

	DataStates bool // a chat or an e-mail whose user data have changed is in a state that says so
}

// Session is one agent's desktop with the pages open in it. Client-side ids and
// cases belong to the desktop; subscriptions and the frameId to the page.
type Session struct {
	cfg      Config
	limit    limiter
	pages    []*page
	items    []*item
	lastID   int
	selected string // caseId; empty: none
	said     []byte // the events of this call
	data     []byte // of the event that is being told

	toasts                []toast
	dialogs               []dialog
	views                 []string // of the menu bar, by name
	newToasts, newDialogs int      // how many there have been
	muted                 device
	token                 given

	leader    uint32        // the page that leads; 0: none, or the pages negotiate
	elected   time.Duration // when they will have agreed
	lastFocus int
	begun     bool          // a page has opened
	ends      time.Duration // when an inactive agent's session does; 0: never
}

// page is one web page in the desktop.
type page struct {
	id            uint32
	origin        string
	subscriptions []subscription
	lastID        int
	onlyDials     bool
	visible       bool // the agent sees it
	focused       int  // when it was active last: the larger, the later
}

type subscription struct {
	id       string
	events   events
	channels []string // of the messenger
}

// New returns the desktop of an agent who has just signed in.
func New(cfg Config) *Session {
	s := &Session{cfg: cfg, lastID: cfg.LastID}
	s.limit.access = &s.cfg.Access
	return s
}

// LastID is the last client-side id that an interaction has been given.
func (s *Session) LastID() int { return s.lastID }

var _ wire.Session = (*Session)(nil)

// Open adds a page and gives it its frameId.
func (s *Session) Open(now time.Duration, p wire.Page, c wire.Port, dst []wire.Frame) []wire.Frame {
	if len(s.pages) == 0 && len(s.items) == 0 {
		s.catchUp(c)
	}
	if !s.begun {
		s.begun = true
		s.Activity(now)
	}
	origin := p.Origin
	if origin == "" {
		origin = s.cfg.Origin
	}
	opened := &page{id: p.ID, origin: origin, onlyDials: p.Tab && s.cfg.TabsDial}
	s.pages = append(s.pages, opened)
	s.enter(now, opened)
	var o object
	o.text("frameId", "frame-"+itoa(int(p.ID)))
	return append(dst, wire.Frame{Page: p.ID, Body: seal(&o)})
}

// catchUp lists what the agent already has.
func (s *Session) catchUp(c wire.Port) {
	for _, p := range c.Center().Parts(s.cfg.Agent) {
		it := s.add(&p)
		it.update(&p)
		it.state = stateWord(&p)
	}
	for _, it := range s.items { // what one belongs to may be listed after it
		s.file(it, &it.part)
	}
}

// Close forgets a page with its subscriptions.
func (s *Session) Close(now time.Duration, id uint32) {
	s.leave(now, id)
	for i, p := range s.pages {
		if p.id == id {
			s.pages = append(s.pages[:i], s.pages[i+1:]...)
			return
		}
	}
}

func (s *Session) page(id uint32) *page {
	for _, p := range s.pages {
		if p.id == id {
			return p
		}
	}
	return nil
}

// seal ends a message of the server: what the client library reads must have a
// userAgent that contains WWE.
func seal(o *object) []byte {
	o.text("userAgent", "WWE Server")
	o.number("protocolVersion", 2)
	return o.end()
}

func itoa(n int) string { return strconv.Itoa(n) }
