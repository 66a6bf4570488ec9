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
	p := &page{paint: paint(color), ways: "→ sent by the client, ← received by it"}
	p.findings(findings(r, (*result.Scenario).Failures))
	p.clientNotes(findings(r, (*result.Scenario).Notes))
	p.line("")
	p.headed("what the clients did", "", bold, "")
	p.indent = 2
	p.used(usesOf(r))
	p.indent = 0
	p.line("")
	p.clientVerdict(r)
	_, err := io.WriteString(w, p.out.String())
	return err
}

// finding is a claim that clients did not meet.
type finding struct {
	claim result.Claim     // as it was made first
	page  *result.Scenario // where
	pages int              // on which it was not met
}

// findings gathers the claims of all pages, in the order of the recording. What
// differs only in what was seen is the same.
func findings(r *result.Report, claims func(*result.Scenario) []result.Claim) []finding {
	var out []finding
	place := map[[4]string]int{}
	for _, s := range inOrder(r) {
		told := map[[4]string]bool{}
		for _, c := range claims(s) {
			key := [4]string{c.Item, c.Kind, c.Text, c.Expected}
			i, known := place[key]
			if !known {
				i, place[key] = len(out), len(out)
				out = append(out, finding{claim: c, page: s})
			}
			if !told[key] {
				told[key] = true
				out[i].pages++
			}
		}
	}
	return out
}

// inOrder are the pages as they come in the recording.
func inOrder(r *result.Report) []*result.Scenario {
	var out []*result.Scenario
	for i := range r.Scenarios {
		out = append(out, &r.Scenarios[i])
	}
	slices.SortStableFunc(out, func(a, b *result.Scenario) int { return a.Line - b.Line })
	return out
}

// where a finding is to be seen: the head of a recording is a line of its file, too.
func (f *finding) where() string {
	line := f.page.Line
	if len(f.claim.Frames) > 0 {
		line = f.claim.Frames[0] + 1
	}
	text := fmt.Sprintf("%s:%d, %s", oneLine(f.page.File), line, oneLine(f.page.Name))
	if more := f.pages - 1; more > 0 {
		text += ", and " + some(more, "more page")
	}
	return text
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
	p.field("seen", c.Seen, red)
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
		p.wrapped(mismatch(&f.claim), "")
		p.wrapped(strings.Join(notEmpty(f.claim.Item, f.where()), ", "), dim)
	}
}

func notEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// clientVerdict says how the clients came out.
func (p *page) clientVerdict(r *result.Report) {
	counts, _ := result.Tally(r.Scenarios)
	judged, word, text, look := len(r.Scenarios)-counts[result.NotApplicable], "PASSED", "", green
	switch broken := len(findings(r, (*result.Scenario).Failures)); {
	case judged == 0:
		word, text, look = "NOTHING JUDGED", "no client has sent a frame", red
	case broken > 0:
		word, look = "FAILED", red
		text = fmt.Sprintf("%s broken, on %d of %s", some(broken, "documented claim"), counts[result.Failed], some(judged, "page"))
	default:
		text = "what the clients sent on " + some(judged, "page") + " breaks nothing that is documented"
	}
	if r.End != nil {
		text += fmt.Sprintf(" (exit code %d)", r.End.Exit)
	}
	p.headed(word, text, look, "")
}
