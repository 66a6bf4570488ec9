package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// The bytes of a summary's sections. A CI job page takes one MiB, and refuses a
// longer summary whole.
const (
	mostSections = 960 << 10 // of all together
	leastSection = 64 << 10  // kept for each that is to come, however long those before it are
)

// Summary writes the report as Markdown for the page of a CI job, of at most
// one MiB: the verdict, the outcomes, then the failures, as Failures orders them and
// best founded first, then where the target was lost, what could not be judged, known
// failures, notes and what was not applicable, condensed. It says how much it left out.
func Summary(w io.Writer, r *result.Report) error {
	c := conclude(r)
	var out strings.Builder
	fmt.Fprintf(&out, "**%s**: %s\n\n", strings.ToUpper(c.word), prose(clip(c.text, mostQuoted)))
	out.WriteString(outcomeTable(r) + "\n" + runTable(r))
	failed := of(r, result.Failed)
	strongest(failed)
	unjudged := of(r, result.HarnessError)
	died := slices.DeleteFunc(slices.Clone(unjudged), func(s *result.Scenario) bool { return !isLost(s) })
	unjudged = slices.DeleteFunc(unjudged, isLost)
	sections := []section{
		{"Failures", failureBlocks(failed)},
		{"Target lost", failureBlocks(died)},
		{"Could not be judged", failureBlocks(unjudged)},
		list("Known failures", knownBlocks(r)),
		list("To delete from the baseline", staleBlocks(r)),
		list("In the baseline, and not judged", unjudgedBlocks(r)),
		list("Notes", noteBlocks(r)),
		list("Not applicable", reasonBlocks(r)),
	}
	room := mostSections
	for i, s := range sections {
		text := s.within(room - leastSection*(len(sections)-1-i))
		out.WriteString(text)
		room -= len(text)
	}
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
	if shard := r.Run.Shard.String(); shard != "" {
		rows = append(rows, []string{"shard", code(shard)})
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
	if s := baseline(r); s != "" {
		rows = append(rows, []string{"baseline", prose(clip(s, mostQuoted))})
	}
	if s := unexplained(r); s != "" {
		rows = append(rows, []string{"unexplained", prose(clip(s, mostQuoted))})
	}
	if s := refused(r); s != "" {
		rows = append(rows, []string{"refused", prose(clip(s, mostQuoted))})
	}
	if r.End != nil {
		rows = append(rows, []string{"time", lasted(r.End.Millis)})
	}
	return table([]string{"target", code(clip(target(&r.Run), mostQuoted))}, rows)
}

// section is a title and what stands below it. A block is made when it is its turn.
type section struct {
	title  string
	blocks []func() string
}

func list(title string, blocks []string) section {
	s := section{title: title}
	for _, b := range blocks {
		s.blocks = append(s.blocks, func() string { return b })
	}
	return s
}

// within joins the blocks up to limit bytes, and says how many are left out.
// Without blocks it is empty.
func (s section) within(limit int) string {
	if len(s.blocks) == 0 {
		return ""
	}
	var out strings.Builder
	out.WriteString("\n## " + s.title + "\n\n")
	for i, block := range s.blocks {
		b := block()
		if out.Len()+len(b) > limit {
			fmt.Fprintf(&out, "\n… and %d more, which the result stream holds.\n", len(s.blocks)-i)
			break
		}
		out.WriteString(b)
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}

func knownBlocks(r *result.Report) []string {
	var blocks []string
	for _, s := range of(r, result.KnownFailure) {
		_, what := headline(s)
		block := fmt.Sprintf("- %s: %s\n", code(s.ID), prose(clip(what, mostQuoted)))
		if s.Known != nil {
			block += fmt.Sprintf("  - %s %s\n", code(entryAt(s.Known)), prose(clip(why(s.Known), mostQuoted)))
		}
		blocks = append(blocks, block)
	}
	return blocks
}

func staleBlocks(r *result.Report) []string {
	var blocks []string
	for i, s := range stale(r) {
		if i == 0 {
			blocks = append(blocks, "Delete what follows, "+prose(orUpdate(r))+".\n\n")
		}
		blocks = append(blocks, fmt.Sprintf("%s\n\n%s\n", prose(clip(staleHead(r, &s), mostQuoted)), verbatim("yaml", clip(s.Text, mostField))))
	}
	return blocks
}

func unjudgedBlocks(r *result.Report) []string {
	var blocks []string
	for _, text := range unjudged(r) {
		blocks = append(blocks, "- "+prose(clip(text, mostQuoted))+"\n")
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
