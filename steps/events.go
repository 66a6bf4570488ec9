package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// The sentences that are followed by a table of events; Check knows them too.
const (
	seesInOrder = `^(\w+)'s desk sees, in order:$`
	hasSeen     = `^by now (\w+)'s desk has seen:$`
)

func (w *world) eventSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk sees, in order:$`, w.seesInOrder, suite.Doc{
		Does:    "Checks the events that came since the last When. Each row takes the first event of its type and interaction that no row above has taken; other documented events in between are tolerated. Columns: event, and any of interaction (when there are two: record, call, first call), state, previous state, call type, capabilities (- for none), recording, not answered, direction. Every row needs a tag that is about it.",
		Example: "Then Ana's desk sees, in order:",
		Args:    []string{"the agent"},
	})
	r.Step(`^nothing else of these kinds$`, w.nothingElse, suite.Doc{
		Does:    "Checks that no further event of the types in the table above came.",
		Example: "And nothing else of these kinds",
	})
	r.Step(`^by now (\w+)'s desk has seen:$`, w.hasSeen, suite.Doc{
		Does:    "Checks events wherever they came in the scenario, for rows whose place the documents leave open; the same columns.",
		Example: "Then by now Ana's desk has seen:",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk sees nothing$`, w.seesNothing, suite.Doc{
		Does:    "Checks that no event at all came since the last When.",
		Example: "Then Ana's desk sees nothing",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk sees no ([A-Za-z_]+)$`, w.seesNo, suite.Doc{
		Does:    "Checks that no event of a type came since the last When.",
		Example: "Then Ana's desk sees no REMOVED",
		Args:    []string{"the agent", "the event type"},
	})
}

// tableCheck is a table of events held against what a desk saw.
type tableCheck struct {
	desk   *desk
	wants  []want
	places []place
	events []scapi.Event // that came in the window
	taken  []int         // by row: index into events; -1: missing
	claims []result.Claim
	broken map[int]bool // rows that break a claim
}

func (w *world) seesInOrder(_ context.Context, agent string, t *table) error {
	c, err := w.check(agent, rows(t), w.window)
	if err != nil {
		return err
	}
	for i := range c.wants {
		w.checkRow(c, i, !c.places[i].floating)
	}
	w.checkOrder(c)
	w.conclude(c)
	return nil
}

func (w *world) hasSeen(_ context.Context, agent string, t *table) error {
	c, err := w.check(agent, rows(t), 0)
	if err != nil {
		return err
	}
	for i := range c.wants {
		w.checkRow(c, i, true)
	}
	w.conclude(c)
	return nil
}

// check matches a table with the events since a trace record.
func (w *world) check(agent string, cells [][]string, since int) (*tableCheck, error) {
	d, err := w.desk(agent)
	if err != nil {
		return nil, err
	}
	wants, err := readWants(cells)
	if err != nil {
		return nil, err
	}
	n, _ := w.Step()
	places, err := w.placesAt(n)
	if err != nil {
		return nil, err
	}
	c := &tableCheck{desk: d, wants: wants, places: places, events: w.events(d, since), broken: map[int]bool{}}
	for i := range wants {
		c.taken = append(c.taken, w.take(c, i))
	}
	return c, nil
}

// placesAt are the places of the rows of the table at a step.
func (w *world) placesAt(step int) ([]place, error) {
	tables, err := locateAll(w.Rules, w.Scenario)
	if err != nil {
		return nil, err
	}
	return tables[step], nil
}

// take is the first event that a row can take; -1: there is none.
func (w *world) take(c *tableCheck, i int) int {
	x, p := c.wants[i], c.places[i]
	allowed := names(w.Rules.Book, p.name, x.event)
	return slices.IndexFunc(c.events, func(e scapi.Event) bool {
		return e.Type == x.event && slices.Contains(allowed, e.Name) && c.desk.isCalled(e, x.label) && !c.isTaken(e)
	})
}

func (c *tableCheck) isTaken(e scapi.Event) bool {
	return slices.ContainsFunc(c.taken, func(j int) bool { return j >= 0 && c.events[j].Seq == e.Seq })
}

