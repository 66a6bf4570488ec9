package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/wire"
)

func newReplay() *cobra.Command {
	var frames bool
	cmd := &cobra.Command{
		Use:   "replay JOURNAL",
		Short: "Play a served day again and compare what every desk was told",
		Long: `Plays the inputs of a journal again and compares what every desk is told now with
what it was told then, by digest. Exit codes: 0 the same bytes, 1 a difference, which
is shown with the first input after which it appears, 2 wrong usage, 3 the journal
cannot be played, 130 interrupted.`,
		Example: "  deskproof replay day.ndjson\n  deskproof replay --frames day.ndjson",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errNoJournal
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return replay(cmd.Context(), cmd.OutOrStdout(), args[0], frames)
		},
	}
	cmd.Flags().BoolVar(&frames, "frames", false, "print every frame that a desk is told")
	return cmd
}

var (
	errNoJournal = errors.New("name a journal that deskproof serve --journal has written")
	errNoWorld   = errors.New("there is no world in it; is it a journal that deskproof serve --journal has written?")
)

func replay(ctx context.Context, w io.Writer, name string, frames bool) error {
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
		return ctx.Err()
	})
	if err == nil && sum.Worlds == 0 {
		err = errNoWorld
	}
	d, differs := errors.AsType[*sim.DifferenceError](err)
	switch {
	case differs:
		fmt.Fprintf(out, "different after %s: %s\n", some(sum.Inputs, "input"), d)
		if !slices.Equal(sum.Versions, []string{version()}) {
			fmt.Fprintf(out, "it was written by deskproof %s; this is %s, which may say things otherwise\n", strings.Join(sum.Versions, " and "), version())
		}
		fmt.Fprintln(out, "what the desks are told now after that input:")
		printFrames(out, last)
		return &exitError{code: result.ExitFailed}
	case errors.Is(err, context.Canceled):
		return &exitError{code: result.ExitInterrupted}
	case err != nil:
		return &exitError{code: result.ExitHarness, err: fmt.Errorf("%s: %w", name, err)}
	}
	fmt.Fprintf(out, "the same: %s in %s, %s\n", some(sum.Inputs, "input"), some(sum.Worlds, "world"), some(sum.Frames, "frame"))
	for _, d := range sum.Digests {
		fmt.Fprintln(out, " ", d)
	}
	return nil
}

func printFrames(w io.Writer, p sim.Played) {
	for _, f := range p.Frames {
		fmt.Fprintf(w, "%s %d %s %s: %s\n", p.Input.World, p.Input.Seq, p.Input.At, toWhom(f), f.Body)
	}
}

// toWhom says where a frame goes.
func toWhom(f sim.PlayedFrame) string {
	switch {
	case f.Wire == wire.SCAPI:
		return fmt.Sprintf("agent %s page %d", f.Agent, f.Page)
	case f.Exchange != 0:
		return fmt.Sprintf("%s user %s answer %d", f.Wire, f.Agent, f.Exchange)
	}
	return fmt.Sprintf("%s user %s", f.Wire, f.Agent)
}
