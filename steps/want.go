package steps

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// want is one row of a table of events: what is to be seen.
type want struct {
	event    string
	label    string // which interaction; empty: any
	state    string
	previous string
	callType string
	words    []string // capabilities; nil: not asked for
	others   []cell   // further attributes
}

// cell is an attribute that is to have a value; "A or B" allows both.
type cell struct {
	attribute string
	value     string
}

// columns of a table of events, and the attributes of those not in want itself.
var (
	eventColumns = []string{"interaction", "state", "previous state", "call type", "capabilities", "recording", "not answered", "direction"}
	attributes   = map[string]string{"recording": "recordingState", "not answered": "ronaCallState", "direction": "direction"}
)

// label is what a table calls an interaction.
var label = regexp.MustCompile(`^((first|second|third) )?(call|record|consultation|chat|e-mail|reply)$`)

// readWants reads a table of events.
func readWants(cells [][]string) ([]want, error) {
	maps, err := scene.Headed(cells, []string{"event"}, eventColumns...)
	if err != nil {
		return nil, err
	}
	out := make([]want, len(maps))
	for i, m := range maps {
		out[i] = want{event: m["event"], label: m["interaction"], state: m["state"], previous: m["previous state"], callType: m["call type"]}
		if out[i].event == "" {
			return nil, fmt.Errorf("row %d names no event", i+1)
		}
		if x := out[i].label; x != "" && !label.MatchString(x) {
			return nil, fmt.Errorf("row %d is about %q: expected call, record, consultation, chat, e-mail or reply, with first, second or third before it when there are several", i+1, x)
		}
		if text, ok := m["capabilities"]; ok && text != "" {
			out[i].words = scene.Words(text)
		}
		for _, column := range eventColumns {
			if attribute := attributes[column]; attribute != "" && m[column] != "" {
				out[i].others = append(out[i].others, cell{attribute, m[column]})
			}
		}
	}
	return out, nil
}

// String is the row in short.
func (x want) String() string {
	parts := []string{x.event}
	for _, s := range []string{x.state, x.callType} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if x.words != nil {
		parts = append(parts, "["+strings.Join(x.words, " ")+"]")
	}
	for _, c := range x.others {
		parts = append(parts, c.value)
	}
	if x.label != "" {
		parts = append(parts, "("+x.label+")")
	}
	return strings.Join(parts, " ")
}

