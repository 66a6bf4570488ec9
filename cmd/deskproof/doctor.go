package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/gws"
	"github.com/deskproof/deskproof/steps/target/scapi"
	"github.com/deskproof/deskproof/steps/target/webex"
)

func newDoctor() *cobra.Command {
	var name, wire string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Find out whether an implementation can be judged, and what is in the way",
		Long: `Does once, slowly and in words, what every scenario needs: reads the target file,
reaches the stage door, opens a world, and on each wire that the target has: opens an
agent's desk or logs in, makes a request, lets a customer call or write, and waits until
everything has arrived; with --wire on that wire alone. It judges nothing. It stops at the first thing that does not
work, and says what that means and what to do.

Exit codes: 0 a run can begin, 1 something is in the way, 2 wrong usage,
4 the target could not be reached or died.`,
		Example: `  deskproof doctor
  deskproof doctor --target acme.yaml
  deskproof doctor --target acme.yaml --wire scapi`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, cancel := context.WithTimeout(cmd.Context(), 2*time.Minute)
			defer cancel()
			return examine(ctx, cmd.OutOrStdout(), cmd.ErrOrStderr(), name, wire)
		},
	}
	cmd.Flags().StringVar(&name, "target", "builtin", "target `FILE` that says what to look at; builtin: the simulator")
	cmd.Flags().StringVar(&wire, "wire", "", "look at the wire `NAME` alone (default: at each that the target has)")
	_ = cmd.MarkFlagFilename("target", "yaml", "yml")
	completes(cmd, "wire", wireNames)
	return cmd
}

// doctor looks at one target, one thing after the other.
type doctor struct {
	w, stderr io.Writer
	file      *targets.Target
	wire      string // what alone is looked at; empty: each that the target has
	door      *target.Target
	world     *target.World
	page      *scapi.Page
	client    *gws.Client
	invited   string // the e-mail that the client was told of
	sdk       *webex.Client
	called    bool // a customer calls the desk
	reserved  bool // the client was told of a chat
	log       *trace.Log
	agent     string // of the scenarios: whose desk is looked at
	account   targets.Agent
}

// checkup is one thing that has to work.
type checkup struct {
	wire string // whose it is; empty: of every target
	name string
	does func(*doctor, context.Context) (seen string, err error)
	help string // what to do when it does not
}

// healthy are the checks in the order in which a scenario would meet them.
var healthy = []checkup{
	{"", "reach", (*doctor).reach, "Is the target running, and is stage in the target file its address, or the program that starts it?"},
	{"", "hello", (*doctor).hello, "The stage door's answer to hello has to fit its schema, fixtures/stage/stage.schema.json: worlds, wires and features say what can be judged."},
	{"", "cast", (*doctor).cast, "Scenarios speak of Ana, Ben and others: cast in the target file says which accounts play them."},
	{"", "world", (*doctor).open, "world.open has to give a center at its beginning, or answer with an empty object if there is only one."},
	{scapi.Wire, "desk", (*doctor).desk, "An agent's page connects to wires.scapi.address of the target file, or to that of world.open's answer; the origin and headers that it needs stand under wires.scapi too."},
	{scapi.Wire, "request", (*doctor).request, "A page of this origin has to be granted agent.get, and every answer has to carry the referenceId of its request, as the same text."},
	{scapi.Wire, "subscribe", (*doctor).subscribe, "The answer to a subscription carries subscriptionId, at the top level."},
	{scapi.Wire, "ready", (*doctor).ready, "Calls come to agents who are ready."},
	{scapi.Wire, "offer", (*doctor).offer, "A call that rings at an agent has to be told to each page that subscribed, as event interaction with eventType RINGING and the interaction in data. Where each world has an address of its own, in the answer to world.open, leave wires.scapi.address out of the target file: it would take that one's place."},
	{scapi.Wire, "fence", (*doctor).fence, "After each step the harness asks something harmless and counts on its answer to come after everything that was sent before."},
	{gws.Wire, "login", (*doctor).login, "A client asks below wires.gws.address of the target file, or that of world.open's answer, with HTTP Basic: user and password stand with the agent, under cast."},
	{gws.Wire, "listen", (*doctor).listen, "Notifications come by Bayeux, below the same address: each reply carries the id of its request, a connect with a timeout of 0 is answered at once, and /v2/me/interactions may be subscribed to."},
	{gws.Wire, "channel", (*doctor).channel, "Chats and e-mails come to agents whose channel is Ready; POST /me/channels/email says so, with operationName Ready."},
	{gws.Wire, "invite", (*doctor).invite, "An e-mail that is offered to an agent has to be told to each client that subscribed, as a message with state Invited on /v2/me/interactions. Where each world has an address of its own, in the answer to world.open, leave wires.gws.address out of the target file: it would take that one's place."},
	{webex.Wire, "register", (*doctor).register, "The SDK reads the service catalogue below wires.webex.address of the target file, or that of world.open's answer, with the agent's token, or one made of their user, password (all stand under cast) and the organization; then it subscribes, opens webSocketUrl, waits for Welcome and the answer to a keepalive, reads the configuration, each call answered with 200, and asks for a silent relogin."},
	{webex.Wire, "station", (*doctor).station, "An operation is accepted, and then settled by a notification on the socket: AgentStationLoginSuccess and AgentStateChangeSuccess here."},
	{webex.Wire, "contact", (*doctor).contact, "A contact that is offered to an agent who is available has to be told as AgentContactReserved, with the whole interaction."},
	{"", "end", (*doctor).end, "A world that is closed ends with its desks. Operations that the target does not have, such as StopProcessing, stand under wires.gws.lacks in its file."},
}

