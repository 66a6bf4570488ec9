package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newReport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Tell more of what was recorded",
		Args:  cobra.NoArgs,
		RunE:  oneOfOthers(errNoReport),
	}
	cmd.AddCommand(newReportClient(), newReportMerge(), newReportCompare(), newReportCoverage())
	cmd.AddCommand(newReportAs()...)
	return cmd
}

// oneOfOthers is what a command does that only stands before others: it shows them, and
// that none was named is wrong usage.
func oneOfOthers(err error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		cmd.SetOut(cmd.ErrOrStderr())
		_ = cmd.Help() // what cannot be shown is wrong usage all the same
		return err
	}
}

var errNoReport = errors.New("say what to report: deskproof report client FILE, or another of these commands")
