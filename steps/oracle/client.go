package oracle

import (
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
)

// ClientPage is the verdict on what a client did on one page. The Kind of a claim is
// type, value or presence (of a member or parameter), envelope, request (its name),
// parameter (one too many) or behaviour.
type ClientPage struct {
	Desk   string
	Page   int
	Frames int // that the client sent
	Verdict
}

// JudgeClient reads a recording by the book, which Check has found good, and judges
// what the clients said, page by page in the order in which they connected. What the
// documents only tell of the desktop, such as which requests it refuses, a client
// that tries them does not break: it is noted. A value that was redacted is good.
func (r *Rules) JudgeClient(rec *trace.Recording) []ClientPage {
	c := &client{judge: newJudge(r), access: parseAccess(rec.Options), pages: map[pageKey]*clientPage{}, asked: map[*desk][]asking{}, ever: map[*desk]map[string]bool{}, frames: map[*desk]map[string]bool{}}
	c.redacted = true
	for i := range rec.Records {
		if r := &rec.Records[i]; r.Door == wire && !r.Fence {
			c.record(r)
		}
	}
	var out []ClientPage
	for _, p := range c.order {
		out = append(out, p.verdict())
	}
	return out
}

// client reads one recording. The judge in it follows what the desks are told; its
// ledger is that of the page whose record is read.
type client struct {
	*judge
	access access
	pages  map[pageKey]*clientPage
	order  []*clientPage
	asked  map[*desk][]asking        // requests of the last minute
	ever   map[*desk]map[string]bool // interactions that an event told of, in any session
	frames map[*desk]map[string]bool // frameIds that any page was sent
}

// clientPage is a page as its client uses it.
type clientPage struct {
	ClientPage
	*page
	ledger   *ledger
	origin   string           // empty: not known, so that nothing is known of what it may do
	good     map[string]bool  // items that were used and not broken
	waits    map[string]int64 // when the last request with a referenceId was sent
	frame    string           // the frameId that was assigned last; empty: none
	assigned int              // the record that did
	frames   map[string]bool  // all that it was sent
	heard    bool             // it has shown that it read one
	told     map[string]bool  // what it can only know from this page, since then
	states   map[string]told  // of the interactions that this page was told of
}

// told is what the last event said of an interaction, and of its capabilities the
// one before as well: a request may have been on its way.
type told struct {
	state                string
	capabilities, before []string
	removed              int // the record of its REMOVED; 0: it has not left the list
}

func (c *client) record(r *trace.Record) {
	p := c.pageOf(r)
	c.judge.ledger = p.ledger
	switch r.Dir {
	case trace.Event:
		if r.Text == "connected" {
			p.connects(r.Origin)
		}
		c.connection(p.page, r.Text)
	case trace.Received:
		c.hears(p, r)
	case trace.Sent:
		p.Frames++
		c.says(p, r)
		if r.Refused == "" {
			c.sent(p.page, r)
		}
	}
}

func (c *client) pageOf(r *trace.Record) *clientPage {
	key := pageKey{r.Desk, r.Page}
	p, ok := c.pages[key]
	if !ok {
		p = &clientPage{ClientPage: ClientPage{Desk: r.Desk, Page: r.Page}, page: c.page(r), ledger: newLedger(), good: map[string]bool{}}
		p.connects("")
		c.pages[key] = p
		c.order = append(c.order, p)
	}
	return p
}

// connects begins a connection: nothing has been said on it.
func (p *clientPage) connects(origin string) {
	p.origin, p.frame, p.assigned, p.heard = origin, "", 0, false
	p.frames = map[string]bool{}
	p.waits, p.told, p.states = map[string]int64{}, map[string]bool{}, map[string]told{}
}

func (p *clientPage) verdict() ClientPage {
	out := p.ClientPage
	out.Verdict = p.ledger.verdict()
	for _, c := range out.Unmet {
		delete(p.good, c.Item)
	}
	out.Proved = slices.Sorted(maps.Keys(p.good))
	return out
}

// hears notes what the page is told.
func (c *client) hears(p *clientPage, r *trace.Record) {
	m, _ := c.read(r, p.page)
	c.assigns(p, m)
	if !c.learns(m) {
		return
	}
	switch {
	case m.manner == event && m.id != "":
		c.learnsOf(p, m)
	case m.manner == answer:
		p.only(p.page.desk, m.body.get("subscriptionId"))
	}
	c.settle(m)
}

func (c *client) learnsOf(p *clientPage, m *message) {
	t := p.states[m.id]
	t.state, t.before, t.capabilities, t.removed = m.state, t.capabilities, nil, 0
	if m.typ == "REMOVED" {
		t.removed = m.seq
	}
	for _, v := range m.interaction.get("capabilities").elements {
		t.capabilities = append(t.capabilities, c.word(v))
	}
	p.states[m.id] = t
	d := p.page.desk
	if c.ever[d] == nil {
		c.ever[d] = map[string]bool{}
	}
	c.ever[d][m.id] = true
	p.only(p.page.desk, m.interaction.get("interactionId"))
}

// only remembers an id that this page alone was given, after its frameId.
func (p *clientPage) only(d *desk, id value) {
	if p.frame != "" && id.kind() == kindText && len(d.pages) == 1 {
		p.told[id.text()] = true
	}
}

// says judges a frame of the client.
func (c *client) says(p *clientPage, r *trace.Record) {
	m := &message{title: "a frame", seq: r.Seq, raw: raw(r), page: p.page}
	if r.Refused != "" {
		c.refused(m, r.Refused)
		return
	}
	var isJSON bool
	if m.body, isJSON = c.doc.parse(m.raw); !isJSON {
		c.isNoMessage(m, "no JSON: "+clip(string(m.raw)))
		return
	}
	switch m.body.kind() {
	case kindObject:
		c.object(p, m, r.Millis)
	case kindText:
		if !strings.HasPrefix(m.body.text(), "wwe") && !c.hidden(m.body) {
			c.strange(m, describe(m.body))
		}
	default:
		c.isNoMessage(m, describe(m.body))
	}
}
