package selftest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/reports/coverage"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// tries is in how many sets of scenarios proofs are looked for: first where something is
// said about what is wanted, then where it is merely seen.
const tries = 3

// slow is the time in milliseconds from which a run with a fault is a costly proof: it
// waits for what does not come.
const slow = 500

// Prove finds a proof for every item that the scenarios check, if there is one. Proofs
// that still hold stay; then come mutants of an item, then faults at the sites that a
// scenario sees. Tell hears how far it has come.
func (p *Prover) Prove(ctx context.Context, old []coverage.Proof, tell func(string)) ([]coverage.Proof, error) {
	kept, err := p.kept(ctx, old)
	if err != nil {
		return nil, err
	}
	if err := p.run(ctx, p.All); err != nil {
		return nil, err
	}
	s := &search{Prover: p, wanted: map[string]bool{}, checks: map[string]map[string]bool{}, about: map[string]map[string]bool{}, chosen: map[string]bool{}, done: map[string]bool{}}
	s.want(kept)
	tell(fmt.Sprintf("%d proofs hold; looking for proofs of %d more items that are checked", len(kept), len(s.wanted)))
	if err := s.mutants(ctx); err != nil {
		return nil, err
	}
	tell(fmt.Sprintf("mutants tried: %d items left", len(s.wanted)-len(s.provable())))
	if err := s.values(ctx); err != nil {
		return nil, err
	}
	tell(fmt.Sprintf("values tried: %d items left", len(s.wanted)-len(s.provable())))
	limited, stop := ctx, context.CancelFunc(func() {})
	if p.Limit > 0 {
		limited, stop = context.WithTimeout(ctx, p.Limit)
	}
	defer stop()
	for try := range tries {
		err := s.sites(limited, try > 0)
		if limited.Err() != nil && ctx.Err() == nil {
			tell("the time is over")
			break
		}
		if err != nil {
			return nil, err
		}
		tell(fmt.Sprintf("sites tried, %d of %d: %d items left", try+1, tries, len(s.wanted)-len(s.provable())))
	}
	return p.steady(ctx, append(kept, s.fewest()...))
}

// kept are the proofs that hold.
func (p *Prover) kept(ctx context.Context, proofs []coverage.Proof) ([]coverage.Proof, error) {
	lost, err := p.Check(ctx, proofs)
	gone := map[string]bool{}
	for _, l := range lost {
		gone[l.Item] = true
	}
	var out []coverage.Proof
	for _, proof := range proofs {
		proof.Items = slices.DeleteFunc(slices.Clone(proof.Items), func(item string) bool { return gone[item] })
		if len(proof.Items) > 0 {
			out = append(out, proof)
		}
	}
	return out, err
}

// steady are the proofs that hold two times more.
func (p *Prover) steady(ctx context.Context, proofs []coverage.Proof) ([]coverage.Proof, error) {
	proofs, err := p.kept(ctx, proofs)
	if err != nil {
		return nil, err
	}
	return p.kept(ctx, proofs)
}

// search is a search for proofs.
type search struct {
	*Prover
	wanted map[string]bool
	checks map[string]map[string]bool // items, by scenario
	chosen map[string]bool            // scenarios
	about  map[string]map[string]bool // items that a scenario says something about, by scenario

	mu    sync.Mutex
	found []candidate
	done  map[string]bool // the items of those that are found
}

// candidate is a proof that may be chosen.
type candidate struct {
	coverage.Proof
	slow bool
}

// want notes what is checked and has no proof.
func (s *search) want(proofs []coverage.Proof) {
	for id, v := range s.clean {
		s.checks[id] = checked(v, s.Binds)
		s.about[id] = about(s.Book, s.byID[id].Specs(), v)
		for item := range s.checks[id] {
			s.wanted[item] = s.Only == nil || s.Only(item)
		}
	}
	for _, proof := range proofs {
		for _, item := range proof.Items {
			delete(s.wanted, item)
		}
	}
	maps.DeleteFunc(s.wanted, func(_ string, wanted bool) bool { return !wanted })
}

// provable are the items for which there is a candidate.
func (s *search) provable() map[string]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.done)
}

// mutants tries the mutants that scenarios are to catch which check what is wanted.
func (s *search) mutants(ctx context.Context) error {
	byName := map[string]mutants.Mutant{}
	named := map[string][]*suite.Scenario{}
	for _, m := range mutants.All() {
		for _, sc := range s.All {
			if suite.MatchID(m.KilledBy, sc.ID) && s.gain(bare(sc.ID), s.wanted, true) > 0 {
				byName[m.Name], named[m.Name] = m, append(named[m.Name], sc)
			}
		}
	}
	return each(ctx, sortedKeys(byName), func(ctx context.Context, name string) error {
		return s.try(ctx, coverage.Proof{Mutant: name}, byName[name].Faults, named[name])
	})
}

// mostSaying is in how many scenarios a value's proof is looked for.
const mostSaying = 6

// values tries the values that are wanted, replaced wherever they are, where they are
// expected.
func (s *search) values(ctx context.Context) error {
	list, _ := sites(s.all())
	faults := map[string]mutation{}
	for _, m := range anywhere(s.Book, list) {
		faults[m.id] = m
	}
	return each(ctx, sortedKeys(faults), func(ctx context.Context, id string) error {
		m := faults[id]
		saying := slices.DeleteFunc(slices.Clone(s.All), func(sc *suite.Scenario) bool {
			return !m.scenarios[sc.ID] || !s.expects(bare(sc.ID), &m)
		})
		slices.SortStableFunc(saying, func(a, b *suite.Scenario) int {
			return number(s.claims(bare(b.ID), &m)) - number(s.claims(bare(a.ID), &m))
		})
		return s.try(ctx, coverage.Proof{Site: m.id, Faults: m.faults}, m.faults, saying[:min(mostSaying, len(saying))])
	})
}

