package main

import (
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/steps/suite"
)

// union is the profile that has everything.
const union = "union"

func newVariants() *cobra.Command {
	var out, profile string
	cmd := &cobra.Command{
		Use:   "variants [GLOB...]",
		Short: "Every lawful difference must pass",
		Long: `Runs all features against each variant, a simulator that differs within what the
documents allow. None may fail, and only what a variant names as such may be left
unjudged. GLOBs choose by name.

It does so in one profile, or with --profile all in every one that has a name, one after
the other, beginning with union. What a profile does not have is not applicable there,
and scenarios in which a variant changed nothing in union are not tried with it again.`,
		Example: `  deskproof selftest variants
  deskproof selftest variants 'opaque-*' --profile wwe-guide
  deskproof selftest variants --profile all`,
		RunE: func(cmd *cobra.Command, globs []string) error {
			list := slices.DeleteFunc(variants.All(), func(v variants.Variant) bool { return !wants(globs, v.Name) })
			if len(list) == 0 {
				return fmt.Errorf("no variant is named %v; deskproof run --variant list names all", globs)
			}
			profiles, err := profilesOf(profile)
			if err != nil {
				return err
			}
			return try(cmd, func(b *bench) (int, error) { return tryVariants(cmd, b, profiles, list, out) })
		},
	}
	outFlag(cmd, &out, "variants.ndjson")
	cmd.Flags().StringVar(&profile, "profile", union, "`NAME` of the profile, as with deskproof run; all: every one that has a name")
	completes(cmd, "profile", func() []string { return append(profileNames(), "all\tEvery one that has a name") })
	return cmd
}

// profilesOf are the profiles that a user means.
func profilesOf(name string) ([]string, error) {
	b := book.SCAPI()
	if name != "all" {
		p, err := b.Profile(name)
		return []string{p.Name}, err
	}
	out := []string{union} // first, for the others are but what is left of it
	for _, p := range b.Profiles {
		if p.Name != union {
			out = append(out, p.Name)
		}
	}
	return out, nil
}

// tryVariants tries the variants in one profile after the other.
func tryVariants(cmd *cobra.Command, b *bench, profiles []string, list []variants.Variant, dir string) (wrong int, err error) {
	lines, err := openLines(dir, "variants.ndjson")
	if err != nil {
		return 0, err
	}
	lawful := &selftest.Lawful{Judge: b.judge, List: list}
	for _, profile := range profiles {
		n, tried := 0, b.in(suite.DefaultWire, profile)
		if tried == nil {
			n, tried = tryVariantsIn(cmd, b, lawful, lines)
		}
		wrong += n
		if tried != nil {
			return wrong, errors.Join(fmt.Errorf("profile %s: %w", profile, tried), lines.close())
		}
	}
	return wrong, lines.close()
}

// tryVariantsIn prints a table of how the variants came out in the bench's profile.
func tryVariantsIn(cmd *cobra.Command, b *bench, l *selftest.Lawful, out *lines) (wrong int, err error) {
	began := time.Now()
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "VARIANT\tTRIED\tFAILED\tNOTES\tUNJUDGED\tWHAT IS DIFFERENT")
	err = l.In(cmd.Context(), b.rules.Profile, b.all, func(v selftest.Variant) {
		out.write(v)
		wrong += len(v.Wrong)
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%s\n", v.Name, v.Tried, len(v.Wrong), len(v.Notes), len(v.Unjudged), v.Title)
		for _, w := range v.Wrong {
			fmt.Fprintf(table, "  %s\n", w)
		}
	})
	_ = table.Flush() // standard output may be gone
	fmt.Fprintf(cmd.OutOrStdout(), "\n%s in profile %s, %s failed that must not (%s)\n\n",
		some(len(l.List), "variant"), b.rules.Profile, some(wrong, "scenario"), time.Since(began).Round(time.Second))
	return wrong, err
}
