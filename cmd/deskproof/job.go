package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// job is a run that is about to begin: all that it was asked for has been found good.
type job struct {
	flags    runFlags
	paths    []string
	file     *targets.Target
	wires    []suite.Wire
	selected []*suite.Scenario // of all shards
	chosen   []*suite.Scenario
	faults   []json.RawMessage
	known    *baseline
}

// perform runs the job, writes the reports and says how it came out.
func perform(cmd *cobra.Command, j *job) error {
	defer suite.Relax()()
	out, err := openFolder(j.flags.out)
	if err != nil {
		return err
	}
	defer out.close()
	stop, err := provide(cmd.Context(), j.file)
	if err != nil {
		return err
	}
	defer stop()
	shown, stream := newScreen(cmd.OutOrStdout()), &tape{file: out.stream}
	unwritten, err := j.run(cmd, shown, result.NewWriter(stream))
	if err != nil {
		return &exitError{code: result.ExitHarness, err: err}
	}
	report, err := stream.read()
	if err != nil {
		return &exitError{code: result.ExitHarness, err: err}
	}
	files, err := out.write(report)
	shown.verdict(report, append([]string{out.stream.Name()}, files...))
	if len(j.paths) > 0 {
		printUnchecked(shown, report)
	}
	if j.flags.fault != "" && unnoticed(report.End) {
		fmt.Fprintln(shown, "  the fault was not noticed by these scenarios")
	}
	if err := errors.Join(stream.err, err); err != nil {
		unwritten = errors.Join(unwritten, fmt.Errorf("the reports are not complete: %w; use --out to write elsewhere", err))
	}
	return ended(report.End.Exit, unwritten)
}

// unnoticed reports whether all was judged, and nothing was found.
func unnoticed(end *result.End) bool {
	c := end.Counts
	return !end.Interrupted && end.Lost == "" && c[result.Passed] > 0 &&
		c[result.Note]+c[result.KnownFailure]+c[result.Failed]+c[result.HarnessError] == 0
}

// ended says with which code a run ends that could, or could not, write its reports and
// its baseline.
func ended(code int, unwritten error) error {
	switch {
	case unwritten == nil && code == result.ExitPassed:
		return nil
	case unwritten == nil:
		return &exitError{code: code}
	case code == result.ExitPassed || code == result.ExitFailed || code == result.ExitStale:
		code = result.ExitHarness
	}
	return &exitError{code: code, err: fmt.Errorf("exit code %d: %w", code, unwritten)}
}

// run runs the scenarios and writes the result stream, progress to the screen. Where
// the baseline could not be written it says why.
func (j *job) run(cmd *cobra.Command, shown *screen, w *result.Writer) (unwritten, err error) {
	head := j.head()
	fmt.Fprintf(shown, "deskproof %s: %s judged by %s: %s, seed %d\n",
		head.Version, head.Target.Name, j.books(), some(len(j.chosen), "scenario"), j.flags.seed)
	progress := reports.NewProgress(shown, len(j.chosen), shown.color, shown.tty)
	end, err := suite.Run(cmd.Context(), suite.Config{
		Scenarios: j.chosen, Selected: j.selected, Wires: j.wires,
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{
				Target: j.file, Version: version(), Person: cmd.InOrStdin(), Prompt: cmd.ErrOrStderr(), Stderr: cmd.ErrOrStderr(),
			})
		},
		Seed: j.flags.seed, Jobs: min(j.flags.jobs, len(j.chosen)), Timeout: j.flags.timeout, Head: head, Again: j.again,
		Fault: cmp.Or(j.flags.fault, j.flags.variant), Faults: j.faults, Redact: j.file.Redact, Secrets: j.file.Secrets(), Baseline: j.known.entries(), Out: w,
		Ended: func(s *result.Scenario) { progress.Ended(s); j.known.ended(s) },
	})
	progress.Close()
	if err != nil {
		return nil, err
	}
	unwritten = j.known.rewrite(&end)
	end.Exit = result.ExitCode(end, j.flags.allowEmpty || j.flags.shard.Of > 0)
	return unwritten, w.End(end)
}

// books says by which books, in which profiles, the scenarios are judged.
func (j *job) books() string {
	var out []string
	for _, w := range suite.InUse(j.wires, j.selected) {
		out = append(out, fmt.Sprintf("%s, profile %s", w.Rules.Book.Title, w.Rules.Profile))
	}
	return strings.Join(out, ", and by ")
}

func (j *job) head() result.Run {
	digest := sha256.New()
	for _, sc := range suite.Order(j.selected, 0) {
		fmt.Fprintf(digest, "%s\n", sc.ID)
		for _, s := range sc.Steps {
			fmt.Fprintf(digest, "%s %s %q\n", s.Keyword, s.Text, s.Table)
		}
	}
	secrets := trace.NewRedactor(nil, j.file.Secrets())
	file := j.flags.target
	if file == "builtin" || file == byHand {
		file = ""
	}
	return result.Run{
		Version: version(), Suite: hex.EncodeToString(digest.Sum(nil)), Baseline: j.known.head(), Shard: j.flags.shard,
		Target: result.Target{Name: secrets.Text(j.file.Name), Kind: string(j.file.Kind), File: file, Digest: j.file.Digest()},
	}
}

// again is the command that runs one scenario again.
func (j *job) again(id string) string {
	args := []string{"deskproof", "run"}
	if j.flags.target != "builtin" {
		args = append(args, "--target", shell(j.flags.target))
	}
	if profiles := j.profiles(); profiles != "" {
		args = append(args, "--profile", shell(profiles))
	}
	args = append(args, "--id", shell(id), "--seed", strconv.FormatUint(j.flags.seed, 10))
	if j.flags.baseline != j.file.Baseline {
		args = append(args, "--baseline", shell(j.flags.baseline))
	}
	if j.flags.fault != "" {
		args = append(args, "--fault", shell(j.flags.fault))
	}
	if j.flags.variant != "" {
		args = append(args, "--variant", shell(j.flags.variant))
	}
	if j.flags.strict {
		args = append(args, "--strict")
	}
	for _, p := range j.paths {
		args = append(args, shell(p))
	}
	return strings.Join(args, " ")
}

// profiles are those that are not judged by unless --profile says so.
func (j *job) profiles() string {
	own, _ := steps.Profiles(j.file.Profile) // which was found good
	usual := steps.Wires(own, false)
	var other []suite.Wire
	for i, w := range j.wires {
		if w.Rules.Profile != usual[i].Rules.Profile {
			other = append(other, w)
		}
	}
	return suite.Profiles(other)
}

// shell quotes a word for a POSIX shell.
func shell(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,+"
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
