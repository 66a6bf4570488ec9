package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// job is a run that is about to begin: all that it was asked for has been found good.
type job struct {
	flags  runFlags
	paths  []string
	file   *targets.Target
	rules  *oracle.Rules
	chosen []*suite.Scenario
	faults []json.RawMessage
}

// perform runs the job, writes the reports and says how it came out.
func perform(cmd *cobra.Command, j *job) error {
	ctx := cmd.Context()
	if j.file.Kind == targets.BuiltIn {
		s, err := builtin(ctx)
		if err != nil {
			return &exitError{code: 3, err: err}
		}
		defer s.stop()
		j.file.Stage.Address = "ws://" + s.address() + "/stage"
	}
	out := cmd.OutOrStdout()
	report, files, err := j.write(ctx, cmd)
	if err != nil {
		return &exitError{code: 3, err: err}
	}
	color := wantsColor(out)
	for i := range report.Scenarios {
		s := &report.Scenarios[i]
		if s.Outcome == result.Failed || s.Outcome == result.HarnessError {
			fmt.Fprintln(out)
			if err := reports.Failure(out, s, color); err != nil {
				return err
			}
		}
	}
	fmt.Fprintln(out)
	if err := reports.Totals(out, report, color); err != nil {
		return err
	}
	fmt.Fprintf(out, "  reports   %s\n", strings.Join(files, " "))
	if report.End.Exit != 0 {
		return &exitError{code: report.End.Exit}
	}
	return nil
}

// write runs the scenarios into a stream and makes the reports of it.
func (j *job) write(ctx context.Context, cmd *cobra.Command) (*result.Report, []string, error) {
	dir := j.flags.out
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, fmt.Errorf("reports: %w", err)
	}
	stream := filepath.Join(dir, "results.ndjson")
	file, err := os.Create(stream)
	if err != nil {
		return nil, nil, fmt.Errorf("reports: %w", err)
	}
	defer file.Close()
	if err := j.stream(ctx, cmd, result.NewWriter(file)); err != nil {
		return nil, nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, nil, fmt.Errorf("reports: %w", err)
	}
	report, err := result.Read(file)
	if err != nil {
		return nil, nil, err
	}
	files, err := writeReports(dir, report)
	return report, append([]string{stream}, files...), err
}

// stream runs the scenarios and writes the result stream, progress to the terminal.
func (j *job) stream(ctx context.Context, cmd *cobra.Command, w *result.Writer) error {
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "deskproof %s: %s judged by %s, profile %s: %d scenarios, seed %d\n",
		version(), j.file.Name, j.rules.Book.Title, j.rules.Profile, len(j.chosen), j.flags.seed)
	progress := reports.NewProgress(out, len(j.chosen), wantsColor(out), isTerminal(out))
	end, err := suite.Run(ctx, suite.Config{
		Scenarios: j.chosen, Wire: scapi.Wire, Sentences: steps.Register, Rules: j.rules,
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{
				Target: j.file, Version: version(), Person: cmd.InOrStdin(), Prompt: cmd.ErrOrStderr(), Stderr: cmd.ErrOrStderr(),
			})
		},
		Seed: j.flags.seed, Jobs: j.flags.jobs, Timeout: j.flags.timeout, Head: j.head(), Again: j.again,
		Fault: j.flags.fault, Faults: j.faults, Redact: j.file.Redact, Secrets: j.file.Secrets(), Out: w, Ended: progress.Ended,
	})
	progress.Close()
	if err != nil {
		return err
	}
	end.Exit = result.ExitCode(end, j.flags.allowEmpty)
	return w.End(end)
}

func (j *job) head() result.Run {
	digest := sha256.New()
	for _, sc := range suite.Order(j.chosen, 0) {
		fmt.Fprintf(digest, "%s\n", sc.ID)
		for _, s := range sc.Steps {
			fmt.Fprintf(digest, "%s %s %q\n", s.Keyword, s.Text, s.Table)
		}
	}
	file := j.flags.target
	if j.file.Kind == targets.BuiltIn {
		file = ""
	}
	return result.Run{
		Version: version(), Suite: hex.EncodeToString(digest.Sum(nil)),
		Target: result.Target{Name: j.file.Name, Kind: string(j.file.Kind), File: file, Digest: j.file.Digest()},
	}
}

// again is the command that runs one scenario again.
func (j *job) again(id string) string {
	args := []string{"deskproof", "run"}
	if j.file.Kind != targets.BuiltIn {
		args = append(args, "--target", shell(j.flags.target))
	}
	if j.rules.Profile != j.file.Profile {
		args = append(args, "--profile", shell(j.rules.Profile))
	}
	args = append(args, "--id", shell(id), "--seed", strconv.FormatUint(j.flags.seed, 10))
	if j.flags.fault != "" {
		args = append(args, "--fault", shell(j.flags.fault))
	}
	if j.flags.strict {
		args = append(args, "--strict")
	}
	for _, p := range j.paths {
		args = append(args, shell(p))
	}
	return strings.Join(args, " ")
}

// shell quotes a word for a POSIX shell.
func shell(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,+"
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
