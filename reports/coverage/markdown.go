package coverage

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes the counts, then the documented items grade by grade, what is
// missing first, then the others.
func (s *Sheet) Markdown(w io.Writer) error {
	var out strings.Builder
	head := s.head()
	fmt.Fprintf(&out, "# %s\n\n**%s**\n", cell(head[0]), cell(head[1]))
	for _, line := range head[2:] {
		fmt.Fprintf(&out, "\n%s\n", cell(line))
	}
	for _, t := range s.tables() {
		fmt.Fprintf(&out, "\n## %s\n\n", strings.ToUpper(t.title[:1])+t.title[1:])
		out.WriteString("| | proved | checked only | not covered | not provable | of | |\n|---|---|---|---|---|---|---|\n")
		for _, c := range t.counts {
			fmt.Fprintf(&out, "| `%s` | %d | %d | %d | %d | %d | %s |\n", c.Of, c.Proved, c.Checked, c.Open, c.Unprovable, c.All, c.Share())
		}
	}
	for _, part := range s.parts() {
		fmt.Fprintf(&out, "\n## %s\n\n", part.title)
		out.WriteString("| item | evidence | says | scenarios | last result | proof |\n|---|---|---|---|---|---|\n")
		for _, it := range part.items {
			fmt.Fprintf(&out, "| `%s` | %s | %s | %s | %s | %s |\n", it.ID, it.Evidence, cell(it.Text), scenarios(&it), it.Result, proof(&it))
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// graded are the items of one grade.
type graded struct {
	title string
	items []Item
}

// parts are the documented items that are not proved, then those that are, then the
// others; none is empty.
func (s *Sheet) parts() []graded {
	var out []graded
	add := func(title string, keep func(*Item) bool) {
		p := graded{title: title}
		for _, it := range s.Items {
			if keep(&it) {
				p.items = append(p.items, it)
			}
		}
		if p.items != nil {
			out = append(out, p)
		}
	}
	for _, g := range []Grade{Open, Checked, Unprovable, Proved} {
		add(fmt.Sprintf("Documented, %s", g), func(it *Item) bool { return it.Documented() && it.Grade == g })
	}
	for _, g := range []Grade{Open, Checked, Unprovable, Proved} {
		add(fmt.Sprintf("Not documented, %s", g), func(it *Item) bool { return !it.Documented() && it.Grade == g })
	}
	return out
}

func scenarios(it *Item) string {
	switch n := len(it.Scenarios) + it.More; n {
	case 0:
		return ""
	case 1:
		return code(it.Scenarios[0].ID)
	default:
		return fmt.Sprintf("%s and %d more", code(it.Scenarios[0].ID), n-1)
	}
}

// proof says how an item is proved, or why it cannot be.
func proof(it *Item) string {
	switch {
	case it.Why != "":
		return cell(it.Why)
	case it.Proof == nil:
		return ""
	case it.Proof.Item != it.ID:
		return fmt.Sprintf("`%s`: `%s` in `%s`", it.Proof.Item, it.Proof.By, it.Proof.Scenario)
	}
	return fmt.Sprintf("`%s` in `%s`", it.Proof.By, it.Proof.Scenario)
}

// cell is text within a table.
var escapes = strings.NewReplacer("\n", " ", "|", `\|`, "<", "&lt;", ">", "&gt;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`)

func cell(text string) string { return escapes.Replace(text) }

// code is what a result stream calls something, as code in a cell.
func code(name string) string {
	return "`" + strings.NewReplacer("`", "'", "|", `\|`).Replace(plain(name)) + "`"
}
