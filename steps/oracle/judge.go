package oracle

import (
	"fmt"
	"maps"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// wire is the door whose records are judged.
const wire = "scapi"

// Verdict is what the book says of a trace. The Kind of a claim is type, value or
// presence (of a member), envelope, answer (its result), event (its name), pair (of
// event type and state) or behaviour.
type Verdict struct {
	Unmet  []result.Claim // in the order of the frames that break them; repetitions are one claim with all frames
	Proved []string       // ids of items with a check that was met, and none broken; sorted
}

// Judge reads the trace of a scenario by the book, which Check has found good. It looks
// at the frames of the Service Client API alone, and not at fences. What a document
// leaves open is accepted: more members than the documented ones, other texts, ids of
// any JSON type, events before or after the answer to what caused them. Whether a
// request was answered at all, and with what effect, is for the steps to say.
func (r *Rules) Judge(records []trace.Record) Verdict {
	j := r.judge()
	for i := range records {
		if rec := &records[i]; rec.Door == wire && !rec.Fence {
			j.record(rec)
		}
	}
	v := j.verdict()
	r.judges.Put(j)
	return v
}

// judge takes one that has judged before, as if it had not, or makes one: what it
// makes of the book is the same for every trace.
func (r *Rules) judge() *judge {
	j, ok := r.judges.Get().(*judge)
	if !ok {
		return newJudge(r)
	}
	j.forget()
	return j
}

// Check is an error for a book of a system that the oracle cannot judge by: it would
// find nothing wrong.
func (r *Rules) Check() error {
	if r.Book.System != wire {
		return fmt.Errorf("the oracle cannot judge %s by its book: it knows %s", r.Book.System, wire)
	}
	return nil
}

// judge reads one trace.
type judge struct {
	*ledger
	rules    *Rules
	doc      document
	path     path
	words    map[string]string
	shapes   map[string]*shape
	enums    map[string]*enum
	messages map[string]*messageClass
	events   map[eventKey]*eventClass
	results  map[string]*resultClass
	pairs    map[string]*pairs
	redacted bool     // values may have been redacted, which suits every type
	silent   []string // states that no event tells of
	active   []activeRule
	reads    *mark // of what the client library reads; nil: the profile has no client
	desks    map[string]*desk
	pages    map[pageKey]*page
	causes   int // requests so far that can cause events: those without a result
}

type pageKey struct {
	desk string
	page int
}

func newJudge(r *Rules) *judge {
	j := &judge{
		ledger:   newLedger(),
		rules:    r,
		words:    map[string]string{},
		shapes:   map[string]*shape{},
		enums:    map[string]*enum{},
		messages: map[string]*messageClass{},
		events:   map[eventKey]*eventClass{},
		results:  map[string]*resultClass{},
		pairs:    map[string]*pairs{},
		desks:    map[string]*desk{},
		pages:    map[pageKey]*page{},
		silent:   silent(r.Book),
	}
	j.activate()
	if it, ok := r.Book.Claim(clientReads); ok {
		j.reads = j.markIn(it.Claim)
	}
	return j
}

// forget forgets a trace, and what it had that is not in the book.
func (j *judge) forget() {
	j.ledger.forget()
	clear(j.words)
	clear(j.desks)
	clear(j.pages)
	j.causes = 0
	maps.DeleteFunc(j.events, func(_ eventKey, c *eventClass) bool { return c == nil })
	maps.DeleteFunc(j.results, func(_ string, c *resultClass) bool { return c == nil })
	maps.DeleteFunc(j.pairs, func(_ string, p *pairs) bool { return p.none() })
}

func (j *judge) record(r *trace.Record) {
	switch p := j.page(r); r.Dir {
	case trace.Event:
		j.connection(p, r.Text)
	case trace.Sent:
		j.sent(p, r)
	case trace.Received:
		j.received(p, r)
	}
}

// page finds a page, and opens it with its first record.
func (j *judge) page(r *trace.Record) *page {
	key := pageKey{r.Desk, r.Page}
	p, ok := j.pages[key]
	if ok {
		return p
	}
	d, ok := j.desks[r.Desk]
	if !ok {
		d = &desk{lives: map[string]*life{}}
		j.desks[r.Desk] = d
	}
	p = &page{desk: d}
	p.open()
	d.pages = append(d.pages, p)
	j.pages[key] = p
	return p
}

func (j *judge) connection(p *page, what string) {
	switch {
	case what == "connected":
		p.open()
		p.desk.greets(p)
	case strings.HasPrefix(what, "closed"):
		p.closed = true
		p.desk.misses()
	}
}

// received judges a frame of the server: its form first, then what the client
// library would make of it.
func (j *judge) received(p *page, r *trace.Record) {
	m, isJSON := j.read(r, p)
	if m.manner == other {
		j.stray(m, isJSON)
		return
	}
	j.envelope(m)
	if !j.learns(m) {
		return
	}
	if j.reads != nil {
		j.reads.met = true
	}
	j.behaves(m)
	switch m.manner {
	case event:
		j.event(m)
	case answer:
		j.result(m)
	}
	j.settle(m)
}

// learns meets the interactions that a frame tells of. It reports whether the client
// library makes anything of the frame.
func (j *judge) learns(m *message) bool {
	if !m.forClient || m.manner == event && m.name == "" {
		return false
	}
	switch {
	case m.manner == event && m.id != "":
		m.life = j.meet(m, m.id, m.interaction, m.data.get("media"))
	case m.manner == answer:
		j.meetAll(m)
	}
	return true
}