// isCalled reports whether an event is about the interaction of a label.
func (d *desk) isCalled(e scapi.Event, label string) bool {
	if label == "" {
		return true
	}
	it := d.find(label)
	return it != nil && it.id == e.ID()
}

// label is what the scenario calls an event's interaction.
func (d *desk) label(e scapi.Event) string {
	if it := d.byID(e.ID()); it != nil {
		return it.label
	}
	return ""
}

// checkRow claims the event of a row and each of its cells. A row that binds in
// content only is not claimed to have come by now unless the table says so.
func (w *world) checkRow(c *tableCheck, i int, binds bool) {
	x, p := c.wants[i], c.places[i]
	claim := w.Rules.Claim(p.id, "event", fmt.Sprintf("%s's desk sees %s", c.desk.name, x))
	if !binds {
		claim = w.Rules.With(claim, book.Inferred)
	}
	claim.Expected = x.String()
	if c.taken[i] < 0 {
		claim.Seen = "no " + x.event + about(x.label)
		c.add(i, claim)
		return
	}
	e := c.events[c.taken[i]]
	claim.Met, claim.Seen, claim.Frames = true, x.shown(e, c.desk.label(e)), []int{e.Seq}
	c.add(i, claim)
	w.checkState(c, i, e)
	w.checkCallType(c, i, e)
	w.checkCapabilities(c, i, e)
	w.checkOthers(c, i, e)
}

func about(label string) string {
	if label == "" {
		return ""
	}
	return " of the " + label
}

func (c *tableCheck) add(row int, claim result.Claim) {
	if !claim.Met {
		c.broken[row] = true
	}
	c.claims = append(c.claims, claim)
}

// value makes a claim about one cell of a row.
func (w *world) value(c *tableCheck, i int, e scapi.Event, what, expected, seen string, ev book.Evidence) {
	claim := w.Rules.Claim(c.places[i].id, "value", fmt.Sprintf("%s%s has %s %s", e.Type, about(c.wants[i].label), what, expected))
	if ev != "" {
		claim = w.Rules.With(claim, ev)
	}
	claim = w.ifThere(claim, seen)
	claim.Met, claim.Expected, claim.Seen, claim.Frames = expected == seen, expected, orNone(seen), []int{e.Seq}
	c.add(i, claim)
}

// ifThere weakens a claim about the value of an attribute that is not there: no
// document requires one, but in messages that the oracle knows.
func (w *world) ifThere(claim result.Claim, seen string) result.Claim {
	if seen != "" || claim.Item == "" {
		return claim
	}
	return w.Rules.With(claim, book.Inferred)
}

func (w *world) checkState(c *tableCheck, i int, e scapi.Event) {
	x, p := c.wants[i], c.places[i]
	if x.state != "" {
		if pair, ok := w.pair(x.event, x.state); ok && p.stateEv == book.Inferred {
			claim := w.ifThere(w.Rules.Claim(pair, "value", fmt.Sprintf("%s%s has state %s", e.Type, about(x.label), x.state)), e.State())
			claim.Met, claim.Expected, claim.Seen, claim.Frames = e.State() == x.state, x.state, orNone(e.State()), []int{e.Seq}
			c.add(i, claim)
		} else {
			w.value(c, i, e, "state", x.state, e.State(), p.stateEv)
		}
	}
	if x.previous != "" {
		seen, _ := e.Attribute("previousState")
		w.value(c, i, e, "previous state", x.previous, seen, book.Inferred)
	}
}

// pair is the documented pair of an event type and a state that holds for every
// interaction.
func (w *world) pair(eventType, state string) (string, bool) {
	for _, p := range w.Rules.Book.Pairs {
		if p.Type == eventType && p.State == state && p.Only == "" {
			return p.ID, true
		}
	}
	return "", false
}

// checkCallType compares without case, as a printed event has Internal; UNKNOWN is a
// documented value, so that it is never more than a note.
func (w *world) checkCallType(c *tableCheck, i int, e scapi.Event) {
	x, p := c.wants[i], c.places[i]
	if x.callType == "" {
		return
	}
	seen, _ := e.Attribute("callType")
	ev := p.typeEv
	if strings.EqualFold(seen, "UNKNOWN") {
		ev = book.Inferred
	}
	if strings.EqualFold(seen, x.callType) {
		seen = x.callType
	}
	w.value(c, i, e, "call type", x.callType, seen, ev)
}

