package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/cmd/deskproof/selftest"
	"github.com/deskproof/deskproof/fixtures/mutants"
)

func newSites() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "sites [GLOB...]",
		Short: "Every fault at every kind of frame must be caught, or be allowed",
		Long: `Finds every kind of frame that desks send while the features run, and sets every
fault at each, one after the other: lost, twice, late, at another desk, and each member
with another value and missing. Prints those that no scenario catches, unless it is known
why no document forbids them: each is a hole in the judge. A fault is tried where its site is
known best, in a few scenarios at a time; what nobody notices there and nothing explains
is tried wherever the site is seen. GLOBs choose sites, such as event/interaction/HELD/**
or **/lost.`,
		RunE: func(cmd *cobra.Command, globs []string) error {
			return try(cmd, func(b *bench) (int, error) {
				b.file.Timeouts.Answer = answerWithin
				return trySites(cmd, b, globs, out)
			})
		},
	}
	outFlag(cmd, &out, "sites.ndjson")
	return cmd
}

func trySites(cmd *cobra.Command, b *bench, globs []string, dir string) (wrong int, err error) {
	lines, err := openLines(dir, "sites.ndjson")
	if err != nil {
		return 0, err
	}
	keep := func(id string) bool { return wants(globs, id) }
	count, all, used := map[selftest.Fate]int{}, 0, map[string]bool{}
	sieve := &selftest.Sieve{Book: b.rules.Book, Judge: b.judge, All: b.all, Keep: keep}
	err = sieve.Sites(cmd.Context(), func(f selftest.Fault) {
		lines.write(f)
		all++
		count[f.Fate]++
		used[f.Why] = true
		switch {
		case f.Fate == selftest.Unjudged:
			wrong++
			fmt.Fprintf(cmd.OutOrStdout(), "unjudged  %s\n          %v\n", f.ID, f.By)
		case (f.Fate == selftest.Survived || f.Fate == selftest.Silenced) && f.Why == "":
			wrong++
			fmt.Fprintf(cmd.OutOrStdout(), "%s  %s\n          nothing says why\n", f.Fate, f.ID)
		}
	})
	if err != nil {
		return wrong, errors.Join(err, lines.close())
	}
	for _, s := range mutants.Survivors() {
		if len(globs) == 0 && !used[s.Why] {
			wrong++
			fmt.Fprintf(cmd.OutOrStdout(), "stale     %s\n          no such fault survives any more\n", s.Sites)
		}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s%s; %d to look at\n", some(all, "fault"), fates(count), wrong)
	return wrong, lines.close()
}
