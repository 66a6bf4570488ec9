package scene

import (
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// Seen is what a check has seen: whether it is as expected, and in which trace records.
type Seen struct {
	Met      bool
	Expected string
	Instead  string
	Frames   []int // in any order; 0 is none
}

// Claims claims what a check has seen once for each item that says it and that the
// scenario is tagged with: a tag lends its evidence to nothing else. If it is tagged with
// none of them the claim is inferred.
func (s *Scene) Claims(kind, text string, seen Seen, by Says) {
	for _, c := range s.ClaimsFor(kind, text, by) {
		s.Add(c, seen)
	}
}

// Founded claims what a check has seen by an item of the book whatever the tags.
func (s *Scene) Founded(item, kind, text string, seen Seen) {
	s.Add(s.Rules.Claim(item, kind, text), seen)
}

// Weaker claims by an item something that it does not say quite so.
func (s *Scene) Weaker(item, kind, text string, seen Seen) {
	s.Add(s.Rules.With(s.Rules.Claim(item, kind, text), book.Inferred), seen)
}

// Inferred claims what no document says.
func (s *Scene) Inferred(kind, text string, seen Seen) {
	s.Add(s.Rules.Inferred(kind, text), seen)
}

// Add makes a claim of what a check has seen.
func (s *Scene) Add(c result.Claim, seen Seen) {
	c.Met, c.Expected, c.Seen, c.Frames = seen.Met, seen.Expected, seen.Instead, records(seen.Frames)
	s.Claim(c)
}

// records are those that there are, in order.
func records(frames []int) []int {
	out := slices.DeleteFunc(slices.Clone(frames), func(n int) bool { return n == 0 })
	slices.Sort(out)
	return slices.Compact(out)
}
