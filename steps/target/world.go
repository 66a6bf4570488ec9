package target

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
)

// Spec is what a scenario wants of its world. The zero value is the target as it is.
type Spec struct {
	Seed     uint64
	Profile  string
	Options  map[string]string // desktop options, by their documented names
	Redirect string            // the agent of the cast who gets calls that nobody answered; empty: the target's own way
	Faults   []json.RawMessage // what the target is to do wrong
}

// World is a target while one scenario uses it. One goroutine uses it at a time.
type World struct {
	t             *Target
	log           *trace.Log
	id            string
	wires         map[string]string // address by wire, with {account}
	tabs          map[string]string // the same for a page that is a tab of its own; empty: none
	organizations map[string]string // id by wire; empty: it was not said
	ringTimeout   time.Duration
	offered       time.Duration // how long a chat or an e-mail is; 0: not known, or for ever
	pages         []Page
	date          time.Time     // at the desks as it opened; zero: not known
	passed        time.Duration // since, by the target's clock
}

// OpenWorld opens a world, or begins anew on a target that has only one. What
// crosses the stage door goes to log.
func (t *Target) OpenWorld(ctx context.Context, spec Spec, log *trace.Log) (*World, error) {
	w := &World{t: t, log: log}
	params, err := t.openParams(spec)
	if err != nil {
		return nil, err
	}
	raw, err := w.call(ctx, "world.open", params)
	if err != nil {
		return nil, err
	}
	if err := w.opened(raw); err != nil {
		return nil, fmt.Errorf("stage door: world.open: %w", err)
	}
	if len(spec.Faults) > 0 {
		if _, err := w.Stage(ctx, "fault.set", map[string]any{"faults": spec.Faults}); err != nil {
			_ = w.Close(ctx) // the first error counts
			return nil, err
		}
	}
	return w, nil
}

const day = 24 * time.Hour

// opened reads what the target said of the world that it opened.
func (w *World) opened(raw json.RawMessage) error {
	var said struct {
		World string `json:"world"`
		Wires map[string]struct {
			Address      string `json:"address"`
			Tab          string `json:"tab"`
			Organization string `json:"organization"`
		} `json:"wires"`
		RingTimeout  *int64 `json:"ringTimeoutMs"`
		OfferTimeout *int64 `json:"offerTimeoutMs"`
		Date         string `json:"date"`
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		return err
	}
	if said.World == "" && !w.t.Alone() {
		return errors.New("the answer names no world, which a target with many worlds must")
	}
	if err := w.readDate(said.Date); err != nil {
		return err
	}
	w.id, w.wires, w.tabs, w.organizations = said.World, map[string]string{}, map[string]string{}, map[string]string{}
	for name, wire := range said.Wires {
		w.wires[name], w.tabs[name], w.organizations[name] = wire.Address, wire.Tab, wire.Organization
	}
	var err error
	if w.ringTimeout, err = timeout("ringTimeoutMs", said.RingTimeout, w.t.cfg.Target.RingTimeout); err != nil {
		return err
	}
	w.offered, err = timeout("offerTimeoutMs", said.OfferTimeout, w.t.cfg.Target.OfferTimeout)
	return err
}

// timeout is a time in milliseconds that the target may have said, or else what its file says.
func timeout(name string, said *int64, file time.Duration) (time.Duration, error) {
	switch {
	case said == nil:
		return file, nil
	case *said < 0 || *said > day.Milliseconds():
		return 0, fmt.Errorf("%s is %d, expected between 0, for ever, and %d, a day", name, *said, day.Milliseconds())
	}
	return time.Duration(*said) * time.Millisecond, nil
}

// openParams are those of world.open; what cannot be set must be so already.
func (t *Target) openParams(spec Spec) (map[string]any, error) {
	params := map[string]any{"seed": spec.Seed}
	if t.Hello.Can.Profile {
		params["profile"] = spec.Profile
	}
	options := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(spec.Options)) { // the first that is not offered is told
		value := spec.Options[name]
		declared, fixed := t.cfg.Target.Options[name]
		switch {
		case t.Hello.Can.Options:
			options[name] = value
		case !fixed || declared != value:
			return nil, &NotOfferedError{What: fmt.Sprintf("option %s set to %q", name, value)}
		}
	}
	if len(options) > 0 {
		params["options"] = options
	}
	if spec.Redirect != "" {
		if !t.Hello.Offers("world.redirect") {
			return nil, &NotOfferedError{What: "sending unanswered calls on (world.redirect)"}
		}
		a, err := t.Agent(spec.Redirect)
		if err != nil {
			return nil, err
		}
		params["redirectTo"] = a.Account
	}
	if len(spec.Faults) > 0 && !t.Hello.Can.Faults {
		return nil, &NotOfferedError{What: "faults"}
	}
	return params, nil
}

// Agent returns who plays an agent of the scenarios.
func (t *Target) Agent(name string) (targets.Agent, error) {
	a, ok := t.cfg.Target.Cast[name]
	if !ok {
		return a, &NotOfferedError{What: "an agent to play " + name + amongst(name, "cast", t.cfg.Target.Cast)}
	}
	return a, nil
}

// Customer returns a customer of the scenarios.
func (t *Target) Customer(name string) (targets.Customer, error) {
	c, ok := t.cfg.Target.Customers[name]
	if !ok {
		return c, &NotOfferedError{What: "a customer to play " + name + amongst(name, "customers", t.cfg.Target.Customers)}
	}
	return c, nil
}

