package gateway

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// cookieName is that of the session cookie (Getting Started, Authentication).
const cookieName = "JSESSIONID"

// maxSessions is how many HTTP sessions a user has at once: a client that keeps no cookies
// gets one with each request.
const maxSessions = 64

// visitor is a user who has been here.
type visitor struct {
	user     string
	secrets  io.Reader  // the user's own: no cookie is ever another user's, in any world
	sessions []*session // guarded by the gateway's lock, as what is in them

	entering sync.Mutex  // held by who enters
	entered  atomic.Bool // the world tells us what it tells the user
}

// session is an HTTP session.
type session struct {
	id, token string
	visitor   *visitor
	kept      bool // the client has come back with the cookie
	used      int  // when it was used last, by the gateway's clock
}

// authenticate finds out who asks, by the Authorization header if there is one, else by
// the cookie. A session begins with the first answer, which sets the cookie; nil: nobody
// whom the world knows.
func (g entrance) authenticate(w http.ResponseWriter, r *http.Request) (*visitor, *session) {
	g.mu.Lock()
	defer g.mu.Unlock()
	known := g.known(r)
	if known != nil && r.Header.Get("Authorization") == "" {
		return known.visitor, known
	}
	id, ok := g.signIn(r)
	if !ok {
		return nil, nil
	}
	if known == nil || known.visitor.user != id {
		known = g.begin(id)
		http.SetCookie(w, g.cookie(known.id))
	}
	return known.visitor, known
}

// signIn is the id of the user whose credentials a request has.
func (g *Gateway) signIn(r *http.Request) (id string, ok bool) {
	user, password, ok := r.BasicAuth()
	if g.rules.Trusting {
		return g.cfg.World.Trust(user)
	}
	if !ok {
		return "", false
	}
	return g.cfg.World.SignIn(user, password)
}

// known is the session that a cookie of the request names.
func (g *Gateway) known(r *http.Request) *session {
	for _, c := range r.CookiesNamed(cookieName) {
		if s := g.sessions[c.Value]; s != nil {
			g.clock++
			s.kept, s.used = true, g.clock
			return s
		}
	}
	return nil
}

// begin makes a session of a user. If they have too many, one that no client has come
// back to ends, or else the one that was used longest ago.
func (g *Gateway) begin(user string) *session {
	v := g.visitors[user]
	if v == nil {
		v = &visitor{user: user, secrets: g.cfg.World.Random("gateway/" + user)}
		g.visitors[user] = v
	}
	if len(v.sessions) >= maxSessions {
		g.forget(slices.MinFunc(v.sessions, (*session).compare))
	}
	g.clock++
	s := &session{id: v.secret("%X"), token: v.uuid(), visitor: v, used: g.clock}
	v.sessions = append(v.sessions, s)
	g.sessions[s.id] = s
	return s
}

func (s *session) compare(other *session) int {
	if s.kept != other.kept {
		if other.kept {
			return -1
		}
		return 1
	}
	return s.used - other.used
}

func (g *Gateway) forget(s *session) {
	delete(g.sessions, s.id)
	s.visitor.sessions = slices.DeleteFunc(s.visitor.sessions, func(other *session) bool { return other == s })
}

// end ends a session, and all of the user's that are told of notifications.
func (g entrance) end(w http.ResponseWriter, s *session) {
	g.mu.Lock()
	g.forget(s)
	g.mu.Unlock()
	g.bayeux.EndUser(s.visitor.user)
	over := g.cookie("")
	over.MaxAge = -1
	http.SetCookie(w, over)
}

func (g entrance) cookie(id string) *http.Cookie {
	return &http.Cookie{Name: cookieName, Value: id, Path: g.prefix, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

// secret is 16 bytes that nobody can guess.
func (v *visitor) secret(format string) string {
	var b [16]byte
	_, _ = v.secrets.Read(b[:]) // it never fails
	return fmt.Sprintf(format, b[:])
}

func (v *visitor) uuid() string {
	s := v.secret("%x")
	return s[:8] + "-" + s[8:12] + "-4" + s[13:16] + "-a" + s[17:20] + "-" + s[20:]
}

// outbox tells a user what the world says unasked.
type outbox struct {
	g *Gateway
	v *visitor
}

// Send delivers a notification, under the names by which clients subscribe to it: the
// topic, as the documents print it with a slash at the end, and as they shorten it
// (Interactions API Operations, Notifications).
func (o outbox) Send(body []byte) {
	var m struct {
		Channel string          `json:"channel"`
		Data    json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(body, &m); err != nil || m.Data == nil {
		o.g.cfg.Log.Warn("no notification", "user", o.v.user, "frame", string(body))
		return
	}
	o.g.bayeux.Deliver(o.v.user, aliases(m.Channel), m.Data)
}

func aliases(channel string) []string {
	names := []string{channel, channel + "/"}
	if short, ok := strings.CutPrefix(channel, "/v2"); ok {
		names = append(names, short, short+"/")
	}
	return names
}

// Close is called when the world has closed the page: the next request opens it again,
// and clients are to begin anew.
func (o outbox) Close(string) {
	o.g.bayeux.RestartUser(o.v.user)
	o.v.entered.Store(false)
}

// Restart is Close.
func (o outbox) Restart(reason string) { o.Close(reason) }
