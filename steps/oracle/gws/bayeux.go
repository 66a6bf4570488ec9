package gws

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
)

// The channels of the protocol itself.
const (
	metaHandshake   = "/meta/handshake"
	metaConnect     = "/meta/connect"
	metaSubscribe   = "/meta/subscribe"
	metaUnsubscribe = "/meta/unsubscribe"
	metaDisconnect  = "/meta/disconnect"
)

// bayeux reports whether a request is one to the Bayeux server.
func (q *request) bayeux() bool {
	return q.socket || q.path == notifications || strings.HasPrefix(q.path, notifications+"/")
}

const notifications = "/notifications"

// isReply reports whether a message is the reply to one, and not an event.
func isReply(m object) bool {
	_, told := m["successful"]
	return told || strings.HasPrefix(text(m["channel"]), "/meta/")
}

func isEvent(m object) bool {
	_, has := m["data"]
	return has && !isReply(m)
}

// batch judges the answer to a Bayeux request. Of one that the harness made for itself
// nothing is judged.
func (j *judge) batch(q *request, a *response, fence bool) {
	got := messagesOf(a.body)
	m := &moment{kind: batch, request: q, response: a, messages: got, seq: a.seq}
	if !fence {
		j.behaves(m)
	}
	if a.status != 200 {
		return
	}
	free := slices.Clone(got)
	for _, said := range q.messages {
		reply := take(&free, said)
		if fence && reply == nil {
			continue
		}
		j.reply(q, a, said, reply, fence)
	}
	j.events(q.desk, j.sessions[text(first(q.messages)["clientId"])], a, got)
}

func first(list []object) object {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// take takes the reply to a message out of what came: that with its id, else the first
// to its channel; nil: there is none.
func take(free *[]object, said object) object {
	channel, named := said["channel"]
	fits := func(m object) bool { return isReply(m) && (!named || same(m["channel"]) == same(channel)) }
	at := slices.IndexFunc(*free, func(m object) bool { return said["id"] != nil && same(m["id"]) == same(said["id"]) && fits(m) })
	if at < 0 {
		at = slices.IndexFunc(*free, fits)
	}
	if at < 0 {
		return nil
	}
	m := (*free)[at]
	*free = slices.Delete(*free, at, at+1)
	return m
}

// reply judges the reply to a message, and takes in what it tells of sessions.
func (j *judge) reply(q *request, a *response, said, reply object, fence bool) {
	id := text(said["clientId"])
	s := j.sessions[id]
	m := &moment{kind: replied, request: q, response: a, said: said, reply: reply, session: s, messages: messagesOf(a.body), seq: a.seq}
	if !fence {
		j.behaves(m)
		j.whole(m)
	}
	if reply == nil {
		return
	}
	done := reply["successful"] == true
	switch {
	case said["channel"] == metaHandshake && done:
		j.begins(q.desk, reply)
	case s == nil, s.desk != q.desk: // what somebody else is told of it says nothing of it
	case s.ended == 0 && (said["channel"] == metaDisconnect && done || !done && unknown(reply)):
		s.ended = a.seq
	}
	if s != nil && s.desk == q.desk {
		s.advised(reply)
	}
}

// whole notes a handshake that is answered with all that a session needs.
func (j *judge) whole(m *moment) {
	for _, check := range []func(*judge, *moment) finding{handshakeVersion, clientIDIsNew, handshakeTypes, advised} {
		if !m.to(metaHandshake) || !check(j, m).kept {
			return
		}
	}
	j.found.Met("gws.bayeux.handshake")
}

func (j *judge) begins(desk string, reply object) {
	id := text(reply["clientId"])
	if id == "" || j.sessions[id] != nil {
		return
	}
	ext, _ := asObject(reply["ext"])
	s := &session{id: id, desk: desk, hold: -1, acks: ext["ack"] != nil, began: j.staged, changes: map[string]int{}, caused: map[string]int{}, told: map[string]telling{}}
	s.advised(reply)
	j.sessions[id] = s
}

func (s *session) advised(reply object) {
	if advice, ok := asObject(reply["advice"]); ok {
		if hold := whole(advice["timeout"]); hold >= 0 {
			s.hold = hold
		}
	}
}

// unknown reports whether a reply says that the server does not know the session, or
// sends the client to another one.
func unknown(reply object) bool {
	advice, _ := asObject(reply["advice"])
	return strings.HasPrefix(text(reply["error"]), "402") || advice["reconnect"] == "handshake"
}

// heard reads a frame that came over WebSocket: replies to what was sent there, and
// events.
func (j *judge) heard(r *trace.Record, a *response) {
	got := messagesOf(a.body)
	for _, m := range got {
		if q, said := j.saidBefore(r, m); said != nil {
			j.reply(q, a, said, m, r.Fence)
			j.uses(r.Desk, r.Page, text(said["clientId"])+text(m["clientId"]))
		}
	}
	j.events(r.Desk, j.sessions[j.sockets[number{r.Desk, r.Page, 0}]], a, got)
}

// uses notes the session that is used over a WebSocket.
func (j *judge) uses(desk string, page int, id string) {
	if j.sessions[id] != nil {
		j.sockets[number{desk, page, 0}] = id
	}
}

// saidBefore finds the message that a reply over WebSocket is for, by channel and id.
func (j *judge) saidBefore(r *trace.Record, reply object) (*request, object) {
	for _, q := range j.waiting {
		at := slices.IndexFunc(q.messages, func(said object) bool {
			return isReply(reply) && same(said["channel"]) == same(reply["channel"]) && same(said["id"]) == same(reply["id"])
		})
		if at >= 0 && q.desk == r.Desk && q.page == r.Page {
			said := q.messages[at]
			q.messages = slices.Delete(q.messages, at, at+1)
			return q, said
		}
	}
	return nil, nil
}

// events judges the events of a batch. One that repeats what was told before another
// about the same interaction is no copy: an interaction that was withdrawn may be offered
// again.
func (j *judge) events(desk string, s *session, a *response, got []object) {
	type repeated struct {
		data  string
		times int
	}
	told := map[string]repeated{}
	for _, m := range got {
		if !isEvent(m) {
			continue
		}
		about, data := subject(m), same(m["data"])
		last := told[about]
		if last.data != data {
			last = repeated{data: data}
		}
		last.times++
		told[about] = last
		j.behaves(&moment{kind: event, response: a, event: m, session: s, desk: desk, copies: last.times, times: j.tells(s, about, data), seq: a.seq})
		j.message(desk, a, m)
	}
	if s != nil && len(told) > 0 {
		clear(s.changes)
	}
}
