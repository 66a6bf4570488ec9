// Package gws is the server half of the Interactions API of Genesys Web Services: one
// user's conversation, REST requests in, answers and notifications out. It knows no
// HTTP and no Bayeux.
//
// Frames are JSON. One that comes in is a request, told from others by its Exchange:
//
//	{"method":"POST","path":"/me/interactions/00009a8T8Y130123","query":"fields=*",
//	 "base":"http://host/api/v2","body":{"operationName":"Accept"}}
//
// The path is the part behind /api/v2, decoded; a body that is not JSON comes as
// "text" instead of "body", and without either there is none. Each request has exactly
// one answer, a frame with the same Exchange; no body means that it is empty:
//
//	{"status":200,"headers":{"Allow":"POST"},"body":{"status":"ok","statusCode":0}}
//
// A frame with Exchange 0 is a notification, for this user alone:
//
//	{"channel":"/v2/me/interactions","data":{"messageTypeName":"InteractionStateMessage", …}}
//
// A request fails for the first of these that is so: no such path, or no such method
// there; the user's roles do not allow it; the body or its operation cannot be read;
// the interaction does not exist; it is not the user's; its medium has no such
// operation; it is in another state; a parameter is missing; what a parameter names
// does not exist. That order is inferred. A failed request has changed nothing.
//
// Names and shapes on the wire are typed here from the documents (Interactions API
// Operations and the pages around it, 8.5.0 and 8.5.1).
package gws

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// Config says whose conversation a session is, and how it speaks. User is required.
type Config struct {
	User            User
	Profile         Profile
	Results         Results
	Begins          time.Time // the date at the desk when time begins
	ListInvitations bool      // GET /me/interactions lists what is only offered, too
}

// User is who has logged in. An agent's ID is the one that the center knows them by;
// others than agents have an id that no agent has.
type User struct {
	ID          center.AgentID
	Name        string
	First, Last string
	Roles       []string // ROLE_AGENT, ROLE_ADMIN, ROLE_SUPERVISOR
}

// Session is one user's conversation, however many connections they have.
type Session struct {
	cfg      Config
	port     wire.Port              // to look at only; a request brings its own
	base     string                 // of the last request's URLs
	stopping center.InteractionID   // what the user is just finishing
	past     []center.InteractionID // what was the user's, and is so no more
}

// New returns the conversation of a user who has just logged in.
func New(cfg Config) *Session {
	if cfg.Profile == "" {
		cfg.Profile = Release850
	}
	if cfg.Results == "" {
		cfg.Results = cfg.Profile.results()
	}
	return &Session{cfg: cfg}
}

var _ wire.Session = (*Session)(nil)

// Open begins the conversation. The user is told nothing of what they have already:
// they ask for it.
func (s *Session) Open(_ time.Duration, _ wire.Page, c wire.Port, dst []wire.Frame) []wire.Frame {
	s.port = c
	return dst
}

// Close does nothing: a conversation has no connections to forget.
func (s *Session) Close(time.Duration, uint32) {}

// Next reports that the session does nothing by itself.
func (s *Session) Next() (time.Duration, bool) { return 0, false }

// Tick does nothing.
func (s *Session) Tick(_ time.Duration, _ wire.Port, dst []wire.Frame) ([]wire.Frame, error) {
	return dst, nil
}
