package suite

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// ErrNothing says that a selection leaves no scenario.
var ErrNothing = errors.New("nothing selected")

// Selection says which scenarios to keep; the zero value keeps all.
type Selection struct {
	Wire string // on which they run; empty: any
	Tags string // a tag expression, see TagExpr; empty: any tags
	ID   string // an id glob, see MatchID; empty: any id
}

// Select returns the scenarios that meet all of s, in their order. If there
// are none the error is ErrNothing, with what was asked for and what is near.
func Select(all []*Scenario, s Selection) ([]*Scenario, error) {
	tags, err := ParseTags(s.Tags)
	if err != nil {
		return nil, err
	}
	glob := compileGlob(s.ID)
	var out []*Scenario
	for _, sc := range all {
		if (s.Wire == "" || s.Wire == sc.Wire) && tags.Match(sc.Tags) && (s.ID == "" || glob.match(sc.ID)) {
			out = append(out, sc)
		}
	}
	if len(out) == 0 {
		return nil, nothing(all, s, tags, glob)
	}
	return out, nil
}

func nothing(all []*Scenario, s Selection, tags TagExpr, glob idGlob) error {
	if len(all) == 0 {
		return fmt.Errorf("%w: there are no scenarios", ErrNothing)
	}
	var asked, hints []string
	if s.Wire != "" {
		asked = append(asked, fmt.Sprintf("wire %q", s.Wire))
	}
	if tags.root != nil {
		asked = append(asked, fmt.Sprintf("tags %q", tags))
		hints = append(hints, unknownTags(all, tags)...)
	}
	if s.ID != "" {
		asked = append(asked, fmt.Sprintf("id %q", s.ID))
		if !slices.ContainsFunc(all, func(sc *Scenario) bool { return glob.match(sc.ID) }) {
			hints = append(hints, "no id matches, near are:\n  "+strings.Join(nearestIDs(all, s.Wire, s.ID), "\n  "))
		}
	}
	if len(hints) == 0 {
		hints = append(hints, "no scenario has them together")
	}
	return fmt.Errorf("%w: none of %d scenarios has %s; %s", ErrNothing, len(all), strings.Join(asked, " and "), strings.Join(hints, "; "))
}

// unknownTags names the tags of an expression that no scenario has.
func unknownTags(all []*Scenario, tags TagExpr) []string {
	var known []string
	for _, sc := range all {
		known = append(known, sc.Tags...)
	}
	slices.Sort(known)
	known = slices.Compact(known)
	var hints []string
	for _, tag := range tags.root.tags() {
		if slices.Contains(known, tag) {
			continue
		}
		hint := fmt.Sprintf("no scenario is tagged %s", tag)
		if near := Nearest(known, tag, 1); len(near) > 0 {
			hint += ", near is " + near[0]
		}
		hints = append(hints, hint)
	}
	return hints
}

func nearestIDs(all []*Scenario, wire, glob string) []string {
	var ids []string
	for _, sc := range all {
		if wire == "" || wire == sc.Wire {
			ids = append(ids, sc.ID)
		}
	}
	slices.Sort(ids)
	return Nearest(below(ids, glob), glob, 3)
}

// below leaves the ids in the deepest folder that a glob names and that has any: by their
// letters alone, short ids from anywhere are near a short glob.
func below(ids []string, glob string) []string {
	folder := ""
	for part := range strings.SplitSeq(glob, "/") {
		folder += part + "/"
		in := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !strings.HasPrefix(id, folder) })
		if len(in) == 0 {
			break
		}
		ids = in
	}
	return ids
}

// Order returns the scenarios shuffled by the seed. The order depends on
// nothing but their ids and the seed.
func Order(scenarios []*Scenario, seed uint64) []*Scenario {
	out := slices.SortedFunc(slices.Values(scenarios), func(a, b *Scenario) int { return cmp.Compare(a.ID, b.ID) })
	random := rand.New(rand.NewPCG(seed, 0))
	random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
