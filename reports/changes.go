package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// Changes is what came out otherwise in a later run.
type Changes struct {
	old, new *result.Report
	list     []result.Difference
}

// Compare sets a later run beside an earlier one.
func Compare(earlier, later *result.Report) *Changes {
	return &Changes{earlier, later, result.Compare(earlier, later)}
}

// Exit is the code that a comparison ends with: 1 if something newly fails, else 3 if
// something could be judged and could not in the later run, or that did not come to its
// end, else 0.
func (c *Changes) Exit() int {
	code := result.ExitPassed
	if incomplete(c.new) != "" {
		code = result.ExitHarness
	}
	for _, d := range c.list {
		switch d.Change {
		case result.NewlyFails:
			return result.ExitFailed
		case result.NotJudged:
			code = result.ExitHarness
		}
	}
	return code
}

// conclusion says in a sentence what changed.
func (c *Changes) conclusion() string {
	var parts []string
	for _, change := range result.Changes {
		if n := len(c.of(change)); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, change))
		}
	}
	if parts == nil {
		return "nothing changed"
	}
	return strings.Join(parts, ", ")
}

func (c *Changes) of(change result.Change) []result.Difference {
	var out []result.Difference
	for _, d := range c.list {
		if d.Change == change {
			out = append(out, d)
		}
	}
	return out
}

// runs says what was compared: a line for each run, and one for what else differs.
func (c *Changes) runs() []string {
	lines := []string{"old  " + runLine(c.old), "new  " + runLine(c.new)}
	if c.old.Run.Book != c.new.Run.Book {
		lines = append(lines, "The runs judged by two editions of the book.")
	}
	if why := incomplete(c.new); why != "" {
		lines = append(lines, "The new run did not come to its end: "+oneLine(why))
	}
	return lines
}

func runLine(r *result.Report) string {
	return fmt.Sprintf("%s, profile %s, %s, deskproof %s", oneLine(target(&r.Run)), oneLine(r.Run.Profile), some(len(r.Scenarios), "scenario"), oneLine(r.Run.Version))
}

// Text writes the changes for a terminal.
func (c *Changes) Text(w io.Writer) error {
	p := &page{}
	for _, line := range c.runs() {
		p.line(line)
	}
	for _, change := range result.Changes {
		list := c.of(change)
		if len(list) == 0 {
			continue
		}
		p.line("")
		p.line(fmt.Sprintf("%s (%d)", change, len(list)))
		for _, group := range alike(list) {
			p.differences(group)
		}
	}
	p.line("")
	p.line(c.conclusion())
	_, err := io.WriteString(w, p.out.String())
	return err
}

// alike puts together what came out otherwise in the same way, each group where its first
// one was.
func alike(list []result.Difference) [][]result.Difference {
	var out [][]result.Difference
	place := map[string]int{}
	for _, d := range list {
		key := fmt.Sprintf("%q", append([]string{became(&d), strings.Join(d.Less, "\n")}, d.More...))
		at, known := place[key]
		if !known {
			at = len(out)
			place[key], out = at, append(out, nil)
		}
		out[at] = append(out[at], d)
	}
	return out
}

// differences writes scenarios that came out otherwise in the same way.
func (p *page) differences(list []result.Difference) {
	p.indent = 2
	for _, d := range list {
		p.line(oneLine(d.ID))
	}
	d := &list[0]
	p.indent = 4
	p.line(became(d))
	for _, item := range d.More {
		p.line("+ " + oneLine(clip(item, mostField)))
	}
	for _, item := range d.Less {
		p.line("- " + oneLine(clip(item, mostField)))
	}
	p.indent = 0
}

// became says how a scenario was and is.
func became(d *result.Difference) string {
	was, is := string(d.Old), string(d.New)
	if was == "" {
		was = "not there"
	}
	if is == "" {
		is = "not there"
	}
	if d.Reason != "" {
		is += ": " + oneLine(clip(d.Reason, mostField))
	}
	if was == is {
		return is
	}
	return was + " → " + is
}

// Markdown writes the changes for the page of a CI job, of at most one MiB.
func (c *Changes) Markdown(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "**%s**\n\n", prose(c.conclusion()))
	for _, line := range c.runs() {
		fmt.Fprintf(&out, "- %s\n", prose(line))
	}
	room := mostSections
	for _, change := range result.Changes {
		var blocks []string
		for _, d := range c.of(change) {
			blocks = append(blocks, differenceBlock(&d))
		}
		text := list(strings.ToUpper(string(change[:1]))+string(change[1:]), blocks).within(room)
		out.WriteString(text)
		room -= len(text)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func differenceBlock(d *result.Difference) string {
	var out strings.Builder
	fmt.Fprintf(&out, "- %s: %s\n", code(d.ID), prose(clip(became(d), mostQuoted)))
	for _, item := range d.More {
		fmt.Fprintf(&out, "  - now %s\n", code(clip(item, mostQuoted)))
	}
	for _, item := range d.Less {
		fmt.Fprintf(&out, "  - no more %s\n", code(clip(item, mostQuoted)))
	}
	return out.String()
}

// JSON writes the changes as one JSON object.
func (c *Changes) JSON(w io.Writer) error {
	list := c.list
	if list == nil {
		list = []result.Difference{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Old     result.Run          `json:"old"`
		New     result.Run          `json:"new"`
		Exit    int                 `json:"exit"`
		Changes []result.Difference `json:"changes"`
	}{c.old.Run, c.new.Run, c.Exit(), list})
}
