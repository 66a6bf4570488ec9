package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/scene"
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
		Does:    "Checks the events that came since the last When. Each row takes the first event of its type and interaction that no row above has taken; other documented events in between are tolerated. Columns: event, and any of interaction (call, record, consultation, chat, e-mail or reply; first, second or third before it when there are several), state, previous state, call type, capabilities (- for none), recording, not answered, direction. Every row needs a tag that is about it.",
		Example: "Then Ana's desk sees, in order:",
		Args:    []string{"the agent"},
	})
	r.Step(`^nothing else of these kinds$`, w.nothingElse, suite.Doc{
		Does:    "Checks that no further event of the types in the table above came. It binds for the interactions of the table.",
		Example: "And nothing else of these kinds",
	})
	r.Step(`^by now (\w+)'s desk has seen:$`, w.hasSeen, suite.Doc{
		Does:    "Checks events wherever they came in the scenario, for rows whose place the documents leave open; the same columns.",
		Example: "Then by now Ana's desk has seen:",
		Args:    []string{"the agent"},
	})
}

// tableCheck is a table of events held against what a desk saw.
type tableCheck struct {
	desk   *desk
	window int // the number of the window
	since  int // trace record after which the window began
	wants  []want
	places []place
	events []scapi.Event // that came in the window
	taken  []int         // by row: index into events; -1: missing
	claims []result.Claim
	broken map[int]bool // rows that break a claim
}

