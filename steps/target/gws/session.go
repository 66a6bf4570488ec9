package gws

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// The transports of notifications.
const (
	LongPolling = "long-polling"
	WebSocket   = "websocket"
)

// The channels of the Bayeux protocol itself.
const (
	MetaHandshake   = "/meta/handshake"
	MetaConnect     = "/meta/connect"
	MetaSubscribe   = "/meta/subscribe"
	MetaUnsubscribe = "/meta/unsubscribe"
	MetaDisconnect  = "/meta/disconnect"
)

// Fields are members of a Bayeux message. What a caller gives replaces what the client
// would send; nil keeps a member from being sent.
type Fields map[string]any

// Session is one Bayeux client of a login, message by message (Bayeux 1.0). A login may
// have several. Its methods may be called from any goroutine.
type Session struct {
	c         *Client
	transport string

	connects sync.Mutex // held while a connect of the harness's own is under way
	plugging sync.Mutex // held while a WebSocket connection is opened

	// Guarded by the client's mutex.
	id        string // clientId; empty: there is no session
	last      int    // message id
	acks      bool   // acknowledgement was agreed
	ack       json.RawMessage
	advice    advice
	over      string // why the session has ended; empty: it has not
	held      *Held
	connected time.Time // when a connect was answered last
	socket    *socket
}

// advice is what the server last advised.
type advice struct {
	reconnect   string        // retry, handshake or none; empty: it did not say
	timeout     time.Duration // how long it holds a connect
	maxInterval time.Duration // 0: it did not say
	several     bool          // the client has several sessions, of which one waits
}

// NewSession returns a Bayeux client that has said nothing yet. The transport may be
// empty for LongPolling.
func (c *Client) NewSession(transport string) *Session {
	s := &Session{c: c, transport: cmp.Or(transport, LongPolling), advice: advice{timeout: usualHold}}
	c.web.Lock()
	defer c.web.Unlock()
	c.sessions = append(c.sessions, s)
	return s
}

// usualHold is how long servers hold a connect unless they say otherwise.
const usualHold = 30 * time.Second

// ID is the clientId that the server gave; empty: none, or the session has ended.
func (s *Session) ID() string {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	return s.id
}

// Transport is that of its messages, LongPolling or WebSocket.
func (s *Session) Transport() string { return s.transport }

// Several reports whether the server has advised that the client has several sessions, of
// which one waits.
func (s *Session) Several() bool { return s.advised().several }

// advised is what the server advised last.
func (s *Session) advised() advice {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	return s.advice
}

// Over says why the session has ended; empty: it has not, or never began.
func (s *Session) Over() string {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	return s.over
}

// Ack is the number that the next connect acknowledges; false if the session does not
// acknowledge what it gets.
func (s *Session) Ack() (json.RawMessage, bool) {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	return s.ack, s.acks
}

// Handshake asks for a session.
func (s *Session) Handshake(ctx context.Context, more Fields) (Answer, error) {
	return s.say(ctx, 0, false, s.Message(MetaHandshake, more))
}

// Fetch asks for what is queued and does not wait: a connect with a timeout of 0.
func (s *Session) Fetch(ctx context.Context, more Fields) (Answer, error) {
	return s.say(ctx, 0, false, s.Message(MetaConnect, atOnce(more)))
}

// atOnce are the members of a connect that is answered at once.
func atOnce(more Fields) Fields {
	out := Fields{"advice": map[string]any{"timeout": 0}}
	maps.Copy(out, more)
	return out
}

// Subscribe asks for the messages of channels, in one message.
func (s *Session) Subscribe(ctx context.Context, channels ...string) (Answer, error) {
	return s.say(ctx, 0, false, s.Message(MetaSubscribe, Fields{"subscription": oneOrAll(channels)}))
}

// Disconnect ends the session.
func (s *Session) Disconnect(ctx context.Context) (Answer, error) {
	return s.say(ctx, 0, false, s.Message(MetaDisconnect, nil))
}

// Send sends messages as they are, in one batch. Over WebSocket the answer is all that
// came up to the last reply.
func (s *Session) Send(ctx context.Context, batch ...Fields) (Answer, error) {
	return s.say(ctx, 0, false, batch...)
}

func oneOrAll(channels []string) any {
	if len(channels) == 1 {
		return channels[0]
	}
	return channels
}

