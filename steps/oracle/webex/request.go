package webex

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// request is a HTTP request of a client.
type request struct {
	seq      int
	millis   int64
	method   string
	path     string
	query    url.Values
	headers  value.Object
	service  string
	body     value.Object
	task     string // the contact that its path names
	campaign string // likewise
}

// answer is what a request was answered with.
type answer struct {
	seq     int
	millis  int64
	status  int
	headers value.Object
	body    any
	there   bool   // a body of JSON
	text    string // one that is not
}

func (c *client) asks(j *judge, r *trace.Record, frame value.Object) {
	q := &request{
		seq: r.Seq, millis: r.Millis, method: value.Text(frame["method"]), path: value.Text(frame["path"]), service: value.Text(frame["service"]),
	}
	q.query, _ = url.ParseQuery(value.Text(frame["query"]))
	q.headers, _ = value.ObjectOf(frame["headers"])
	q.body, _ = value.ObjectOf(frame["body"])
	q.names()
	c.asked[value.Whole(frame["exchange"])] = q
	if m := j.operation(q); m != nil {
		p := &promise{client: c, request: q, method: m, answered: -1}
		c.waiting, c.begun = append(c.waiting, p), append(c.begun, p)
	}
}

// names takes in the ids that a path has.
func (q *request) names() {
	parts := strings.Split(q.path, "/")
	for i := 1; i < len(parts); i++ {
		id, err := url.PathUnescape(parts[i])
		if err != nil {
			id = parts[i]
		}
		switch parts[i-1] {
		case "tasks", "preview-task":
			q.task = id
		case "campaign":
			q.campaign = id
		}
	}
}

// named is what a request says of a member that a notification of its outcome repeats.
func (q *request) named(member string) string {
	if member == "campaignId" {
		return q.campaign
	}
	return q.task
}

// operation is the one of the SDK that a request is, if a notification tells its outcome.
func (j *judge) operation(q *request) *book.Method {
	if q.service != "" {
		return nil
	}
	queue := value.Text(q.body["destinationType"]) == "queue"
	for i := range j.rules.Book.Methods {
		m := &j.rules.Book.Methods[i]
		if m.Settles == nil || queue != (m.Request == "task.transferQueue") && strings.HasPrefix(m.Request, "task.transfer") {
			continue
		}
		if method, path, _ := strings.Cut(m.On, " "); method == q.method && same(path, q.path) {
			return m
		}
	}
	return nil
}

// same reports whether a path is one of a pattern, whose parts in braces are ids.
func same(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(strings.TrimPrefix(path, "/"), "/")
	want = want[1:]
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if id := strings.HasPrefix(want[i], "{"); id && got[i] == "" || !id && want[i] != got[i] {
			return false
		}
	}
	return true
}

// call is the call of configuration, or for a list, that a request is.
func (j *judge) call(q *request) *book.Method {
	at := q.method + " " + q.path
	if q.service != "" {
		at = q.method + " {" + q.service + "}" + q.path
	}
	for i := range j.rules.Book.Methods {
		m := &j.rules.Book.Methods[i]
		method, path, spaced := strings.Cut(m.Request, " ")
		if m.Settles == nil && spaced && (m.Request == at || method == q.method && q.service == "" && strings.HasPrefix(path, "/") && same(path, q.path)) {
			return m
		}
	}
	return nil
}

// answer judges the answer to a request.
func (j *judge) answer(c *client, r *trace.Record, frame value.Object) {
	n := value.Whole(frame["exchange"])
	q, ok := c.asked[n]
	if !ok || r.Dir != trace.Received {
		return
	}
	delete(c.asked, n)
	a := &answer{seq: r.Seq, millis: r.Millis, status: value.Whole(frame["status"]), text: value.Text(frame["text"])}
	a.headers, _ = value.ObjectOf(frame["headers"])
	a.body, a.there = frame["body"]
	m := &moment{kind: answered, seq: a.seq, client: c, request: q, answer: a, call: j.call(q), operation: j.operation(q)}
	j.behaves(m)
	c.accepts(q, a)
	switch {
	case m.call != nil && a.status == http.StatusOK:
		j.reads(m)
	case m.operation != nil && a.status >= http.StatusBadRequest && a.there:
		j.fits(j.forms.of("webex.type.TaskError", "TaskError", nil), a.body, "the error of "+m.operation.Request, a.seq)
	}
}

// accepts notes from when the outcome of an operation is waited for, or that none is.
func (c *client) accepts(q *request, a *answer) {
	for i, p := range c.waiting {
		if p.request != q {
			continue
		}
		if p.answered = a.millis; a.status >= http.StatusBadRequest {
			c.waiting = slices.Delete(c.waiting, i, i+1)
		}
		return
	}
}

// reads holds an answer against what the SDK reads of it.
func (j *judge) reads(m *moment) {
	of := &m.call.Answer
	if of.Type == "unknown" {
		return
	}
	if !m.answer.there && of.Type != "any" {
		j.breaks(of.ID, "answer", finding{text: "the answer to " + m.call.Request + " is JSON", expected: "JSON", seen: m.answer.said(), earlier: []int{m.request.seq}}, m.seq)
		return
	}
	if j.fits(j.forms.of(of.ID, of.Type, of.Members), m.answer.body, "the answer to "+m.call.Request, m.seq) {
		j.found.Met(of.ID)
		j.found.Met(m.call.ID)
	}
}

// said is what an answer has that is not JSON.
func (a *answer) said() string {
	if a.text == "" {
		return "no body"
	}
	return value.Clip(a.text)
}

// patience is how much longer than it may, in milliseconds, something takes before it is
// late: so long clients wait for a slow network.
const patience = 10_000

// unsettled notes an operation whose outcome never was told, once it is too late.
func (j *judge) unsettled(p *promise, last *trace.Record) {
	limit := p.method.Settles.Limit
	if p.answered < 0 || p.moot || value.Text(p.request.body["destinationType"]) == "queue" && p.method.Request == "task.consult" {
		return
	}
	if last.Millis-p.answered <= int64(limit)+patience || !p.client.live(p.answered) {
		return
	}
	names := make([]string, len(p.method.Settles.Resolve))
	for i, m := range p.method.Settles.Resolve {
		names[i] = m.Event
	}
	j.breaks(p.method.Answer.ID, "late", finding{
		text:     p.method.Request + " comes to an end within its time",
		expected: fmt.Sprintf("%s within %d s, or that it failed", strings.Join(names, " or "), limit/1000),
		seen:     "neither", earlier: []int{p.request.seq},
	}, last.Seq)
}
