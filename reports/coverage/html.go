package coverage

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed coverage.html
var pageHTML string

var page = template.Must(template.New("coverage").Funcs(template.FuncMap{"class": class}).Parse(pageHTML))

// class is the style of a grade.
func class(g Grade) string {
	return map[Grade]string{Proved: "proved", Checked: "checked", Open: "open", Unprovable: "unprovable"}[g]
}

// HTML writes one page that needs nothing else: the counts, and all items with a filter.
func (s *Sheet) HTML(w io.Writer) error {
	type table struct {
		Title  string
		Counts []Count
	}
	var tables []table
	for _, t := range s.tables() {
		tables = append(tables, table{t.title, t.counts})
	}
	return page.Execute(w, map[string]any{
		"Head": s.head(), "Tables": tables, "Grades": Grades,
		"Evidence": s.ByEvidence(), "Profiles": s.of.Profiles, "Items": s.Items,
	})
}