func (w *world) seesInOrder(ctx context.Context, agent string, t *table) error {
	c, err := w.check(ctx, agent, scene.Rows(t), w.Window)
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

func (w *world) hasSeen(ctx context.Context, agent string, t *table) error {
	c, err := w.check(ctx, agent, scene.Rows(t), 0)
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
func (w *world) check(ctx context.Context, agent string, cells [][]string, since int) (*tableCheck, error) {
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
	c := &tableCheck{desk: d, window: w.Windows, since: since, wants: wants, places: places, broken: map[int]bool{}}
	_, err = w.await(ctx, func() []event { return w.match(c) })
	return c, err
}

// match takes an event for each row and returns them, or nothing if one is missing.
func (w *world) match(c *tableCheck) []event {
	c.events, c.taken = w.events(c.desk, c.since), nil
	var all []event
	for i := range c.wants {
		j := w.take(c, i)
		c.taken = append(c.taken, j)
		if j >= 0 {
			all = append(all, c.events[j])
		}
	}
	if len(all) < len(c.wants) {
		return nil
	}
	return all
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

// isCalled reports whether an event is about the interaction of a label. Without one it
// may be about any that the scenario speaks of, if there is one.
func (d *desk) isCalled(e scapi.Event, label string) bool {
	if label != "" {
		it := d.find(label)
		return it != nil && it.id == e.ID()
	}
	speaks := slices.ContainsFunc(d.items, func(it *item) bool { return it.label != somebodys })
	return e.ID() == "" || !speaks && d.awaited.label == "" || d.label(e) != somebodys
}

func (c *tableCheck) isTaken(e scapi.Event) bool {
	return slices.ContainsFunc(c.taken, func(j int) bool { return j >= 0 && c.events[j].Seq == e.Seq })
}

// isTwin reports whether an event tells what a row has taken under another event name,
// for the first time: where the documents give it two names, a desktop may serve both.
func (c *tableCheck) isTwin(e scapi.Event) bool {
	same := func(x scapi.Event) bool { return x.Type == e.Type && x.ID() == e.ID() }
	first := slices.IndexFunc(c.events, func(x scapi.Event) bool { return same(x) && x.Name == e.Name })
	return c.events[first].Seq == e.Seq && slices.ContainsFunc(c.taken, func(j int) bool {
		return j >= 0 && same(c.events[j]) && c.events[j].Name != e.Name
	})
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
		claim.Seen, claim.Frames = w.missing(x.event+about(x.label), c.since)
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

// missing tells that there was no such event, and of a refusal that may be why.
func (w *world) missing(what string, since int) (seen string, frames []int) {
	seen = "no " + what
	if t := w.Opened.Target(); t.Way() != targets.Count {
		seen += fmt.Sprintf(" before %s of silence", t.Rest())
	}
	if !w.answer.Refused || w.answer.Asked <= since {
		return seen, nil
	}
	return seen + "; " + w.refusal(), w.answerFrames()
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

// checkOrder claims for each pair of neighbours that the second came after the
// first, passing over rows whose events did not come. The order is documented only
// inside a block of the table, and in the sequences that say so, whose claim it is.
func (w *world) checkOrder(c *tableCheck) {
	before := -1
	for i := range c.wants {
		if c.taken[i] < 0 {
			continue
		}
		if before >= 0 {
			w.checkPair(c, before, i)
		}
		before = i
	}
}

func (w *world) checkPair(c *tableCheck, h, i int) {
	a, b := c.places[h], c.places[i]
	claim := w.Rules.Claim(b.id, "order", fmt.Sprintf("%s%s comes after %s%s",
		c.wants[i].event, about(c.wants[i].label), c.wants[h].event, about(c.wants[h].label)))
	switch {
	case a.block != "" && a.block == b.block:
		claim = w.Rules.With(claim, book.InTable)
	case a.sequence != "" && a.sequence == b.sequence:
		claim = w.Rules.Claim(a.sequence, claim.Kind, claim.Text)
	default:
		claim = w.Rules.With(claim, book.Inferred)
	}
	first, second := c.events[c.taken[h]], c.events[c.taken[i]]
	claim.Met, claim.Frames = first.Seq < second.Seq, []int{first.Seq, second.Seq}
	earlier, later := c.wants[h].event, c.wants[i].event
	if earlier == later {
		earlier, later = earlier+about(c.wants[h].label), later+about(c.wants[i].label)
	}
	claim.Expected = fmt.Sprintf("%s, then %s", earlier, later)
	claim.Seen = claim.Expected
	if !claim.Met {
		claim.Seen = fmt.Sprintf("%s, then %s", later, earlier)
	}
	c.add(i, claim)
}

// conclude makes the claims of a table; the first that is not met shows it whole.
func (w *world) conclude(c *tableCheck) {
	if i := slices.IndexFunc(c.claims, func(x result.Claim) bool { return !x.Met }); i >= 0 {
		c.claims[i].Compared = c.compare()
	}
	for _, claim := range c.claims {
		w.Claim(claim)
		w.Named(claim)
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
func (w *world) nothingElse(ctx context.Context) error {
	c := w.table
	if c == nil || c.window != w.Windows {
		return fmt.Errorf("there is no table of events above")
	}
	own, others := c.surplus()
	if len(own) == 0 && c.oneBlock() { // what is not to come may come late
		if _, err := w.ListenOn(ctx); err != nil {
			return err
		}
		c.events = w.events(c.desk, c.since)
		own, others = c.surplus()
	}
	claim := w.Rules.Claim(c.places[0].id, "closed", "no further "+strings.Join(c.kinds(), " or ")+" comes")
	if !c.oneBlock() {
		claim = w.Rules.With(claim, book.Inferred)
	}
	w.closed(c, claim, own)
	if len(others) > 0 {
		w.closed(c, w.Rules.With(claim, book.Inferred), others)
	}
	return nil
}

// kinds are the event types of a table, each once.
func (c *tableCheck) kinds() []string {
	var out []string
	for _, x := range c.wants {
		if !slices.Contains(out, x.event) {
			out = append(out, x.event)
		}
	}
	return out
}

// surplus are the events of the kinds in a table that no row took: of the
// interactions of the table, and of others, which may have ways of their own.
func (c *tableCheck) surplus() (own, others []scapi.Event) {
	kinds, ids := map[string]bool{}, map[string]bool{}
	for i, x := range c.wants {
		kinds[x.event] = true
		if j := c.taken[i]; j >= 0 {
			ids[c.events[j].ID()] = true
		}
	}
	for _, e := range c.events {
		switch {
		case !kinds[e.Type] || c.isTaken(e) || c.isTwin(e):
		case ids[e.ID()]:
			own = append(own, e)
		case isOpenMedia(e): // a chat has nothing to do with a call
		default:
			others = append(others, e)
		}
	}
	return own, others
}

func (w *world) closed(c *tableCheck, claim result.Claim, extra []scapi.Event) {
	var seen []string
	for _, e := range extra {
		seen = append(seen, want{}.shown(e, ""))
		claim.Frames = append(claim.Frames, e.Seq)
	}
	claim.Met, claim.Expected, claim.Seen = len(extra) == 0, "no further events", "none"
	if len(extra) > 0 {
		claim.Seen = "besides those of the table: " + strings.Join(seen, ", ")
		claim.Compared = c.compare()
	}
	w.Claim(claim)
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
