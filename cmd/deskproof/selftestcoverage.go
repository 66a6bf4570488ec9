package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/coverage"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

func newCoverage() *cobra.Command {
	var system, file string
	var update bool
	var limit time.Duration
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "What was proved once must be proved still",
		Long: `Runs the proof of every item of the book that is listed as proved: a scenario that
passes and checks the item, and a fault at which that check is missed. Says which items
have no proof any more, and which are listed as unprovable and are proved.

With --update the list is written anew: proofs that hold stay, the others are looked for
again, and so are those of all items that scenarios check and that have none yet. That
takes minutes, and says what was gained and what was lost.`,
		Example: `  deskproof selftest coverage
  deskproof selftest coverage --update`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := book.Of(system)
			if err != nil {
				return fmt.Errorf("--system: %w", err)
			}
			if file == "" {
				file = filepath.FromSlash("reports/coverage/proofs/" + system + ".ndjson")
			}
			var old []coverage.Proof
			if update {
				if old, err = readProofs(file); err != nil {
					return err
				}
			}
			return try(cmd, func(bench *bench) (int, error) {
				bench.file.Timeouts.Answer = answerWithin
				if update {
					return updateProofs(cmd, bench, b, old, file, limit)
				}
				return checkProofs(cmd, bench, b)
			})
		},
	}
	cmd.Flags().StringVar(&system, "system", "scapi", "`NAME` of the system whose book it is")
	cmd.Flags().BoolVar(&update, "update", false, "look for new proofs and write the list")
	cmd.Flags().DurationVar(&limit, "limit", 0, "with --update, look in each profile no longer than this at sites, such as 10m")
	cmd.Flags().StringVar(&file, "file", "", "`FILE` that --update writes (default: reports/coverage/proofs/SYSTEM.ndjson)")
	_ = cmd.RegisterFlagCompletionFunc("system", cobra.FixedCompletions(book.Systems(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// usual is the profile of a book by which is judged if none is named.
func usual(b *book.Book) string {
	all := steps.Wires(nil, false)
	return all[slices.IndexFunc(all, func(w suite.Wire) bool { return w.Name == b.System })].Rules.Profile
}

// provedIn are the profiles in which items are proved: the usual one, those of the
// documents that it does not take in, for what they alone have, and where there is no
// union those of clients, for what binds them alone.
func provedIn(b *book.Book) []string {
	own := usual(b)
	first, _ := b.Profile(own)
	out := []string{own}
	for _, p := range b.Profiles {
		kind := p.Kind == "documents" || p.Kind == "client" && first.Kind != "union"
		if kind && p.Name != own && !slices.Contains(first.Of, p.Name) {
			out = append(out, p.Name)
		}
	}
	return out
}

// proverIn is a prover in one of those profiles, and what of a list is proved there. In
// another than the first it is about nothing but what the first does not have, or in one
// of clients, what does not bind in the first.
func proverIn(bench *bench, b *book.Book, profile string, list []coverage.Proof) (*selftest.Prover, []coverage.Proof, error) {
	if err := bench.in(b.System, profile); err != nil {
		return nil, nil, err
	}
	p := &selftest.Prover{Book: b, Binds: bench.rules.Binds, Judge: bench.judge, All: bench.all}
	first, named := usual(b), ""
	if u, _ := b.Profile(first); u.Kind != "union" {
		p.Only = bench.rules.Binds // what binds nobody need not be proved
	}
	if profile != first {
		named = profile
		p.Only = func(item string) bool {
			it, ok := b.Claim(item)
			return ok && (!b.Has(first, it.Claim) || ofClients(b, profile) && b.Binding(profile, it.Claim) && !b.Binding(first, it.Claim))
		}
		if !ofClients(b, profile) { // what clients need is seen everywhere
			p.All = slices.DeleteFunc(p.All, func(sc *suite.Scenario) bool { return !slices.ContainsFunc(sc.Specs(), p.Only) })
		}
	}
	there := slices.DeleteFunc(slices.Clone(list), func(p coverage.Proof) bool { return p.Profile != named })
	return p, there, nil
}

func ofClients(b *book.Book, profile string) bool {
	p, _ := b.Profile(profile)
	return p.Kind == "client"
}

// checkProofs says what is not proved any more.
func checkProofs(cmd *cobra.Command, bench *bench, b *book.Book) (wrong int, err error) {
	began, proofs := time.Now(), coverage.Proofs(b.System)
	var lost []selftest.Lost
	for _, profile := range provedIn(b) {
		p, there, err := proverIn(bench, b, profile, proofs)
		if err != nil {
			return 0, err
		}
		gone, err := p.Check(cmd.Context(), there)
		if err != nil {
			return 0, fmt.Errorf("profile %s: %w", profile, err)
		}
		lost = append(lost, gone...)
	}
	for _, l := range lost {
		fmt.Fprintf(cmd.OutOrStdout(), "not proved any more  %s\n                     %s\n", l.Item, l.Why)
	}
	stale, err := staleReasons(b, proofs)
	if err != nil {
		return 0, err
	}
	for _, item := range stale {
		fmt.Fprintf(cmd.OutOrStdout(), "stale  %s\n       it is proved; take it out of fixtures/book/unprovable.yaml\n", item)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s by %s in %s: %d not proved any more, %d stale\n",
		some(len(provedBy(proofs)), "item"), some(len(proofs), "proof"), time.Since(began).Round(100*time.Millisecond), len(lost), len(stale))
	return len(lost) + len(stale), nil
}

// staleReasons are the items that are listed as unprovable and are proved.
func staleReasons(b *book.Book, proofs []coverage.Proof) ([]string, error) {
	reasons, err := b.Unprovable()
	var stale []string
	for _, item := range provedBy(proofs) {
		if reasons[item] != "" {
			stale = append(stale, item)
		}
	}
	return stale, err
}

// provedBy are the items of proofs, sorted.
func provedBy(proofs []coverage.Proof) []string {
	var out []string
	for _, proof := range proofs {
		out = append(out, proof.Items...)
	}
	slices.Sort(out)
	return out
}

// readProofs reads the list that is to be updated: what is in the file counts, not what
// this program was built with.
func readProofs(file string) ([]coverage.Proof, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the list to update: %w; begin in the folder of the sources, or name it by --file", err)
	}
	list, err := coverage.ReadProofs(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return list, nil
}

// updateProofs writes the list anew and says what changed.
func updateProofs(cmd *cobra.Command, bench *bench, b *book.Book, old []coverage.Proof, file string, limit time.Duration) (wrong int, err error) {
	var found []coverage.Proof
	for _, profile := range provedIn(b) {
		p, there, err := proverIn(bench, b, profile, old)
		if err != nil {
			return 0, err
		}
		p.Limit = limit
		tell := func(text string) { fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s\n", profile, text) }
		here, err := p.Prove(cmd.Context(), there, tell)
		if err != nil {
			return 0, fmt.Errorf("profile %s: %w", profile, err)
		}
		for _, proof := range here {
			if profile != usual(b) {
				proof.Profile = profile
			}
			found = append(found, proof)
		}
	}
	var out bytes.Buffer
	if err := coverage.WriteProofs(&out, found); err != nil {
		return 0, err
	}
	if err := replaceFile(file, out.Bytes(), 0o644); err != nil {
		return 0, err
	}
	before, after := provedBy(old), provedBy(found)
	tellItems(cmd, "gained", after, before)
	tellItems(cmd, "LOST  ", before, after)
	fmt.Fprintf(cmd.OutOrStdout(), "%s by %s in %s; build deskproof again to use them\n", some(len(after), "item"), some(len(found), "proof"), file)
	return 0, nil
}

// tellItems lists the items that are in one list and not in another.
func tellItems(cmd *cobra.Command, word string, in, notIn []string) {
	for _, item := range in {
		if !slices.Contains(notIn, item) {
			fmt.Fprintf(cmd.OutOrStdout(), "%s  %s\n", word, item)
		}
	}
}
