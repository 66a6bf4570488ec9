package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/coverage"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// coverageFlags are the flags of deskproof report coverage.
type coverageFlags struct {
	system, profile, format, out string
	evidence                     []string
}

// coverageFormats are the ways in which coverage is written, by name.
var coverageFormats = map[string]func(*coverage.Sheet, io.Writer) error{
	"text": (*coverage.Sheet).Text, "markdown": (*coverage.Sheet).Markdown, "html": (*coverage.Sheet).HTML, "json": (*coverage.Sheet).JSON,
}

func newReportCoverage() *cobra.Command {
	var f coverageFlags
	cmd := &cobra.Command{
		Use:   "coverage [FILE...]",
		Short: "Say which items of the book are proved, and by what",
		Long: `Sets the checks of a run beside every item of the book: each is proved, if a check of
it ran on the wire and deskproof is known to notice a fault that takes away what it checks;
checked only, if no such fault is known; or not covered; and what no check on the wire
can prove is listed with the reason. What no document states is listed apart and
not counted. What a run itself counts as proved was met in it, whether or not such a
fault is known. As text there are the counts alone; Markdown, HTML and JSON have every
item. FILE is results.ndjson of a run, or the folder of its reports; runs in several
profiles are taken together. Without --system the book is that of the only wire on which
anything was judged; scapi's, if there are several.

Exit codes: 0 written, 2 wrong usage or a file that cannot be read.`,
		Example: `  deskproof run && deskproof report coverage
  deskproof report coverage acme-reports --profile scapi-manual
  deskproof report coverage acme-reports --system gws
  deskproof report coverage --out reports/out/coverage.html
  deskproof report coverage --format json --evidence documented`,
		RunE: func(cmd *cobra.Command, names []string) error {
			if len(names) == 0 {
				names = []string{filepath.FromSlash("reports/out")}
			}
			return reportCoverage(cmd, f, names)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.system, "system", "", "`NAME` of the system whose book is covered (default: that of the only wire that was judged, else "+suite.DefaultWire+")")
	flags.StringVar(&f.profile, "profile", "", "only what the profile `NAME` has")
	flags.StringSliceVar(&f.evidence, "evidence", nil, "only items of this `EVIDENCE`, such as documented; several are joined by commas")
	outFlags(cmd, &f.format, &f.out, sortedNames(coverageFormats))
	_ = cmd.RegisterFlagCompletionFunc("system", cobra.FixedCompletions(book.Systems(), cobra.ShellCompDirectiveNoFileComp))
	completes(cmd, "profile", profileNames)
	return cmd
}

func reportCoverage(cmd *cobra.Command, f coverageFlags, names []string) error {
	write, err := pickFormat(coverageFormats, f.format, f.out)
	if err != nil {
		return err
	}
	if f.system != "" && !slices.Contains(book.Systems(), f.system) {
		_, err := book.Of(f.system)
		return fmt.Errorf("--system: %w", err)
	}
	if err := notOver(f.out, names...); err != nil {
		return err
	}
	runs, err := readStreams(names)
	if err != nil {
		return err
	}
	b, err := book.Of(cmp.Or(f.system, onlyWire(runs), suite.DefaultWire))
	if err != nil {
		return fmt.Errorf("the runs: %w by --system", err)
	}
	if f.profile != "" {
		if _, err := b.Profile(f.profile); err != nil {
			return fmt.Errorf("--profile: %w", err)
		}
	}
	for _, e := range f.evidence {
		if _, ok := b.Words[book.Evidence(e)]; !ok {
			return fmt.Errorf("--evidence %s: expected one of %s", e, strings.Join(sortedNames(b.Words), ", "))
		}
	}
	why, err := b.Unprovable()
	if err != nil {
		return err
	}
	sheet := coverage.Make(b, runs, coverage.Proofs(b.System), why, coverage.Filter{Profile: f.profile, Evidence: f.evidence})
	return writeTo(cmd, f.out, func(w io.Writer) error { return write(sheet, w) })
}

// readStreams reads the streams of runs.
func readStreams(names []string) ([]*result.Report, error) {
	var runs []*result.Report
	for _, name := range names {
		r, err := readStream(name)
		if err != nil {
			return nil, err
		}
		runs = append(runs, r)
	}
	return runs, nil
}

// onlyWire is the wire that alone has scenarios that applied to the target; empty if there
// is none, or there are several.
func onlyWire(runs []*result.Report) string {
	only := ""
	for _, r := range runs {
		for i := range r.Scenarios {
			s := &r.Scenarios[i]
			if s.Outcome == result.NotApplicable {
				continue
			}
			if only != "" && s.Wire != only {
				return ""
			}
			only = s.Wire
		}
	}
	return only
}
