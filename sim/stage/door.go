// Package stage is the server of the stage door: the JSON-RPC 2.0 calls by which
// a harness, or a person with a WebSocket client, does what no agent's wire can:
// let customers call, run campaigns, move time, open worlds. fixtures/stage
// describes the calls.
package stage

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/edge"
	"github.com/deskproof/deskproof/sim/gateway"
	"github.com/deskproof/deskproof/sim/gws"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/webex"
	"github.com/deskproof/deskproof/sim/wire"
)

// Protocol is the version of the stage door's protocol.
const Protocol = 1

// Config says what a stage door opens onto. Host and Center are required.
type Config struct {
	Host    *sim.Host
	Center  *centers.Center    // what the worlds it opens are
	Own     *sim.World         // the world of calls that name none; nil: there is none
	Journal *journal.Writer    // of the worlds it opens; nil: none is kept
	Tap     func(sim.Crossing) // of the worlds it opens; nil: nobody listens
	Version string             // of the program
	Limit   time.Duration      // for a barrier; 0: 8 s, less than callers use to wait for an answer
	Log     *slog.Logger       // nil: silent
}

func (c Config) orDefaults() Config {
	if c.Limit == 0 {
		c.Limit = 8 * time.Second
	}
	if c.Log == nil {
		c.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	return c
}

// door is one connection to the stage door. Its calls are handled one by one, in
// order, and the worlds it opened end with it.
type door struct {
	cfg    Config
	base   string // ws://host:port that the worlds' addresses begin with; empty: it opens none
	opened []string
}

// handle answers one call; nil if it wants no answer.
func (d *door) handle(ctx context.Context, raw []byte) []byte {
	c, bad := parse(raw)
	if bad != nil {
		return respond(c.ID, nil, bad)
	}
	result, err := d.do(ctx, c)
	if c.ID == nil {
		return nil
	}
	return respond(c.ID, result, err)
}

func (d *door) do(ctx context.Context, c call) (any, error) {
	switch c.Method {
	case "hello":
		return d.hello(c.Params)
	case "world.open":
		return d.open(c.Params)
	case "world.close":
		return d.close(c.Params)
	}
	if c.Method != "barrier" && !slices.Contains(sim.StageMethods(), c.Method) {
		return nil, &rpcError{codeMethod, fmt.Sprintf("unknown method %q: expected one of %s", c.Method, strings.Join(methods(), ", "))}
	}
	w, params, err := d.world(c.Params)
	if err != nil {
		return nil, err
	}
	if c.Method == "barrier" {
		return d.barrier(ctx, w, params)
	}
	return w.Stage(ctx, c.Method, params)
}

// methods lists the calls that the door takes, sorted.
func methods() []string {
	all := append(sim.StageMethods(), "hello", "world.open", "world.close", "barrier")
	slices.Sort(all)
	return all
}

// hello declares what this door can do. Who says hello does not matter to it.
func (d *door) hello(params json.RawMessage) (any, error) {
	var p struct {
		Harness  string `json:"harness"`
		Version  string `json:"version"`
		Protocol int    `json:"protocol"`
	}
	if err := sim.DecodeParams(params, &p); err != nil {
		return nil, err
	}
	return map[string]any{
		"name": "deskproof", "version": d.cfg.Version, "protocol": Protocol,
		"worlds": "many", "wires": []string{wire.SCAPI, wire.GWS, wire.Webex},
		"features": append(sim.StageMethods(), "world.redirect", "routing.target", "chat.channel"),
		"can":      map[string]bool{"agents": false, "options": true, "profile": true, "clock": true, "faults": true, "count": true},
	}, nil
}

type openParams struct {
	Seed     uint64            `json:"seed"`
	Profile  string            `json:"profile"`
	Options  map[string]string `json:"options"`
	Redirect *string           `json:"redirectTo"`
}

// maxChanges is how many bytes a world keeps of what it was opened with.
const maxChanges = 64 << 10

func (p *openParams) size() int {
	n := len(p.Profile)
	if p.Redirect != nil {
		n += len(*p.Redirect)
	}
	for name, value := range p.Options {
		n += len(name) + len(value)
	}
	return n
}

// open opens a world: the configured center with the given options over its own.
func (d *door) open(params json.RawMessage) (any, error) {
	var p openParams
	if err := sim.DecodeParams(params, &p); err != nil {
		return nil, err
	}
	if d.base == "" {
		return nil, &rpcError{codeRefused, "a world ends with the connection that opens it: use a WebSocket"}
	}
	if n := p.size(); n > maxChanges {
		return nil, &rpcError{codeParams, fmt.Sprintf("the options of a world have %d bytes, at most %d are taken", n, maxChanges)}
	}
	center := d.center(p)
	id, w, err := d.cfg.Host.Open(sim.Config{
		Center: center, Seed: p.Seed, Clock: sim.Virtual,
		Journal: d.cfg.Journal, Tap: d.cfg.Tap, Version: d.cfg.Version, Log: d.cfg.Log,
	})
	if errors.Is(err, sim.ErrTooManyWorlds) {
		return nil, err
	}
	if err != nil { // the configured center fits, so what differs from it does not
		return nil, &rpcError{codeParams, err.Error()}
	}
	d.opened = append(d.opened, id)
	return map[string]any{
		"world": id,
		"wires": map[string]any{
			wire.SCAPI: addresses(d.base+worldPath+id, center),
			wire.GWS:   map[string]string{"address": overHTTP(d.base) + worldPath + id + gateway.Prefix},
			wire.Webex: map[string]string{"address": overHTTP(d.base) + worldPath + id + edge.Prefix, "organization": organization(center)},
		},
		"agents":         w.Agents(),
		"ringTimeoutMs":  center.RingTimeout.Milliseconds(),
		"offerTimeoutMs": center.RingTimeout.Milliseconds(), // a chat or an e-mail is offered as long
		"date":           center.Begins,
	}, nil
}

// addresses are those of the agents' desks in a world below base.
func addresses(base string, doc *centers.Center) map[string]string {
	out := map[string]string{"address": base + "/scapi?agent={account}"}
	if doc.TabsOnlyDial {
		out["tab"] = out["address"] + "&tab"
	}
	return out
}

// organization is that of those who log in over Webex.
func organization(doc *centers.Center) string {
	return cmp.Or(doc.Options[centers.WebexSection+"organization"], doc.Webex.Organization)
}

// overHTTP is the base of addresses that are not WebSockets'.
func overHTTP(base string) string { return "http" + strings.TrimPrefix(base, "ws") }

// gwsProfiles are the profiles of worlds that are a release of GWS; what clients need
// beside the documents is there in each.
var gwsProfiles = map[string]string{
	string(gws.Release850): string(gws.Release850), string(gws.Release851): string(gws.Release851),
	"client-compat": string(gws.Release850),
}

// webexProfiles are the profiles of worlds in which Webex looks so.
var webexProfiles = []string{string(webex.SDK312), string(webex.Documented)}

func (d *door) center(p openParams) *centers.Center {
	doc := *d.cfg.Center
	doc.Campaigns = nil // a harness brings its own, and no record it did not expect may come
	doc.SetOptions(p.Options)
	switch release, ok := gwsProfiles[p.Profile]; {
	case ok:
		doc.GWS.Profile = release
	case slices.Contains(webexProfiles, p.Profile):
		doc.Webex.Profile = p.Profile
	case p.Profile != "":
		doc.Profile = p.Profile
	}
	if p.Redirect != nil {
		doc.NoAnswer.RedirectTo = *p.Redirect
	}
	return &doc
}

// close ends a world that this connection opened.
func (d *door) close(params json.RawMessage) (any, error) {
	var p struct {
		World string `json:"world"`
	}
	if err := sim.DecodeParams(params, &p); err != nil {
		return nil, err
	}
	i := slices.Index(d.opened, p.World)
	if i < 0 {
		return nil, &rpcError{codeNoWorld, fmt.Sprintf("world %q was not opened by this connection", p.World)}
	}
	d.opened = slices.Delete(d.opened, i, i+1)
	if err := d.cfg.Host.Close(p.World); err != nil {
		return nil, &rpcError{codeNoWorld, err.Error()}
	}
	return nil, nil
}

// leave ends the worlds that were left open.
func (d *door) leave() {
	for _, id := range d.opened {
		_ = d.cfg.Host.Close(id) // gone already is as good
	}
	d.opened = nil
}

// world takes the world out of a call's parameters: the one they name, or the door's own.
func (d *door) world(params json.RawMessage) (*sim.World, json.RawMessage, error) {
	id, rest, err := splitWorld(params)
	if err != nil {
		return nil, nil, err
	}
	if id == "" {
		if d.cfg.Own == nil {
			return nil, nil, &rpcError{codeNoWorld, "name a world: this door has none of its own"}
		}
		return d.cfg.Own, rest, nil
	}
	w, err := d.cfg.Host.World(id)
	if err != nil {
		return nil, nil, &rpcError{codeNoWorld, err.Error()}
	}
	return w, rest, nil
}

// splitWorld parts the name of the world from the other parameters.
func splitWorld(params json.RawMessage) (id string, rest json.RawMessage, err error) {
	if len(params) == 0 {
		return "", nil, nil
	}
	if id, rest, ok := cutWorld(params); ok {
		return id, rest, nil
	}
	var m map[string]json.RawMessage
	if err := json.Unmarshal(params, &m); err != nil {
		return "", nil, &rpcError{codeParams, "params must be an object"}
	}
	raw, ok := m["world"]
	if !ok {
		return "", params, nil
	}
	if err := json.Unmarshal(raw, &id); err != nil {
		return "", nil, &rpcError{codeParams, "world must be a string"}
	}
	delete(m, "world")
	rest, err = json.Marshal(m)
	return id, rest, err
}

// cutWorld parts the name of the world where it is the last parameter and has no
// escapes, as programs write it, without decoding. Params are an object, for they are JSON
// and end as one.
func cutWorld(params json.RawMessage) (id string, rest json.RawMessage, ok bool) {
	const member = `"world":"`
	body, ends := bytes.CutSuffix(params, []byte(`"}`))
	i := bytes.LastIndex(body, []byte(member))
	if !ends || i < 1 {
		return "", nil, false
	}
	name := body[i+len(member):]
	switch {
	case bytes.ContainsAny(name, `"\\`):
		return "", nil, false
	case body[i-1] == ',': // so it is a member of the outermost object, which ends here
		return string(name), append(slices.Clone(body[:i-1]), '}'), true
	}
	return string(name), json.RawMessage("{}"), i == 1
}

// barrier waits until the world has read what the desks sent.
func (d *door) barrier(ctx context.Context, w *sim.World, params json.RawMessage) (any, error) {
	var p struct {
		Desks []sim.Count `json:"desks"`
	}
	if err := sim.DecodeParams(params, &p); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, d.cfg.Limit)
	defer cancel()
	counts, err := w.Barrier(ctx, p.Desks)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, &rpcError{codeNoEffort, fmt.Sprintf("not reached in %s: %s", d.cfg.Limit, err)}
	}
	if err != nil {
		return nil, err
	}
	return map[string]any{"desks": counts}, nil
}
