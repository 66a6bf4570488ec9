package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// Around each record that shows a claim, so many others of the same desk; of so
// many such records; and of each of these, so many lines.
const (
	nearby      = 2
	mostAnchors = 3
	markedLines = 3
)

// frames shows the wire around a claim.
func (p *page) frames(s *result.Scenario, c *result.Claim) {
	marked, missing := anchors(c)
	shown := marked[:min(len(marked), mostAnchors)]
	lines := near(s.Trace, shown)
	if len(lines) == 0 {
		p.until(s, c)
		return
	}
	p.line("")
	p.line(p.in(dim, "on the wire ("+cmp.Or(p.ways, "→ sent to the target, ← received from it")+")"))
	for i, rec := range lines {
		if i > 0 && between(s.Trace, lines[i-1], rec) {
			p.line("  " + p.in(dim, "  …"))
		}
		anchor := slices.Contains(shown, rec.Seq)
		if anchor && !missing {
			p.marked(rec, telling(c, rec))
		} else {
			p.record(rec)
		}
		if anchor && missing {
			p.line(p.in(red, "> (missing)"))
		}
	}
	if more := len(marked) - len(shown); more > 0 {
		p.line(p.in(dim, fmt.Sprintf("    and %s of the trace", some(more, "more record"))))
	}
}

// framesOnce is frames, unless an earlier claim of the scenario has shown just that.
func (p *page) framesOnce(s *result.Scenario, c *result.Claim, number string) {
	wire := &page{paint: p.paint, indent: p.indent, ways: p.ways, lines: p.lines}
	wire.frames(s, c)
	text := wire.out.String()
	if at, shown := p.wires[text]; shown && text != "" {
		p.line("")
		p.line(p.in(dim, "on the wire as at "+at))
		return
	}
	if p.wires == nil {
		p.wires = map[string]string{}
	}
	p.wires[text] = number
	p.out.WriteString(text)
}

// until shows, of a claim that no record shows, the last records of the desk it
// speaks of: after them, what is missing should have come.
func (p *page) until(s *result.Scenario, c *result.Claim) {
	var before []trace.Record
	for _, rec := range s.Trace {
		if rec.Desk != "" && strings.Contains(c.Text, rec.Desk) && !rec.Fence && (c.Step == 0 || rec.Step <= c.Step) {
			before = append(before, rec)
		}
	}
	if len(before) == 0 {
		return
	}
	p.line("")
	p.line(p.in(dim, "on the wire until then (→ sent to the target, ← received from it)"))
	for _, rec := range before[max(0, len(before)-2*nearby):] {
		p.record(rec)
	}
}

// near returns the records at and around seqs, in order.
func near(records []trace.Record, seqs []int) []trace.Record {
	var out []trace.Record
	for _, seq := range seqs {
		i := slices.IndexFunc(records, func(r trace.Record) bool { return r.Seq == seq })
		if i < 0 {
			continue
		}
		out = append(out, records[i])
		out = append(out, walk(records, i, -1)...)
		out = append(out, walk(records, i, +1)...)
	}
	slices.SortFunc(out, func(a, b trace.Record) int { return a.Seq - b.Seq })
	return slices.CompactFunc(out, func(a, b trace.Record) bool { return a.Seq == b.Seq })
}

// walk returns the nearest records of the same desk as records[i] on one side of it.
func walk(records []trace.Record, i, way int) []trace.Record {
	var out []trace.Record
	for j := i + way; j >= 0 && j < len(records) && len(out) < nearby; j += way {
		if peers(records[i], records[j]) {
			out = append(out, records[j])
		}
	}
	return out
}

// peers reports whether b is of the desk and door of a, and judged.
func peers(a, b trace.Record) bool { return a.Desk == b.Desk && a.Door == b.Door && !b.Fence }

// between reports whether a record of the same desk between a and b is left out.
func between(records []trace.Record, a, b trace.Record) bool {
	return slices.ContainsFunc(records, func(r trace.Record) bool {
		return r.Seq > a.Seq && r.Seq < b.Seq && peers(a, r)
	})
}

// record shows a record on one line.
func (p *page) record(rec trace.Record) {
	head, body, width := p.split(rec)
	p.line("  " + p.in(dim, head+middle(body, width, gist(rec))))
}

// marked shows a record on a few lines, with keep in sight.
func (p *page) marked(rec trace.Record, keep string) {
	head, body, width := p.split(rec)
	mark := "> "
	for _, l := range chop(middle(body, markedLines*width, keep), width) {
		p.line(p.in(bold, mark+head+l))
		mark, head = "  ", pad("", runes(head))
	}
}

// split returns what is said of a record, what crossed, and the room for that on a line.
func (p *page) split(rec trace.Record) (head, body string, width int) {
	number := fmt.Sprintf("#%-3d", rec.Seq)
	if p.lines {
		number = fmt.Sprintf(":%-3d", lineOf(rec.Seq))
	}
	head = fmt.Sprintf("%s %6d ms  %s %s ", number, rec.Millis, oneLine(who(rec)), arrow(rec))
	return head, flat(cmp.Or(string(rec.Frame), rec.Text)), max(20, columns-p.indent-len("> ")-runes(head))
}

func who(rec trace.Record) string { return cmp.Or(rec.Desk, rec.Door) }

func arrow(rec trace.Record) string {
	switch rec.Dir {
	case trace.Sent:
		return "→"
	case trace.Received:
		return "←"
	}
	return "·"
}
