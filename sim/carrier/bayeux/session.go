package bayeux

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"
)

// session is one handshake of a client, until it ends. The server's lock guards it.
type session struct {
	id, user      string
	subscriptions []string
	ended         string // what who comes back is advised to do; empty: it lives

	queue []queued // what has to be said, the oldest first
	bytes int      // of it
	acks  bool     // what was said stays in the queue until the client acknowledges it
	batch int      // number of the last answer to a connect, with acks

	last  *poll       // the connect that came last: it alone gets messages
	poll  *poll       // it, while it waits
	due   time.Time   // when the connect is answered, or when the session expires
	timer *time.Timer // for due
}

// queued is a message that waits.
type queued struct {
	event json.RawMessage
	batch int // of the answer that it went with, if it was said already
}

// poll is a connect on its way to its answer.
type poll struct {
	session  *session
	id       json.RawMessage // of the connect
	waits    bool
	released chan struct{} // over HTTP: closed when it has waited long enough
	socket   *socket       // over WebSocket
}

// open makes a session; the caller has looked at the bounds.
func (s *Server) open(name string) (*session, error) {
	id, err := s.random()
	if err != nil {
		return nil, err
	}
	sn := &session{id: id, user: name}
	s.sessions[sn.id] = sn
	u := s.of(name)
	u.sessions = append(u.sessions, sn)
	sn.due = time.Now().Add(s.cfg.MaxInterval) // before the timer's: when it rings, it is
	sn.timer = time.AfterFunc(s.cfg.MaxInterval, func() { s.ring(sn) })
	return sn, nil
}

// random is a text that nobody can guess.
func (s *Server) random() (string, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(s.cfg.Rand, b); err != nil {
		return "", fmt.Errorf("make a client id: %w", err)
	}
	return hex.EncodeToString(b), nil
}

// of is what a user has open.
func (s *Server) of(name string) *user {
	u := s.users[name]
	if u == nil {
		u = &user{}
		s.users[name] = u
	}
	return u
}

// forget drops a user who has nothing open any more.
func (s *Server) forget(name string) {
	if u := s.users[name]; u != nil && len(u.sessions) == 0 && len(u.sockets) == 0 {
		delete(s.users, name)
	}
}

// end ends a session; a connect that waits is answered with the advice.
func (s *Server) end(sn *session, advice string) {
	sn.ended = advice
	sn.timer.Stop()
	sn.queue, sn.bytes = nil, 0
	s.release(sn)
	delete(s.sessions, sn.id)
	u := s.users[sn.user]
	u.sessions = slices.DeleteFunc(u.sessions, func(other *session) bool { return other == sn })
	s.forget(sn.user)
}

// warnFull logs the first of those who are refused.
func (s *Server) warnFull(what, name string) {
	if !s.full {
		s.cfg.Log.Warn(what, "user", name, "sessions", len(s.sessions))
	}
	s.full = true
}

// endAll ends all that a user has open.
func (s *Server) endAll(name, advice string, bye goodbye) {
	u := s.users[name]
	for _, sn := range slices.Clone(u.sessions) {
		s.end(sn, advice)
	}
	for _, c := range u.sockets {
		s.hangUp(c, bye)
	}
}

// ring is called when a session may be due.
func (s *Server) ring(sn *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case sn.ended != "" || time.Now().Before(sn.due): // it was moved while it rang
	case sn.poll != nil:
		s.release(sn)
	default:
		s.end(sn, adviseHandshake)
	}
}

func (sn *session) wakeAfter(d time.Duration) {
	sn.due = time.Now().Add(d)
	sn.timer.Reset(d)
}

// hold lets a connect wait.
func (s *Server) hold(p *poll, d time.Duration) {
	p.waits = true
	if p.socket == nil {
		p.released = make(chan struct{})
	}
	p.session.poll = p
	p.session.wakeAfter(d)
}

// release lets the connect that waits be answered, if there is one. From now on the
// session waits for the next.
func (s *Server) release(sn *session) {
	p := sn.poll
	if p == nil {
		return
	}
	sn.poll = nil
	if sn.ended == "" {
		sn.wakeAfter(s.cfg.MaxInterval)
	}
	if p.socket == nil {
		close(p.released)
		return
	}
	p.socket.due = append(p.socket.due, p)
	s.answerDue(p.socket)
}

// abandon forgets a connect whose client has gone: what is queued waits for the next.
func (s *Server) abandon(p *poll) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.session.poll == p {
		p.session.poll = nil
		p.session.wakeAfter(s.cfg.MaxInterval)
	}
}

// queue lets a session be told something. A session that has not been told too much
// already ends: it has to begin again, and its client to ask for what is.
func (s *Server) queue(sn *session, event json.RawMessage) {
	if len(sn.queue) >= s.cfg.Limits.Queue || sn.bytes+len(event) > s.cfg.Limits.Bytes {
		s.cfg.Log.Warn("bayeux session dropped: it does not fetch its messages",
			"user", sn.user, "messages", len(sn.queue), "bytes", sn.bytes)
		s.end(sn, adviseHandshake)
		return
	}
	sn.queue = append(sn.queue, queued{event: event})
	sn.bytes += len(event)
	s.release(sn)
}

// take takes what is to be said now. With acks it stays queued, too.
func (sn *session) take() []json.RawMessage {
	sn.batch++
	events := make([]json.RawMessage, len(sn.queue))
	for i := range sn.queue {
		q := &sn.queue[i]
		events[i] = q.event
		if q.batch == 0 {
			q.batch = sn.batch
		}
	}
	if !sn.acks {
		sn.queue, sn.bytes = nil, 0
	}
	return events
}

// restore takes back what could not be said to the only connect of an answer.
func (s *Server) restore(a answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(a.connects) != 1 || len(a.events) == 0 {
		return
	}
	sn := a.to.session
	if sn.ended != "" || sn.acks || sn.last != a.to {
		return
	}
	back := make([]queued, len(a.events))
	for i, event := range a.events {
		back[i].event = event
		sn.bytes += len(event)
	}
	sn.queue = append(back, sn.queue...)
}

// acknowledge drops what the client has, up to an answer's number.
func (sn *session) acknowledge(batch int) {
	for len(sn.queue) > 0 && sn.queue[0].batch != 0 && sn.queue[0].batch <= batch {
		sn.bytes -= len(sn.queue[0].event)
		sn.queue = sn.queue[1:]
	}
	if len(sn.queue) == 0 {
		sn.queue = nil
	}
}

// hears is the first of the channels that a subscription matches; -1: none.
func (sn *session) hears(channels []string) int {
	return slices.IndexFunc(channels, func(channel string) bool {
		return slices.ContainsFunc(sn.subscriptions, func(pattern string) bool { return matches(pattern, channel) })
	})
}
