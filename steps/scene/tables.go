package scene

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/deskproof/deskproof/steps/suite"
)

// Table is the table below a step.
type Table = godog.Table

// Rows are a table's cells.
func Rows(t *Table) [][]string {
	out := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		for _, cell := range row.Cells {
			out[i] = append(out[i], cell.Value)
		}
	}
	return out
}

// Pairs reads a table of two columns, what and a value, without a heading.
func Pairs(t *Table, what string) ([][]string, error) { return PairsOf(Rows(t), what) }

// PairsOf is Pairs of the cells of a table.
func PairsOf(out [][]string, what string) ([][]string, error) {
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

// Object makes JSON of a table of keys and values, in its order.
func Object(t *Table) (json.RawMessage, error) {
	list, err := Pairs(t, "key")
	if err != nil {
		return nil, err
	}
	members := make([]string, len(list))
	for i, row := range list {
		members[i] = Quote(row[0]) + ":" + Quote(row[1])
	}
	return json.RawMessage("{" + strings.Join(members, ",") + "}"), nil
}

// Headed reads a table whose first row names the columns: one map a row. Unknown
// columns, and required ones that are missing, are an error.
func Headed(cells [][]string, required []string, allowed ...string) ([]map[string]string, error) {
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

// Words are the words of a list separated by commas; a dash is none.
func Words(text string) []string {
	out := []string{}
	for _, word := range strings.Split(text, ",") {
		if word = strings.TrimSpace(word); word != "" && word != "-" {
			out = append(out, word)
		}
	}
	return out
}

// mostNames is how many names a message lists before it says which are near.
const mostNames = 25

// Known is an error for a word that is not among all that the documents know: a slip in
// the scenario, not the target's fault. What says what the word is to be.
func Known(what, word string, all []string) error {
	if slices.Contains(all, word) {
		return nil
	}
	all = slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" })
	slices.Sort(all)
	all = slices.Compact(all)
	expected := "one of "
	if len(all) > mostNames {
		all, expected = suite.Nearest(all, word, 3), "one such as "
	}
	return fmt.Errorf("%q is not %s that the documents know: expected %s%s", word, what, expected, strings.Join(all, ", "))
}
