package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/stage"
)

// serveFlags are the flags of deskproof serve.
type serveFlags struct {
	center, addr, clock, journal, record, origins, log string
	every                                              string
	redact                                             []string
	seed                                               uint64
	speed                                              float64
	printCenter                                        bool
}

func newServe() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Be the contact center that a client is pointed at",
		Long: `Plays a contact center until it is interrupted.

  /scapi?agent=ID   a page in the desktop of the agent with that employee id, as
                    JSON messages over WebSocket
  /api/v2           the Interactions API of Genesys Web Services: REST requests of users
                    who log in with name and password, and notifications over CometD
                    below /api/v2/notifications
  /webex            Webex Contact Center, as its agents' SDK speaks it: requests with an
                    access token, USER_PASSWORD_ORGANIZATION, notifications over WebSocket,
                    and the service catalogue by which the SDK finds both
  /stage            the stage door: customers, campaigns, time and further worlds
  /healthz          says that it is there
  /.well-known/jwks.json
                    the keys by which the tokens of auth.getJwtToken are verified

With &tab, a page counts as shown in a tab of its own, which may only dial if the center
says so. With --every, things happen by themselves, as in --every 30s=call,1m=push-preview:
for the agents who have a page open, one after the other, unless they have much to do;
what can happen is ` + strings.Join(sim.Recurring(), ", ") + `. It is
the same for the same seed, and in the journal.

Without --center, it is today at the desks (UTC), unless the clock is virtual: tokens are
valid now. A center says itself at what date it begins.

It listens on this machine only, unless --addr says otherwise. Exit codes: 0 it was
interrupted, 2 wrong usage, 3 it could not listen or serve on.`,
		Example: `  deskproof serve
  deskproof serve --print-center > center.yaml
  deskproof serve --center center.yaml --addr 127.0.0.1:9000 --journal day.ndjson
  deskproof serve --record client.ndjson  then: deskproof report client client.ndjson
  deskproof serve --every 30s=call,1m=push-preview
  deskproof serve --origins 'http://localhost:3000'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.center, "center", "", "`FILE` that describes the center (default: the one --print-center prints)")
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8470", "`HOST:PORT` to listen on")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of ids and chance")
	flags.StringVar(&f.clock, "clock", "paced", "paced follows the wall, virtual moves only when told at the stage door")
	flags.Float64Var(&f.speed, "speed", 1, "virtual seconds a real second, when paced: more than 0, at most 1000")
	flags.StringVar(&f.every, "every", "", "what happens by itself, when paced: a `LIST` of INTERVAL=WHAT separated by commas, such as 30s=call")
	flags.StringVar(&f.journal, "journal", "", "new `FILE` to write what comes in to, for deskproof replay")
	flags.StringVar(&f.record, "record", "", "new `FILE` to write what the pages of desktops do to, for deskproof report client")
	flags.StringSliceVar(&f.redact, "redact", nil, "`KEY` of user data whose value is left out of the recording; credentials always are")
	flags.StringVar(&f.origins, "origins", "", "accepted origins of web pages, over the center's own: a `LIST` separated by commas, or *")
	flags.StringVar(&f.log, "log", "info", "how much to log to stderr: debug, info, warn or error")
	flags.BoolVar(&f.printCenter, "print-center", false, "print the default center and exit")
	complete := func(flag string, values ...string) {
		_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	complete("clock", "paced", "virtual")
	complete("log", "debug", "info", "warn", "error")
	return cmd
}

func serve(cmd *cobra.Command, f serveFlags) error {
	if f.printCenter {
		_, err := cmd.OutOrStdout().Write(centers.Default())
		return err
	}
	cfg, err := f.world(cmd)
	if err != nil {
		return err
	}
	var kept *os.File
	var rec *recording
	var own *sim.World
	s, err := start(cmd.Context(), f.addr, func(h *sim.Host) (stage.Config, error) {
		var err error
		if kept, err = createFile("journal", f.journal); err != nil {
			return stage.Config{}, err
		}
		if kept != nil {
			cfg.Journal = journal.NewWriter(kept)
		}
		if rec, err = startRecording(f, cfg); err != nil {
			return stage.Config{}, err
		}
		cfg.Tap = rec.tap()
		name, world, err := h.Open(cfg)
		own = world
		rec.of(name)
		return stage.Config{Host: h, Center: cfg.Center, Own: own, Journal: cfg.Journal, Tap: cfg.Tap, Version: cfg.Version, Log: cfg.Log}, err
	})
	if err != nil {
		discard(kept)
		rec.discard()
		return unserved(err)
	}
	defer func() { _ = kept.Close() }() // every line has been written
	defer rec.close(cmd.OutOrStdout())
	defer s.stop()
	token, err := accessToken(firstAgent(cfg.Center), cfg.Center.Webex.Organization, func(agent string) (string, error) {
		return own.Token(cmd.Context(), agent)
	})
	if err != nil {
		return err
	}
	announce(cmd.OutOrStdout(), s.address(), cfg.Center, cfg.Clock == sim.Virtual, token)
	select {
	case <-cmd.Context().Done():
		return nil
	case err := <-s.done:
		s.done <- err
		return &exitError{code: result.ExitHarness, err: err}
	}
}

// unserved tells an address that others use from wrong usage.
func unserved(err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return &exitError{code: result.ExitHarness, err: fmt.Errorf("%w; choose another with --addr", err)}
	}
	return err
}
