package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/internal/document"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

// runFlags are the flags of deskproof run.
type runFlags struct {
	target, profile, wire, tags, id, out string
	fault, variant, baseline             string
	seed                                 uint64
	jobs                                 int
	timeout                              time.Duration
	strict, allowEmpty, list             bool
	updateBaseline                       bool
	why                                  targets.Why // of what the baseline is given
	part                                 string
	shard                                result.Shard // part, as understood
}

func newRun() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run [flags] [PATH...]",
		Short: "Judge an implementation and write reports",
		Long: `Runs scenarios against an implementation, prints a verdict and writes reports.

PATH is a feature file, a folder, or FILE:LINE; with none, the features that come
with deskproof run. A scenario runs once on each wire that it is tagged for, as in
@wire:gws, without such a tag on scapi; what is for a wire that the target does not
have is not applicable. Exit codes: 0 conformant, 1 the target broke a documented rule,
2 wrong usage or nothing judged, 3 deskproof could not judge, 4 the target could not
be reached or died, 5 the baseline lists what fails no more, 130 interrupted.

A baseline lists failures that are known, with a reason: they are told, and do not
fail the run. What fails no more has to be deleted from it, and the run says which
lines. With --update-baseline the file is written anew by what failed, and then the
exit code is 0 if nothing but failures was found, and no entry of theirs has expired.

With --shard 2/8 the second of eight machines runs its part of the scenarios; deskproof
report merge makes one report of all parts. A shard in which nothing can be judged is
no error: report merge tells it if it is so of all.

With --target manual you are the stage door: deskproof drives the agents' wire, tells
you what else is to be done, one thing at a time, and waits for Enter, or for why it
cannot be done: then the scenario does not apply. It asks first where the desks are and
who plays whom; a file with kind: manual says so beforehand.`,
		Example: `  deskproof run
  deskproof run --target acme.yaml --out acme-reports
  deskproof run --target acme.yaml --baseline known.yaml
  deskproof run --target manual --id 'scapi/voice/inbound-reject/**'
  deskproof run --tags '@voice and not @recording'
  deskproof run features/scapi/voice/inbound.feature:22
  deskproof run --id 'scapi/preview/**' --seed 7
  deskproof run --wire gws --profile 8.5.1
  deskproof run --shard 2/8 --out reports/2`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			return judge(cmd, f, paths)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.target, "target", "builtin", "target `FILE` that says what to judge; builtin: the simulator; manual: what you act for, by hand")
	flags.StringVar(&f.profile, "profile", "", "`NAME` of the document line and client version to judge by, of each wire one, separated by commas (default: the target's own)")
	flags.StringVar(&f.wire, "wire", "", "run scenarios on the wire `NAME` alone (default: on each that they are for)")
	flags.StringVar(&f.tags, "tags", "", "run only scenarios that match a tag `EXPR`ession, such as '@voice and not (@data or @case)'")
	flags.StringVar(&f.id, "id", "", "run only scenarios whose id matches a `GLOB`: * within a part, ** across parts")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of the worlds and of the order of scenarios")
	flags.IntVar(&f.jobs, "jobs", runtime.NumCPU()+1, "how many scenarios run at once; each waits for the target now and then")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "how long one scenario may take; half an hour for a manual target")
	flags.StringVar(&f.fault, "fault", "", "`NAME` of a fault that the target is to have, to see it caught; list: names them, of --wire alone if that is given")
	flags.StringVar(&f.variant, "variant", "", "`NAME` of a lawful difference that the target is to have, to see it pass; list: names them, likewise")
	cmd.MarkFlagsMutuallyExclusive("fault", "variant")
	flags.BoolVar(&f.strict, "strict", false, "let claims that no document states fail the target too")
	flags.BoolVar(&f.allowEmpty, "allow-empty", false, "exit 0 even if nothing could be judged")
	flags.StringVar(&f.part, "shard", "", "run only the `I/N`-th part of the scenarios, such as 2/8; see deskproof report merge")
	flags.BoolVar(&f.list, "list", false, "list the chosen scenarios and run nothing")
	flags.StringVar(&f.baseline, "baseline", "", "`FILE` of the target's failures that are known (default: the target file's own; '' for none)")
	flags.BoolVar(&f.updateBaseline, "update-baseline", false, "write what fails into the baseline, and out of it what does no more; give what is new a reason")
	cmd.MarkFlagsMutuallyExclusive("shard", "update-baseline") // each part would write a file of its own
	flags.StringVar(&f.why.Reason, "reason", "", "`TEXT` that --update-baseline gives as the reason of what is new (default: unexplained)")
	flags.StringVar(&f.why.Link, "link", "", "`URL` that --update-baseline gives as the link of what is new")
	flags.StringVar(&f.out, "out", filepath.FromSlash("reports/out"), "`DIR` for the reports")
	_ = cmd.MarkFlagDirname("out")
	_ = cmd.MarkFlagFilename("baseline", "yaml", "yml")
	_ = cmd.RegisterFlagCompletionFunc("target", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{"builtin", byHand}, cobra.ShellCompDirectiveDefault // files, where that is not begun
	})
	completes(cmd, "fault", func() []string { return faultNames(f.wire) })
	completes(cmd, "variant", func() []string { return variantNames(f.wire) })
	completes(cmd, "profile", profileNames)
	completes(cmd, "wire", wireNames)
	return cmd
}

