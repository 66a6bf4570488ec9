package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/reports/result"
)

func newReportMerge() *cobra.Command {
	var out string
	var allowEmpty bool
	cmd := &cobra.Command{
		Use:   "merge FILE...",
		Short: "Make one report of all shards of a run",
		Long: `Reads the result streams of all shards of a run (deskproof run --shard), prints the
verdict on the whole run and writes its reports, which are those of a run that was not
split: a FILE is results.ndjson of a shard, or the folder of its reports. The run took
as long as the longest of its shards. If a shard died, what ended is reported all the same.

Exit codes: those of deskproof run, and 2 if a shard is missing or given twice, or if
files are not of one run.`,
		Example: `  deskproof run --shard 1/2 --out reports/1
  deskproof run --shard 2/2 --out reports/2
  deskproof report merge reports/1 reports/2 --out reports/all`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error { return reportMerge(cmd, names, out, allowEmpty) },
	}
	cmd.Flags().StringVar(&out, "out", filepath.FromSlash("reports/out"), "`DIR` for the reports")
	cmd.Flags().BoolVar(&allowEmpty, "allow-empty", false, "exit 0 even if nothing could be judged")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

func reportMerge(cmd *cobra.Command, names []string, out string, allowEmpty bool) error {
	var parts []result.Part
	for _, name := range names {
		if err := notOver(streamFile(out), name); err != nil {
			return err
		}
		r, err := readStream(name)
		if err != nil {
			return err
		}
		parts = append(parts, result.Part{File: name, Report: r})
	}
	r, err := result.Merge(parts, allowEmpty)
	if err != nil {
		return err
	}
	shown := newScreen(cmd.OutOrStdout())
	files, unwritten := rewrite(out, r)
	shown.verdict(r, files)
	if r.End == nil {
		return ended(result.ExitHarness, unwritten)
	}
	return ended(r.End.Exit, unwritten)
}

// notOver refuses to write over one of the streams that are read.
func notOver(out string, names ...string) error {
	for _, name := range names {
		if sameFile(streamFile(name), out) {
			return fmt.Errorf("--out %s: the reports would be written over %s; use --out to write elsewhere", out, name)
		}
	}
	return nil
}

// sameFile reports whether two names are of one file.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// rewrite writes a result stream and the reports of it into a folder, and returns the
// files' names.
func rewrite(dir string, r *result.Report) ([]string, error) {
	out, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer out.close()
	w := result.NewWriter(out.stream)
	_ = w.Run(r.Run) // what fails here fails to the end
	for _, s := range r.Scenarios {
		err = w.Scenario(s)
	}
	if r.End != nil {
		err = w.End(*r.End)
	}
	files, failed := out.write(r)
	return append([]string{out.stream.Name()}, files...), errors.Join(err, failed)
}