// examine is deskproof doctor.
func examine(ctx context.Context, w, stderr io.Writer, name, wire string) error {
	if err := knownWire(wire); err != nil {
		return err
	}
	file, err := readTarget(name)
	if err != nil {
		return err
	}
	if err := steps.CheckLacks(name, file); err != nil {
		return err
	}
	d := &doctor{w: w, stderr: stderr, file: file, wire: wire, log: trace.NewLog()}
	defer d.leave()
	if file.Kind == targets.Manual {
		return errors.New("a manual target is its person: deskproof run --target manual asks what it has to know")
	}
	stop, err := provide(ctx, file)
	if err != nil {
		return err
	}
	defer stop()
	for _, c := range healthy {
		if c.wire != "" && !d.has(c.wire) {
			continue
		}
		seen, err := c.does(d, ctx)
		if err != nil {
			return d.fails(c, err)
		}
		fmt.Fprintf(w, "  ok    %-10s %s\n", c.name, reports.Plain(seen))
	}
	fmt.Fprintf(w, "A run can begin: deskproof run%s%s\n", targetFlag(name), wireFlag(wire))
	return nil
}

// has tells whether a wire is there, and to be looked at.
func (d *doctor) has(wire string) bool {
	return d.door.Has(wire) && (d.wire == "" || d.wire == wire)
}

func wireFlag(wire string) string {
	if wire == "" {
		return ""
	}
	return " --wire " + wire
}

func targetFlag(name string) string {
	if name == "builtin" {
		return ""
	}
	return " --target " + shell(name)
}

func (d *doctor) fails(c checkup, err error) error {
	secrets := trace.NewRedactor(nil, d.file.Secrets())
	fmt.Fprintf(d.w, "  FAILS %-10s %s\n                   %s\n", c.name, reports.Plain(secrets.Text(err.Error())), c.help)
	code := result.ExitFailed
	if errors.Is(err, target.ErrLost) {
		code = result.ExitLost
		if why := d.obituary(); why != nil {
			fmt.Fprintf(d.w, "                   %s\n", reports.Plain(secrets.Text(why.Error())))
		}
	}
	return &exitError{code: code}
}

func (d *doctor) obituary() error {
	if d.door == nil {
		return nil
	}
	return d.door.Obituary()
}

// leave lets go of what is open.
func (d *doctor) leave() {
	if d.page != nil {
		_ = d.page.Close() // the world may have closed it
	}
	if d.client != nil {
		_ = d.client.Close() // likewise
	}
	if d.sdk != nil {
		_ = d.sdk.Close() // likewise
	}
	if d.door != nil {
		_ = d.door.Close() // nothing more is wanted of it
	}
}

