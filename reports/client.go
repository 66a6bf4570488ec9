package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// Client writes what a terminal shows of clients that were judged by a recording, of
// which each scenario is a page: each rule they broke, once, with where it is broken
// first; what is noted; what they did; and the verdict.
func Client(w io.Writer, r *result.Report, color bool) error {
	u := usesOf(r)
	p := &page{paint: paint(color), ways: "by line of the recording; → sent by the client, ← received by it", lines: true}
	p.findings(findings(r, (*result.Scenario).Failures))
	p.clientNotes(findings(r, (*result.Scenario).Notes))
	p.line("")
	p.headed("what the clients did", "", bold, "")
	p.indent = 2
	p.used(u)
	p.indent = 0
	p.line("")
	p.clientVerdict(r, u.lost())
	_, err := io.WriteString(w, p.out.String())
	return err
}

// How many findings a terminal shows, and how many notes.
const (
	mostFindings    = 30
	mostClientNotes = 20
)

func (p *page) findings(list []finding) {
	for i, f := range list {
		if i == mostFindings {
			p.line("")
			p.line(p.in(red, fmt.Sprintf("… and %d more, which --out DIR writes down", len(list)-i)))
			return
		}
		p.finding(f)
	}
}

func (p *page) finding(f finding) {
	c := &f.claim
	p.line("")
	p.headed("BROKEN", c.Text, red, bold)
	p.indent = 2
	p.field("rule", c.Rule, "")
	p.field("source", source(c), "")
	p.field("item", c.Item, "")
	p.field("expected", c.Expected, green)
	p.field("seen", f.seen(), red)
	p.field("told at", f.toldAt(), "")
	p.field("first at", f.where(), "")
	p.frames(f.page, c)
	p.indent = 0
}

func (p *page) clientNotes(notes []finding) {
	if len(notes) == 0 {
		return
	}
	p.line("")
	p.headed(some(len(notes), "note"), "no document holds it against a client, but it is worth a look", yellow, "")
	p.indent = 2
	defer func() { p.indent = 0 }()
	for i, f := range notes {
		if i == mostClientNotes {
			p.line(p.in(dim, fmt.Sprintf("… and %d more, which --out DIR writes down", len(notes)-i)))
			return
		}
		c := f.claim
		c.Seen = f.seen()
		p.wrapped(mismatch(&c), "")
		p.wrapped(strings.Join(notEmpty(f.claim.Item, f.where()), ", "), dim)
	}
}

func notEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// clientVerdict says how the clients came out, of whose requests some were lost.
func (p *page) clientVerdict(r *result.Report, lost int) {
	counts, _ := result.Tally(r.Scenarios)
	judged, word, text, look := len(r.Scenarios)-counts[result.NotApplicable], "PASSED", "", green
	switch broken := len(findings(r, (*result.Scenario).Failures)); {
	case judged == 0:
		word, text, look = "NOTHING JUDGED", "no client has sent a frame", red
	case broken > 0:
		word, look = "FAILED", red
		text = fmt.Sprintf("%s broken, on %d of %s", some(broken, "documented claim"), counts[result.Failed], some(judged, "page"))
	case lost > 0:
		text, look = fmt.Sprintf("what was sent breaks nothing that is documented, but %s refused and never succeeded", were(lost, "request")), yellow
	default:
		text = "what the clients sent on " + some(judged, "page") + " breaks nothing that is documented"
	}
	if r.End != nil {
		text = strings.TrimSpace(fmt.Sprintf("%s (exit code %d)", text, r.End.Exit))
	}
	p.headed(word, text, look, "")
}
