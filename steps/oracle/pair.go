package oracle

import (
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
)

// pairs are the documented states of one event type: on any interaction, on
// preview records, and on calls made from them.
type pairs struct{ any, record, call []*book.Pair }

func (p *pairs) none() bool { return len(p.any)+len(p.record)+len(p.call) == 0 }

// pairsOf finds those that the profile has.
func (j *judge) pairsOf(typ string) *pairs {
	if p, ok := j.pairs[typ]; ok {
		return p
	}
	p := &pairs{}
	for i := range j.rules.Book.Pairs {
		b := &j.rules.Book.Pairs[i]
		if b.Type != typ || j.markIn(b.Claim) == nil {
			continue
		}
		switch b.Only {
		case "":
			p.any = append(p.any, b)
		case "preview record":
			p.record = append(p.record, b)
		case "preview call":
			p.call = append(p.call, b)
		}
	}
	j.pairs[typ] = p
	return p
}

// paired judges an event's state by its type.
func (j *judge) paired(m *message) {
	if m.state == "" {
		return
	}
	p := j.pairsOf(m.typ)
	j.oneOf(m, p.any, false)
	if m.life == nil {
		return
	}
	if m.life.record {
		// The table does not say in which state a record is removed that was
		// rejected or cancelled after it was shown.
		j.oneOf(m, p.record, m.typ == "REMOVED")
	}
	if m.life.preview {
		j.oneOf(m, p.call, false)
	}
}

// oneOf judges whether the state is that of a pair. With others beside them no
// state is wrong.
func (j *judge) oneOf(m *message, list []*book.Pair, others bool) {
	i := slices.IndexFunc(list, func(p *book.Pair) bool { return p.State == m.state })
	switch {
	case i >= 0:
		j.mark(list[i].ID).met = true
	case len(list) > 0 && !others:
		var states []string
		for _, p := range list {
			states = append(states, p.State)
		}
		expected := either(states)
		j.fails(m, spot{list[0].ID, list[0].Evidence}, "pair",
			fmt.Sprintf("%s has the state %s", m.subject(), expected), expected, clip(m.state))
	}
}