// checkCapabilities: no document names the member, so that its absence is a note;
// where the table prints a dash, absence is as good as none.
func (w *world) checkCapabilities(c *tableCheck, i int, e scapi.Event) {
	x := c.wants[i]
	if x.words == nil {
		return
	}
	expected := "[" + strings.Join(x.words, " ") + "]"
	got, ok := e.Capabilities()
	switch {
	case ok && scapi.SameWords(got, x.words), !ok && len(x.words) == 0:
		w.value(c, i, e, "capabilities", expected, expected, "")
	case ok:
		w.value(c, i, e, "capabilities", expected, "["+strings.Join(got, " ")+"]", "")
	default:
		w.value(c, i, e, "capabilities", expected, "", "")
	}
}

func (w *world) checkOthers(c *tableCheck, i int, e scapi.Event) {
	for _, o := range c.wants[i].others {
		item := "scapi.type.interaction.Interaction." + o.attribute
		seen, ok := e.Attribute(o.attribute)
		if !ok && !w.Rules.Has(item) {
			continue // the profile does not have it
		}
		claim := w.Rules.Claim(item, "value",
			fmt.Sprintf("%s%s has %s %s", e.Type, about(c.wants[i].label), o.attribute, o.value))
		claim = w.ifThere(claim, seen)
		claim.Met = slices.Contains(strings.Split(o.value, " or "), seen)
		claim.Expected, claim.Seen, claim.Frames = o.value, orNone(seen), []int{e.Seq}
		c.add(i, claim)
	}
}

// checkOrder claims for each pair of neighbours that the second came after the
// first. The order is documented only inside a block of the table, and in the
// sequences that say so.
func (w *world) checkOrder(c *tableCheck) {
	for i := 1; i < len(c.wants); i++ {
		if c.taken[i-1] < 0 || c.taken[i] < 0 {
			continue
		}
		a, b := c.places[i-1], c.places[i]
		claim := w.Rules.Claim(b.id, "order", fmt.Sprintf("%s%s comes after %s%s",
			c.wants[i].event, about(c.wants[i].label), c.wants[i-1].event, about(c.wants[i-1].label)))
		switch {
		case a.block != "" && a.block == b.block:
			claim = w.Rules.With(claim, book.InTable)
		case a.sequence != "" && a.sequence == b.sequence:
			claim = w.Rules.With(claim, book.Documented)
		default:
			claim = w.Rules.With(claim, book.Inferred)
		}
		first, second := c.events[c.taken[i-1]], c.events[c.taken[i]]
		claim.Met, claim.Frames = first.Seq < second.Seq, []int{first.Seq, second.Seq}
		claim.Expected = fmt.Sprintf("%s, then %s", c.wants[i-1].event, c.wants[i].event)
		claim.Seen = claim.Expected
		if !claim.Met {
			claim.Seen = fmt.Sprintf("%s, then %s", c.wants[i].event, c.wants[i-1].event)
		}
		c.add(i, claim)
	}
}

// conclude makes the claims of a table; the first that is not met shows it whole.
func (w *world) conclude(c *tableCheck) {
	if i := slices.IndexFunc(c.claims, func(x result.Claim) bool { return !x.Met }); i >= 0 {
		c.claims[i].Compared = c.compare()
	}
	for _, claim := range c.claims {
		w.Claim(claim)
	}
	w.table = c
}

// compare sets the table beside what was seen, in the order seen; what is missing
// stands where the table has it.
func (c *tableCheck) compare() *result.Comparison {
	out := &result.Comparison{Desk: c.desk.name}
	next := 0
	missing := func(upTo int) {
		for ; next < upTo; next++ {
			if c.taken[next] < 0 {
				out.Rows = append(out.Rows, result.Row{Expected: c.wants[next].String(), Differs: c.broken[next]})
			}
		}
	}
	for j, e := range c.events {
		i := slices.Index(c.taken, j)
		if i < 0 {
			out.Rows = append(out.Rows, result.Row{Seen: want{}.shown(e, ""), Frame: e.Seq})
			continue
		}
		missing(i)
		out.Rows = append(out.Rows, result.Row{
			Expected: c.wants[i].String(), Seen: c.wants[i].shown(e, c.desk.label(e)), Frame: e.Seq, Differs: c.broken[i],
		})
	}
	missing(len(c.wants))
	return out
}

