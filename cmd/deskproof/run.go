package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/features"
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// runFlags are the flags of deskproof run.
type runFlags struct {
	target, profile, tags, id, fault, out string
	seed                                  uint64
	jobs                                  int
	timeout                               time.Duration
	strict, allowEmpty, list              bool
}

func newRun() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run [flags] [PATH...]",
		Short: "Judge an implementation and write reports",
		Long: `Runs scenarios against an implementation, prints a verdict and writes reports.

PATH is a feature file, a folder, or FILE:LINE; with none, the features that come
with deskproof run. Exit codes: 0 conformant, 1 the target broke a documented rule,
2 wrong usage or nothing judged, 3 deskproof could not judge, 4 the target could not
be reached or died, 130 interrupted.`,
		Example: `  deskproof run
  deskproof run --target acme.yaml --out acme-reports
  deskproof run --tags '@voice and not @recording'
  deskproof run features/scapi/voice/inbound.feature:22
  deskproof run --id 'scapi/preview/**' --seed 7`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			return judge(cmd, f, paths)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.target, "target", "builtin", "target `FILE` that says what to judge, or builtin for the simulator")
	flags.StringVar(&f.profile, "profile", "", "`NAME` of the document line and client version to judge by (default: the target's own; union for builtin)")
	flags.StringVar(&f.tags, "tags", "", "run only scenarios that match a tag `EXPR`ession, such as '@voice and not (@data or @case)'")
	flags.StringVar(&f.id, "id", "", "run only scenarios whose id matches a `GLOB`: * within a part, ** across parts")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of the worlds and of the order of scenarios")
	flags.IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many scenarios run at once")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "how long one scenario may take; half an hour for a manual target")
	flags.StringVar(&f.fault, "fault", "", "`NAME` of a fault that the target is to have, to see it caught")
	flags.BoolVar(&f.strict, "strict", false, "let claims that no document states fail the target too")
	flags.BoolVar(&f.allowEmpty, "allow-empty", false, "exit 0 even if nothing could be judged")
	flags.BoolVar(&f.list, "list", false, "list the chosen scenarios and run nothing")
	flags.StringVar(&f.out, "out", filepath.FromSlash("reports/out"), "`DIR` for the reports")
	_ = cmd.RegisterFlagCompletionFunc("fault", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return faultNames(), cobra.ShellCompDirectiveNoFileComp
	})
	_ = cmd.RegisterFlagCompletionFunc("profile", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return profileNames(), cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

func faultNames() []string {
	var out []string
	for _, m := range mutants.All() {
		out = append(out, m.Name+"\t"+m.Title)
	}
	return out
}

func profileNames() []string {
	var out []string
	for _, p := range book.SCAPI().Profiles {
		out = append(out, p.Name+"\t"+p.Title)
	}
	return out
}

// judge is deskproof run.
func judge(cmd *cobra.Command, f runFlags, paths []string) error {
	file, err := readTarget(f.target)
	if err != nil {
		return err
	}
	rules, err := rulesFor(f, file)
	if err != nil {
		return err
	}
	chosen, err := choose(rules, f, paths)
	if err != nil {
		return err
	}
	if f.list {
		return list(cmd.OutOrStdout(), chosen)
	}
	if f.jobs < 1 {
		return fmt.Errorf("--jobs %d: expected 1 or more", f.jobs)
	}
	if file.Kind == targets.Manual && !cmd.Flags().Changed("timeout") {
		f.timeout = 30 * time.Minute
	}
	var faults []json.RawMessage
	if f.fault != "" {
		m, err := mutants.Find(f.fault)
		if err != nil {
			return err
		}
		faults = m.Faults
	}
	return perform(cmd, &job{flags: f, paths: paths, file: file, rules: rules, chosen: chosen, faults: faults})
}

// job is a run that is about to begin: all that it was asked for has been found good.
type job struct {
	flags  runFlags
	paths  []string
	file   *targets.Target
	rules  *oracle.Rules
	chosen []*suite.Scenario
	faults []json.RawMessage
}

func readTarget(name string) (*targets.Target, error) {
	if name == "builtin" {
		return targets.Builtin(), nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	return targets.Parse(name, data, os.LookupEnv)
}

func rulesFor(f runFlags, file *targets.Target) (*oracle.Rules, error) {
	name := f.profile
	if name == "" {
		name = file.Profile
	}
	b := book.SCAPI()
	if _, err := b.Profile(name); err != nil {
		return nil, err
	}
	return &oracle.Rules{Book: b, Profile: name, Strict: f.strict}, nil
}

// choose loads, checks, selects and orders the scenarios.
func choose(rules *oracle.Rules, f runFlags, paths []string) ([]*suite.Scenario, error) {
	all, err := load(paths)
	if err != nil {
		return nil, err
	}
	for _, sc := range all {
		sc.ID = suite.WithWire(sc.ID, scapi.Wire, rules.Profile)
	}
	chosen, err := suite.Select(all, suite.Selection{Tags: f.tags, ID: f.id})
	if err != nil {
		return nil, err
	}
	if err := check(rules, chosen); err != nil {
		return nil, err
	}
	return suite.Order(chosen, f.seed), nil
}

// load reads the features at the paths, or those that come with the program.
func load(paths []string) ([]*suite.Scenario, error) {
	if len(paths) > 0 {
		return suite.LoadPaths(paths)
	}
	all, err := suite.Load(features.FS, nil)
	for _, sc := range all {
		sc.File = "features/" + sc.File
	}
	return all, err
}

// check reports everything that keeps the chosen scenarios from running.
func check(rules *oracle.Rules, chosen []*suite.Scenario) error {
	registry := suite.NewRegistry(&suite.Definitions{})
	steps.Register(&suite.Case{}, registry)
	var errs []error
	for _, sc := range chosen {
		for _, p := range append(registry.Check(sc), steps.Check(rules, sc)...) {
			errs = append(errs, problem(p))
		}
	}
	return errors.Join(errs...)
}

func problem(p suite.Problem) error {
	help := strings.ReplaceAll(strings.TrimSpace(p.Help), "\n", "\n    ")
	return fmt.Errorf("%s:%d: %s\n    %s", p.File, p.Line, p.Text, help)
}

func list(w io.Writer, chosen []*suite.Scenario) error {
	for _, sc := range chosen {
		if _, err := fmt.Fprintf(w, "%s  %s:%d  %s\n", sc.ID, sc.File, sc.Line, strings.Join(sc.Tags, " ")); err != nil {
			return err
		}
	}
	return nil
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

// writeReports makes every report of a stream.
func writeReports(dir string, r *result.Report) ([]string, error) {
	files, err := reports.JUnitFiles(dir, r)
	if err != nil {
		return nil, err
	}
	summary := filepath.Join(dir, "summary.md")
	file, err := os.Create(summary)
	if err != nil {
		return nil, fmt.Errorf("reports: %w", err)
	}
	defer file.Close()
	if err := reports.Summary(file, r); err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("reports: %w", err)
	}
	return append(files, summary), drawFailures(filepath.Join(dir, "failures"), r)
}

// mostPictures is how many failures are drawn: who has more looks at the first ones.
const mostPictures = 50

// drawFailures draws a picture of each failed scenario.
func drawFailures(dir string, r *result.Report) error {
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("reports: %w", err)
	}
	drawn := 0
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		if s.Outcome != result.Failed || drawn == mostPictures {
			continue
		}
		drawn++
		if err := draw(dir, s); err != nil {
			return err
		}
	}
	return nil
}

func draw(dir string, s *result.Scenario) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("reports: %w", err)
	}
	file, err := os.Create(filepath.Join(dir, pictureName(s.ID)))
	if err != nil {
		return fmt.Errorf("reports: %w", err)
	}
	defer file.Close()
	if err := reports.Picture(file, s); err != nil {
		return err
	}
	return file.Close()
}

// pictureName is a file name for a scenario: the end of its id, and a digest that
// tells it from others of that name.
func pictureName(id string) string {
	digest := sha256.Sum256([]byte(id))
	name, _, _ := strings.Cut(id[strings.LastIndexByte(strings.Split(id, "@")[0], '/')+1:], "@")
	return name[:min(len(name), 80)] + "-" + hex.EncodeToString(digest[:4]) + ".svg"
}
