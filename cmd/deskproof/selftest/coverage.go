package selftest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/reports/coverage"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// Prover finds out which items of a book the scenarios prove, and by what.
type Prover struct {
	Book  *book.Book
	Binds Binds
	Judge Judge
	All   []*suite.Scenario
	Only  func(item string) bool // which items proofs are looked for; nil: of all
	Limit time.Duration          // how long proofs are looked for at sites; 0: until all have been tried

	byID  map[string]*suite.Scenario  // without wire and profile
	clean map[string]*result.Scenario // what each was without a fault, likewise
}

// Lost is an item that was proved and is not any more.
type Lost struct{ Item, Why string }

// Check runs every proof and returns what is lost: each scenario without a fault, where
// it must pass and check the items, and with its fault, where it must miss them.
func (p *Prover) Check(ctx context.Context, proofs []coverage.Proof) ([]Lost, error) {
	lost, proofs := p.standing(proofs)
	if err := p.pass(ctx, proofs); err != nil {
		return nil, err
	}
	groups := map[string][]int{} // proofs by fault, which share a run
	for i, proof := range proofs {
		groups[proof.By()] = append(groups[proof.By()], i)
	}
	found := make([][]Lost, len(proofs))
	err := each(ctx, sortedKeys(groups), func(ctx context.Context, by string) error {
		group := groups[by]
		var chosen []*suite.Scenario
		for _, i := range group {
			chosen = append(chosen, p.byID[proofs[i].Scenario])
		}
		verdicts, err := p.Judge(ctx, Trial{Scenarios: chosen, Faults: faultsOf(proofs[group[0]]), Seed: 1})
		if err != nil {
			return fmt.Errorf("%s: %w", by, err)
		}
		for _, i := range group {
			found[i] = p.missing(proofs[i], verdicts)
		}
		return nil
	})
	for _, l := range found {
		lost = append(lost, l...)
	}
	slices.SortFunc(lost, func(a, b Lost) int { return strings.Compare(a.Item, b.Item) })
	return lost, err
}

// standing tells the proofs that name what there is from those that do not.
func (p *Prover) standing(proofs []coverage.Proof) (lost []Lost, standing []coverage.Proof) {
	p.index()
	for _, proof := range proofs {
		why := ""
		if _, ok := p.byID[proof.Scenario]; !ok {
			why = "there is no scenario " + proof.Scenario + " any more"
		} else if proof.Mutant != "" && faultsOf(proof) == nil {
			why = "there is no mutant " + proof.Mutant + " any more"
		}
		var items []string
		for _, item := range proof.Items {
			if _, ok := p.Book.Claim(item); !ok {
				lost = append(lost, Lost{item, "it is not in the book any more"})
			} else if why != "" {
				lost = append(lost, Lost{item, why})
			} else {
				items = append(items, item)
			}
		}
		if proof.Items = items; items != nil {
			standing = append(standing, proof)
		}
	}
	return lost, standing
}

func (p *Prover) index() {
	p.byID = map[string]*suite.Scenario{}
	for _, sc := range p.All {
		p.byID[bare(sc.ID)] = sc
	}
}

// bare is a scenario's id without wire and profile.
func bare(id string) string {
	id, _, _ = strings.Cut(id, "@")
	return id
}

// pass runs the scenarios of proofs without a fault.
func (p *Prover) pass(ctx context.Context, proofs []coverage.Proof) error {
	named := map[string]bool{}
	for _, proof := range proofs {
		named[proof.Scenario] = true
	}
	var chosen []*suite.Scenario
	for _, id := range sortedKeys(named) {
		chosen = append(chosen, p.byID[id])
	}
	return p.run(ctx, chosen)
}

// run runs scenarios without a fault and remembers what they were.
func (p *Prover) run(ctx context.Context, chosen []*suite.Scenario) error {
	p.clean = map[string]*result.Scenario{}
	if len(chosen) == 0 {
		return nil
	}
	verdicts, err := plain(ctx, p.Judge, chosen)
	for i := range verdicts {
		p.clean[bare(verdicts[i].ID)] = &verdicts[i]
	}
	return err
}

// faultsOf are the faults of a proof; nil if there is no such mutant.
func faultsOf(proof coverage.Proof) []json.RawMessage {
	if proof.Mutant == "" {
		return proof.Faults
	}
	m, err := mutants.Find(proof.Mutant)
	if err != nil {
		return nil
	}
	return m.Faults
}

// missing are the items of a proof that verdicts on its fault do not show.
func (p *Prover) missing(proof coverage.Proof, verdicts []result.Scenario) []Lost {
	clean := p.clean[proof.Scenario]
	checks := checked(clean, p.Binds)
	var shown []string
	if i := slices.IndexFunc(verdicts, func(v result.Scenario) bool { return bare(v.ID) == proof.Scenario }); i >= 0 {
		shown = p.caught(proof, clean, &verdicts[i])
	}
	var out []Lost
	for _, item := range proof.Items {
		switch {
		case !checks[item]:
			out = append(out, Lost{item, "no claim of " + proof.Scenario + " is about it any more"})
		case !slices.Contains(shown, item):
			out = append(out, Lost{item, fmt.Sprintf("%s does not notice any more: %s", proof.Scenario, proof.By())})
		}
	}
	return out
}

func (p *Prover) caught(proof coverage.Proof, clean, faulty *result.Scenario) []string {
	var hits func(book.Item) bool
	if proof.Site != "" {
		hits = hitBy(p.Book, clean, proof.Faults)
	}
	return caught(p.Book, p.Binds, clean, faulty, hits)
}

// provedAtOnce is how many faults are tried at once: much of the time of one is waiting
// for what is lost.
const provedAtOnce = 24

// each does something for every name, some at a time, until one fails.
func each(ctx context.Context, names []string, do func(context.Context, string) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	todo := make(chan string)
	var wg sync.WaitGroup
	for range provedAtOnce {
		wg.Go(func() {
			for name := range todo {
				if err := do(ctx, name); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, name := range names {
		if ctx.Err() != nil {
			break
		}
		todo <- name
	}
	close(todo)
	wg.Wait()
	return context.Cause(ctx)
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
