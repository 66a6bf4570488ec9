package coverage

import (
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
)

// Count says how many items have each grade.
type Count struct {
	Of         string `json:"of"` // what is counted: a section, evidence, or a profile
	All        int    `json:"all"`
	Proved     int    `json:"proved"`
	Checked    int    `json:"checked"`
	Open       int    `json:"open"`
	Unprovable int    `json:"unprovable"`
}

func (c *Count) add(g Grade) {
	c.All++
	switch g {
	case Proved:
		c.Proved++
	case Checked:
		c.Checked++
	case Open:
		c.Open++
	case Unprovable:
		c.Unprovable++
	}
}

// Share is how much of what can be proved is, as a text.
func (c *Count) Share() string {
	provable := c.All - c.Unprovable
	if provable == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", float64(c.Proved*1000/provable)/10) // rounded down: 100 % is all
}

// String is the count as a sentence without a full stop.
func (c *Count) String() string {
	return fmt.Sprintf("%d of %d %s items proved (%s), %d checked only, %d not covered, %d not provable",
		c.Proved, c.All, c.Of, c.Share(), c.Checked, c.Open, c.Unprovable)
}

// Documented counts the items that documents state: what coverage is measured by.
func (s *Sheet) Documented() *Count {
	c := &Count{Of: "documented"}
	for i := range s.Items {
		if s.Items[i].Documented() {
			c.add(s.Items[i].Grade)
		}
	}
	return c
}

// ByEvidence counts all items by their evidence, the strongest first.
func (s *Sheet) ByEvidence() []Count {
	return counted([]string{
		string(book.Documented), string(book.InTable), string(book.Seed), string(book.Page), string(book.Bayeux),
		string(book.Doc), string(book.NPM), string(book.Run),
		string(book.Client), string(book.Observed), string(book.Repo), string(book.Later), string(book.Inferred), string(book.Placeholder),
	}, s.Items, func(it *Item) []string { return []string{string(it.Evidence)} })
}

// BySection counts the documented items by section, in the order of the book.
func (s *Sheet) BySection() []Count {
	var sections []string
	for _, it := range s.Items {
		if !slices.Contains(sections, it.Section) {
			sections = append(sections, it.Section)
		}
	}
	return counted(sections, s.documented(), func(it *Item) []string { return []string{it.Section} })
}

// ByProfile counts the documented items by the document lines and client versions
// in which they bind.
func (s *Sheet) ByProfile() []Count {
	var names []string
	for _, p := range s.of.Profiles {
		names = append(names, p.Name)
	}
	return counted(names, s.documented(), func(it *Item) []string {
		claim, _ := s.of.Claim(it.ID)
		return slices.DeleteFunc(slices.Clone(names), func(p string) bool { return !s.of.Binding(p, claim.Claim) })
	})
}

func (s *Sheet) documented() []Item {
	return slices.DeleteFunc(slices.Clone(s.Items), func(it Item) bool { return !it.Documented() })
}

// counted counts items by what they belong to, and leaves out what has none.
func counted(names []string, items []Item, belongs func(*Item) []string) []Count {
	counts := map[string]*Count{}
	for i := range items {
		for _, name := range belongs(&items[i]) {
			if counts[name] == nil {
				counts[name] = &Count{Of: name}
			}
			counts[name].add(items[i].Grade)
		}
	}
	var out []Count
	for _, name := range names {
		if counts[name] != nil {
			out = append(out, *counts[name])
		}
	}
	return out
}