// completes lets shells complete a flag with names, which are asked for only then.
func completes(cmd *cobra.Command, flag string, names func() []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return names(), cobra.ShellCompDirectiveNoFileComp
	})
}

func profileNames() []string {
	var out []string
	for _, w := range steps.Wires(nil, false) {
		for _, p := range w.Rules.Book.Profiles {
			out = append(out, p.Name+"\t"+p.Title)
		}
	}
	return out
}

// check finds what is wrong with flags by themselves, and reads the shard.
func (f *runFlags) check() (err error) {
	if f.jobs < 1 {
		return fmt.Errorf("--jobs %d: expected 1 or more", f.jobs)
	}
	if f.timeout <= 0 {
		return fmt.Errorf("--timeout %s: expected more than 0, such as 30s", f.timeout)
	}
	if err := knownWire(f.wire); err != nil {
		return fmt.Errorf("--wire: %w", err)
	}
	if f.part != "" {
		if f.shard, err = result.ParseShard(f.part); err != nil {
			return fmt.Errorf("--shard: %w", err)
		}
	}
	return nil
}

// judge is deskproof run.
func judge(cmd *cobra.Command, f runFlags, paths []string) error {
	if err := f.check(); err != nil {
		return err
	}
	switch listed {
	case f.fault:
		return tell(cmd.OutOrStdout(), faultNames(f.wire))
	case f.variant:
		return tell(cmd.OutOrStdout(), variantNames(f.wire))
	}
	file, err := readTarget(f.target)
	if err != nil {
		return err
	}
	if f.target == byHand {
		f.wire = cmp.Or(f.wire, suite.DefaultWire) // that of the desks that it asks about
	}
	wires, err := wiresFor(f, file)
	if err != nil {
		return err
	}
	chosen, all, err := choose(wires, f, paths)
	if err != nil {
		return err
	}
	selected := chosen
	if f.shard.Of > 0 {
		chosen = suite.Part(selected, f.shard)
	}
	if f.list {
		return list(cmd.OutOrStdout(), chosen)
	}
	if len(paths) > 0 {
		all = nil // what else there is was not loaded
	}
	if !cmd.Flags().Changed("baseline") {
		f.baseline = file.Baseline
	}
	known, err := openBaseline(f, time.Now().UTC().Format(time.DateOnly), all, file.Secrets())
	if err != nil {
		return err
	}
	chosen = suite.Order(chosen, f.seed)
	if f.target == byHand {
		if file, err = describe(cmd.Context(), cmd.InOrStdin(), cmd.ErrOrStderr(), chosen); err != nil {
			return err
		}
	}
	if file.Kind == targets.Manual && !cmd.Flags().Changed("timeout") {
		f.timeout = 30 * time.Minute
	}
	faults, err := f.faults()
	if err != nil {
		return err
	}
	return perform(cmd, &job{flags: f, paths: paths, file: file, wires: wires, selected: selected, chosen: chosen, faults: faults, known: known})
}

func readTarget(name string) (*targets.Target, error) {
	switch name {
	case "builtin":
		return targets.Builtin(), nil
	case byHand:
		return sample.target() // until the person has been asked
	}
	data, err := document.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	return targets.Parse(name, data, os.LookupEnv)
}

// wiresFor are the wires, each judged by the profile that was asked for, or else by that of
// the target file.
func wiresFor(f runFlags, file *targets.Target) ([]suite.Wire, error) {
	profiles, err := steps.Profiles(file.Profile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.target, err)
	}
	asked, err := steps.Profiles(f.profile)
	if err != nil {
		return nil, fmt.Errorf("--profile: %w", err)
	}
	maps.Copy(profiles, asked)
	if err := steps.CheckLacks(f.target, file); err != nil {
		return nil, err
	}
	return steps.Wires(profiles, f.strict), nil
}
