package main

import "github.com/spf13/cobra"

func newReport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Tell more of what was recorded",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newReportClient())
	return cmd
}
