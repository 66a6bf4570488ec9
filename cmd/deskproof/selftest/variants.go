package selftest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"hash/fnv"
	"io"
	"slices"

	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/suite"
)

// Variant is what became of one of fixtures/variants: a line of variants.ndjson.
type Variant struct {
	Kind     string   `json:"kind"` // "variant"
	Profile  string   `json:"profile"`
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Tried    int      `json:"tried"`              // how many scenarios
	Wrong    []string `json:"wrong,omitempty"`    // scenarios that came out as they must not, with how; empty: it passed
	Notes    []string `json:"notes,omitempty"`    // ids of the scenarios with notes, sorted
	Unjudged []string `json:"unjudged,omitempty"` // ids of the scenarios that were not applicable as it says, sorted
}

// Lawful tries variants in one profile after the other, each on the scenarios that it
// touches. In the profiles after the first it leaves out those, too, with which a variant
// changed no frame of any desk in the first: it has nothing to change there.
type Lawful struct {
	Judge Judge
	List  []variants.Variant
	OneOf int // each is tried on one of so many of the scenarios that it touches; 0: on all

	alike map[string]map[string]bool // the scenarios that a variant left as they are in the first profile
}

// In tries the variants in a profile, and hands over what became of each. What is not
// applicable in the profile without any difference may be so with one.
func (l *Lawful) In(ctx context.Context, profile string, all []*suite.Scenario, each func(Variant)) error {
	verdicts, err := l.Judge(ctx, Trial{Scenarios: all, Seed: 1})
	if err != nil {
		return err
	}
	traces := map[string][]trace.Record{}
	for _, v := range verdicts {
		traces[bare(v.ID)] = v.Trace
	}
	first := l.alike == nil
	var clean map[string]string
	if first {
		l.alike, clean = map[string]map[string]bool{}, lanes(verdicts)
	}
	inapplicable := ids(verdicts, result.NotApplicable)
	if err := allPass(slices.DeleteFunc(verdicts, func(s result.Scenario) bool { return s.Outcome == result.NotApplicable })); err != nil {
		return err
	}
	for _, v := range l.List {
		tried, err := l.touched(v, all, traces)
		if err != nil {
			return fmt.Errorf("variant %s: %w", v.Name, err)
		}
		tried = drawn(tried, l.OneOf, v.Name)
		var verdicts []result.Scenario
		if len(tried) > 0 {
			verdicts, err = l.Judge(ctx, Trial{Scenarios: tried, Faults: v.Faults, Seed: 1})
		}
		if err != nil {
			return fmt.Errorf("variant %s: %w", v.Name, err)
		}
		if first && !isSlow(v) {
			l.alike[v.Name] = alike(clean, lanes(verdicts))
		}
		out := Variant{Kind: "variant", Profile: profile, Name: v.Name, Title: v.Title, Tried: len(tried), Notes: ids(verdicts, result.Note)}
		for _, s := range verdicts {
			switch {
			case s.Outcome == result.Passed || s.Outcome == result.Note:
			case s.Outcome == result.NotApplicable && slices.Contains(inapplicable, s.ID):
			case s.Outcome == result.NotApplicable && isUnjudged(v, s.ID):
				out.Unjudged = append(out.Unjudged, s.ID)
			default:
				out.Wrong = append(out.Wrong, describe(s))
			}
		}
		if missing := len(tried) - len(verdicts); missing > 0 {
			out.Wrong = append(out.Wrong, fmt.Sprintf("scenarios that did not run: %d", missing))
		}
		slices.Sort(out.Wrong)
		slices.Sort(out.Unjudged)
		each(out)
	}
	return nil
}

// touched are the scenarios in which a variant can change something, by the traces that
// they have without it.
func (l *Lawful) touched(v variants.Variant, all []*suite.Scenario, traces map[string][]trace.Record) ([]*suite.Scenario, error) {
	var out []*suite.Scenario
	for _, sc := range all {
		if l.alike[v.Name][bare(sc.ID)] {
			continue
		}
		touches, err := Touches(v.Faults, traces[bare(sc.ID)])
		if err != nil {
			return nil, err
		}
		if touches {
			out = append(out, sc)
		}
	}
	return out, nil
}

// drawn are one of so many scenarios, for each variant others, and the same whatever
// scenarios there are besides; of few there is one at least.
func drawn(all []*suite.Scenario, of int, variant string) []*suite.Scenario {
	if of <= 1 {
		return all
	}
	lot := func(sc *suite.Scenario) uint64 {
		h := fnv.New64a()
		_, _ = io.WriteString(h, variant+"/"+bare(sc.ID)) // it never fails
		return h.Sum64()
	}
	out := slices.SortedFunc(slices.Values(all), func(a, b *suite.Scenario) int { return cmp.Compare(lot(a), lot(b)) })
	return out[:(len(out)+of-1)/of]
}

func isUnjudged(v variants.Variant, id string) bool {
	return slices.ContainsFunc(v.Unjudged, func(u variants.Unjudged) bool { return suite.MatchID(u.ID, id) })
}

// isSlow reports whether a variant takes its time, which no frame shows.
func isSlow(v variants.Variant) bool {
	return slices.ContainsFunc(v.Faults, func(f json.RawMessage) bool { return bytes.Contains(f, []byte(`"delay"`)) })
}

// lanes are the frames that crossed each desk's pages in each scenario, one lane after
// the other, by the scenario's id without wire and profile.
func lanes(verdicts []result.Scenario) map[string]string {
	out := map[string]string{}
	for _, v := range verdicts {
		hashes := map[string]hash.Hash{}
		for _, r := range v.Trace {
			if r.Door == trace.Stage {
				continue
			}
			lane := fmt.Sprint(r.Door, " ", r.Desk, " ", r.Page)
			if hashes[lane] == nil {
				hashes[lane] = sha256.New()
			}
			fmt.Fprintf(hashes[lane], "%s %d %t %d %s %s\n", r.Dir, r.Step, r.Fence, len(r.Frame), r.Frame, r.Text)
		}
		for _, lane := range sortedKeys(hashes) {
			out[bare(v.ID)] += fmt.Sprintf("%s %x\n", lane, hashes[lane].Sum(nil))
		}
	}
	return out
}

// alike are the scenarios of which all lanes are the same.
func alike(clean, other map[string]string) map[string]bool {
	out := map[string]bool{}
	for id, all := range clean {
		out[id] = all == other[id]
	}
	return out
}

func describe(s result.Scenario) string { return s.ID + ": " + outcome(s) }
