package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/sim"
)

func newReplay() *cobra.Command {
	var frames bool
	cmd := &cobra.Command{
		Use:   "replay JOURNAL",
		Short: "Play a served day again and compare what every desk was told",
		Long: `Plays the inputs of a journal again and compares what every desk is told now with
what it was told then, by digest. Exit codes: 0 the same bytes, 1 a difference, which
is shown with the first input after which it appears, 2 wrong usage, 3 the journal
cannot be played.`,
		Example: "  deskproof replay day.ndjson\n  deskproof replay --frames day.ndjson",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errNoJournal
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return replay(cmd.OutOrStdout(), args[0], frames)
		},
	}
	cmd.Flags().BoolVar(&frames, "frames", false, "print every frame that a desk is told")
	return cmd
}

func replay(w io.Writer, name string, frames bool) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	defer file.Close()
	out := bufio.NewWriter(w)
	defer out.Flush()
	var last sim.Played
	sum, err := sim.Replay(file, func(p sim.Played) error {
		last = p
		if frames {
			printFrames(out, p)
		}
		return nil
	})
	if d, ok := errors.AsType[*sim.DifferenceError](err); ok {
		fmt.Fprintf(out, "different after %d inputs: %s\n", sum.Inputs, d)
		fmt.Fprintln(out, "what the desks are told now after that input:")
		printFrames(out, last)
		return &exitError{code: 1}
	}
	if err != nil {
		return &exitError{code: 3, err: fmt.Errorf("%s: %w", name, err)}
	}
	fmt.Fprintf(out, "the same: %d inputs in %d worlds, %d frames\n", sum.Inputs, sum.Worlds, sum.Frames)
	for _, d := range sum.Digests {
		fmt.Fprintln(out, " ", d)
	}
	return nil
}

func printFrames(w io.Writer, p sim.Played) {
	for _, f := range p.Frames {
		fmt.Fprintf(w, "%s %d %s agent %s page %d: %s\n", p.Input.World, p.Input.Seq, p.Input.At, f.Agent, f.Page, f.Body)
	}
}
