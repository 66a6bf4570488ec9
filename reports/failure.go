package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// mostNamed bounds how many scenarios a terminal names for one cause.
const mostNamed = 10

// Failures writes the scenarios that failed, or that could not be judged, as a
// terminal of a hundred columns shows them, an empty line before each: what was
// claimed and where, the rule and its source, what was seen instead, the wire around
// it, and how to run it again. Of those that broke the same rule only the first
// is shown so, with the names of the others. Scenarios that broke an item that they are
// tagged with come first.
func Failures(w io.Writer, r *result.Report, color bool) error {
	var bad []*result.Scenario
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Outcome == result.Failed || s.Outcome == result.HarnessError {
			bad = append(bad, s)
		}
	}
	for _, c := range causes(bad) {
		if _, err := io.WriteString(w, "\n"+failure(c.first, paint(color), true)+sameCause(c, paint(color))); err != nil {
			return err
		}
	}
	return nil
}

// sameCause names the scenarios that are not shown.
func sameCause(c cause, on paint) string {
	if len(c.others) == 0 {
		return ""
	}
	p := &page{paint: on, indent: 2}
	p.line("")
	p.line(c.same() + ":")
	for i, s := range c.others {
		if i == mostNamed {
			p.line(p.in(dim, fmt.Sprintf("  … and %d more, which the reports name", len(c.others)-i)))
			break
		}
		p.line("  " + middle(place(s, 0)+"  "+title(s), columns-p.indent-2, ""))
	}
	return p.out.String()
}

// failure is one of Failures, with the wire or without.
func failure(s *result.Scenario, on paint, wire bool) string {
	p := &page{paint: on}
	p.headed(word(s), title(s), looks[s.Outcome].color, bold)
	p.indent = 2
	p.wrapped(parents(s), dim)
	p.wrapped(place(s, 0), "")
	if stumbled(s) {
		p.stumble(s)
	}
	full, others := foremost(s)
	p.claims(s, full, len(full)+len(others), wire)
	p.others(s, others)
	p.line("")
	if s.LeftOut > 0 {
		p.line(p.in(dim, pad("trace", 7)) + "too long: " + some(s.LeftOut, "record") + " left out")
	}
	if text := known(s); text != "" {
		p.headed(pad("known", 5), text, dim, "")
	}
	p.line(p.in(dim, pad("seed", 7)) + fmt.Sprint(s.Seed))
	p.line(p.in(dim, pad("again", 7)) + flat(s.Again))
	return p.out.String()
}

// claims shows some of all failed claims in full, under the steps that made them.
func (p *page) claims(s *result.Scenario, claims []result.Claim, all int, wire bool) {
	for i := range claims {
		c, number := &claims[i], ""
		p.line("")
		if i == 0 || c.Step != claims[i-1].Step {
			p.wrapped(place(s, c.Step)+" "+stepText(s, c.Step), "")
		}
		if all > 1 {
			number = fmt.Sprintf("%d of %d", i+1, all)
		}
		p.claim(s, c, number, wire)
	}
}

// claim shows one failed claim in full.
func (p *page) claim(s *result.Scenario, c *result.Claim, number string, wire bool) {
	p.headed(number, c.Text, dim, red)
	p.indent += 4
	p.field("rule", c.Rule, "")
	p.field("source", source(c), "")
	p.field("item", c.Item, "")
	p.field("expected", c.Expected, green)
	p.field("seen", c.Seen, red)
	if c.Compared != nil {
		p.comparison(c.Compared)
	}
	if wire {
		p.framesOnce(s, c, number)
	}
	p.indent -= 4
}

// others shows each further failed claim in short.
func (p *page) others(s *result.Scenario, claims []result.Claim) {
	if len(claims) == 0 {
		return
	}
	p.line("")
	p.line(p.in(dim, "and "+some(len(claims), "more failed claim")))
	p.indent += 2
	defer func() { p.indent -= 2 }()
	for i, c := range claims {
		if i == inShort {
			p.line(fmt.Sprintf("… and %d more, which the result stream holds", len(claims)-i))
			return
		}
		p.wrapped(place(s, c.Step)+" "+clip(mismatch(&c), mostQuoted), "")
	}
}

// stumble shows where a scenario ended and why.
func (p *page) stumble(s *result.Scenario) {
	_, why := headline(s)
	p.line("")
	if step, n := stumble(s); step != nil {
		p.wrapped(place(s, n)+" "+stepText(s, n), "")
	}
	p.indent += 2
	for l := range strings.Lines(clean(why)) {
		p.wrapped(l, red)
	}
	p.indent -= 2
}
