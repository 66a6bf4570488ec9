// Package gws judges a recorded trace of the Interactions API of Genesys Web Services
// by its book: the shapes of results and messages, and the rules of Bayeux that a trace
// alone can show to be kept or broken.
//
//	v := gws.Judge(&oracle.Rules{Book: book.GWS(), Profile: "8.5.0"}, records)
package gws

import (
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// wire is the door whose records are judged.
const wire = "gws"

// Judge reads the trace of a scenario by the book. It looks at the HTTP messages and
// WebSocket frames of this wire alone, and not at what the harness asked for itself.
// What a document leaves open is accepted: any documented shape of a result, members in
// data or in an object within, more members, other texts, and either order of an answer
// and the notification of its effect. Whether a request was answered at all, and with
// what effect, is for the steps to say.
//
// The Kind of a claim is type, value or presence (of a member), answer, message or
// behaviour.
func Judge(r *oracle.Rules, records []trace.Record) oracle.Verdict {
	j := &judge{
		rules: r, found: oracle.NewFindings(),
		asked: map[number]*request{}, sessions: map[string]*session{}, sockets: map[number]string{}, users: map[string]*user{},
	}
	for i := range records {
		switch rec := &records[i]; {
		case rec.Door == wire:
			j.record(rec)
		case rec.Door == trace.Stage && rec.Dir == trace.Sent && !rec.Fence:
			j.staged++
		}
	}
	return j.found.Verdict()
}

// judge reads one trace.
type judge struct {
	rules    *oracle.Rules
	found    *oracle.Findings
	asked    map[number]*request // that have no answer yet
	waiting  []*request          // of these, those that were sent over WebSocket
	sessions map[string]*session // by clientId
	sockets  map[number]string   // the clientId that is used over the WebSocket of a page
	users    map[string]*user    // by desk
	changed  int                 // requests that may cause messages
	staged   int                 // calls of the stage door
}

// anything stands for whatever a request is about.
const anything = "*"

// number is that of a request: a client counts its own.
type number struct {
	desk     string
	page, no int
}

// request is a HTTP request, or a WebSocket frame that a client sent.
type request struct {
	seq      int
	millis   int64
	desk     string
	page     int
	method   string
	path     string
	query    string
	login    string // none, cookie, or made up; empty: all there is
	body     any
	text     string // a body that is not JSON
	socket   bool
	messages []value.Object // of Bayeux
}

// response is its answer, or a WebSocket frame that a client got.
type response struct {
	seq     int
	millis  int64
	status  int
	headers value.Object
	body    any
	there   bool   // a body of JSON
	text    string // one that is not
}

func (j *judge) record(r *trace.Record) {
	frame, ok := value.ObjectOf(value.Of(r.Frame))
	if !ok {
		return
	}
	switch r.Dir {
	case trace.Sent:
		j.sent(r, frame)
	case trace.Received:
		j.received(r, frame)
	}
}

func (j *judge) sent(r *trace.Record, frame value.Object) {
	q := &request{
		seq: r.Seq, millis: r.Millis, desk: r.Desk, page: r.Page,
		method: value.Text(frame["method"]), path: value.Text(frame["path"]), query: value.Text(frame["query"]), login: value.Text(frame["login"]),
		body: frame["body"], text: value.Text(frame["text"]),
	}
	q.socket = q.method == ""
	if q.bayeux() {
		q.messages = messagesOf(q.body)
		j.says(q)
	} else if q.method != "GET" {
		j.changed++
		for _, s := range j.sessions {
			s.changes[q.subject()]++
			s.changes[anything]++
			s.caused[q.subject()]++
		}
	}
	if q.socket {
		j.waiting = append(j.waiting, q)
		return
	}
	j.asked[number{r.Desk, r.Page, value.Whole(frame["exchange"])}] = q
}

func (j *judge) received(r *trace.Record, frame value.Object) {
	headers, _ := value.ObjectOf(frame["headers"])
	a := &response{seq: r.Seq, millis: r.Millis, status: value.Whole(frame["status"]), headers: headers, text: value.Text(frame["text"])}
	a.body, a.there = frame["body"]
	key := number{r.Desk, r.Page, value.Whole(frame["exchange"])}
	q, ok := j.asked[key]
	switch {
	case frame["exchange"] == nil:
		j.heard(r, a)
	case !ok:
	case q.bayeux():
		delete(j.asked, key)
		j.batch(q, a, r.Fence)
	case !r.Fence:
		delete(j.asked, key)
		j.answer(q, a)
	}
}
