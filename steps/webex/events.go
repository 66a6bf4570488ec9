package webex

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) eventSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk sees, in order:$`, w.seesInOrder, suite.Doc{
		Does:    "Checks the events that came since the last When. Each row takes the first event of its type that no row above has taken; others in between are tolerated. The one column: event. In which order they come never binds.",
		Example: "Then Ana's desk sees, in order:",
		Args:    []string{"the agent"},
	})
	r.Step(`^nothing else of these kinds$`, w.nothingElse, suite.Doc{
		Does:    "Checks that no further event of the types in the table above came. It never binds.",
		Example: "And nothing else of these kinds",
	})
}

// tableCheck is a table of events held against what somebody was told.
type tableCheck struct {
	person *person
	window int // the number of the window
	since  int // trace record after which the window began
	events []string
	told   []notice // in the window
	taken  []int    // by row: index into told; -1: missing
}

// eventsOf are the rows of a table of events.
func eventsOf(cells [][]string) ([]string, error) {
	rows, err := scene.Headed(cells, []string{"event"})
	var out []string
	for _, row := range rows {
		out = append(out, row["event"])
	}
	return out, err
}

func (w *world) seesInOrder(ctx context.Context, agent string, t *scene.Table) error {
	events, err := eventsOf(scene.Rows(t))
	if err != nil {
		return err
	}
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	c := &tableCheck{person: p, window: w.Windows, since: w.Window, events: events}
	look := func() error { c.match(); return nil }
	if err := w.LookAgain(ctx, look, func() bool { return !slices.Contains(c.taken, -1) }); err != nil {
		return err
	}
	for i := range events {
		w.checkRow(c, i)
	}
	w.checkOrder(c)
	w.table = c
	return nil
}

// match takes an event for each row.
func (c *tableCheck) match() {
	c.told, c.taken = c.person.told(c.since, func(n notice) bool { return true }), nil
	for _, event := range c.events {
		c.taken = append(c.taken, slices.IndexFunc(c.told, func(n notice) bool { return n.Event == event && !c.isTaken(n) }))
	}
}

func (c *tableCheck) isTaken(n notice) bool {
	return slices.ContainsFunc(c.taken, func(j int) bool { return j >= 0 && c.told[j].Seq == n.Seq })
}

func (w *world) checkRow(c *tableCheck, i int) {
	s := scene.Seen{Met: c.taken[i] >= 0, Expected: c.events[i], Instead: c.events[i]}
	if s.Met {
		s.Frames = []int{c.told[c.taken[i]].Seq}
	} else {
		s.Instead, s.Frames = shownAll(c.told)
	}
	w.claimsComparing("event", fmt.Sprintf("%s's desk sees %s", c.person.name, c.events[i]), s, tells(c.events[i]), c.compare())
}

// claimsComparing is claims that show, where they are not met, a whole table beside what
// came.
func (w *world) claimsComparing(kind, text string, s scene.Seen, by scene.Says, compared *result.Comparison) {
	for _, c := range w.ClaimsFor(kind, text, s, by) {
		if !s.Met {
			c.Compared = compared
		}
		w.Add(c, s)
	}
}

// checkOrder claims for each pair of neighbours that the second came after the first. What
// has to be first and last is a rule of its own; the rest is nobody's word.
func (w *world) checkOrder(c *tableCheck) {
	before := -1
	for i, j := range c.taken {
		if j < 0 {
			continue
		}
		if before >= 0 {
			first, second := c.told[c.taken[before]], c.told[j]
			s := scene.Seen{Met: first.Seq < second.Seq, Expected: c.events[before] + ", then " + c.events[i], Instead: c.events[before] + ", then " + c.events[i], Frames: []int{first.Seq, second.Seq}}
			if !s.Met {
				s.Instead = c.events[i] + ", then " + c.events[before]
			}
			w.Inferred("order", fmt.Sprintf("%s comes after %s", c.events[i], c.events[before]), s)
		}
		before = i
	}
}

// compare sets the table beside what came, in the order in which it came.
func (c *tableCheck) compare() *result.Comparison {
	out := &result.Comparison{Desk: c.person.name}
	for j, n := range c.told {
		row := result.Row{Seen: n.Event, Frame: n.Seq}
		if i := slices.Index(c.taken, j); i >= 0 {
			row.Expected = c.events[i]
		}
		out.Rows = append(out.Rows, row)
	}
	for i, j := range c.taken {
		if j < 0 {
			out.Rows = append(out.Rows, result.Row{Expected: c.events[i], Differs: true})
		}
	}
	return out
}

// nothingElse closes the kinds in the last table.
func (w *world) nothingElse(ctx context.Context) error {
	c := w.table
	if c == nil || c.window != w.Windows {
		return errors.New("there is no table of events above")
	}
	if err := w.Listen(ctx); err != nil {
		return err
	}
	c.match()
	var extra []notice
	for _, n := range c.told {
		if slices.Contains(c.events, n.Event) && !c.isTaken(n) {
			extra = append(extra, n)
		}
	}
	s := scene.Seen{Met: len(extra) == 0, Expected: "no further events"}
	s.Instead, s.Frames = shownAll(extra)
	w.Inferred("closed", "no further "+strings.Join(c.events, " or ")+" comes", s)
	return nil
}
