package gws

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle/value"
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
func isReply(m value.Object) bool {
	_, told := m["successful"]
	return told || strings.HasPrefix(value.Text(m["channel"]), "/meta/")
}

func isEvent(m value.Object) bool {
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
	j.events(q.desk, j.sessions[value.Text(first(q.messages)["clientId"])], a, got)
}

func first(list []value.Object) value.Object {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// take takes the reply to a message out of what came: that with its id, else the first
// to its channel; nil: there is none.
func take(free *[]value.Object, said value.Object) value.Object {
	channel, named := said["channel"]
	fits := func(m value.Object) bool {
		return isReply(m) && (!named || value.Same(m["channel"]) == value.Same(channel))
	}
	at := slices.IndexFunc(*free, func(m value.Object) bool {
		return said["id"] != nil && value.Same(m["id"]) == value.Same(said["id"]) && fits(m)
	})
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
func (j *judge) reply(q *request, a *response, said, reply value.Object, fence bool) {
	id := value.Text(said["clientId"])
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

func (j *judge) begins(desk string, reply value.Object) {
	id := value.Text(reply["clientId"])
	if id == "" || j.sessions[id] != nil {
		return
	}
	ext, _ := value.ObjectOf(reply["ext"])
	s := &session{id: id, desk: desk, hold: -1, acks: ext["ack"] != nil, began: j.staged, changes: map[string]int{}, caused: map[string]int{}, told: map[string]telling{}}
	s.advised(reply)
	j.sessions[id] = s
}

func (s *session) advised(reply value.Object) {
	if advice, ok := value.ObjectOf(reply["advice"]); ok {
		if hold := value.Whole(advice["timeout"]); hold >= 0 {
			s.hold = hold
		}
	}
}

// unknown reports whether a reply says that the server does not know the session, or
// sends the client to another one.
func unknown(reply value.Object) bool {
	advice, _ := value.ObjectOf(reply["advice"])
	return strings.HasPrefix(value.Text(reply["error"]), "402") || advice["reconnect"] == "handshake"
}

// heard reads a frame that came over WebSocket: replies to what was sent there, and
// events.
func (j *judge) heard(r *trace.Record, a *response) {
	got := messagesOf(a.body)
	for _, m := range got {
		if q, said := j.saidBefore(r, m); said != nil {
			j.reply(q, a, said, m, r.Fence)
			j.uses(r.Desk, r.Page, value.Text(said["clientId"])+value.Text(m["clientId"]))
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
func (j *judge) saidBefore(r *trace.Record, reply value.Object) (*request, value.Object) {
	for _, q := range j.waiting {
		at := slices.IndexFunc(q.messages, func(said value.Object) bool {
			return isReply(reply) && value.Same(said["channel"]) == value.Same(reply["channel"]) && value.Same(said["id"]) == value.Same(reply["id"])
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
func (j *judge) events(desk string, s *session, a *response, got []value.Object) {
	type repeated struct {
		data  string
		times int
	}
	told := map[string]repeated{}
	for _, m := range got {
		if !isEvent(m) {
			continue
		}
		about, data := subject(m), value.Same(m["data"])
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
