package steps

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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

// pairs reads a table of two columns, what and a value, without a heading.
func pairs(t *table, what string) ([][]string, error) { return pairsOf(rows(t), what) }

func pairsOf(out [][]string, what string) ([][]string, error) {
	for i, row := range out {
		if len(row) != 2 {
			return nil, fmt.Errorf("the table needs two columns: %s and value", what)
		}
		if slices.ContainsFunc(out[:i], func(earlier []string) bool { return earlier[0] == row[0] }) {
			return nil, fmt.Errorf("%s %q is there twice", what, row[0])
		}
	}
	return out, nil
}

// object makes JSON of a table of keys and values, in its order.
func object(t *table) (json.RawMessage, error) {
	list, err := pairs(t, "key")
	if err != nil {
		return nil, err
	}
	members := make([]string, len(list))
	for i, row := range list {
		members[i] = quote(row[0]) + ":" + quote(row[1])
	}
	return json.RawMessage("{" + strings.Join(members, ",") + "}"), nil
}

// headed reads a table whose first row names the columns: one map a row. Unknown
// columns, and known ones that are missing, are an error.
func headed(cells [][]string, required []string, allowed ...string) ([]map[string]string, error) {
	if len(cells) < 2 {
		return nil, fmt.Errorf("the table needs a heading and at least one row")
	}
	known := append(slices.Clone(required), allowed...)
	for i, name := range cells[0] {
		switch {
		case !slices.Contains(known, name):
			return nil, fmt.Errorf("unknown column %q: expected some of %s", name, strings.Join(known, ", "))
		case slices.Contains(cells[0][:i], name):
			return nil, fmt.Errorf("column %q is there twice", name)
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
