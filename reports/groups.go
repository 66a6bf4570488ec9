package reports

import (
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/reports/result"
)

// groups counts what is said several times, and of which scenarios first.
type groups struct {
	list []*group
	at   map[string]*group
}

type group struct {
	text   string // as the first said it
	first  string
	n      int
	varied bool // others said it otherwise
}

// otherwise follows the words of the first where others saw something else.
const otherwise = ", elsewhere seen otherwise"

// add counts text with what was said under the same key.
func (g *groups) add(key, text, id string) {
	if g.at == nil {
		g.at = map[string]*group{}
	}
	if g.at[key] == nil {
		g.at[key] = &group{text: text, first: id}
		g.list = append(g.list, g.at[key])
	}
	it := g.at[key]
	it.n++
	it.varied = it.varied || it.text != text
}

// sorted returns the groups, the most frequent first.
func (g *groups) sorted() []*group {
	return slices.SortedStableFunc(slices.Values(g.list), func(a, b *group) int { return b.n - a.n })
}

// reasons are why scenarios were not applicable.
func reasons(r *result.Report) groups {
	var g groups
	for _, s := range of(r, result.NotApplicable) {
		reason := oneLine(s.Reason)
		g.add(reason, reason, s.ID)
	}
	return g
}

// noted are the claims that were not met and do not bind, in the words of text.
// What differs only in what was seen is counted together.
func noted(r *result.Report, text func(*result.Claim) string) (g groups, all int) {
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		for _, c := range s.Notes() {
			g.add(fmt.Sprintf("%q", []string{c.Text, c.Item, string(c.Evidence), c.Expected}), text(&c), s.ID)
			all++
		}
	}
	return g, all
}
