package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// The shares of a summary in bytes. A CI job page takes one MiB, and refuses a
// longer summary whole.
const (
	failuresShare = 640 << 10
	otherShare    = 64 << 10 // of each of the other sections
)

// Summary writes the report as Markdown for the page of a CI job, of at most
// one MiB: the verdict, the outcomes, then the failures, best founded first and
// those that broke the same rule together, then what could not be judged, known
// failures, notes and what was not applicable, condensed. It says how much it left
// out.
func Summary(w io.Writer, r *result.Report) error {
	c := conclude(r)
	var out strings.Builder
	fmt.Fprintf(&out, "**%s**: %s\n\n", strings.ToUpper(c.word), prose(clip(c.text, mostQuoted)))
	out.WriteString(outcomeTable(r) + "\n" + runTable(r))
	failed := of(r, result.Failed)
	strongest(failed)
	out.WriteString(scenarios("Failures", failuresShare, failureBlocks(failed)))
	out.WriteString(scenarios("Could not be judged", otherShare, failureBlocks(of(r, result.HarnessError))))
	out.WriteString(list("Known failures", knownBlocks(r)))
	out.WriteString(list("Known failures that did not fail", staleBlocks(r)))
	out.WriteString(list("Notes", noteBlocks(r)))
	out.WriteString(list("Not applicable", reasonBlocks(r)))
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return nil
}

func outcomeTable(r *result.Report) string {
	counts, _ := result.Tally(r.Scenarios)
	var header, row []string
	for _, o := range result.Outcomes {
		header = append(header, string(o))
		row = append(row, fmt.Sprint(counts[o]))
	}
	return table(header, [][]string{row})
}

func runTable(r *result.Report) string {
	_, proved := result.Tally(r.Scenarios)
	rows := [][]string{
		{"profile", code(clip(r.Run.Profile, mostQuoted))},
		{"seed", code(fmt.Sprint(r.Run.Seed))},
		{"proved", some(proved, "documented item")},
	}
	if r.Run.Fault != "" {
		rows = append(rows, []string{"fault", code(clip(r.Run.Fault, mostQuoted))})
	}
	if s := settled(&r.Run); s != "" {
		rows = append(rows, []string{"settled", s})
	}
	if s := late(r); s != "" {
		rows = append(rows, []string{"late", s})
	}
	if r.End != nil {
		rows = append(rows, []string{"time", lasted(r.End.Millis)})
	}
	return table([]string{"target", code(clip(target(&r.Run), mostQuoted))}, rows)
}

// section joins n blocks under a title up to limit bytes, and says how many are
// left out. Without blocks it is empty.
func section(title string, limit, n int, block func(i int) string) string {
	if n == 0 {
		return ""
	}
	var out strings.Builder
	out.WriteString("\n## " + title + "\n\n")
	for i := range n {
		b := block(i)
		if out.Len()+len(b) > limit {
			fmt.Fprintf(&out, "\n… and %d more, which the result stream holds.\n", n-i)
			break
		}
		out.WriteString(b)
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}

func scenarios(title string, limit int, blocks []func() string) string {
	return section(title, limit, len(blocks), func(i int) string { return blocks[i]() })
}

func list(title string, blocks []string) string {
	return section(title, otherShare, len(blocks), func(i int) string { return blocks[i] })
}

func knownBlocks(r *result.Report) []string {
	var blocks []string
	for _, s := range of(r, result.KnownFailure) {
		_, why := headline(s)
		blocks = append(blocks, fmt.Sprintf("- %s: %s\n", code(s.ID), prose(clip(why, mostQuoted))))
	}
	return blocks
}

func staleBlocks(r *result.Report) []string {
	var blocks []string
	for _, id := range staleIDs(r) {
		blocks = append(blocks, "- "+code(id)+"\n")
	}
	return blocks
}

// noteBlocks lists the claims that were not met and do not bind, once each.
func noteBlocks(r *result.Report) []string {
	g, _ := noted(r, func(c *result.Claim) string {
		text := fmt.Sprintf("%s %s", prose(clip(mismatch(c), mostQuoted)), code(c.Item))
		return strings.TrimSpace(text) + " (" + prose(string(c.Evidence)) + ")"
	})
	return blocks(g)
}

// reasonBlocks lists why scenarios were not applicable, once each.
func reasonBlocks(r *result.Report) []string {
	g := reasons(r)
	for _, it := range g.list {
		it.text = prose(clip(it.text, mostQuoted))
	}
	return blocks(g)
}

func blocks(g groups) []string {
	var out []string
	for _, it := range g.sorted() {
		where := "in " + code(it.first)
		if it.n > 1 {
			where = fmt.Sprintf("%d times, first in %s", it.n, code(it.first))
		}
		if it.varied {
			where += otherwise
		}
		out = append(out, fmt.Sprintf("- %s: %s\n", it.text, where))
	}
	return out
}
