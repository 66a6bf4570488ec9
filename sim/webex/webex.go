// Package webex is the server half of the Webex Contact Center desktop wire: one
// agent's conversation, REST requests and the notification sockets that tell what
// became of them. It knows no HTTP and no socket.
//
// Frames are JSON. Page 1 of a login is its REST side. A frame that comes in there is
// a request, told from others by its Exchange:
//
//	{"method":"POST","path":"/v1/tasks/ID/hold","query":"","base":"http://HOST/webex",
//	 "socket":"ws://HOST/webex","body":{"mediaResourceId":"ID"}}
//
// The path is decoded, without what stands before it in base; a body that is not JSON
// comes as "text" instead of "body", and without either there is none; "track" is the
// client's own id of the request, which a refusal repeats. Each request has exactly one
// answer, a frame with the same Exchange; no body means that it is empty:
//
//	{"status":202,"body":{}}
//
// Every other page is a notification socket, known by the subscription that the login
// asked for. What the client writes comes as it is; what is told goes to every socket:
//
//	{"type":"RoutingMessage","orgId":"…","trackingId":"…","data":{…,"type":"AgentContactHeld"}}
//
// A request asks for one operation: its answer says that it was taken, and the
// notification that follows what became of it. What a request itself shows to be wrong
// (no such path, no such task, a member missing or malformed) is an error of HTTP; what
// the center refuses is the failure notification of the operation, and nothing has
// changed then. Which is which is inferred.
//
// Names and shapes on the wire are typed here from the documented Interaction and the
// declarations of the published SDK, 3.12.0.
package webex

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// Config says whose conversation a session is, and how it speaks. User is required.
type Config struct {
	User    center.AgentID
	Tenant  Tenant
	Profile Profile
	Begins  time.Time     // the date at the desk when time begins
	Answer  time.Duration // when the agent's desk phone is picked up by itself; below 0: never
	Record  bool          // the agent's calls are recorded from the answer
	Ring    time.Duration // how long a contact is offered to an agent; 0: for ever

	Subscriptions Subscriptions // those of all sessions; nil: of this one alone
}

// Session is one agent's conversation, however many sockets they have.
type Session struct {
	cfg     Config
	port    wire.Port // to look at only; a request brings its own
	now     time.Duration
	sockets []uint32 // the open pages, oldest first
	traces  uint64   // how many tracking ids have been given out
	registration
	station
	tasks
}

// New returns the conversation of an agent.
func New(cfg Config) *Session {
	if cfg.Profile == "" {
		cfg.Profile = SDK312
	}
	if cfg.Subscriptions == nil {
		cfg.Subscriptions = Subscriptions{}
	}
	cfg.Tenant = cfg.Tenant.filled()
	return &Session{cfg: cfg}
}

var _ wire.Session = (*Session)(nil)

// Open adds the REST side, or a notification socket.
func (s *Session) Open(now time.Duration, p wire.Page, c wire.Port, dst []wire.Frame) []wire.Frame {
	s.now, s.port = now, c
	if p.ID == restPage {
		return dst
	}
	return s.openSocket(p, dst)
}

// restPage is the page of requests.
const restPage = 1

// Close forgets a socket.
func (s *Session) Close(now time.Duration, page uint32) {
	s.now = now
	s.closeSocket(page)
}

// Receive reads a request and answers it, or a frame of a socket.
func (s *Session) Receive(now time.Duration, in wire.Frame, c wire.Port, dst []wire.Frame) ([]wire.Frame, error) {
	s.now, s.port = now, c
	if in.Exchange == 0 {
		return s.receiveSocket(in, dst)
	}
	s.doing = nil
	r := &request{}
	a := s.answer(r, in.Body)
	dst = append(dst, wire.Frame{Page: in.Page, Exchange: in.Exchange, Body: encode(a)})
	for _, n := range r.told {
		dst = s.send(n, dst)
	}
	return dst, nil
}

// Next says when the session has something to do by itself.
func (s *Session) Next() (time.Duration, bool) {
	due, is := s.stationDue()
	if at, more := s.errandDue(); more && (!is || at < due) {
		return at, true
	}
	return due, is
}

// Tick does what is due.
func (s *Session) Tick(now time.Duration, c wire.Port, dst []wire.Frame) ([]wire.Frame, error) {
	s.now, s.port = now, c
	s.doing = nil
	s.stationTick()
	s.runErrands()
	return dst, nil
}
