package webex

import (
	"cmp"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// claim is the claim that a fault breaks, founded as what is otherwise in the profile is.
func (j *judge) claim(x fault, of string) result.Claim {
	what := cmp.Or(x.path, "it")
	sentence := what + " in " + of + " is of its type"
	switch x.kind {
	case "presence":
		sentence = what + " is in " + of
	case "value":
		sentence = what + " in " + of + " is one of its values"
	}
	if x.item == "" {
		c := j.rules.Inferred(x.kind, sentence)
		c.Expected, c.Seen = x.expected, x.seen
		return c
	}
	c := j.rules.Claim(x.item, x.kind, sentence)
	if e := j.otherwise(x); e != "" {
		c = j.rules.With(c, e)
	}
	c.Expected, c.Seen = x.expected, x.seen
	return c
}

// otherwise is the evidence of what a fault is about, if the profile has that otherwise
// than others; empty: it does not.
func (j *judge) otherwise(x fault) book.Evidence {
	it, _ := j.rules.Book.Claim(x.item)
	m, ok := it.Of.(*book.Member)
	if !ok {
		return ""
	}
	in, evidence := m.In(j.rules.Profile)
	if x.kind == "presence" && in.Presence == m.Presence || x.kind == "type" && in.Type == m.Type {
		return ""
	}
	return evidence
}

// finding is what a rule finds in a moment. The zero value: what the rule speaks of did
// not happen.
type finding struct {
	kept     bool
	text     string // not empty: the rule is broken; what should be, as a sentence
	expected string
	seen     string
	weak     bool  // nobody has to keep it in this case
	earlier  []int // records that show it besides the last
}

// kept is the finding of a rule that was kept.
var kept = finding{kept: true}

func (j *judge) breaks(item, kind string, f finding, seq int) {
	c := j.rules.Claim(item, kind, f.text)
	if f.weak {
		c = j.rules.With(c, book.Inferred)
	}
	c.Expected, c.Seen, c.Frames = f.expected, f.seen, append(f.earlier, seq)
	j.found.Broken(c)
}
