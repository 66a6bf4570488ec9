// Package webex judges a recorded trace of the agent SDK's wire of Webex Contact Center
// by its book: every interaction by the JSON Schema that the book has of it, the shapes
// of notifications and answers, and the rules that a trace alone can show to be kept or
// broken.
//
//	v := webex.Judge(&oracle.Rules{Book: book.Webex(), Profile: "sdk-3.12.0"}, records)
package webex

import (
	"maps"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// wire is the door whose records are judged.
const wire = "webex"

// Judge reads the trace of a scenario by the book. It looks at the HTTP messages and the
// socket frames of this wire alone, and not at what the harness asked for itself. What the
// documents leave open is accepted: more members, other texts and ids, notifications that
// the book does not have, and either order of an answer and the notification of its
// effect. What a request does is for the steps to say.
//
// The Kind of a claim is type, value or presence (of a member), answer, event or
// behaviour.
func Judge(r *oracle.Rules, records []trace.Record) oracle.Verdict {
	j := &judge{rules: r, found: oracle.NewFindings(), forms: formsOf(r), clients: map[number]*client{}}
	for i := range records {
		if rec := &records[i]; rec.Door == wire && !rec.Fence {
			j.record(rec)
		}
	}
	if n := len(records); n > 0 {
		j.end(&records[n-1])
	}
	return j.found.Verdict()
}

// judge reads one trace.
type judge struct {
	rules   *oracle.Rules
	found   *oracle.Findings
	forms   *forms
	clients map[number]*client
	order   []*client
}

// number is that of a client of a desk.
type number struct {
	desk string
	page int
}

func (j *judge) client(r *trace.Record) *client {
	n := number{r.Desk, r.Page}
	c, ok := j.clients[n]
	if !ok {
		c = &client{desk: r.Desk, asked: map[int]*request{}, sockets: map[int]*socket{}, contacts: map[string]*contact{}}
		j.clients[n] = c
		j.order = append(j.order, c)
	}
	return c
}

func (j *judge) record(r *trace.Record) {
	frame, ok := value.ObjectOf(value.Of(r.Frame))
	if !ok {
		return
	}
	c := j.client(r)
	switch {
	case frame["exchange"] != nil && r.Dir == trace.Sent:
		c.asks(j, r, frame)
	case frame["exchange"] != nil:
		j.answer(c, r, frame)
	case frame["socket"] != nil:
		j.socket(c, r, frame)
	}
}

// socket takes in what crosses a socket, or becomes of it.
func (j *judge) socket(c *client, r *trace.Record, frame value.Object) {
	n := value.Whole(frame["socket"])
	switch {
	case frame["refused"] != nil:
	case frame["opened"] != nil:
		c.sockets[n] = &socket{opened: r.Seq, millis: r.Millis}
		c.newest = c.sockets[n]
	case c.sockets[n] == nil:
	case frame["closed"] != nil:
		j.closes(c, c.sockets[n], r)
	case r.Dir == trace.Sent:
		c.sockets[n].says(r, frame)
	default:
		j.heard(c, c.sockets[n], r, frame)
	}
}

// end looks at what has not come when all has been read.
func (j *judge) end(last *trace.Record) {
	for _, c := range j.order {
		for _, n := range slices.Sorted(maps.Keys(c.sockets)) {
			j.unanswered(c, c.sockets[n], last.Millis)
		}
		for _, p := range c.waiting {
			j.unsettled(p, last)
		}
	}
}
