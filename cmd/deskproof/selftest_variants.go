package main

import (
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/variants"
)

func newVariants() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "variants [GLOB...]",
		Short: "Every lawful difference must pass",
		Long: `Runs all features against each variant, a simulator that differs within what the
documents allow. None may fail, and only what a variant names as such may be left
unjudged. GLOBs choose by name.`,
		RunE: func(cmd *cobra.Command, globs []string) error {
			list := slices.DeleteFunc(variants.All(), func(v variants.Variant) bool { return !wants(globs, v.Name) })
			if len(list) == 0 {
				return fmt.Errorf("no variant is named %v; deskproof run --variant list names all", globs)
			}
			return try(cmd, func(b *bench) (int, error) { return tryVariants(cmd, b, list, out) })
		},
	}
	outFlag(cmd, &out, "variants.ndjson")
	return cmd
}

// tryVariants prints a table of how the variants came out.
func tryVariants(cmd *cobra.Command, b *bench, list []variants.Variant, dir string) (wrong int, err error) {
	lines, err := openLines(dir, "variants.ndjson")
	if err != nil {
		return 0, err
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "VARIANT\tFAILED\tNOTES\tUNJUDGED\tWHAT IS DIFFERENT")
	err = selftest.Variants(cmd.Context(), b.judge, b.all, list, func(v selftest.Variant) {
		lines.write(v)
		wrong += len(v.Wrong)
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\n", v.Name, len(v.Wrong), len(v.Notes), len(v.Unjudged), v.Title)
		for _, w := range v.Wrong {
			fmt.Fprintf(table, "  %s\n", w)
		}
	})
	_ = table.Flush() // standard output may be gone
	fmt.Fprintf(cmd.OutOrStdout(), "\n%s, %s failed that must not\n", some(len(list), "variant"), some(wrong, "scenario"))
	return wrong, errors.Join(err, lines.close())
}
