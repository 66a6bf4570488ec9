package suite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/oracle"
)

// Baseline is the failures of a target that are known. The zero value knows none.
type Baseline struct {
	Entries []Entry
	Today   string   // YYYY-MM-DD; what expires before it counts no more
	All     []string // the ids of all scenarios there are, chosen or not; nil: there may be others
}

// Entry is what a baseline says about one scenario, and where.
type Entry struct {
	ID    string       // of the scenario, with wire and profile
	Known result.Known // Expired is filled in
	Text  string       // its lines in the file
	Items []ItemLine   // where each item stands
}

// ItemLine is the line of a file that an item stands on, alone or not.
type ItemLine struct {
	Line  int
	Text  string
	Alone bool
}

// entry finds the entry of a scenario, or nil.
func (b *Baseline) entry(id string) *Entry {
	i := slices.IndexFunc(b.Entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		return nil
	}
	return &b.Entries[i]
}

// judge makes a failure known if its entry covers it, and returns what in the entry
// is stale.
func (b *Baseline) judge(r *oracle.Rules, s *result.Scenario) []result.Stale {
	e := b.entry(s.ID)
	if e == nil {
		return nil
	}
	known := e.Known
	known.Expired = known.Expires != "" && known.Expires < b.Today
	s.Known = &known
	if s.Outcome == result.Failed && known.Covers(s.Failures()) {
		s.Outcome = result.KnownFailure
	}
	if s.Outcome == result.HarnessError || s.Outcome == result.NotApplicable && !s.Begun() {
		return nil // it says nothing about the target
	}
	return e.stale(r, s)
}

// stale is all of the entry if none of its items is broken any more, else those items
// that are not. Of a scenario that ended as not applicable nobody will ever know more:
// an entry that stayed would hide what is broken later.
func (e *Entry) stale(r *oracle.Rules, s *result.Scenario) []result.Stale {
	isBroken := func(item string) bool { return broken(s, item) }
	if s.Outcome == result.NotApplicable && !slices.ContainsFunc(e.Known.Items, isBroken) {
		return []result.Stale{e.whole("it is not applicable, and what it lists is broken no more")}
	}
	var out []result.Stale
	for i, item := range e.Known.Items {
		if !mended(s, item) {
			continue
		}
		why := item + " is broken no more"
		if !strings.Contains(item, " ") && !isInBook(r, item) {
			why = fmt.Sprintf("the book has no %s%s", item, near(r.Book.IDs(), item))
		}
		at := e.Items[i]
		out = append(out, result.Stale{ID: e.ID, Item: item, Why: why, Line: at.Line, Text: at.Text, Part: !at.Alone})
	}
	if len(out) == len(e.Known.Items) {
		why := "it does not fail any more"
		if s.Outcome == result.Failed {
			why = "what it lists is broken no more"
		}
		return []result.Stale{e.whole(why)}
	}
	return out
}

func isInBook(r *oracle.Rules, item string) bool {
	_, ok := r.Book.Claim(item)
	return ok
}

func (e *Entry) whole(why string) result.Stale {
	return result.Stale{ID: e.ID, Why: why, Line: e.Known.Line, Text: e.Text}
}

// mended reports whether an item was met, or would have been told if it had not been:
// of a scenario that ended early nothing is known of what it did not come to. What is
// noted is not mended: under --strict it still fails.
func mended(s *result.Scenario, item string) bool {
	if broken(s, item) {
		return false
	}
	return slices.Contains(s.Proved, item) ||
		slices.ContainsFunc(s.Claims, func(c result.Claim) bool { return c.Key() == item }) ||
		!slices.ContainsFunc(s.Steps, func(st result.Step) bool { return st.Status != passed })
}

// broken reports whether a claim about an item was not met, binding or not.
func broken(s *result.Scenario, item string) bool {
	return slices.ContainsFunc(s.Claims, func(c result.Claim) bool { return !c.Met && c.Key() == item })
}

// gone are the entries of scenarios that there are no more.
func (b *Baseline) gone(wires []Wire) []result.Stale {
	if b.All == nil {
		return nil
	}
	var known []string
	for _, id := range b.All {
		scenario, _, _ := strings.Cut(id, "@")
		known = append(known, scenario)
	}
	slices.Sort(known)
	var names []string
	for _, w := range wires {
		names = append(names, w.Name)
	}
	var out []result.Stale
	for _, e := range b.Entries {
		scenario, where, _ := strings.Cut(e.ID, "@")
		onWire, profile, _ := strings.Cut(where, "/")
		_, isThere := slices.BinarySearch(known, scenario)
		i := slices.Index(names, onWire)
		switch {
		case !isThere:
			out = append(out, e.whole("no scenario has this id any more"+near(known, scenario)))
		case i < 0:
			out = append(out, e.whole(fmt.Sprintf("there is no wire %s%s", onWire, near(names, onWire))))
		default:
			if _, err := wires[i].Rules.Book.Profile(profile); err != nil {
				out = append(out, e.whole(err.Error()))
			}
		}
	}
	return out
}

func near(known []string, word string) string {
	if found := Nearest(known, word, 1); len(found) > 0 {
		return ", near is " + found[0]
	}
	return ""
}

// byLine puts what is stale in the order of the file.
func byLine(stale []result.Stale) []result.Stale {
	slices.SortFunc(stale, func(x, y result.Stale) int { return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Item, y.Item)) })
	return stale
}