// expects reports whether a scenario checks a value that is wanted and that a mutation
// replaces, and says it in what it expects.
func (s *search) expects(id string, m *mutation) bool {
	for item := range s.checks[id] {
		it, _ := s.Book.Claim(item)
		if v, ok := it.Of.(*book.Value); ok && s.wanted[item] && m.near(s.Book, it) && says(s.clean[id], v.Value) {
			return true
		}
	}
	return false
}

// claims reports whether a scenario claims by itself a value that a mutation replaces.
func (s *search) claims(id string, m *mutation) bool {
	return slices.ContainsFunc(s.clean[id].Claims, func(c result.Claim) bool {
		it, _ := s.Book.Claim(c.Item)
		_, is := it.Of.(*book.Value)
		return is && m.near(s.Book, it)
	})
}

// all are the verdicts without a fault, by id.
func (s *search) all() []result.Scenario {
	var clean []result.Scenario
	for _, id := range sortedKeys(s.clean) {
		clean = append(clean, *s.clean[id])
	}
	return clean
}

// sites tries faults at the sites that some scenarios see, which check all that is
// wanted and not found yet: those that are near to it, until one is found. Seen says that
// it need not be said.
func (s *search) sites(ctx context.Context, seen bool) error {
	chosen := s.choose(seen)
	clean := s.all()
	list, values := sites(clean)
	faults := map[string]mutation{}
	for _, m := range slices.Concat(enumerate(list, values), misuse(list), gwsAnswers(list), webexRefusals(list), deaf(requests(clean))) {
		faults[m.id] = m
	}
	return each(ctx, sortedKeys(faults), func(ctx context.Context, id string) error {
		m := faults[id]
		found := s.provable()
		sees := slices.DeleteFunc(slices.Clone(s.All), func(sc *suite.Scenario) bool {
			promising := func(it book.Item) bool { return !found[it.ID] && m.near(s.Book, it) }
			return !m.scenarios[sc.ID] || !slices.ContainsFunc(chosen[bare(sc.ID)], promising)
		})
		return s.try(ctx, coverage.Proof{Site: m.id, Faults: m.faults}, m.faults, sees)
	})
}

// choose are few scenarios that were not chosen before and check what is wanted and not
// found, as far as there are any: always the one that checks the most of what is left,
// which is where each of that is looked for.
func (s *search) choose(seen bool) map[string][]book.Item {
	left, found := map[string]bool{}, s.provable()
	for item := range s.wanted {
		left[item] = !found[item]
	}
	chosen := map[string][]book.Item{}
	for {
		best, most := "", 0
		for _, id := range sortedKeys(s.clean) {
			if n := s.gain(id, left, seen); n > most && !s.chosen[id] {
				best, most = id, n
			}
		}
		if most == 0 {
			return chosen
		}
		s.chosen[best] = true
		for item := range s.checks[best] {
			if !seen && !s.about[best][item] {
				continue
			}
			if it, ok := s.Book.Claim(item); ok && left[item] {
				chosen[best] = append(chosen[best], it)
			}
			left[item] = false
		}
	}
}

// gain is how much of what is left a scenario checks.
func (s *search) gain(id string, left map[string]bool, seen bool) int {
	n := 0
	for item := range s.checks[id] {
		if left[item] && (seen || s.about[id][item]) {
			n++
		}
	}
	return n
}

// try runs scenarios with a fault and remembers the wanted items that it takes away.
func (s *search) try(ctx context.Context, by coverage.Proof, faults []json.RawMessage, chosen []*suite.Scenario) error {
	if len(chosen) == 0 {
		return nil
	}
	verdicts, err := s.Judge(ctx, Trial{Scenarios: chosen, Faults: faults, Seed: 1})
	if err != nil {
		return fmt.Errorf("%s: %w", by.By(), err)
	}
	for i := range verdicts {
		v := &verdicts[i]
		by.Scenario = bare(v.ID)
		by.Items = slices.DeleteFunc(s.caught(by, s.clean[by.Scenario], v), func(item string) bool { return !s.wanted[item] })
		if len(by.Items) > 0 {
			s.mu.Lock()
			s.found = append(s.found, candidate{by, v.Millis >= slow})
			for _, item := range by.Items {
				s.done[item] = true
			}
			s.mu.Unlock()
		}
	}
	return nil
}

// fewest chooses proofs, each item in one: quick ones before slow ones, mutants before
// faults at sites, and then what takes care of the most items.
func (s *search) fewest() []coverage.Proof {
	left := s.provable()
	var out []coverage.Proof
	for len(left) > 0 {
		best, gain := candidate{}, 0
		for _, c := range s.found {
			n := 0
			for _, item := range c.Items {
				if left[item] {
					n++
				}
			}
			if n > 0 && (gain == 0 || c.before(n, best, gain)) {
				best, gain = c, n
			}
		}
		best.Items = slices.DeleteFunc(slices.Clone(best.Items), func(item string) bool { return !left[item] })
		maps.DeleteFunc(left, func(item string, _ bool) bool { return slices.Contains(best.Items, item) })
		out = append(out, best.Proof)
	}
	return out
}

// before reports whether a candidate that takes care of n items is chosen before
// another, which takes care of m.
func (c *candidate) before(n int, other candidate, m int) bool {
	return cmp.Or(
		cmp.Compare(number(c.slow), number(other.slow)),
		cmp.Compare(number(c.Mutant == ""), number(other.Mutant == "")),
		cmp.Compare(m, n),
		cmp.Compare(c.By(), other.By()),
		cmp.Compare(c.Scenario, other.Scenario),
	) < 0
}

func number(is bool) int {
	if is {
		return 1
	}
	return 0
}
