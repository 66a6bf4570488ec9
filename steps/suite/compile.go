package suite

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	messages "github.com/cucumber/messages/go/v21"
)

// compiler makes Scenarios of the pickles of one document.
type compiler struct {
	file    string
	path    []string
	feature string
	steps   map[string]*messages.Step
	origins map[string]origin      // by a scenario's id in the document
	rows    map[string]exampleRow  // by a row's id in the document
	byNode  map[string][]*Scenario // by either
	errs    []error
}

type origin struct {
	rule     string
	scenario *messages.Scenario
}

type exampleRow struct {
	header *messages.TableRow
	values *messages.TableRow
}

func newCompiler(file string, path []string, doc *messages.Feature) *compiler {
	c := &compiler{
		file: file, path: path, feature: doc.Name, steps: stepsByID(doc),
		origins: map[string]origin{}, rows: map[string]exampleRow{}, byNode: map[string][]*Scenario{},
	}
	for _, s := range sections(doc) {
		for _, sc := range s.scenarios {
			c.origins[sc.Id] = origin{s.ruleName(), sc}
			c.index(sc.Examples)
		}
	}
	return c
}

func (c *compiler) index(examples []*messages.Examples) {
	for _, ex := range examples {
		for _, row := range ex.TableBody {
			c.rows[row.Id] = exampleRow{ex.TableHeader, row}
		}
	}
}

func (c *compiler) scenario(p *messages.Pickle) *Scenario {
	from := c.origins[p.AstNodeIds[0]]
	sc := &Scenario{
		Feature: c.feature, Rule: from.rule, Name: strings.Join(strings.Fields(p.Name), " "),
		File: c.file, Line: int(from.scenario.Location.Line), Tags: tagNames(p.Tags),
	}
	id := slices.Concat(c.path, []string{from.rule, from.scenario.Name})
	sc.ID = joinID(id...)
	if len(p.AstNodeIds) > 1 {
		row := c.rows[p.AstNodeIds[1]]
		id[len(id)-1] = withoutPlaceholders(from.scenario.Name, row.header)
		sc.ID = joinID(id...) + "/" + rowSlug(cellValues(row.values))
		sc.Line = int(row.values.Location.Line)
	}
	for _, pickled := range p.Steps {
		step := c.step(pickled)
		if err := renderStep(new(strings.Builder), step); err != nil {
			c.errs = append(c.errs, fmt.Errorf("%s:%d: step on line %d: %w", c.file, sc.Line, step.Line, err))
		}
		sc.Steps = append(sc.Steps, step)
	}
	for _, node := range p.AstNodeIds {
		c.byNode[node] = append(c.byNode[node], sc)
	}
	return sc
}

// step makes a Step, trimmed as the parser trims: an example row's values can
// leave blanks where it allows none.
func (c *compiler) step(p *messages.PickleStep) Step {
	source := c.steps[p.AstNodeIds[0]]
	step := Step{Keyword: strings.TrimSpace(source.Keyword), Text: strings.TrimSpace(p.Text), Line: int(source.Location.Line)}
	if p.Argument != nil && p.Argument.DocString != nil {
		step.DocString = &p.Argument.DocString.Content
		step.MediaType = strings.TrimSpace(p.Argument.DocString.MediaType)
	}
	if p.Argument != nil && p.Argument.DataTable != nil {
		step.Table = tableRows(p.Argument.DataTable)
	}
	return step
}

func tableRows(p *messages.PickleTable) [][]string {
	rows := make([][]string, len(p.Rows))
	for i, row := range p.Rows {
		rows[i] = make([]string, len(row.Cells))
		for j, cell := range row.Cells {
			rows[i][j] = strings.TrimFunc(cell.Value, isBlank)
		}
	}
	return rows
}

// isBlank says what the parser trims around a cell: a line break stays.
func isBlank(r rune) bool { return unicode.IsSpace(r) && r != '\n' }

func tagNames(tags []*messages.PickleTag) []string {
	var names []string
	for _, tag := range tags {
		if !slices.Contains(names, tag.Name) {
			names = append(names, tag.Name)
		}
	}
	return names
}

func withoutPlaceholders(name string, header *messages.TableRow) string {
	for _, column := range cellValues(header) {
		name = strings.ReplaceAll(name, "<"+column+">", " ")
	}
	return name
}

func cellValues(row *messages.TableRow) []string {
	out := make([]string, len(row.Cells))
	for i, cell := range row.Cells {
		out[i] = cell.Value
	}
	return out
}
