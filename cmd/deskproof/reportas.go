package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

// formats are the reports that can be made of a result stream, each for somebody else.
var formats = []struct {
	name, file, short, long string
	write                   func(io.Writer, *result.Report) error
}{
	{"html", "report.html", "Write a result stream as one web page", `Writes a page that needs nothing else: the verdict, a filter, and for each failure the
rule, the documented events beside those that were seen, the frames on the wire, and the
command that runs it again. A run writes the same page as report.html.`, reports.HTML},
	{"summary", "summary.md", "Write a result stream as Markdown", `Writes the summary for the page of a CI job, as a run writes it to summary.md.`, reports.Summary},
	{"cucumber", "cucumber.json", "Write a result stream as the older Cucumber JSON", `Writes the JSON that plugins of CI systems read to show Cucumber's features. A failed
claim fails its step; what is known or does not apply is skipped.`, reports.CucumberJSON},
	{"messages", "messages.ndjson", "Write a result stream as Cucumber messages", `Writes one message a line, as Cucumber's own runners do, for tools such as its HTML
formatter. A failed claim fails its step; what is known or does not apply is skipped;
notes are attachments.`, reports.Messages},
}

// newReportAs are the commands that make a report of a result stream.
func newReportAs() []*cobra.Command {
	var out []*cobra.Command
	for _, f := range formats {
		var to string
		cmd := &cobra.Command{
			Use:   f.name + " FILE",
			Short: f.short,
			Long: f.long + `

FILE is results.ndjson of a run or of report merge, or the folder of its reports.
Exit codes: 0 written, 2 wrong usage or a file that cannot be read, 3 the report could
not be written.`,
			Example: fmt.Sprintf("  deskproof report %s reports/out --out %s", f.name, f.file),
			Args: func(_ *cobra.Command, args []string) error {
				if len(args) != 1 {
					return errNoStream
				}
				return nil
			},
			RunE: func(cmd *cobra.Command, args []string) error {
				if err := notOver(to, args...); err != nil {
					return err
				}
				r, err := readStream(args[0])
				if err != nil {
					return err
				}
				return writeTo(cmd, to, func(w io.Writer) error { return f.write(w, r) })
			},
		}
		cmd.Flags().StringVar(&to, "out", "", "`FILE` to write (default: standard output)")
		_ = cmd.MarkFlagFilename("out")
		out = append(out, cmd)
	}
	return out
}

var errNoStream = errors.New("name the result stream of a run, such as reports/out/results.ndjson")
