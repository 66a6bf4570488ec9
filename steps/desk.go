package steps

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// desk is an agent's desk: the pages open on it, and the interactions it has
// been told of, by what the scenario calls them.
type desk struct {
	name    string
	account targets.Agent
	pages   []*scapi.Page
	opened  int             // pages so far, those that are closed too
	left    bool            // the target has closed the first page
	before  []*item         // those of the session before
	given   map[string]bool // ids that the session has given since
	awaited awaited         // the next interaction that appears
	shared  bool            // others have calls at it too
	items   []*item
	older   map[string]bool // ids of interactions that were there before the scenario
	seen    []event         // by the first page, so far as they have been noticed
	read    int             // trace record up to which they have
	sent    destination     // where the agent sent something last
}

// item is an interaction as a desk has been told of it.
type item struct {
	label  string // call, record, consultation, …
	id     string
	last   scapi.Event
	state  string // as it was last told
	gone   bool   // REMOVED has been seen
	listed string // as the desk listed it last, if it had to be asked
	open   bool   // it came from another desk: how it is told here is nobody's to say
}

// isLinked reports whether it came of another interaction: a consultation, or what came
// from another desk.
func (it *item) isLinked() bool { return it.open || it.label == "consultation" }

// hears takes in an event about an interaction.
func (it *item) hears(e event) {
	it.last, it.gone = e, e.Type == "REMOVED"
	it.state = cmp.Or(e.State(), stateToldBy[e.Type], it.state)
}

// stateToldBy are the states that types of events tell, where an event does not have it.
var stateToldBy = map[string]string{
	"RINGING": "RINGING", "DIALING": "DIALING", "ESTABLISHED": "TALKING", "HELD": "HELD", "RELEASED": "IDLE",
	"INVITED": "INVITED", "PREVIEWING": "PREVIEWING", "ACCEPTED": "ACCEPTED", "JOIN_PENDING": "JOIN_PENDING", "JOIN_FAILED": "JOIN_FAILED",
	"CREATED": "CREATED", "PULLED": "PULLED", "REVOKED": "REVOKED", "COMPLETED": "COMPLETED", "SENT": "SENT", "CANCELLED": "CANCELLED",
	"INVITED_CONFERENCE": "INVITED_CONFERENCE", "LEFT_CONFERENCE": "LEFT_CONFERENCE", "TRANSFER_COMPLETED": "TRANSFER_COMPLETED", "ERROR": "ERROR",
}

// page is the desk's first page, the one that scenarios speak of.
func (d *desk) page() *scapi.Page { return d.pages[0] }

// heard is the number of the page whose events the desk goes by.
func (d *desk) heard() int {
	if len(d.pages) == 0 {
		return 1 // it is about to open
	}
	return d.page().Number()
}

// awaited is what a scenario calls an interaction that is about to appear, and what is
// known of it: others have calls too.
type awaited struct {
	label     string // empty: none is awaited
	kind      string // call, record, chat or e-mail: a consultation is one of them
	direction string // of a call, IN or OUT
	number    string // of the other side; empty: not known
	since     int    // how many interactions the desk had
	open      bool   // it comes from another desk
}

// expectRecord gives a label to the next record that appears at the desk.
func (d *desk) expectRecord() {
	d.awaited = awaited{label: "record", kind: "record", since: len(d.items)}
}

// expect gives a label to the next chat or e-mail that appears at the desk.
func (d *desk) expect(label, kind string) {
	d.awaited = awaited{label: label, kind: kind, since: len(d.items)}
}

// expectCall gives a label to the next call that appears at the desk.
func (d *desk) expectCall(direction, number string) {
	d.awaited = awaited{label: "call", kind: "call", direction: direction, number: number, since: len(d.items)}
}

// expectFrom gives a label to what may appear at the desk because of another agent.
func (d *desk) expectFrom(kind string) {
	d.awaited = awaited{label: kind, kind: kind, since: len(d.items), open: true}
}

// isKind reports whether an event can be of the kind that is awaited.
func (a awaited) isKind(e event) bool {
	kind := kindOf(e)
	switch {
	case a.label == "":
		return false
	case kind == "", kind == a.kind:
		return true
	case a.label == "consultation" && saysConsultation(e): // over whichever medium it is
		return true
	}
	return kind == somebodys && a.isOpenMedia() && !isMedium(e, "workitem")
}

func saysConsultation(e event) bool {
	is, _ := e.Attribute("isConsultation")
	return is == "true"
}

// isOpenMedia reports whether a chat or an e-mail is awaited: a target may call their
// media otherwise.
func (a awaited) isOpenMedia() bool { return a.kind == "chat" || a.kind == "e-mail" }

func isMedium(e event, name string) bool {
	media, _ := e.Member("media")
	return strings.EqualFold(media, name)
}

// fits reports whether an event of the kind is of the very call that is awaited, as far
// as it tells.
func (a awaited) fits(e event) bool {
	direction, _ := e.Attribute("direction")
	number, _ := e.Attribute(map[string]string{"IN": "ani", "OUT": "dnis"}[a.direction])
	return a.direction == "" || (direction == "" || direction == "UNKNOWN" || direction == a.direction) &&
		(len(digits(number)) < enough || len(digits(a.number)) < enough || endsAlike(number, a.number))
}