// shown is a seen event in the same short form, with what the row asks for.
func (x want) shown(e scapi.Event, label string) string {
	became, _ := e.Member("mediaState")
	parts := []string{cmp.Or(e.Type, e.Name), e.State(), became}
	if x.callType != "" {
		kind, _ := e.Attribute("callType")
		parts = append(parts, scene.OrNone(kind))
	}
	if x.words != nil {
		got, ok := e.Capabilities()
		if !ok {
			parts = append(parts, "(no capabilities)")
		} else {
			parts = append(parts, "["+strings.Join(got, " ")+"]")
		}
	}
	for _, c := range x.others {
		value, _ := e.Attribute(c.attribute)
		parts = append(parts, scene.OrNone(value))
	}
	if x.label != "" {
		parts = append(parts, "("+label+")")
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// names are the event names under which an event of the book may come.
func names(b *book.Book, name, eventType string) []string {
	out := []string{name}
	if e, ok := b.Event(name, eventType); ok {
		out = append(append(out, e.Event), e.AlsoAs...)
	}
	return out
}

// place is what a tagged id of the book says about a row.
type place struct {
	id        string
	name      string // the envelope's event name
	eventType string
	state     string // empty: not said
	callType  string
	words     []string // nil: not said
	of        string   // record or call; empty: not said
	stateEv   book.Evidence
	typeEv    book.Evidence // of the call type
	block     string        // rows of one block have a documented order
	floating  bool
	sequence  string // whose order is documented, if any
}

// placeOf is what an item of the book says about a row; false if it is about no event.
func placeOf(r *oracle.Rules, id string) (place, bool) {
	it, ok := r.Book.Claim(id)
	if !ok {
		return place{}, false
	}
	switch x := it.Of.(type) {
	case *book.Row:
		return rowPlace(r, x), true
	case *book.Step:
		return stepPlace(r, x)
	case *book.Event:
		return place{id: id, name: x.Event, eventType: x.Type, stateEv: book.Inferred, typeEv: book.Inferred}, true
	}
	return place{}, false
}

func rowPlace(r *oracle.Rules, x *book.Row) place {
	p := place{
		id: x.ID, name: "interaction", eventType: x.Type, state: x.State, callType: x.CallType, words: x.Capabilities,
		of: x.Of, stateEv: x.StateEvidence, typeEv: x.Evidence, floating: x.Floating,
	}
	if p.words == nil {
		p.words = []string{}
	}
	if !x.Floating {
		p.block = x.Mode + " " + x.Block
	}
	if _, ok := r.Book.Event("interaction", x.Type); !ok || x.Type == "MARKDONE_APPLY" {
		p.name = "markdone"
	}
	return p
}

func stepPlace(r *oracle.Rules, x *book.Step) (place, bool) {
	if x.Kind != "event" || x.Type == "" {
		return place{}, false
	}
	p := place{
		id: x.ID, name: x.Event, eventType: x.Type, state: x.State, callType: x.CallType,
		stateEv: x.StateEvidence, typeEv: x.CallTypeEvidence,
	}
	if row, ok := r.Book.Row(x.Row); ok {
		quoted := rowPlace(r, row)
		p.words, p.of, p.block, p.floating = quoted.words, quoted.of, quoted.block, quoted.floating
	}
	id := x.ID[:strings.LastIndexByte(x.ID, '.')]
	if it, ok := r.Book.Claim(id); ok && it.Evidence == book.Documented {
		p.sequence = id
	}
	return p, true
}

// contradicts says in what a row differs from a place of the same event type;
// empty: it fits.
func (p place) contradicts(x want) string {
	switch {
	case x.state != "" && p.state != "" && x.state != p.state:
		return fmt.Sprintf("has state %s", p.state)
	case x.callType != "" && p.callType != "" && !strings.EqualFold(x.callType, p.callType):
		return fmt.Sprintf("has call type %s", p.callType)
	case x.words != nil && p.words != nil && !scapi.SameWords(x.words, p.words):
		return fmt.Sprintf("has capabilities [%s]", strings.Join(p.words, " "))
	case p.of != "" && x.label != "" && !strings.HasSuffix(x.label, p.of):
		return fmt.Sprintf("is about the %s", p.of)
	}
	return ""
}

// locate finds the tagged id of each row: the first that fits and that no earlier
// row has, else the first that fits. A row that fits none is an error.
func locate(r *oracle.Rules, specs []string, wants []want, used map[string]bool) ([]place, error) {
	out := make([]place, len(wants))
	for i, x := range wants {
		p, err := locateOne(r, specs, x, used)
		if err != nil {
			return nil, fmt.Errorf("row %d, %s: %w", i+1, x, err)
		}
		used[p.id] = true
		out[i] = p
	}
	return out, nil
}

func locateOne(r *oracle.Rules, specs []string, x want, used map[string]bool) (place, error) {
	var fitting []place
	var against []string
	for _, id := range specs {
		p, ok := placeOf(r, id)
		if !ok || p.eventType != x.event {
			continue
		}
		if why := p.contradicts(x); why != "" {
			against = append(against, id+" "+why)
			continue
		}
		fitting = append(fitting, p)
	}
	for _, p := range fitting {
		if !used[p.id] {
			return p, nil
		}
	}
	switch {
	case len(fitting) > 0:
		return fitting[0], nil
	case len(against) > 0:
		return place{}, fmt.Errorf("it contradicts the scenario's tags: %s", strings.Join(against, "; "))
	}
	ids := idsOf(r, specs, x)
	if len(ids) == 0 {
		return place{}, fmt.Errorf("the documents have no event %s, near is %s", x, nearEvent(r, x.event))
	}
	return place{}, fmt.Errorf("no tag of the scenario is about %s; known ids: %s", x.event, strings.Join(ids, ", "))
}

// nearEvent names the event whose name is nearest to one that no event has.
func nearEvent(r *oracle.Rules, name string) string {
	var known []string
	for _, id := range r.Book.IDs() {
		if p, ok := placeOf(r, id); ok && p.eventType != "" && p.eventType != name {
			known = append(known, p.eventType)
		}
	}
	return strings.Join(suite.Nearest(known, name, 1), "")
}

// idsOf suggests ids of the book that a row fits, five and how many more: first those that
// are nearest of kin to the scenario's tags.
func idsOf(r *oracle.Rules, specs []string, x want) []string {
	const most = 5
	var out []string
	for _, id := range r.Book.IDs() {
		if p, ok := placeOf(r, id); ok && p.eventType == x.event && p.contradicts(x) == "" {
			out = append(out, id)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(kinship(b, specs), kinship(a, specs)) })
	for i := range out {
		out[i] = "@spec:" + out[i]
	}
	if more := len(out) - most; more > 0 {
		out = append(out[:most], fmt.Sprintf("and %d more", more))
	}
	return out
}

// kinship is how many parts of an id, from its beginning, are those of one of others.
func kinship(id string, others []string) int {
	most, parts := 0, strings.Split(id, ".")
	for _, other := range others {
		n := 0
		for i, part := range strings.Split(other, ".") {
			if i < len(parts) && n == i && parts[i] == part {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// shownAll tells of events, and of their frames.
func shownAll(events []event) (seen string, frames []int) {
	var all []string
	for _, e := range events {
		all = append(all, want{}.shown(e, ""))
	}
	return scene.OrNone(strings.Join(all, ", ")), framesOf(events)
}

// framesOf are the trace records of events.
func framesOf(events []event) []int {
	var out []int
	for _, e := range events {
		out = append(out, e.Seq)
	}
	return out
}
