package reports

import (
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// groups counts what is said several times, and of which scenarios first.
type groups struct {
	list []*group
	at   map[string]*group
}

type group struct {
	text  string
	first string
	n     int
}

func (g *groups) add(text, id string) {
	if g.at == nil {
		g.at = map[string]*group{}
	}
	if g.at[text] == nil {
		g.at[text] = &group{text: text, first: id}
		g.list = append(g.list, g.at[text])
	}
	g.at[text].n++
}

// sorted returns the groups, the most frequent first.
func (g *groups) sorted() []*group {
	return slices.SortedStableFunc(slices.Values(g.list), func(a, b *group) int { return b.n - a.n })
}

// reasons are why scenarios were not applicable.
func reasons(r *result.Report) groups {
	var g groups
	for _, s := range of(r, result.NotApplicable) {
		g.add(oneLine(s.Reason), s.ID)
	}
	return g
}

// noted are the claims that were not met and do not bind.
func noted(r *result.Report) (g groups, all int) {
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		for _, c := range s.Notes() {
			g.add(oneLine(c.Text), s.ID)
			all++
		}
	}
	return g, all
}