// nothingElse closes the kinds in the last table.
func (w *world) nothingElse(context.Context) error {
	c := w.table
	if c == nil {
		return fmt.Errorf("there is no table of events above")
	}
	var extra []scapi.Event
	kinds := map[string]bool{}
	for _, x := range c.wants {
		kinds[x.event] = true
	}
	for _, e := range c.events {
		if kinds[e.Type] && !c.isTaken(e) {
			extra = append(extra, e)
		}
	}
	claim := w.Rules.Claim(c.places[0].id, "closed", "nothing else of these kinds comes")
	if !c.oneBlock() {
		claim = w.Rules.With(claim, book.Inferred)
	}
	claim.Met, claim.Expected, claim.Seen = len(extra) == 0, "no further events", "none"
	if len(extra) > 0 {
		var seen []string
		for _, e := range extra {
			seen = append(seen, want{}.shown(e, ""))
			claim.Frames = append(claim.Frames, e.Seq)
		}
		claim.Seen = strings.Join(seen, ", ")
		claim.Compared = c.compare()
	}
	w.Claim(claim)
	return nil
}

// oneBlock reports whether all rows are of one block of the table, which lists
// what comes.
func (c *tableCheck) oneBlock() bool {
	for _, p := range c.places {
		if p.block == "" || p.block != c.places[0].block {
			return false
		}
	}
	return true
}

func (w *world) seesNothing(_ context.Context, agent string) error {
	return w.absent(agent, "nothing", func(scapi.Event) bool { return true })
}

func (w *world) seesNo(_ context.Context, agent, eventType string) error {
	if err := w.knownEventType(eventType); err != nil {
		return err
	}
	return w.absent(agent, "no "+eventType, func(e scapi.Event) bool { return e.Type == eventType })
}

// absent claims that no such event came since the last When, once for each rule
// the scenario is tagged with.
func (w *world) absent(agent, what string, is func(scapi.Event) bool) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	var seen []string
	var frames []int
	for _, e := range w.events(d, w.window) {
		if is(e) {
			seen = append(seen, want{}.shown(e, ""))
			frames = append(frames, e.Seq)
		}
	}
	text := fmt.Sprintf("%s's desk sees %s", agent, what)
	for _, claim := range w.claimsByRule("absent", text) {
		w.claim(claim, len(seen) == 0, "nothing", orNone(strings.Join(seen, ", ")), frames...)
	}
	return nil
}

// claimsByRule is a claim for each rule the scenario is tagged with, or one that
// no document makes.
func (w *world) claimsByRule(kind, text string) []result.Claim {
	var out []result.Claim
	for _, id := range w.rules() {
		out = append(out, w.Rules.Claim(id, kind, text))
	}
	if out == nil {
		out = append(out, w.Rules.Inferred(kind, text))
	}
	return out
}

// claimEvent claims a documented event on the way to a starting point.
func (w *world) claimEvent(d *desk, since int, label, eventType, state string) {
	e, ok := w.Rules.Book.Event("interaction", eventType)
	if !ok {
		return
	}
	var seen *scapi.Event
	for _, x := range w.events(d, since) {
		if x.Type == eventType && d.isCalled(x, label) {
			seen = &x
			break
		}
	}
	claim := w.Rules.Claim(e.ID, "event", fmt.Sprintf("%s's desk sees %s of the %s", d.name, eventType, label))
	if seen == nil {
		w.claim(claim, false, eventType+" in state "+state, "no "+eventType)
		return
	}
	w.claim(claim, true, eventType, eventType, seen.Seq)
	if pair, ok := w.pair(eventType, state); ok {
		value := w.Rules.Claim(pair, "value", fmt.Sprintf("%s of the %s has state %s", eventType, label, state))
		w.claim(w.ifThere(value, seen.State()), seen.State() == state, state, orNone(seen.State()), seen.Seq)
	}
}
