package result

import (
	"maps"
	"slices"
	"strings"
)

// Change says how a scenario came out in a run and in a later one.
type Change string

// The changes, the worst first.
const (
	NewlyFails   Change = "newly fails"    // it fails and did not, or is new and fails, or fails by more than it did
	NotJudged    Change = "not judged now" // it could not be judged and could, or there is no verdict on it
	NotesChanged Change = "other notes"    // other claims that do not bind are not met
	OutcomeOther Change = "other outcome"  // none of the others
	FailsByLess  Change = "fails by less"  // it fails still, and by less than it did
	NewlyPasses  Change = "newly passes"   // it does not fail any more
	NewScenario  Change = "new"            // it is in the later run alone, and does not fail
	GoneScenario Change = "gone"           // it is in the earlier run alone, and the suite has changed
)

// Changes lists every change in the order in which reports tell them.
var Changes = []Change{NewlyFails, NotJudged, NewlyPasses, FailsByLess, OutcomeOther, NotesChanged, NewScenario, GoneScenario}

// Difference is a scenario that came out otherwise.
type Difference struct {
	ID     string   `json:"id"` // without the profile, which may differ
	Change Change   `json:"change"`
	Old    Outcome  `json:"old,omitempty"` // empty: it was not run
	New    Outcome  `json:"new,omitempty"`
	More   []string `json:"more,omitempty"`   // items, or texts of claims without one, that were met and are not, sorted
	Less   []string `json:"less,omitempty"`   // those that are not missed any more
	Reason string   `json:"reason,omitempty"` // of the later outcome
}

// Compare tells what came out otherwise in a later run, the worst first and then by id.
func Compare(earlier, later *Report) []Difference {
	was, is := byID(earlier), byID(later)
	ids := slices.Collect(maps.Keys(was))
	for id := range is {
		if was[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	gone := NotJudged // a run of the same suite lost it
	if earlier.Run.Suite != later.Run.Suite && ended(later) {
		gone = GoneScenario
	}
	var out []Difference
	for _, id := range ids {
		if d := difference(was[id], is[id], gone); d.Change != "" {
			d.ID = id
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Difference) int { return slices.Index(Changes, a.Change) - slices.Index(Changes, b.Change) })
	return out
}

// ended reports whether a run came to its end.
func ended(r *Report) bool { return r.End != nil && !r.End.Interrupted && r.End.Lost == "" }

// byID are the scenarios of a run by their ids without the profile.
func byID(r *Report) map[string]*Scenario {
	out := map[string]*Scenario{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		id := strings.TrimSuffix(s.ID, "/"+s.Profile)
		if s.Profile == "" || !strings.Contains(s.ID, "@") {
			id = s.ID
		}
		out[id] = s
	}
	return out
}

func difference(was, is *Scenario, gone Change) Difference {
	switch {
	case is == nil:
		return Difference{Change: gone, Old: was.Outcome}
	case was == nil:
		d := Difference{Change: NewScenario, New: is.Outcome, Reason: is.Reason}
		if is.Outcome == Failed {
			d.Change, d.More = NewlyFails, keys(is.Failures())
		}
		return d
	}
	d := Difference{Old: was.Outcome, New: is.Outcome, Reason: is.Reason}
	d.More, d.Less = apart(was.Failures(), is.Failures())
	moreNotes, lessNotes := apart(was.Notes(), is.Notes())
	fails, failed := is.Outcome == Failed, was.Outcome == Failed
	switch {
	case fails && (!failed || d.More != nil):
		d.Change = NewlyFails
	case is.Outcome == HarnessError && was.Outcome != HarnessError:
		d.Change = NotJudged
	case fails && d.Less != nil:
		d.Change = FailsByLess
	case failed && (is.Outcome == Passed || is.Outcome == Note):
		d.Change = NewlyPasses
	case was.Outcome != is.Outcome:
		d.Change = OutcomeOther
	case moreNotes != nil || lessNotes != nil:
		d.Change = NotesChanged
	}
	if d.Change == NotesChanged || d.Change == OutcomeOther && d.More == nil && d.Less == nil {
		d.More, d.Less = moreNotes, lessNotes
	}
	return d
}

// apart are the keys that only the later of two lists of claims has, and that only the
// earlier has.
func apart(was, is []Claim) (more, less []string) {
	before, after := keys(was), keys(is)
	for _, key := range after {
		if !slices.Contains(before, key) {
			more = append(more, key)
		}
	}
	for _, key := range before {
		if !slices.Contains(after, key) {
			less = append(less, key)
		}
	}
	return more, less
}

// keys are what claims are about, sorted, each once.
func keys(claims []Claim) []string {
	var out []string
	for _, c := range claims {
		out = append(out, c.Key())
	}
	slices.Sort(out)
	return slices.Compact(out)
}