func (d *doctor) reach(ctx context.Context) (string, error) {
	door, err := target.Connect(ctx, target.Config{Target: d.file, Version: version(), Stderr: d.stderr})
	if err != nil {
		return "", err
	}
	d.door = door
	return fmt.Sprintf("the stage door of %s answers", d.file.Name), nil
}

func (d *doctor) hello(context.Context) (string, error) {
	h := d.door.Hello
	if d.wire != "" && !d.door.Has(d.wire) {
		return "", fmt.Errorf("hello does not name the wire %s: %s", d.wire, strings.Join(h.Wires, ", "))
	}
	known := func(wire string) bool { return knownWire(wire) == nil }
	if len(h.Wires) > 0 && !slices.ContainsFunc(h.Wires, known) {
		return "", fmt.Errorf("hello names the wires %s, and none that can be judged: %w", strings.Join(h.Wires, ", "), knownWire(h.Wires[0]))
	}
	return fmt.Sprintf("%s, worlds: %s, %s; settles by %s", strings.TrimSpace(h.Name+" "+h.Version), h.Worlds, some(len(h.Features), "feature"), d.door.Way()), nil
}

func (d *doctor) cast(context.Context) (string, error) {
	names := slices.Sorted(maps.Keys(d.file.Cast))
	if len(names) == 0 {
		return "", errors.New("the target file casts nobody")
	}
	d.agent = names[0]
	if _, ok := d.file.Cast["Ana"]; ok {
		d.agent = "Ana"
	}
	account, err := d.door.Agent(d.agent)
	d.account = account
	return fmt.Sprintf("%s is played by account %s; in all %s", d.agent, account.Account, strings.Join(names, ", ")), err
}

func (d *doctor) open(ctx context.Context) (string, error) {
	world, err := d.door.OpenWorld(ctx, target.Spec{Seed: 1, Profile: d.file.Profile}, d.log)
	d.world = world
	return "opened", err
}

func (d *doctor) desk(ctx context.Context) (string, error) {
	address, header, err := d.world.Address(scapi.Wire, d.account.Account)
	if err != nil {
		return "", err
	}
	d.page, err = scapi.Open(ctx, scapi.Config{
		Address: address, Header: header, TLS: d.file.TLS, Dial: d.door.Dial(),
		Account: d.account.Account, Desk: d.agent, Number: 1, Answer: d.file.Timeouts.Answer, Log: d.log,
	})
	if err != nil {
		return "", err
	}
	d.world.Join(d.page)
	return "connected to " + trace.NewRedactor(nil, d.file.Secrets()).Text(address), nil
}

// answered waits for the answer to a request.
func answered(ctx context.Context, sent *scapi.Sent, err error) (scapi.Answer, error) {
	if err != nil {
		return scapi.Answer{}, err
	}
	a, err := sent.Wait(ctx)
	if err == nil && a.Refused {
		err = fmt.Errorf("%s is refused: %s", a.Request, a.Message)
	}
	return a, err
}

func (d *doctor) request(ctx context.Context) (string, error) {
	sent, err := d.page.Do(target.Action{Verb: target.Self})
	a, err := answered(ctx, sent, err)
	return "agent.get is answered with " + string(a.Data), err
}

func (d *doctor) subscribe(ctx context.Context) (string, error) {
	sent, err := d.page.Subscribe("agent", "interaction")
	a, err := answered(ctx, sent, err)
	if err == nil && a.Subscription == nil {
		err = errors.New("the answer has no subscriptionId")
	}
	return "to agent and interaction, as " + string(a.Subscription), err
}

func (d *doctor) ready(ctx context.Context) (string, error) {
	if d.door.Hello.Offers("agent.set") {
		_, err := d.world.Stage(ctx, "agent.set", map[string]any{"agent": d.account.Account, "state": "ready"})
		return d.agent + " is made ready by the stage door", err
	}
	return "the stage door cannot make agents ready; scenarios do it over the wire", nil
}
