package suite

import (
	"fmt"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// span is a stretch of lines and the scenarios it selects. Of the spans that
// hold a line the shortest counts: a row before its table before its outline.
type span struct {
	from, to  int
	scenarios []*Scenario
	title     string // of a whole scenario; else empty
}

// at returns the scenarios that a line selects; 0 is every line.
func (f *feature) at(line int) ([]*Scenario, error) {
	if line == 0 {
		return f.scenarios, nil
	}
	var best *span
	for i := range f.spans {
		s := &f.spans[i]
		if s.from <= line && line <= s.to && (best == nil || s.to-s.from < best.to-best.from) {
			best = s
		}
	}
	if best == nil {
		return nil, fmt.Errorf("%s:%d: no scenario on this line; there are:%s", f.file, line, f.contents())
	}
	return best.scenarios, nil
}

// contents lists a file's scenarios with their lines, an outline once.
func (f *feature) contents() string {
	var b strings.Builder
	for _, s := range f.spans {
		if s.title != "" {
			fmt.Fprintf(&b, "\n  %d-%d: %s", s.from, s.to, s.title)
		}
	}
	return b.String()
}

// spans returns which lines of a document select which scenarios; byNode has
// the scenarios of each scenario and row of the document, by its id there.
func spans(doc *messages.Feature, byNode map[string][]*Scenario) []span {
	var all []*Scenario
	var out []span
	for _, s := range sections(doc) {
		var own []*Scenario
		for _, sc := range s.scenarios {
			own = append(own, byNode[sc.Id]...)
			out = append(out, scenarioSpans(sc, byNode)...)
		}
		all = append(all, own...)
		if s.rule == nil {
			continue
		}
		out = append(out, span{from: firstLine(s.rule.Tags, s.rule.Location), to: int(s.rule.Location.Line), scenarios: own})
		out = append(out, backgroundSpan(s.background, own)...)
	}
	out = append(out, span{from: firstLine(doc.Tags, doc.Location), to: int(doc.Location.Line), scenarios: all})
	return append(out, backgroundSpan(sections(doc)[0].background, all)...)
}

func scenarioSpans(sc *messages.Scenario, byNode map[string][]*Scenario) []span {
	out := []span{{from: firstLine(sc.Tags, sc.Location), scenarios: byNode[sc.Id], title: sc.Name}}
	end := lastLine(sc.Location, sc.Steps)
	for _, ex := range sc.Examples {
		table := span{from: firstLine(ex.Tags, ex.Location), to: int(ex.Location.Line)}
		for _, row := range ex.TableBody {
			table.to = int(row.Location.Line)
			table.scenarios = append(table.scenarios, byNode[row.Id]...)
			out = append(out, span{from: table.to, to: table.to, scenarios: byNode[row.Id]})
		}
		out = append(out, table)
		end = table.to
	}
	out[0].to = end
	return out
}

func backgroundSpan(bg *messages.Background, scenarios []*Scenario) []span {
	if bg == nil {
		return nil
	}
	return []span{{from: int(bg.Location.Line), to: lastLine(bg.Location, bg.Steps), scenarios: scenarios}}
}

// firstLine returns the line of the first tag, or that of the keyword below it.
func firstLine(tags []*messages.Tag, keyword *messages.Location) int {
	if len(tags) > 0 {
		return int(tags[0].Location.Line)
	}
	return int(keyword.Line)
}

// lastLine returns the last line of the last step with its argument.
func lastLine(keyword *messages.Location, steps []*messages.Step) int {
	if len(steps) == 0 {
		return int(keyword.Line)
	}
	step := steps[len(steps)-1]
	switch {
	case step.DataTable != nil:
		return int(step.DataTable.Rows[len(step.DataTable.Rows)-1].Location.Line)
	case step.DocString != nil && step.DocString.Content != "":
		return int(step.DocString.Location.Line) + strings.Count(step.DocString.Content, "\n") + 2
	case step.DocString != nil:
		return int(step.DocString.Location.Line) + 1
	}
	return int(step.Location.Line)
}
