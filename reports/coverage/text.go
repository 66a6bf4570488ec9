package coverage

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Text writes the counts for a terminal.
func (s *Sheet) Text(w io.Writer) error {
	var out strings.Builder
	for _, line := range s.head() {
		fmt.Fprintln(&out, line)
	}
	for _, t := range s.tables() {
		fmt.Fprintln(&out)
		table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
		fmt.Fprintf(table, "%s\tPROVED\tCHECKED ONLY\tNOT COVERED\tNOT PROVABLE\tOF\t\n", strings.ToUpper(t.title))
		for _, c := range t.counts {
			fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%s\n", c.Of, c.Proved, c.Checked, c.Open, c.Unprovable, c.All, c.Share())
		}
		_ = table.Flush() // to memory
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// head says what was covered, and what is to be known of it.
func (s *Sheet) head() []string {
	lines := []string{
		fmt.Sprintf("Coverage of the %s by %s, profile %s", s.Title, s.Target, s.Profile),
		s.Documented().String(),
	}
	if s.Only.Profile != "" {
		lines = append(lines, "Only what profile "+s.Only.Profile+" has is counted.")
	}
	if len(s.Only.Evidence) > 0 {
		lines = append(lines, "Only items with this evidence are counted: "+strings.Join(s.Only.Evidence, ", ")+".")
	}
	if s.Outdated {
		lines = append(lines, "A run judged by another edition of the book, or not by this book: --system names its own, or run it again.")
	}
	if s.Unended {
		lines = append(lines, "A run did not come to its end: what it did not run is not covered.")
	}
	return lines
}

// counts is a table of counts.
type counts struct {
	title  string
	counts []Count
}

func (s *Sheet) tables() []counts {
	return []counts{
		{"evidence", s.ByEvidence()},
		{"documented items by section", s.BySection()},
		{"documented items that bind, by profile", s.ByProfile()},
	}
}

// JSON writes the sheet with its counts as one JSON object.
func (s *Sheet) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Documented *Count  `json:"documented"`
		Evidence   []Count `json:"byEvidence"`
		Sections   []Count `json:"bySection"`
		ByProfile  []Count `json:"byProfile"`
		*Sheet
	}{s.Documented(), s.ByEvidence(), s.BySection(), s.ByProfile(), s})
}