// adopt takes the only new interaction of the kind for the one that is awaited, if
// nothing came that fits better.
func (d *desk) adopt() {
	var found *item
	for _, it := range d.items[min(d.awaited.since, len(d.items)):] {
		if it.label == somebodys && d.awaited.isKind(it.last) {
			if found != nil {
				return
			}
			found = it
		}
	}
	if found != nil {
		found.label, found.open, d.awaited = d.awaited.label, d.awaited.open, awaited{}
	}
}

// enough digits of a number tell it from others, however it is written.
const enough = 4

// endsAlike compares the last digits of two numbers, which may be written with a prefix.
func endsAlike(a, b string) bool {
	a, b = digits(a), digits(b)
	return len(a) >= enough && len(b) >= enough && a[len(a)-enough:] == b[len(b)-enough:]
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// notice takes in the events that have come since the last time.
func (d *desk) notice(log *trace.Log) {
	records := log.After(d.read)
	came := scapi.Events(records, d.name, d.heard())
	for _, e := range came {
		if id := e.ID(); id != "" && !d.older[id] {
			it := d.byID(id)
			if it == nil {
				it = d.add(id, e)
			}
			it.hears(e)
		}
	}
	d.seen, d.read = append(d.seen, came...), d.read+len(records)
}

// add notes a new interaction under the label that was waiting for it.
func (d *desk) add(id string, e event) *item {
	it := &item{label: somebodys, id: id}
	if d.awaited.isKind(e) && (!d.shared || d.awaited.fits(e)) {
		it.label, it.open, d.awaited = d.awaited.label, d.awaited.open, awaited{}
	}
	d.items = append(d.items, it)
	return it
}

// somebodys is the label of interactions that the scenario does not speak of.
const somebodys = "other"

// kindOf says whether an event is about a call, a record, a chat, an e-mail or other
// media; empty: it does not tell.
func kindOf(e event) string {
	callType, _ := e.Attribute("callType")
	media, _ := e.Member("media")
	switch callType = strings.ToUpper(callType); {
	case callType == "OUTBOUND_PREVIEW", callType == "OUTBOUND_PUSH_PREVIEW", media == "outboundpreview":
		return "record" // no document says of which medium one is
	case isMedium(e, "chat"):
		return "chat"
	case isMedium(e, "email"):
		return "e-mail"
	case media != "" && media != "voice":
		return somebodys
	case callType != "" && callType != "UNKNOWN", media == "voice":
		return "call"
	}
	return ""
}

func (d *desk) byID(id string) *item {
	for _, it := range d.items {
		if it.id == id {
			return it
		}
	}
	return nil
}

// find is the interaction of a label: with "first" or "second" that one of its
// kind, else the last.
func (d *desk) find(label string) *item {
	kind := label
	n := 0
	for i, ordinal := range []string{"first ", "second ", "third "} {
		if rest, ok := strings.CutPrefix(label, ordinal); ok {
			kind, n = rest, i+1
		}
	}
	var found *item
	seen := 0
	for _, it := range d.items {
		if it.label != kind {
			continue
		}
		seen++
		if n == 0 || seen == n {
			found = it
		}
	}
	return found
}

// item is an agent's desk and the interaction of a label there. That there is none is
// the target's doing: it never showed one.
func (w *world) item(ctx context.Context, agent, label string) (*desk, *item, error) {
	d, err := w.desk(agent)
	if err != nil {
		return nil, nil, err
	}
	_, err = w.await(ctx, func() []event {
		if it := d.find(label); it != nil && d.awaited.label != label { // else a new one is to come
			return []event{it.last}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	if it := d.find(label); it != nil {
		return d, it, nil
	}
	return nil, nil, suite.NotReached("no %s has appeared at %s's desk", label, d.name)
}

// present is item for one that must not have left the desk.
func (w *world) present(ctx context.Context, agent, label string) (*desk, *item, error) {
	d, it, err := w.item(ctx, agent, label)
	if err == nil && it.gone {
		err = suite.NotReached("the %s has left %s's desk already", label, agent)
	}
	return d, it, err
}

// which are the events since a trace record of which something is so.
func (w *world) which(d *desk, since int, is func(event) bool) []event {
	return slices.DeleteFunc(w.events(d, since), func(e event) bool { return !is(e) })
}

// toldBefore are the ids of the interactions that a desk was told of before the last When.
func (w *world) toldBefore(d *desk) map[string]bool {
	out := map[string]bool{}
	for _, e := range w.events(d, 0) {
		if e.Seq <= w.Window {
			out[e.ID()] = true
		}
	}
	return out
}

// events are those the desk's first page has seen since a trace record, but of
// interactions that were there before the scenario.
func (w *world) events(d *desk, since int) []event {
	d.notice(w.Log) // so that each is known whose it is
	var out []event
	for _, e := range d.seen {
		if e.Seq > since && !d.older[e.ID()] {
			out = append(out, e)
		}
	}
	return out
}
