// Package bayeux is a server of the Bayeux protocol, version 1.0, that says to each
// user only what is meant for that user: by long polling, by callback polling and over
// WebSocket. Clients listen; they have nothing to publish.
//
// Its caller finds out who asks, answers preflight requests of browsers, and mounts
// Serve at one path and all paths below it: clients append the name of a meta channel.
//
// Time is real: a test that wants to know what happens in it runs in testing/synctest.
package bayeux

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"
)

// Config says how a server behaves. The zero value works.
type Config struct {
	// Hold is how long a connect waits for a message; 0: 30 s.
	Hold time.Duration
	// MaxInterval is how long a session lives without a connect that waits; 0: 10 s.
	MaxInterval time.Duration
	// Allow reports whether a user may subscribe to a channel, which may be a wildcard;
	// nil: to every one. It must not call the server.
	Allow func(user, channel string) bool
	// Alter changes what a user is about to be told: all messages of one answer, which
	// it may reorder and replace, but not write into. Nil: nothing is changed.
	Alter func(user string, batch []json.RawMessage) []json.RawMessage
	// Rand makes client ids; nil: crypto/rand. It is read by one goroutine at a time.
	Rand   io.Reader
	Limits Limits
	Log    *slog.Logger // nil: silent
}

// Limits bound what a server keeps. The zero value means the defaults.
type Limits struct {
	Sessions      int   // in all; 0: 10,000
	UserSessions  int   // of one user; 0: 64
	Subscriptions int   // of a session; 0: 256
	Queue         int   // messages that wait for a session; 0: 1024
	Bytes         int   // of those messages; 0: 4 MiB
	Body          int64 // bytes of a request or of a frame; 0: 64 KiB
	Messages      int   // of a request or of a frame; 0: 100
	Sockets       int   // WebSocket connections of one user; 0: 64
	// Write is how long an answer may take to be written; 0: 10 s.
	Write time.Duration
}

func (c Config) orDefaults() Config {
	or(&c.Hold, 30*time.Second)
	or(&c.MaxInterval, 10*time.Second)
	or(&c.Limits.Sessions, 10_000)
	or(&c.Limits.UserSessions, 64)
	or(&c.Limits.Subscriptions, 256)
	or(&c.Limits.Queue, 1024)
	or(&c.Limits.Bytes, 4<<20)
	or(&c.Limits.Body, 64<<10)
	or(&c.Limits.Messages, 100)
	or(&c.Limits.Sockets, 64)
	or(&c.Limits.Write, 10*time.Second)
	if c.Allow == nil {
		c.Allow = func(string, string) bool { return true }
	}
	if c.Alter == nil {
		c.Alter = func(_ string, batch []json.RawMessage) []json.RawMessage { return batch }
	}
	if c.Rand == nil {
		c.Rand = rand.Reader
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

func or[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Server holds the sessions of many users. Its methods may be called from any goroutine.
type Server struct {
	cfg     Config
	retry   string         // the usual advice, as JSON
	writers sync.WaitGroup // of what is due over WebSocket

	mu       sync.Mutex // guards all below, and every session
	sessions map[string]*session
	users    map[string]*user // those who have a session or a socket
	closed   bool
	full     bool // somebody was refused, and nobody let in since
}

// user is what a user has open.
type user struct {
	sessions []*session // in the order of their handshakes
	sockets  []*socket
}

// New returns a server without sessions.
func New(cfg Config) *Server {
	cfg = cfg.orDefaults()
	return &Server{
		cfg: cfg, retry: fmt.Sprintf(`{"reconnect":"retry","interval":0,"timeout":%d}`, cfg.Hold.Milliseconds()),
		sessions: map[string]*session{}, users: map[string]*user{},
	}
}

// Close ends every session: connects that wait are answered, and advised to begin
// with a handshake again. It returns when nothing of the server's own runs any more;
// requests are refused from now on.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	for name := range s.users {
		s.endAll(name, adviseHandshake, restarting)
	}
	s.mu.Unlock()
	s.writers.Wait()
}

// EndUser ends the sessions of a user who has logged out, and hangs up the user's
// WebSocket connections. Connects that wait are answered, and advised not to come back.
func (s *Server) EndUser(name string) { s.endUser(name, adviseNone, loggedOut) }

// RestartUser is EndUser for one who stays logged in: clients are advised to begin with
// a handshake again.
func (s *Server) RestartUser(name string) { s.endUser(name, adviseHandshake, restarting) }

func (s *Server) endUser(name, advice string, bye goodbye) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users[name] != nil {
		s.endAll(name, advice, bye)
	}
}

// End ends the session with a client id, if there is one, as if its client had
// disconnected.
func (s *Server) End(clientID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sn := s.sessions[clientID]; sn != nil {
		s.end(sn, adviseNone)
	}
}

// Deliver queues a message for each session of the user that has subscribed to one of
// the channels: once, under the first of these names that a subscription matches. A
// session whose queue is full ends. The data must be valid JSON.
func (s *Server) Deliver(name string, channels []string, data json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.users[name]
	if u == nil {
		return
	}
	events := make([]json.RawMessage, len(channels))
	for i := len(u.sessions) - 1; i >= 0; i-- { // from the end: a full one is taken out
		sn := u.sessions[i]
		under := sn.hears(channels)
		if under < 0 {
			continue
		}
		if events[under] == nil {
			events[under] = event(channels[under], data)
		}
		s.queue(sn, events[under])
	}
}
