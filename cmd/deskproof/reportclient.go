package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
)

// clientFlags are the flags of deskproof report client.
type clientFlags struct {
	profile, out string
	strict       bool
}

func newReportClient() *cobra.Command {
	var f clientFlags
	cmd := &cobra.Command{
		Use:   "client FILE",
		Short: "Judge the clients that deskproof serve has recorded",
		Long: `Judges what clients sent by what the documents say of them: the envelope of each
message, the requests and their parameters, and how they go together. What the
documents only say of the desktop, such as which requests it refuses, is noted.

Exit codes: 0 nothing documented was broken, 1 a documented rule was broken, 2 wrong
usage, a file that cannot be read, or nothing judged, 3 reports could not be written.`,
		Example: `  deskproof serve --record client.ndjson
  deskproof report client client.ndjson
  deskproof report client --profile scapi-manual+client-2020 client.ndjson`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errNoRecording
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return reportClient(cmd, f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.profile, "profile", "", "`NAME` of the document line and client version to judge by (default: that of the center it was recorded at)")
	flags.BoolVar(&f.strict, "strict", false, "let claims that no document states fail the clients too")
	flags.StringVar(&f.out, "out", "", "`DIR` for the reports of a run as well: results.ndjson, junit.xml and summary.md")
	_ = cmd.MarkFlagDirname("out")
	completes(cmd, "profile", profileNames)
	return cmd
}

var errNoRecording = errors.New("name a recording that deskproof serve --record has written")

// reportClient is deskproof report client.
func reportClient(cmd *cobra.Command, f clientFlags, name string) error {
	rec, err := openRecording(name)
	if err != nil {
		return err
	}
	rules, err := clientRules(f, name, rec)
	if err != nil {
		return err
	}
	r := judgeRecording(name, rec, rules, f)
	shown := newScreen(cmd.OutOrStdout())
	fmt.Fprintf(shown, "deskproof %s: clients of %s judged by %s, profile %s: %s\n",
		r.Run.Version, rec.Center, rules.Book.Title, rules.Profile, some(len(r.Scenarios), "page"))
	if why := incomplete(rec); why != "" {
		fmt.Fprintln(shown, "the recording is not complete: "+why+"; what came later is not judged")
	}
	_ = reports.Client(shown, r, shown.color) // a screen takes whatever is shown on it
	var unwritten error
	if f.out != "" {
		unwritten = writeReports(shown, f.out, r)
	}
	return ended(r.End.Exit, unwritten)
}

func openRecording(name string) (*trace.Recording, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	defer file.Close()
	rec, err := trace.ReadRecording(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rec, nil
}

// incomplete says why a recording does not hold all that its clients did.
func incomplete(rec *trace.Recording) string {
	if rec.Cut {
		return "its last line was cut"
	}
	return rec.Stopped
}

func clientRules(f clientFlags, file string, rec *trace.Recording) (*oracle.Rules, error) {
	name, from := f.profile, "--profile"
	if name == "" {
		name, from = rec.Profile, file+", line 1"
	}
	b := book.SCAPI()
	if _, err := b.Profile(name); err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	rules := &oracle.Rules{Book: b, Profile: name, Strict: f.strict}
	return rules, rules.Check()
}

// judgeRecording judges every page of a recording. A page is a scenario of the report.
func judgeRecording(name string, rec *trace.Recording, rules *oracle.Rules, f clientFlags) *result.Report {
	pages := map[place][]trace.Record{}
	for _, r := range rec.Records {
		at := place{r.Desk, r.Page}
		pages[at] = append(pages[at], r)
	}
	r := &result.Report{Run: result.Run{
		Kind: "run", Version: version(), Book: rules.Book.Digest(), Profile: rules.Profile, Strict: f.strict,
		Target: result.Target{Name: "clients of " + rec.Center, Kind: "client", File: name},
	}}
	for _, p := range rules.JudgeClient(rec) {
		s := pageScenario(p, pages[place{p.Desk, p.Page}])
		s.Feature, s.File, s.Wire, s.Profile, s.Again = "Clients of "+rec.Center, name, "scapi", rules.Profile, againClient(name, f)
		s.ID += "@scapi/" + rules.Profile
		r.Scenarios = append(r.Scenarios, s)
	}
	r.Run.Scenarios = len(r.Scenarios)
	end := result.End{Kind: "end"}
	end.Counts, end.Proved = result.Tally(r.Scenarios)
	end.Exit = result.ExitCode(end, false)
	r.End = &end
	return r
}

// place is a page of a desk.
type place struct {
	desk string
	page int
}

// pageScenario is the verdict on a page.
func pageScenario(p oracle.ClientPage, records []trace.Record) result.Scenario {
	s := result.Scenario{
		ID: "client/" + p.Desk + "/page-" + strconv.Itoa(p.Page), Name: fmt.Sprintf("agent %s, page %d", p.Desk, p.Page),
		Claims: p.Unmet, Proved: p.Proved, Trace: records, Steps: []result.Step{}, Outcome: result.Passed,
	}
	if len(records) > 0 {
		s.Line = records[0].Seq + 1 // after the head
	}
	switch {
	case p.Frames == 0:
		s.Outcome, s.Reason = result.NotApplicable, "the client has sent nothing"
	case len(s.Failures()) > 0:
		s.Outcome = result.Failed
	case len(s.Notes()) > 0:
		s.Outcome = result.Note
	}
	return s
}

// againClient is the command that judges a recording again.
func againClient(name string, f clientFlags) string {
	args := []string{"deskproof report client"}
	if f.profile != "" {
		args = append(args, "--profile", shell(f.profile))
	}
	if f.strict {
		args = append(args, "--strict")
	}
	return strings.Join(append(args, shell(name)), " ")
}

// writeReports writes the reports of a run, and says where they are.
func writeReports(shown *screen, dir string, r *result.Report) error {
	files, err := rewrite(dir, r)
	if files != nil {
		fmt.Fprintf(shown, "reports  %s\n", strings.Join(files, " "))
	}
	return err
}
