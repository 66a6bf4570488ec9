package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// Totals writes the block that ends a run on a terminal: the outcomes with the
// characters Progress showed them by, what was not applicable and why, the most
// frequent note, why failures are known, what was proved, how to repeat the run, whether
// events were late, what to delete from the baseline, and the verdict.
func Totals(w io.Writer, r *result.Report, color bool) error {
	p := &page{paint: paint(color), indent: 2}
	counts, proved := result.Tally(r.Scenarios)
	p.outcomes(counts)
	p.commonest("not applicable because", reasons(r), 5)
	p.commonest("known failures", knownReasons(r), 5)
	p.notes(r)
	p.line("")
	p.field("proved", some(proved, "documented item"), "")
	p.field("target", target(&r.Run), "")
	p.field("profile", r.Run.Profile, "")
	p.field("seed", fmt.Sprint(r.Run.Seed), "")
	p.field("shard", r.Run.Shard.String(), "")
	p.field("fault", r.Run.Fault, "")
	p.field("settled", settled(&r.Run), "")
	p.field("late", late(r), "")
	p.field("baseline", baseline(r), "")
	p.field("", unexplained(r), yellow)
	p.field("refused", refused(r), yellow)
	p.unjudged(r)
	if r.End != nil {
		p.field("time", lasted(r.End.Millis), "")
	}
	p.stale(r)
	p.line("")
	p.verdict(r)
	_, err := io.WriteString(w, p.out.String())
	return err
}

// outcomes lists the outcomes there were.
func (p *page) outcomes(counts map[result.Outcome]int) {
	for _, o := range result.Outcomes {
		if counts[o] == 0 {
			continue
		}
		look := looks[o]
		text := fmt.Sprintf("%s %5d  %s", look.mark, counts[o], pad(string(o), 15))
		p.line(p.in(look.color, text) + " " + p.in(dim, look.help))
	}
}

func (p *page) notes(r *result.Report) {
	g, all := noted(r, mismatch)
	title := some(all, "note")
	if len(g.list) > 1 {
		title += ", the commonest"
	}
	p.commonest(title, g, 1)
}

// commonest lists what was said most often.
func (p *page) commonest(title string, g groups, most int) {
	if len(g.list) == 0 {
		return
	}
	p.line("")
	p.line(p.in(dim, title))
	for i, it := range g.sorted() {
		if i == most {
			p.line(p.in(dim, fmt.Sprintf("         … and %d more; summary.md lists all", len(g.list)-i)))
			return
		}
		text := clip(it.text, mostField-len(otherwise))
		if it.varied {
			text += otherwise
		}
		p.headed(fmt.Sprintf("  %5d", it.n), text, "", "")
	}
}

// unjudged shows the entries of the baseline that nothing is known about.
func (p *page) unjudged(r *result.Report) {
	all := unjudged(r)
	for i, text := range all {
		if i == mostNamed {
			p.field("", fmt.Sprintf("… and %d more; summary.md lists all", len(all)-i), dim)
			return
		}
		p.field("", text, yellow)
	}
}

// stale shows what to delete from the baseline, as it stands there.
func (p *page) stale(r *result.Report) {
	all := stale(r)
	for i, s := range all {
		p.line("")
		if i == mostNamed {
			p.line(p.in(dim, fmt.Sprintf("… and %d more; summary.md lists all", len(all)-i)))
			break
		}
		p.headed("", staleHead(r, &s)+":", "", red)
		for text := range strings.Lines(clean(clip(s.Text, mostField))) {
			p.line(p.in(dim, "  "+strings.TrimRight(text, "\n")))
		}
	}
	if len(all) > 0 {
		p.line("")
		p.headed("", orUpdate(r), "", red)
	}
}

func (p *page) verdict(r *result.Report) {
	c := conclude(r)
	text := c.text
	if r.End != nil {
		text += fmt.Sprintf(" (exit code %d)", r.End.Exit)
	}
	p.headed(strings.ToUpper(c.word), text, c.color, "")
}

// settled warns of verdicts that rest on having listened for a while only.
func settled(run *result.Run) string {
	if run.Settles != "quiet" {
		return ""
	}
	return "by listening for a quiet moment: what came later was not seen"
}

// late tells that scenarios had to wait for what came after the target was thought
// to be at rest, and what would spare them.
func late(r *result.Report) string {
	n, most := 0, int64(0)
	for i := range r.Scenarios {
		if by := r.Scenarios[i].Late; by > 0 {
			n++
			most = max(most, by)
		}
	}
	if n == 0 {
		return ""
	}
	text := fmt.Sprintf("%s waited for events that came up to %s after the target was at rest: ", some(n, "scenario"), lasted(most))
	if r.Run.Settles == "quiet" {
		return text + "set settle.quiet higher in the target file"
	}
	return text + "let its barrier wait for them, or set settle (mode: quiet) in the target file"
}

// target names what was judged.
func target(run *result.Run) string {
	t := run.Target
	text := t.Name
	if t.Kind != "" {
		text += " (" + t.Kind + ")"
	}
	if t.File != "" {
		text += ", " + t.File
	}
	return text
}
