package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/stage"
)

// serveFlags are the flags of deskproof serve.
type serveFlags struct {
	center, addr, clock, journal, origins, log string
	seed                                       uint64
	speed                                      float64
	printCenter                                bool
}

func newServe() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Be the contact center that a client is pointed at",
		Long: `Plays a contact center until it is interrupted.

  /scapi?agent=ID   a page in the desktop of the agent with that employee id, as
                    JSON messages over WebSocket
  /stage            the stage door: customers, campaigns, time and further worlds
  /healthz          says that it is there

It listens on this machine only, unless --addr says otherwise.`,
		Example: `  deskproof serve
  deskproof serve --print-center > center.yaml
  deskproof serve --center center.yaml --addr 127.0.0.1:9000 --journal day.ndjson
  deskproof serve --origins 'http://localhost:3000'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.center, "center", "", "`FILE` that describes the center (default: the one --print-center prints)")
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8470", "`HOST:PORT` to listen on")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of ids and chance")
	flags.StringVar(&f.clock, "clock", "paced", "paced follows the wall, virtual moves only when told at the stage door")
	flags.Float64Var(&f.speed, "speed", 1, "virtual seconds a real second, when paced")
	flags.StringVar(&f.journal, "journal", "", "`FILE` to write what comes in to, for deskproof replay")
	flags.StringVar(&f.origins, "origins", "", "accepted origins of web pages, over the center's own: a `LIST` separated by commas, or *")
	flags.StringVar(&f.log, "log", "info", "how much to log to stderr: debug, info, warn or error")
	flags.BoolVar(&f.printCenter, "print-center", false, "print the default center and exit")
	_ = cmd.RegisterFlagCompletionFunc("clock", cobra.FixedCompletions([]string{"paced", "virtual"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

const optionOrigins = "service-client-api.accepted-web-content-origins"

func serve(cmd *cobra.Command, f serveFlags) error {
	if f.printCenter {
		_, err := cmd.OutOrStdout().Write(centers.Default())
		return err
	}
	doc, err := readCenter(f)
	if err != nil {
		return err
	}
	clock, ok := map[string]sim.Clock{"paced": sim.Paced, "virtual": sim.Virtual}[f.clock]
	if !ok {
		return fmt.Errorf("--clock %q: expected paced or virtual", f.clock)
	}
	if f.speed <= 0 {
		return fmt.Errorf("--speed %g: expected more than 0", f.speed)
	}
	log, err := newLog(cmd.ErrOrStderr(), f.log)
	if err != nil {
		return err
	}
	written, closeJournal, err := openJournal(f.journal)
	if err != nil {
		return err
	}
	defer closeJournal()
	s, err := start(cmd.Context(), f.addr, func(h *sim.Host) (stage.Config, error) {
		_, own, err := h.Open(sim.Config{
			Center: doc, Seed: f.seed, Clock: clock, Speed: f.speed, Journal: written, Version: version(), Log: log,
		})
		return stage.Config{Host: h, Center: doc, Own: own, Journal: written, Version: version(), Log: log}, err
	})
	if err != nil {
		return &exitError{code: 3, err: err}
	}
	defer s.stop()
	announce(cmd.OutOrStdout(), s.address(), doc)
	select {
	case <-cmd.Context().Done():
		return nil
	case err := <-s.done:
		s.done <- err
		return &exitError{code: 3, err: err}
	}
}

func readCenter(f serveFlags) (*centers.Center, error) {
	name, data := "default center", centers.Default()
	if f.center != "" {
		read, err := os.ReadFile(f.center)
		if err != nil {
			return nil, fmt.Errorf("center: %w", err)
		}
		name, data = f.center, read
	}
	doc, err := centers.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if f.origins != "" {
		if doc.Options == nil {
			doc.Options = map[string]string{}
		}
		doc.Options[optionOrigins] = f.origins
	}
	return doc, nil
}

func newLog(w io.Writer, level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("--log %q: expected debug, info, warn or error", level)
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: l})), nil
}

// openJournal opens the file a journal goes to; without a name there is none.
func openJournal(name string) (*journal.Writer, func(), error) {
	if name == "" {
		return nil, func() {}, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, nil, fmt.Errorf("journal: %w", err)
	}
	return journal.NewWriter(file), func() { _ = file.Close() }, nil // every line has been written
}

// announce says what is served and how to try it.
func announce(w io.Writer, address string, doc *centers.Center) {
	var agents []string
	for _, a := range doc.Agents {
		agents = append(agents, fmt.Sprintf("%s %s", a.ID, strings.TrimSpace(a.First+" "+a.Last)))
	}
	first := doc.Agents[0].ID
	fmt.Fprintf(w, `deskproof %s plays %q on http://%s

  desk    ws://%s/scapi?agent=%s
  agents  %s
  stage   ws://%s/stage
  health  http://%s/healthz

Point your client at the desk; then let a customer call:

  curl -d '{"jsonrpc":"2.0","id":1,"method":"call.arrive","params":{"agent":"%s","from":"5550142"}}' http://%s/stage

Ctrl-C ends it.
`, version(), doc.Name, address, address, first, strings.Join(agents, ", "), address, address, first, address)
}

var errNoJournal = errors.New("name a journal that deskproof serve --journal has written")
