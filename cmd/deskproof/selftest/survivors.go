package selftest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// Fault is what became of a fault at a site: a line of sites.ndjson.
type Fault struct {
	Kind  string   `json:"kind"` // "site"
	ID    string   `json:"id"`   // the frame, what befell it, and the member if it is one
	Fate  Fate     `json:"fate"`
	By    []string `json:"by,omitempty"`    // ids of the scenarios that caught it first
	Items []string `json:"items,omitempty"` // the book's ids of the claims by which they did
	Why   string   `json:"why,omitempty"`   // why no claim forbids what survived, if that is known
}

// looks is how many scenarios try a fault, those that know its site best first, until
// one catches it. What no scenario of them notices is tried by all that see the site,
// unless it is known why no document forbids it.
var looks = []int{3, 9}

// atOnce is how many faults wait for their turn to be handed over: much of the time
// of one is waiting for what is lost.
const atOnce = 16

// Sieve sets faults at sites and finds out which of them nobody catches.
type Sieve struct {
	Book  *book.Book
	Judge Judge
	All   []*suite.Scenario
	Keep  func(id string) bool // which faults are tried

	byID  map[string]*suite.Scenario
	clean map[string]*view
}

// view is what a scenario was without a fault.
type view struct {
	knows  []book.Item // what it checks
	frames int
}

// Sites sets every fault at every site that the scenarios see, a few at a time, and
// hands over what became of it, in the order of their names.
func (s *Sieve) Sites(ctx context.Context, each func(Fault)) error {
	list, err := s.look(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type outcome struct {
		fault Fault
		err   error
	}
	tried := make(chan chan outcome, atOnce)
	go func() {
		defer close(tried)
		for _, m := range list {
			came := make(chan outcome, 1)
			select {
			case tried <- came:
			case <-ctx.Done():
				return
			}
			go func() {
				f, err := s.try(ctx, m)
				came <- outcome{f, err}
			}()
		}
	}()
	for came := range tried {
		o := <-came
		if o.err != nil {
			return fmt.Errorf("%s: %w", o.fault.ID, o.err)
		}
		each(o.fault)
	}
	return ctx.Err()
}

// look runs every scenario without a fault and returns the faults that are to be tried.
func (s *Sieve) look(ctx context.Context) ([]mutation, error) {
	verdicts, err := plain(ctx, s.Judge, s.All)
	if err != nil {
		return nil, err
	}
	s.byID, s.clean = map[string]*suite.Scenario{}, map[string]*view{}
	for _, sc := range s.All {
		s.byID[sc.ID] = sc
	}
	for i := range verdicts {
		v := &view{frames: len(verdicts[i].Trace)}
		for _, id := range sortedKeys(checked(&verdicts[i], func(string) bool { return false })) {
			if it, ok := s.Book.Claim(id); ok {
				v.knows = append(v.knows, it)
			}
		}
		s.clean[verdicts[i].ID] = v
	}
	list := enumerate(sites(verdicts))
	return slices.DeleteFunc(list, func(m mutation) bool { return !s.Keep(m.id) }), nil
}

// try sets one fault, for the scenarios that see its site, and says why nobody noticed,
// if that is known.
func (s *Sieve) try(ctx context.Context, m mutation) (Fault, error) {
	out, reason := Fault{Kind: "site", ID: m.id, Fate: Survived}, why(m.id)
	left := s.best(m)
	for i := 0; len(left) > 0 && out.Fate != Killed; i++ {
		n := len(left)
		if i < len(looks) {
			n = min(n, looks[i])
		} else if reason != "" || out.Fate == Noted {
			break
		}
		verdicts, err := s.Judge(ctx, Trial{Scenarios: left[:n], Faults: m.faults, Seed: 1})
		if err != nil {
			return out, err
		}
		if fate, by := fate(verdicts); fate.beats(out.Fate) {
			out.Fate, out.By, out.Items = fate, by, items(verdicts)
		}
		left = left[n:]
	}
	if out.Fate == Survived || out.Fate == Silenced {
		out.Why = reason
	}
	return out, nil
}

// best are the scenarios that see a fault's site, those first that know it best: each
// time the one that checks the most of what is near to the fault and not yet checked by
// those before it, and of such the one with the fewest frames.
func (s *Sieve) best(m mutation) []*suite.Scenario {
	near, knows := map[string]bool{}, map[string][]string{}
	left := slices.SortedFunc(maps.Keys(m.scenarios), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.clean[a].frames, s.clean[b].frames), strings.Compare(a, b))
	})
	for _, id := range left {
		for _, it := range s.clean[id].knows {
			is, asked := near[it.ID]
			if !asked {
				is = m.near(s.Book, it)
				near[it.ID] = is
			}
			if is {
				knows[id] = append(knows[id], it.ID)
			}
		}
	}
	var out []*suite.Scenario
	for len(left) > 0 {
		first, most := 0, 0
		for i, id := range left {
			gain := 0
			for _, item := range knows[id] {
				if near[item] {
					gain++
				}
			}
			if gain > most {
				first, most = i, gain
			}
		}
		if most == 0 {
			break
		}
		for _, item := range knows[left[first]] {
			near[item] = false
		}
		out = append(out, s.byID[left[first]])
		left = slices.Delete(left, first, first+1)
	}
	for _, id := range left {
		out = append(out, s.byID[id])
	}
	return out
}

// items are the book's ids of the claims that were not met, sorted: of those that
// bind, or if there are none, of the others.
func items(verdicts []result.Scenario) []string {
	var binding, others []string
	for _, v := range verdicts {
		for _, c := range v.Failures() {
			binding = append(binding, c.Item)
		}
		for _, c := range v.Notes() {
			others = append(others, c.Item)
		}
	}
	if binding == nil {
		binding = others
	}
	slices.Sort(binding)
	return slices.DeleteFunc(slices.Compact(binding), func(id string) bool { return id == "" })
}

func why(id string) string {
	for _, s := range mutants.Survivors() {
		except := slices.ContainsFunc(s.But, func(glob string) bool { return suite.MatchID(glob, id) })
		if suite.MatchID(s.Sites, id) && !except {
			return s.Why
		}
	}
	return ""
}
