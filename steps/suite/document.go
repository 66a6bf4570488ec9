package suite

import (
	"bytes"
	"fmt"
	"slices"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// checkDocument refuses what parses and would then be lost: scenarios that
// never run, and cells that are not there.
func checkDocument(file string, doc *messages.Feature, data []byte) []error {
	d := document{file: file, lines: bytes.Split(data, []byte("\n")), language: doc.Language}
	count := 0
	for _, s := range sections(doc) {
		if s.background != nil {
			d.arguments(s.background.Steps)
		}
		for _, sc := range s.scenarios {
			count++
			d.scenario(sc)
		}
	}
	if count == 0 {
		d.wrong(doc.Location, "the feature has no scenario")
	}
	return d.errs
}

type document struct {
	file     string
	lines    [][]byte
	language string
	errs     []error
}

func (d *document) wrong(at *messages.Location, format string, args ...any) {
	d.errs = append(d.errs, fmt.Errorf("%s:%d: %s", d.file, at.Line, fmt.Sprintf(format, args...)))
}

func (d *document) scenario(sc *messages.Scenario) {
	if slug(sc.Name) == "" {
		d.wrong(sc.Location, "%s %q needs a name with a letter or digit, its id is made of it", sc.Keyword, sc.Name)
	}
	if len(sc.Steps) == 0 {
		d.wrong(sc.Location, "%s %q has no steps", sc.Keyword, sc.Name)
	}
	if len(sc.Examples) == 0 && d.isOutline(sc.Keyword) {
		d.wrong(sc.Location, "%s %q has no Examples, it would never run", sc.Keyword, sc.Name)
	}
	d.arguments(sc.Steps)
	for _, ex := range sc.Examples {
		if len(ex.TableBody) == 0 {
			d.wrong(ex.Location, "%s without a row below the header, nothing would run", ex.Keyword)
			continue
		}
		d.rows(append([]*messages.TableRow{ex.TableHeader}, ex.TableBody...))
	}
}

func (d *document) isOutline(keyword string) bool {
	dialect := gherkin.DialectsBuiltin().GetDialect(d.language)
	return slices.Contains(dialect.ScenarioOutlineKeywords(), keyword) && !slices.Contains(dialect.ScenarioKeywords(), keyword)
}

func (d *document) arguments(steps []*messages.Step) {
	for _, step := range steps {
		if step.DataTable != nil {
			d.rows(step.DataTable.Rows)
		}
	}
}

// rows refuses a row that is not closed: the parser drops what follows its last bar.
func (d *document) rows(rows []*messages.TableRow) {
	for _, row := range rows {
		line := bytes.TrimSpace(d.lines[row.Location.Line-1])
		cells, closed := bytes.CutSuffix(line, []byte("|"))
		escapes := len(cells) - len(bytes.TrimRight(cells, `\`))
		if !closed || escapes%2 == 1 {
			d.wrong(row.Location, `the row does not end with "|", its last cell would be lost`)
		}
	}
}
