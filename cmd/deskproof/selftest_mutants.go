package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/mutants"
)

func newMutants() *cobra.Command {
	var out string
	var quick bool
	cmd := &cobra.Command{
		Use:   "mutants [GLOB...]",
		Short: "Every mutant must be caught by the scenario that it names",
		Long: `Runs the features against each mutant, a simulator with one named fault, and prints
who caught it. Each must be caught by the scenario and the claim that it names, and in
the class that it names: a failure, or a note. GLOBs choose by name.`,
		RunE: func(cmd *cobra.Command, globs []string) error {
			list := slices.DeleteFunc(mutants.All(), func(m mutants.Mutant) bool { return !wants(globs, m.Name) })
			if len(list) == 0 {
				return fmt.Errorf("no mutant is named %v; deskproof run --fault with any name lists them", globs)
			}
			return try(cmd, func(b *bench) (int, error) { return tryMutants(cmd, b, list, !quick, out) })
		},
	}
	cmd.Flags().BoolVar(&quick, "quick", false, "run only the scenarios that each mutant names")
	outFlag(cmd, &out)
	return cmd
}

func outFlag(cmd *cobra.Command, out *string) {
	cmd.Flags().StringVar(out, "out", filepath.FromSlash("reports/out"), "`DIR` for mutants.ndjson: what became of each, a line each")
	_ = cmd.MarkFlagDirname("out")
}

// tryMutants prints a table of who caught which mutant.
func tryMutants(cmd *cobra.Command, b *bench, list []mutants.Mutant, whole bool, dir string) (wrong int, err error) {
	lines, err := openLines(dir, "mutants.ndjson")
	if err != nil {
		return 0, err
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "MUTANT\tCLASS\tBREAKS\tCAUGHT BY")
	count := map[selftest.Fate]int{}
	err = selftest.Mutants(cmd.Context(), b.judge, b.all, list, whole, func(m selftest.Mutant) {
		lines.write(m)
		count[m.Fate]++
		if m.Lacks != "" {
			wrong++
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Name, m.Class, m.Item, caughtBy(m))
	})
	_ = table.Flush() // standard output may be gone
	fmt.Fprintf(cmd.OutOrStdout(), "\n%s%s\n", some(len(list), "mutant"), fates(count))
	return wrong, errors.Join(err, lines.close())
}

func caughtBy(m selftest.Mutant) string {
	switch {
	case m.Lacks != "":
		return "NOT AS IT SAYS: " + m.Lacks
	case len(m.By) == 1:
		return m.By[0]
	}
	return fmt.Sprintf("%s and %d more", m.By[0], len(m.By)-1)
}

// lines is a file of JSON lines.
type lines struct {
	file *os.File
	err  error
}

func openLines(dir, name string) (*lines, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.Create(filepath.Join(dir, name))
	return &lines{file: f}, err
}

func (l *lines) write(v any) {
	b, err := json.Marshal(v)
	if err == nil {
		_, err = l.file.Write(append(b, '\n'))
	}
	l.err = errors.Join(l.err, err)
}

func (l *lines) close() error { return errors.Join(l.err, l.file.Close()) }

func newSites() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "sites [GLOB...]",
		Short: "Every fault at every kind of frame must be caught, or be allowed",
		Long: `Finds every kind of frame that desks send while the features run, and sets every
fault at each, one after the other: lost, twice, late, at another desk, and each member
with another value and missing. Prints those that no scenario catches, with the reason
why no document forbids them; one without a reason is a hole in the judge. GLOBs choose
sites, such as event/interaction/HELD/** or **/lost.`,
		RunE: func(cmd *cobra.Command, globs []string) error {
			return try(cmd, func(b *bench) (int, error) { return trySites(cmd, b, globs, out) })
		},
	}
	outFlag(cmd, &out)
	return cmd
}

func trySites(cmd *cobra.Command, b *bench, globs []string, dir string) (wrong int, err error) {
	lines, err := openLines(dir, "sites.ndjson")
	if err != nil {
		return 0, err
	}
	keep := func(id string) bool { return wants(globs, id) }
	count, all := map[selftest.Fate]int{}, 0
	err = selftest.Sites(cmd.Context(), b.judge, b.all, keep, func(f selftest.Fault) {
		lines.write(f)
		all++
		count[f.Fate]++
		switch {
		case f.Fate == selftest.Unjudged:
			wrong++
			fmt.Fprintf(cmd.OutOrStdout(), "unjudged  %s\n          %v\n", f.ID, f.By)
		case f.Fate == selftest.Survived && f.Why == "":
			wrong++
			fmt.Fprintf(cmd.OutOrStdout(), "survived  %s\n          nothing says why\n", f.ID)
		}
	})
	fmt.Fprintf(cmd.OutOrStdout(), "%s%s; %d without a reason\n", some(all, "fault"), fates(count), wrong)
	return wrong, errors.Join(err, lines.close())
}
