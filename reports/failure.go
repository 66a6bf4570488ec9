package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// Failure writes a scenario that failed, or that could not be judged, as a
// terminal of a hundred columns shows it: what was claimed and where, the rule
// and its source, what was seen instead, the wire around it, and how to run it again.
func Failure(w io.Writer, s *result.Scenario, color bool) error {
	_, err := io.WriteString(w, failure(s, paint(color), true))
	return err
}

// failure is the text of Failure, with the wire or without.
func failure(s *result.Scenario, on paint, wire bool) string {
	p := &page{paint: on}
	p.headed(strings.ToUpper(string(s.Outcome)), s.Name, looks[s.Outcome].color, bold)
	p.indent = 2
	p.wrapped(parents(s), dim)
	p.wrapped(place(s, 0), "")
	if stumbled(s) {
		p.stumble(s)
	}
	claims := s.Failures()
	p.claims(s, claims[:min(len(claims), inFull)], len(claims), wire)
	p.others(s, claims[min(len(claims), inFull):])
	p.line("")
	p.line(p.in(dim, pad("seed", 7)) + fmt.Sprint(s.Seed))
	p.line(p.in(dim, pad("again", 7)) + flat(s.Again))
	return p.out.String()
}

// claims shows the first of all failed claims in full, under the steps that made them.
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
		p.frames(s, c)
	}
	p.indent -= 4
}

// others shows each further failed claim on one line.
func (p *page) others(s *result.Scenario, claims []result.Claim) {
	if len(claims) == 0 {
		return
	}
	p.line("")
	p.line(p.in(dim, "and "+some(len(claims), "more failed claim")))
	for i, c := range claims {
		if i == inShort {
			p.line(fmt.Sprintf("  … and %d more", len(claims)-i))
			return
		}
		p.line("  " + middle(fmt.Sprintf("%s  %s", place(s, c.Step), oneLine(c.Text)), columns-p.indent-2, ""))
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
