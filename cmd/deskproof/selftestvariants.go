package main

import (
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

func newVariants() *cobra.Command {
	var out, profile string
	var quick bool
	cmd := &cobra.Command{
		Use:   "variants [GLOB...]",
		Short: "Every lawful difference must pass",
		Long: `Runs all features against each variant, a simulator that differs within what the
documents allow. None may fail, and only what a variant names as such may be left
unjudged. GLOBs choose by name.

It does so on the wire of each variant, in the profile that is usual there, or with
--profile all in every one that has a name, one after the other, beginning with the
usual one. What a profile does not have is not applicable there, and scenarios in which
a variant changed nothing in the first are not tried with it again.`,
		Example: `  deskproof selftest variants
  deskproof selftest variants 'opaque-*' --profile wwe-guide
  deskproof selftest variants --profile all`,
		RunE: func(cmd *cobra.Command, globs []string) error {
			list := slices.DeleteFunc(variants.All(), func(v variants.Variant) bool { return !wants(globs, v.Name) })
			if len(list) == 0 {
				return fmt.Errorf("no variant is named %v; deskproof run --variant list names all", globs)
			}
			if _, err := steps.Profiles(profile); err != nil && profile != allProfiles {
				return err
			}
			return try(cmd, func(b *bench) (int, error) { return tryVariants(cmd, b, profile, quick, list, out) })
		},
	}
	outFlag(cmd, &out, "variants.ndjson")
	cmd.Flags().StringVar(&profile, "profile", "", "`NAME` of a profile, on whose wire alone variants are tried; all: every one that has a name (default: the usual one of each wire)")
	cmd.Flags().BoolVar(&quick, "quick", false, "try each variant on one of sixteen of the scenarios that it touches, others for each")
	completes(cmd, "profile", func() []string { return append(profileNames(), "all\tEvery one that has a name") })
	return cmd
}

// allProfiles is the name that means all.
const allProfiles = "all"

// profilesOf are the profiles of a wire that a user means by a name, the usual one first,
// for the others are but what is left of it. Without a name it is the usual one, and those
// that variants ask for.
func profilesOf(w suite.Wire, name string, list []variants.Variant) []string {
	usual := w.Rules.Profile
	var others []string
	switch _, err := w.Rules.Book.Profile(name); {
	case name == "":
		for _, v := range list {
			others = append(others, v.Profile)
		}
	case name == allProfiles:
		for _, p := range w.Rules.Book.Profiles {
			others = append(others, p.Name)
		}
	case err == nil:
		return []string{name}
	default:
		return nil
	}
	out := []string{usual}
	for _, p := range others {
		if p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// tryVariants tries the variants on one wire after the other, in one profile after the
// other.
func tryVariants(cmd *cobra.Command, b *bench, profile string, quick bool, list []variants.Variant, dir string) (wrong int, err error) {
	lines, err := openLines(dir, "variants.ndjson")
	if err != nil {
		return 0, err
	}
	for _, w := range steps.Wires(nil, false) {
		own := slices.DeleteFunc(slices.Clone(list), func(v variants.Variant) bool { return v.Wire != w.Name })
		lawful := &selftest.Lawful{Judge: b.judge}
		if quick {
			lawful.OneOf = 16
		}
		for _, p := range profilesOf(w, profile, own) {
			lawful.List = slices.DeleteFunc(slices.Clone(own), func(v variants.Variant) bool { return v.Profile != "" && v.Profile != p })
			n, tried := tryVariantsIn(cmd, b, w.Name, p, lawful, lines)
			wrong += n
			if tried != nil {
				return wrong, errors.Join(fmt.Errorf("profile %s: %w", p, tried), lines.close())
			}
		}
	}
	return wrong, lines.close()
}

// tryVariantsIn prints a table of how the variants came out on a wire in a profile.
func tryVariantsIn(cmd *cobra.Command, b *bench, wire, profile string, l *selftest.Lawful, out *lines) (wrong int, err error) {
	if len(l.List) == 0 {
		return 0, nil
	}
	if err := b.in(wire, profile); err != nil {
		return 0, err
	}
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
