package steps

import (
	"fmt"
	"slices"

	"github.com/cucumber/godog"

	"github.com/deskproof/deskproof/steps/target/scapi"
)

// table is the table below a step.
type table = godog.Table

// rows are a table's cells.
func rows(t *table) [][]string {
	out := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		for _, cell := range row.Cells {
			out[i] = append(out[i], cell.Value)
		}
	}
	return out
}

// headed reads a table whose first row names the columns: one map a row. Unknown
// columns, and known ones that are missing, are an error.
func headed(cells [][]string, required []string, allowed ...string) ([]map[string]string, error) {
	if len(cells) < 2 {
		return nil, fmt.Errorf("the table needs a heading and at least one row")
	}
	known := append(slices.Clone(required), allowed...)
	for _, name := range cells[0] {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown column %q: expected some of %q", name, known)
		}
	}
	for _, name := range required {
		if !slices.Contains(cells[0], name) {
			return nil, fmt.Errorf("the table needs a column %q", name)
		}
	}
	var out []map[string]string
	for _, row := range cells[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[cells[0][i]] = cell
		}
		out = append(out, m)
	}
	return out, nil
}

// event is an event as a desk saw it.
type event = scapi.Event
