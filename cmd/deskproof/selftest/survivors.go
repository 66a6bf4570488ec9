package selftest

import (
	"context"
	"fmt"
	"slices"

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

// firstLook is how many scenarios are tried before all that see a site: most faults
// are caught by the first few.
const firstLook = 6

// atOnce is how many faults wait for their turn to be handed over: much of the time
// of one is waiting for what is lost.
const atOnce = 6

// Sites sets every fault at every site that the scenarios see, a few at a time, and
// hands over what became of it, in the order of their names. Only those that keep
// accepts are tried.
func Sites(ctx context.Context, judge Judge, all []*suite.Scenario, keep func(id string) bool, each func(Fault)) error {
	clean, err := plain(ctx, judge, all)
	if err != nil {
		return err
	}
	list := enumerate(sites(clean))
	list = slices.DeleteFunc(list, func(m mutation) bool { return !keep(m.id) })
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
				f, err := try(ctx, judge, all, m)
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

// try sets one fault, for the scenarios that see its site, and says why nobody noticed,
// if that is known.
func try(ctx context.Context, judge Judge, all []*suite.Scenario, m mutation) (Fault, error) {
	chosen := slices.DeleteFunc(slices.Clone(all), func(sc *suite.Scenario) bool { return !m.scenarios[sc.ID] })
	out := Fault{Kind: "site", ID: m.id, Fate: Survived}
	first := min(firstLook, len(chosen))
	for _, part := range [][]*suite.Scenario{chosen[:first], chosen[first:]} {
		if len(part) == 0 || out.Fate == Killed {
			break
		}
		verdicts, err := judge(ctx, Trial{Scenarios: part, Faults: m.faults, Seed: 1})
		if err != nil {
			return out, err
		}
		if fate, by := fate(verdicts); fate.beats(out.Fate) {
			out.Fate, out.By, out.Items = fate, by, items(verdicts)
		}
	}
	if out.Fate == Survived || out.Fate == Silenced {
		out.Why = why(m.id)
	}
	return out, nil
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