// Message is a message as the client would send it, with its next id.
func (s *Session) Message(channel string, more Fields) Fields {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	s.last++
	m := Fields{"id": strconv.Itoa(s.last), "channel": channel}
	switch channel {
	case MetaHandshake:
		m["version"], m["minimumVersion"] = "1.0", "1.0"
		m["supportedConnectionTypes"] = []string{s.transport}
		m["advice"] = map[string]any{"timeout": 60000, "interval": 0}
	case MetaConnect:
		m["connectionType"] = s.transport
		if s.acks {
			m["ext"] = map[string]any{"ack": s.ack}
		}
	}
	if channel != MetaHandshake {
		m["clientId"] = s.id
	}
	maps.Copy(m, more)
	maps.DeleteFunc(m, func(_ string, value any) bool { return value == nil })
	return m
}

// say sends a batch over the session's transport and takes in the replies.
func (s *Session) say(ctx context.Context, held time.Duration, fence bool, batch ...Fields) (Answer, error) {
	var a Answer
	var err error
	own := s.isOwn(batch)
	if s.transport == WebSocket {
		a, err = s.overSocket(ctx, held, fence, batch)
	} else {
		a, err = s.c.Call(ctx, Request{Method: http.MethodPost, Path: notifications, Body: batch, within: held, fence: fence})
	}
	if err == nil && own {
		s.learn(a.Batch(), batch)
	}
	return a, err
}

// isOwn reports whether a batch is of this session: what a server says of a session that
// the caller made up is not about this one.
func (s *Session) isOwn(batch []Fields) bool {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	return !slices.ContainsFunc(batch, func(m Fields) bool { return m["clientId"] != nil && m["clientId"] != s.id })
}

// learn takes in what replies say of the session.
func (s *Session) learn(replies []trace.Object, asked []Fields) {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	for _, m := range replies {
		if isMeta(m) {
			s.learnReply(m, asked)
		}
	}
	s.c.web.Wake()
}

func (s *Session) learnReply(m trace.Object, asked []Fields) {
	ok := web.IsTrue(m.Get("successful"))
	if advice := m.Object("advice"); advice != nil {
		s.advice = s.advice.with(advice)
	}
	switch channel := web.Text(m.Get("channel")); {
	case channel == MetaHandshake && ok:
		s.id, s.over, s.connected = web.Text(m.Get("clientId")), "", time.Now()
		s.acks = web.IsTrue(m.Object("ext").Get("ack")) && slices.ContainsFunc(asked, asksAck)
		s.ack = json.RawMessage("0")
	case channel == MetaConnect && ok:
		s.connected = time.Now()
		if n := m.Object("ext").Get("ack"); s.acks && n != nil {
			s.ack = n
		}
	case channel == MetaDisconnect && ok:
		s.end("it was disconnected")
	case !ok && (s.advice.reconnect == "handshake" || s.advice.reconnect == "none" || isUnknown(m)):
		s.end(fmt.Sprintf("%s was refused: %s", channel, web.Short(web.Text(m.Get("error")))))
	}
}

// end notes that there is no session any more; the mutex is held.
func (s *Session) end(why string) {
	if s.id != "" {
		s.id, s.over = "", why
	}
}

func asksAck(m Fields) bool {
	ext, ok := m["ext"].(map[string]any)
	return ok && ext["ack"] == true
}

// isUnknown reports whether a refusal says that the session is unknown.
func isUnknown(m trace.Object) bool {
	return strings.HasPrefix(web.Text(m.Get("error")), "402")
}

// with is the advice after more of it: what is not said stays.
func (a advice) with(o trace.Object) advice {
	if reconnect := web.Text(o.Get("reconnect")); reconnect != "" {
		a.reconnect = reconnect
	}
	a.several = a.several || web.IsTrue(o.Get("multiple-clients"))
	for name, to := range map[string]*time.Duration{"timeout": &a.timeout, "maxInterval": &a.maxInterval} {
		var ms *float64
		if raw := o.Get(name); raw != nil && json.Unmarshal(raw, &ms) == nil && ms != nil && *ms >= 0 && *ms <= mostAdvised {
			*to = time.Duration(*ms) * time.Millisecond
		}
	}
	return a
}

// mostAdvised is the longest time, in milliseconds, that a client believes.
const mostAdvised = 10 * 60 * 1000
