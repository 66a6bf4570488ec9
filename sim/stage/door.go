// Package stage is the server of the stage door: the JSON-RPC 2.0 calls by which
// a harness, or a person with a WebSocket client, does what no agent's wire can:
// let customers call, run campaigns, move time, open worlds. fixtures/stage
// describes the calls.
package stage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

// Protocol is the version of the stage door's protocol.
const Protocol = 1

// Config says what a stage door opens onto. Host and Center are required.
type Config struct {
	Host    *sim.Host
	Center  *centers.Center // what the worlds it opens are
	Own     *sim.World      // the world of calls that name none; nil: there is none
	Journal *journal.Writer // of the worlds it opens; nil: none is kept
	Version string          // of the program
	Limit   time.Duration   // for a barrier; 0: 10 s
	Log     *slog.Logger    // nil: silent
}

// door is one connection to the stage door. Its calls are handled one by one, in
// order, and the worlds it opened end with it.
type door struct {
	cfg    Config
	base   string // ws://host:port that the worlds' addresses begin with
	opened []string
}

// handle answers one call; nil if it wants no answer.
func (d *door) handle(ctx context.Context, raw []byte) []byte {
	c, bad := parse(raw)
	if bad != nil {
		return respond(call{}, nil, bad)
	}
	result, err := d.do(ctx, c)
	return respond(c, result, err)
}

func (d *door) do(ctx context.Context, c call) (any, error) {
	switch c.Method {
	case "hello":
		return d.hello(), nil
	case "world.open":
		return d.open(c.Params)
	}
	id, params, err := splitWorld(c.Params)
	if err != nil {
		return nil, err
	}
	if c.Method == "world.close" {
		return nil, d.close(id)
	}
	w, err := d.world(id)
	if err != nil {
		return nil, err
	}
	if c.Method == "barrier" {
		return d.barrier(ctx, w, params)
	}
	return w.Stage(ctx, c.Method, params)
}

// hello declares what this door can do.
func (d *door) hello() any {
	features := append(sim.StageMethods(), "world.options", "world.redirect")
	slices.Sort(features)
	return map[string]any{
		"name": "deskproof", "version": d.cfg.Version, "protocol": Protocol,
		"worlds": "many", "wires": []string{"scapi"}, "features": features,
		"can": map[string]bool{"agents": false, "options": true, "profile": true, "clock": true, "faults": true, "count": true},
	}
}

type openParams struct {
	Seed     uint64            `json:"seed"`
	Profile  string            `json:"profile"`
	Options  map[string]string `json:"options"`
	Redirect *string           `json:"redirectTo"`
}

// open opens a world: the configured center with the given options over its own.
func (d *door) open(params json.RawMessage) (any, error) {
	var p openParams
	if len(params) > 0 {
		dec := json.NewDecoder(bytes.NewReader(params))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&p); err != nil {
			return nil, &rpcError{codeParams, "world.open: " + err.Error()}
		}
	}
	id, w, err := d.cfg.Host.Open(sim.Config{
		Center: d.center(p), Seed: p.Seed, Clock: sim.Virtual,
		Journal: d.cfg.Journal, Version: d.cfg.Version, Log: d.cfg.Log,
	})
	if err != nil {
		return nil, &rpcError{codeParams, "world.open: " + err.Error()}
	}
	d.opened = append(d.opened, id)
	return map[string]any{
		"world":         id,
		"wires":         map[string]any{"scapi": map[string]string{"address": d.base + "/w/" + id + "/scapi?agent={account}"}},
		"agents":        w.Agents(),
		"ringTimeoutMs": d.cfg.Center.RingTimeout.Milliseconds(),
	}, nil
}

func (d *door) center(p openParams) *centers.Center {
	doc := *d.cfg.Center
	doc.Campaigns = nil // a harness brings its own, and no record it did not expect may come
	doc.Options = maps.Clone(doc.Options)
	if doc.Options == nil {
		doc.Options = map[string]string{}
	}
	maps.Copy(doc.Options, p.Options)
	if p.Profile != "" {
		doc.Profile = p.Profile
	}
	if p.Redirect != nil {
		doc.NoAnswer.RedirectTo = *p.Redirect
	}
	return &doc
}

// close ends a world that this connection opened.
func (d *door) close(id string) error {
	if !slices.Contains(d.opened, id) {
		return &rpcError{codeNoWorld, fmt.Sprintf("world %q was not opened here", id)}
	}
	d.opened = slices.DeleteFunc(d.opened, func(x string) bool { return x == id })
	if err := d.cfg.Host.Close(id); err != nil {
		return &rpcError{codeNoWorld, err.Error()}
	}
	return nil
}

// leave ends the worlds that were left open.
func (d *door) leave() {
	for _, id := range d.opened {
		_ = d.cfg.Host.Close(id) // gone already is as good
	}
	d.opened = nil
}

// world is the world a call names, or the door's own.
func (d *door) world(id string) (*sim.World, error) {
	if id == "" {
		if d.cfg.Own == nil {
			return nil, &rpcError{codeNoWorld, "name a world: this door has none of its own"}
		}
		return d.cfg.Own, nil
	}
	w, err := d.cfg.Host.World(id)
	if err != nil {
		return nil, &rpcError{codeNoWorld, err.Error()}
	}
	return w, nil
}

// splitWorld takes the world out of a call's parameters.
func splitWorld(params json.RawMessage) (id string, rest json.RawMessage, err error) {
	if len(params) == 0 {
		return "", nil, nil
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

// barrier waits until the world has read what the desks sent.
func (d *door) barrier(ctx context.Context, w *sim.World, params json.RawMessage) (any, error) {
	var p struct {
		Desks []sim.Count `json:"desks"`
	}
	if len(params) > 0 {
		if err := json.Unmarshal(params, &p); err != nil {
			return nil, &rpcError{codeParams, "barrier: " + err.Error()}
		}
	}
	limit := d.cfg.Limit
	if limit == 0 {
		limit = 10 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	counts, err := w.Barrier(ctx, p.Desks)
	if ctx.Err() != nil {
		return nil, &rpcError{codeNoEffort, "barrier: not all frames arrived in " + limit.String()}
	}
	if err != nil {
		return nil, err
	}
	return map[string]any{"desks": counts}, nil
}
