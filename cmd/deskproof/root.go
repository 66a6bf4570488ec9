package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// run is the whole command; it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	return exitCode(guided(cmd, err), stderr)
}

// guided says where help is, after what was wrong with the words of a command line.
func guided(cmd *cobra.Command, err error) error {
	if err == nil {
		return nil
	}
	for _, words := range []string{"unknown command ", "unknown flag: ", "unknown shorthand flag: ", "invalid argument ", "flag needs an argument: ", "accepts ", "requires at least "} {
		if strings.HasPrefix(err.Error(), words) {
			return fmt.Errorf("%w; %s --help says what there is", err, cmd.CommandPath())
		}
	}
	return err
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "deskproof",
		Short: "Judge contact-center desktops by their documents, or be a contact center",
		Long: `deskproof judges implementations of the Service Client API (SCAPI), of the
Interactions API of Genesys Web Services (GWS) and of the agents' side of Webex Contact
Center by what their documents say, and plays a contact center that clients of each can
be tried on.

Exit codes: 0 all is well, 1 what was judged broke a documented rule, 2 wrong usage or
nothing judged, 3 deskproof could not do its part, 4 the target could not be reached or
died, 5 its baseline lists what fails no more, 130 interrupted.`,
		Example: `  deskproof run                     judge the built-in simulator
  deskproof run --target acme.yaml  judge your implementation
  deskproof serve                   be the contact center for your client
  deskproof book voice-inbound      look up what the documents say`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
	}
	root.AddCommand(newRun(), newServe(), newReport(), newReplay(), newSteps(), newBook(), newDoctor(), newSelftest())
	return root
}

// version is the module's version, as the build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "0.1.0-dev"
	}
	return info.Main.Version
}
