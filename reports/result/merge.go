package result

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Part is the result stream of a shard, and the file it was read from.
type Part struct {
	File string
	*Report
}

// Merge makes one report of all the shards of a run, as the run would have been
// without shards: its header has none, and it took as long as the longest of them. A
// shard that died leaves it without an End. The error says which shard is missing or
// given twice, or what shows that two parts are not of one run.
func Merge(parts []Part, allowEmpty bool) (*Report, error) {
	if len(parts) == 0 {
		return nil, errors.New("there is nothing to merge: name the result streams of all shards")
	}
	parts = slices.SortedStableFunc(slices.Values(parts), func(a, b Part) int { return cmp.Compare(a.shard().Index, b.shard().Index) })
	if err := errors.Join(fits(parts), whole(parts)); err != nil {
		return nil, err
	}
	out := &Report{Run: parts[0].Run}
	out.Run.Shard, out.Run.Scenarios, out.Run.Jobs = Shard{}, 0, 0
	for _, p := range parts {
		out.Run.Scenarios += p.Run.Scenarios
		out.Run.Jobs = max(out.Run.Jobs, p.Run.Jobs)
		out.Cut = out.Cut || p.Cut
		out.Scenarios = append(out.Scenarios, p.Scenarios...)
	}
	slices.SortFunc(out.Scenarios, func(a, b Scenario) int { return strings.Compare(a.ID, b.ID) })
	for i := 1; i < len(out.Scenarios); i++ {
		if id := out.Scenarios[i].ID; id == out.Scenarios[i-1].ID {
			return nil, fmt.Errorf("scenario %s is in two shards: were they run by different builds of deskproof?", id)
		}
	}
	out.End = ends(parts, out.Scenarios, allowEmpty)
	return out, nil
}

// shard is the part's shard; a run that is not split is the only one.
func (p Part) shard() Shard {
	if p.Run.Shard == (Shard{}) {
		return Shard{1, 1}
	}
	return p.Run.Shard
}

// fits refuses parts that are not of one run: what the headers say must be the same.
func fits(parts []Part) error {
	first := parts[0]
	for _, p := range parts[1:] {
		for _, f := range facts(first.Run, p.Run) {
			if f.one != f.other {
				return fmt.Errorf("%s and %s are not of one run: %s is %s in one and %s in the other; run all shards alike",
					first.File, p.File, f.name, cmp.Or(f.one, "none"), cmp.Or(f.other, "none"))
			}
		}
	}
	return nil
}

// fact is what two headers say of one thing.
type fact struct{ name, one, other string }

// facts are what must be the same in all shards of a run.
func facts(a, b Run) []fact {
	baseline := func(r Run) string {
		if r.Baseline == nil {
			return ""
		}
		return r.Baseline.Digest
	}
	return []fact{
		{"the number of shards", fmt.Sprint(Part{Report: &Report{Run: a}}.shard().Of), fmt.Sprint(Part{Report: &Report{Run: b}}.shard().Of)},
		{"the version of deskproof", a.Version, b.Version},
		{"the digest of the suite", a.Suite, b.Suite},
		{"the digest of the book", a.Book, b.Book},
		{"the profile", a.Profile, b.Profile},
		{"the seed", fmt.Sprint(a.Seed), fmt.Sprint(b.Seed)},
		{"--strict", fmt.Sprint(a.Strict), fmt.Sprint(b.Strict)},
		{"the fault", a.Fault, b.Fault},
		{"the target", a.Target.Name, b.Target.Name},
		{"the kind of the target", a.Target.Kind, b.Target.Kind},
		{"the digest of the target file", a.Target.Digest, b.Target.Digest},
		{"the digest of the baseline", baseline(a), baseline(b)},
	}
}

// whole refuses parts of which one is missing, doubled or none at all. They are
// sorted, and agree on how many there are.
func whole(parts []Part) error {
	of := parts[0].shard().Of
	files := map[int]string{}
	var errs []error
	for _, p := range parts {
		s := p.shard()
		other, twice := files[s.Index]
		switch {
		case !s.valid():
			errs = append(errs, fmt.Errorf("%s: there is no shard %s", p.File, s))
		case twice:
			errs = append(errs, fmt.Errorf("shard %s is given twice: %s and %s", s, other, p.File))
		}
		files[s.Index] = p.File
	}
	if errs != nil {
		return errors.Join(errs...)
	}
	var missing []string
	for i := 1; i <= of; i++ {
		if files[i] == "" {
			missing = append(missing, Shard{i, of}.String())
		}
	}
	if missing != nil {
		return fmt.Errorf("not all shards are there: %s missing", some(missing))
	}
	return nil
}

// some is a list of a few words, and how many more there are.
func some(words []string) string {
	const most = 8
	if more := len(words) - most; more > 0 {
		return fmt.Sprintf("%s and %d more are", strings.Join(words[:most], ", "), more)
	}
	if len(words) == 1 {
		return words[0] + " is"
	}
	return strings.Join(words, ", ") + " are"
}

// ends is the End of all parts together, or nil if one has none.
func ends(parts []Part, scenarios []Scenario, allowEmpty bool) *End {
	end := &End{Kind: kindEnd}
	end.Counts, end.Proved = Tally(scenarios)
	for _, p := range parts {
		if p.End == nil {
			return nil
		}
		end.Interrupted = end.Interrupted || p.End.Interrupted
		end.Lost = cmp.Or(end.Lost, p.End.Lost)
		end.Millis = max(end.Millis, p.End.Millis)
		for _, s := range p.End.Stale { // what is gone is told by every shard
			if !slices.Contains(end.Stale, s) {
				end.Stale = append(end.Stale, s)
			}
		}
	}
	if end.Interrupted || end.Lost != "" {
		end.Stale = nil // as in a run of one part
	}
	slices.SortFunc(end.Stale, func(x, y Stale) int { return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Item, y.Item)) })
	end.Exit = ExitCode(*end, allowEmpty)
	return end
}
