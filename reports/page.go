package reports

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// columns is the width of a terminal report. A command line is never broken.
const columns = 100

// mostField bounds in bytes a text that is wrapped.
const mostField = 2 << 10

// page lays out text for a terminal.
type page struct {
	paint
	out    strings.Builder
	indent int
	ways   string            // what the arrows of the wire mean; empty: what they do in a run
	lines  bool              // records are called by their lines in a recording, and not by their numbers
	wires  map[string]string // what has been shown of the wire, and at which claim of the scenario
}

// What a CI system would take for a command when it stands in a log: such as
// ::error:: and ##vso[.
var (
	colons = regexp.MustCompile(`^(\s*):(:)`)
	hashes = regexp.MustCompile(`#(#[a-z-]*\[)`)
)

// line writes one line, indented unless it is empty.
func (p *page) line(text string) {
	text = hashes.ReplaceAllString(colons.ReplaceAllString(text, "$1: $2"), "# $1")
	if text != "" {
		p.out.WriteString(strings.Repeat(" ", p.indent))
	}
	p.out.WriteString(strings.TrimRight(text, " ") + "\n")
}

// wrapped writes text on as many lines as it takes.
func (p *page) wrapped(text string, c color) {
	for i, l := range wrap(clip(text, mostField), columns-p.indent-2) {
		if i > 0 {
			l = "  " + l
		}
		p.line(p.in(c, l))
	}
}

// headed writes a head and text, wrapped beside it.
func (p *page) headed(head, text string, of, c color) {
	if head != "" {
		head += "  "
	}
	for i, l := range wrap(clip(text, mostField), columns-p.indent-runes(head)) {
		if i > 0 {
			head = pad("", runes(head))
		}
		p.line(p.in(of, head) + p.in(c, l))
	}
}

// field writes what is said under a label of at most eight letters. An empty text is left out.
func (p *page) field(label, text string, c color) {
	if strings.TrimSpace(text) != "" {
		p.headed(pad(label, 8), text, dim, c)
	}
}

// comparison sets the two sides beside each other.
func (p *page) comparison(c *result.Comparison) {
	const limit, tail = 30, 6 // the tail is a frame's number
	width := (columns - p.indent - len("> ") - len(" | ") - tail) / 2
	e := around(c, limit)
	p.line("")
	p.line(p.in(dim, "  "+pad("documented", width)+" │ seen on "+oneLine(c.Desk)+"'s desktop"))
	p.leftOut(e.before)
	for i, row := range e.rows {
		p.row(row, i == e.first, width)
	}
	p.leftOut(e.after)
}

func (p *page) leftOut(n int) {
	if n > 0 {
		p.line(p.in(dim, "  "+leftOutText(n)))
	}
}

func (p *page) row(row result.Row, first bool, width int) {
	expected, seen := cells(row)
	left, right := wrap(clip(expected, mostCell), width), wrap(clip(seen, mostCell), width)
	mark, color := rowLook(row, first)
	for i := range max(len(left), len(right)) {
		l, r := at(left, i), at(right, i)
		if i == 0 && row.Frame > 0 {
			r = pad(r, width) + fmt.Sprintf(" #%d", row.Frame)
		}
		p.line(p.in(color, mark+" "+pad(l, width)+" │ "+r))
		mark = " "
	}
}

// rowLook marks the first difference with >, and the others with an exclamation mark.
func rowLook(row result.Row, first bool) (mark string, c color) {
	switch {
	case first:
		return ">", red
	case row.Differs:
		return "!", red
	case row.Expected == "":
		return " ", dim
	}
	return " ", ""
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
