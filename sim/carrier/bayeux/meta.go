package bayeux

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// connectionTypes are the ways in which a client can be served, as replies list them, too.
var connectionTypes = []string{"long-polling", "callback-polling", "websocket"}

// errClosed is why a closed server takes nothing, nor does one from a connection that it ends.
var errClosed = errors.New("the server is closed")

const (
	metaHandshake   = "/meta/handshake"
	metaConnect     = "/meta/connect"
	metaSubscribe   = "/meta/subscribe"
	metaUnsubscribe = "/meta/unsubscribe"
	metaDisconnect  = "/meta/disconnect"
)

// act acts on the messages of a user's request, in order, and returns the answer. If
// the request is a connect that is to wait, it returns that instead, made of the given
// poll.
func (s *Server) act(name string, batch []message, p *poll) (answer, *poll, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || p.socket != nil && p.socket.bye != nil {
		return answer{}, nil, errClosed
	}
	if i := slices.IndexFunc(batch, func(m message) bool { return m.channel == metaHandshake }); i >= 0 {
		return answer{replies: []*reply{s.handshake(name, &batch[i])}}, nil, nil // it is alone, whatever came with it
	}
	var a answer
	for i := range batch {
		m := &batch[i]
		sn := s.sessions[m.clientID]
		switch {
		case m.channel == "":
			a.replies = append(a.replies, m.refuse(errNoChannel))
		case sn == nil || sn.user != name:
			a.replies = append(a.replies, s.unknown(m))
		case m.channel == metaConnect:
			if s.connect(sn, m, p, len(batch) == 1); p.waits {
				return answer{}, p, nil
			}
			s.settle(p, &a)
			p = &poll{socket: p.socket}
		default:
			a.replies = append(a.replies, s.other(sn, m))
		}
	}
	return a, nil, nil
}

// other acts on what is neither a handshake nor a connect.
func (s *Server) other(sn *session, m *message) *reply {
	switch {
	case m.channel == metaSubscribe:
		return s.subscribe(sn, m)
	case m.channel == metaUnsubscribe:
		return unsubscribe(sn, m)
	case m.channel == metaDisconnect:
		s.end(sn, adviseNone)
		return granted(sn, m)
	case isMeta(m.channel):
		return m.refuse(errUnknownMeta)
	case !isChannel(m.channel):
		return m.refuse(errInvalidChannel)
	}
	return m.refuse(errPublish)
}

func granted(sn *session, m *message) *reply {
	r := m.reply()
	r.successful, r.clientID = true, sn.id
	return r
}

func (s *Server) unknown(m *message) *reply {
	r := m.refuse(errUnknownSession)
	if m.channel == metaConnect {
		r.advice = s.advise(adviseHandshake)
	}
	return r
}

func (s *Server) handshake(name string, m *message) *reply {
	if why := s.refusal(name, m); why != "" {
		r := m.refuse(why)
		r.greets, r.advice = true, s.advise(adviseNone)
		return r
	}
	sn, err := s.open(name)
	if err != nil {
		s.cfg.Log.Error("bayeux handshake", "err", err)
		return m.refuse(errInternal)
	}
	r := granted(sn, m)
	r.greets, r.advice = true, s.advise(adviseRetry)
	if m.acks {
		sn.acks, r.ext = true, `{"ack":true}`
	}
	return r
}

// refusal is why a handshake is refused; empty: it is not.
func (s *Server) refusal(name string, m *message) string {
	mutual := func(t string) bool { return slices.Contains(connectionTypes, t) }
	if m.types != nil && !slices.ContainsFunc(m.types, mutual) {
		return errTypes
	}
	u := s.users[name]
	if len(s.sessions) < s.cfg.Limits.Sessions && (u == nil || len(u.sessions) < s.cfg.Limits.UserSessions) {
		s.full = false
		return ""
	}
	s.warnFull("bayeux handshake refused: too many sessions", name)
	return errFull
}

// connect makes a poll of a connect. It waits if it is alone and nothing is to be said.
func (s *Server) connect(sn *session, m *message, p *poll, alone bool) {
	p.session, p.id = sn, m.id
	sn.last = p
	s.release(sn)
	if m.ack != nil {
		sn.acknowledge(*m.ack)
	}
	hold := s.cfg.Hold
	if m.timeout != nil && *m.timeout >= 0 {
		hold = min(hold, *m.timeout)
	}
	if alone && hold > 0 && len(sn.queue) == 0 {
		s.hold(p, hold)
		return
	}
	sn.wakeAfter(s.cfg.MaxInterval)
}

// settled is the answer to a connect that has waited.
func (s *Server) settled(p *poll) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	var a answer
	s.settle(p, &a)
	return a
}

// settle puts what a connect is answered with into an answer.
func (s *Server) settle(p *poll, a *answer) {
	sn := p.session
	r := &reply{id: p.id, channel: metaConnect, successful: true, clientID: sn.id, advice: s.advise(adviseRetry)}
	a.connects = append(a.connects, r)
	switch {
	case sn.ended == adviseHandshake: // there are clients that go on from nothing but a refusal
		*r = *s.unknown(&message{id: p.id, channel: metaConnect})
	case sn.ended != "":
		r.advice = s.advise(sn.ended)
	case sn.last == p:
		a.events, a.to = append(a.events, sn.take()...), p
		if sn.acks {
			r.ext = `{"ack":` + strconv.Itoa(sn.batch) + `}`
		}
	}
}

func (s *Server) subscribe(sn *session, m *message) *reply {
	why := ""
	if len(m.subscriptions) == 0 {
		why = errNoSubscription
	}
	add := slices.Clone(sn.subscriptions)
	for _, channel := range m.subscriptions {
		switch {
		case !isChannel(channel):
			why = errInvalidChannel
		case isMeta(channel) || !s.cfg.Allow(sn.user, channel):
			why = errDenied
		case !slices.Contains(add, channel):
			add = append(add, strings.Clone(channel))
		}
	}
	if why == "" && len(add) > s.cfg.Limits.Subscriptions {
		why = errTooMany
	}
	if why != "" { // nothing of it was done
		r := m.refuse(why)
		r.clientID, r.subscription = sn.id, m.subscription
		return r
	}
	sn.subscriptions = slices.Clip(add)
	r := granted(sn, m)
	r.subscription = m.subscription
	return r
}

func unsubscribe(sn *session, m *message) *reply {
	sn.subscriptions = slices.DeleteFunc(sn.subscriptions, func(channel string) bool {
		return slices.Contains(m.subscriptions, channel)
	})
	r := granted(sn, m)
	r.subscription = m.subscription
	return r
}
