package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

// compareFormats are the ways in which a comparison is written, by name.
var compareFormats = map[string]func(*reports.Changes, io.Writer) error{
	"text": (*reports.Changes).Text, "markdown": (*reports.Changes).Markdown, "json": (*reports.Changes).JSON,
}

func newReportCompare() *cobra.Command {
	var format, out string
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Say what came out otherwise in a later run",
		Long: `Sets two runs beside each other, scenario by scenario: what newly fails, what newly
passes, what could not be judged any more, which notes are others, what is new and what is
gone. A scenario that failed and fails by more newly fails; what a baseline lists does not.
The profiles may differ: scenarios are told apart by their names and the wire. OLD and NEW
are results.ndjson of runs, or the folders of their reports.

Exit codes: 0 nothing newly fails, 1 something newly fails, 2 wrong usage or a file
that cannot be read, 3 nothing newly fails, but something could be judged in the old run
and could not in the new one, or that did not come to its end.`,
		Example: `  deskproof report compare yesterday reports/out
  deskproof report compare main/results.ndjson reports/out/results.ndjson --format markdown`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, names []string) error {
			write, err := pickFormat(compareFormats, format, out)
			if err != nil {
				return err
			}
			if err := notOver(out, names...); err != nil {
				return err
			}
			earlier, err := readStream(names[0])
			if err != nil {
				return err
			}
			later, err := readStream(names[1])
			if err != nil {
				return err
			}
			changes := reports.Compare(earlier, later)
			if err := writeTo(cmd, out, func(w io.Writer) error { return write(changes, w) }); err != nil {
				return err
			}
			if code := changes.Exit(); code != result.ExitPassed {
				return &exitError{code: code}
			}
			return nil
		},
	}
	outFlags(cmd, &format, &out, sortedNames(compareFormats))
	return cmd
}
