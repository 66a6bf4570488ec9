package oracle

import (
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// mark is what a trace shows of one item of the book.
type mark struct {
	id          string
	met, broken bool
}

// ledger collects what the checks find.
type ledger struct {
	marks   map[string]*mark
	entries []entry
	place   map[sameness]int // in entries
	doubts  []doubt
	binding int // how many times a claim that binds was broken
	all     int // and any claim
}

func newLedger() *ledger { return &ledger{marks: map[string]*mark{}, place: map[sameness]int{}} }

// forget begins anew. Marks stay where they are: classes of the book point at them.
func (l *ledger) forget() {
	for _, m := range l.marks {
		m.met, m.broken = false, false
	}
	*l = ledger{marks: l.marks, place: l.place}
	clear(l.place)
}

// entry is an unmet claim and how often it was.
type entry struct {
	claim result.Claim
	at    int // the record that broke it first
	times int
}

// sameness tells which violations are repetitions of one.
type sameness struct {
	item, kind, expected, seen string
	binding                    bool
}

// doubt is an unmet claim that what comes later may excuse.
type doubt struct {
	claim   result.Claim
	excused func() bool
}

// mark finds the mark of an item.
func (l *ledger) mark(item string) *mark {
	m, ok := l.marks[item]
	if !ok {
		m = &mark{id: item}
		l.marks[item] = m
	}
	return m
}

// broken notes an unmet claim. The last of its frames is the one that broke it.
func (l *ledger) broken(c result.Claim) {
	if c.Item != "" {
		l.mark(c.Item).broken = true
	}
	l.all++
	if c.Binding {
		l.binding++
	}
	same := sameness{c.Item, c.Kind, c.Expected, c.Seen, c.Binding}
	i, again := l.place[same]
	if !again {
		l.place[same] = len(l.entries)
		l.entries = append(l.entries, entry{c, c.Frames[len(c.Frames)-1], 1})
		return
	}
	l.entries[i].times++
	l.entries[i].claim.Frames = append(l.entries[i].claim.Frames, c.Frames...)
}

// whole notes that a message, an object or an event was found good, or not if a
// claim in it that binds was broken since there were so many.
func (l *ledger) whole(m *mark, binding int) {
	if l.binding == binding {
		m.met = true
	} else {
		m.broken = true
	}
}

// verdict is asked for once, when all records have been read.
func (l *ledger) verdict() Verdict {
	for _, d := range l.doubts {
		if !d.excused() {
			l.broken(d.claim)
		}
	}
	slices.SortStableFunc(l.entries, func(a, b entry) int { return a.at - b.at })
	var v Verdict
	for _, e := range l.entries {
		v.Unmet = append(v.Unmet, e.counted())
	}
	for _, m := range l.marks {
		if m.met && !m.broken {
			v.Proved = append(v.Proved, m.id)
		}
	}
	slices.Sort(v.Proved)
	return v
}

// counted is the claim with each frame once, and with the number of times it was broken.
func (e entry) counted() result.Claim {
	c := e.claim
	slices.Sort(c.Frames)
	c.Frames = slices.Compact(c.Frames)
	if e.times > 1 {
		c.Seen = fmt.Sprintf("%s, %d times", c.Seen, e.times)
	}
	return c
}
