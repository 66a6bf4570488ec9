package main

import (
	"errors"
	"fmt"
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
				return fmt.Errorf("no mutant is named %v; deskproof run --fault list names all", globs)
			}
			return try(cmd, func(b *bench) (int, error) {
				b.file.Timeouts.Answer = answerWithin
				return tryMutants(cmd, b, list, !quick, out)
			})
		},
	}
	cmd.Flags().BoolVar(&quick, "quick", false, "run only the scenarios that each mutant names")
	outFlag(cmd, &out, "mutants.ndjson")
	return cmd
}

func outFlag(cmd *cobra.Command, out *string, file string) {
	cmd.Flags().StringVar(out, "out", filepath.FromSlash("reports/out"), "`DIR` for "+file+": what became of each, a line each")
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
	count, all := map[selftest.Fate]int{}, len(list)
	told := func(m selftest.Mutant) {
		lines.write(m)
		count[m.Fate]++
		if m.Lacks != "" {
			wrong++
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Name, m.Class, m.Item, caughtBy(m))
	}
	for len(list) > 0 && err == nil {
		wire, profile := list[0].Wire, list[0].Profile
		others := func(m mutants.Mutant) bool { return m.Wire != wire || m.Profile != profile }
		if err = b.in(wire, profile); err == nil {
			err = selftest.Mutants(cmd.Context(), b.judge, b.all, slices.DeleteFunc(slices.Clone(list), others), whole, told)
		}
		list = slices.DeleteFunc(list, func(m mutants.Mutant) bool { return !others(m) })
	}
	_ = table.Flush() // standard output may be gone
	fmt.Fprintf(cmd.OutOrStdout(), "\n%s%s\n", some(all, "mutant"), fates(count))
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