// amongst says whom the target file has instead of a name, and which of them may be meant.
func amongst[V any](name, member string, people map[string]V) string {
	if len(people) == 0 {
		return fmt.Sprintf(" (the target file's %s are empty)", member)
	}
	names, meant := slices.Sorted(maps.Keys(people)), ""
	if near, ok := targets.NearestName(name, names); ok {
		meant = "; " + near + " is near"
	}
	return fmt.Sprintf(" (the target file's %s: %s%s)", member, strings.Join(names, ", "), meant)
}

// Campaign returns the target's name for a campaign of the scenarios: the same,
// unless the target file says otherwise.
func (t *Target) Campaign(name string) string {
	if own, ok := t.cfg.Target.Campaigns[name]; ok {
		return own
	}
	return name
}

// Destination returns the target's name for an agent group, a skill, a queue or a
// routing point of the scenarios.
func (t *Target) Destination(name string) (string, error) {
	own, ok := t.cfg.Target.Destinations[name]
	if !ok {
		return "", &NotOfferedError{What: "a destination to play " + name + amongst(name, "destinations", t.cfg.Target.Destinations)}
	}
	return own, nil
}

// File returns the target's own description.
func (t *Target) File() *targets.Target { return t.cfg.Target }

// Dial is what the target's connections are made with.
func (t *Target) Dial() Dialer { return t.cfg.Dial }

// Target returns the target the world belongs to.
func (w *World) Target() *Target { return w.t }

// Close ends the world.
func (w *World) Close(ctx context.Context) error {
	_, err := w.Stage(ctx, "world.close", map[string]any{})
	return err
}

// Stage makes a call of the stage door in this world. A call that is not among
// the features offered is a *NotOfferedError.
func (w *World) Stage(ctx context.Context, method string, params map[string]any) (json.RawMessage, error) {
	if !alwaysThere[method] && !w.t.Hello.Offers(method) {
		return nil, &NotOfferedError{What: method + " at its stage door"}
	}
	if w.id != "" {
		params["world"] = w.id
	}
	return w.call(ctx, method, params)
}

// call makes a call and writes both ways down.
func (w *World) call(ctx context.Context, method string, params map[string]any) (json.RawMessage, error) {
	asked, err := json.Marshal(params)
	if err != nil {
		return nil, fmt.Errorf("stage door: %s: %w", method, err)
	}
	said := fmt.Appendf(nil, `{"method":%q,"params":%s}`, method, asked)
	fence := method == "barrier"
	w.log.Add(trace.Record{Door: trace.Stage, Dir: trace.Sent, Frame: said, Fence: fence})
	raw, err := w.t.call(ctx, method, asked)
	if err != nil {
		w.log.Add(trace.Record{Door: trace.Stage, Dir: trace.Event, Text: err.Error(), Fence: fence})
		return nil, err
	}
	w.log.Add(trace.Record{Door: trace.Stage, Dir: trace.Received, Frame: raw, Fence: fence})
	return raw, nil
}

// RingTimeout is how long a call rings at an agent before the target takes it
// away; 0: it rings for ever.
func (w *World) RingTimeout() time.Duration { return w.ringTimeout }

// OfferTimeout is how long a chat or an e-mail is offered to an agent before the target
// takes the offer back; 0: it is not known, or for ever.
func (w *World) OfferTimeout() time.Duration { return w.offered }

// Log returns the scenario's trace.
func (w *World) Log() *trace.Log { return w.log }

// Address says where an agent's client connects on a wire, and with which headers.
// It is an error if neither the target file nor the stage door says where.
func (w *World) Address(wire, account string) (address string, header http.Header, err error) {
	file := w.t.cfg.Target.Wires[wire]
	said := targets.Wire{Address: w.wires[wire]}.At(account)
	address = cmp.Or(file.At(account), said)
	if !w.t.Alone() {
		address = cmp.Or(said, address) // the file's cannot be that of each of many worlds
	}
	if address == "" {
		return "", nil, fmt.Errorf("no address of the wire %s: the target file has no wires.%[1]s.address, and the answer to world.open none either", wire)
	}
	header = http.Header{}
	for name, value := range file.Headers {
		header.Set(name, value)
	}
	if file.Origin != "" {
		header.Set("Origin", file.Origin)
	}
	return address, header, nil
}

// Tab is Address for a page that the desktop shows as a tab of its own.
func (w *World) Tab(wire, account string) (address string, header http.Header, err error) {
	if w.tabs[wire] == "" {
		return "", nil, &NotOfferedError{What: "a page that is a tab of its own (wires." + wire + ".tab in its answer to world.open)"}
	}
	_, header, err = w.Address(wire, account)
	return targets.Wire{Address: w.tabs[wire]}.At(account), header, err
}

// Organization is the id of the organization whose agents a wire has; empty: neither the
// target file nor the stage door says one.
func (w *World) Organization(wire string) string {
	file := w.t.cfg.Target.Wires[wire].Organization
	if !w.t.Alone() {
		return cmp.Or(w.organizations[wire], file) // the file's cannot be that of each of many worlds
	}
	return cmp.Or(file, w.organizations[wire])
}

// Advance moves the target's clock on.
func (w *World) Advance(ctx context.Context, d time.Duration) error {
	_, err := w.Stage(ctx, "clock.advance", map[string]any{"ms": d.Milliseconds()})
	if err == nil {
		w.passed += d
	}
	return err
}
