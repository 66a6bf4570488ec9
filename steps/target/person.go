package target

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// person is a stage door that is somebody at the keyboard: it says what to do
// and waits until it is done, however long that takes. It never opens worlds: they
// have one target.
type person struct {
	prompt io.Writer
	keys   io.Reader
	typed  chan error // of the line that is being read; nil: none is
}

var errNobody = errors.New("nobody is there to ask: run it in a terminal")

func newPerson(cfg Config) door { return &person{prompt: cfg.Prompt, keys: cfg.Person} }

// requests are what a person is asked for, by method.
var requests = map[string]string{
	"agent.set":        "Put agent %[agent] in state %[state].",
	"call.arrive":      "Call agent %[agent] from %[from].",
	"call.answer":      "At %[number], answer the call.",
	"call.busy":        "Let %[number] be busy.",
	"call.noAnswer":    "Let %[number] ring until it is given up.",
	"call.hangUp":      "At %[number], hang up.",
	"campaign.load":    "Load the %[mode] preview campaign %[campaign].",
	"campaign.start":   "Start the campaign %[campaign].",
	"campaign.stop":    "Stop the campaign %[campaign].",
	"campaign.unload":  "Unload the campaign %[campaign].",
	"campaign.record":  "Add a record to the campaign %[campaign].",
	"desktop.markDone": "In the desktop of agent %[agent], mark interaction %[interaction] done.",
}

func (p *person) call(ctx context.Context, id int, line []byte) (letter, error) {
	said, err := p.answer(ctx, id, line)
	return open(said), err
}

func (p *person) answer(ctx context.Context, id int, line []byte) ([]byte, error) {
	var c struct {
		Method string                     `json:"method"`
		Params map[string]json.RawMessage `json:"params"`
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	switch c.Method {
	case "hello":
		return p.done(ctx, id, "You will be told here what to do, one thing at a time. Sit down at the agents' desktops.", personHello())
	case "world.open":
		return p.done(ctx, id, "Begin anew: no calls, no records, every agent signed in.", struct{}{})
	case "world.close", "barrier":
		return reply(id, struct{}{})
	}
	text, ok := requests[c.Method]
	if !ok {
		return json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "error": map[string]any{"code": codeNoMethod, "message": c.Method}})
	}
	return p.done(ctx, id, fill(text, c.Params), struct{}{})
}

func personHello() map[string]any {
	return map[string]any{
		"name": "a person", "protocol": Protocol, "worlds": "one", "wires": []string{"scapi"},
		"features": slices.Sorted(maps.Keys(requests)),
	}
}

func reply(id int, result any) ([]byte, error) {
	return json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "result": result})
}

var place = regexp.MustCompile(`%\[\w+\]`)

// fill puts a call's parameters in the places named in a text, and those that it
// has no place for behind it: a person can do only what they are told.
func fill(text string, params map[string]json.RawMessage) string {
	told := map[string]bool{}
	text = place.ReplaceAllStringFunc(text, func(at string) string {
		name := at[2 : len(at)-1]
		told[name] = true
		return said(params[name])
	})
	var more []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if !told[name] {
			more = append(more, name+": "+said(params[name]))
		}
	}
	if more == nil {
		return text
	}
	return text + "\n  With " + strings.Join(more, "; ") + "."
}

// said is a parameter as a person reads it.
func said(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// done says what to do and answers once it is done.
func (p *person) done(ctx context.Context, id int, text string, result any) ([]byte, error) {
	if p.keys == nil || p.prompt == nil {
		return nil, errNobody
	}
	fmt.Fprintf(p.prompt, "\n  %s\n  Press Enter when it is done. ", text)
	if p.typed == nil {
		typed := make(chan error, 1)
		go func() { typed <- readKeys(p.keys) }()
		p.typed = typed
	}
	select {
	case err := <-p.typed:
		p.typed = nil
		if err != nil {
			return nil, fmt.Errorf("%w (%w)", errNobody, err)
		}
		return reply(id, result)
	case <-ctx.Done(): // the line that is being read answers the next question
		return nil, ctx.Err()
	}
}

// readKeys reads up to the end of a line and not a byte more: what is typed next
// may be for another connection.
func readKeys(r io.Reader) error {
	for b := []byte{0}; b[0] != '\n'; {
		if n, err := r.Read(b); n == 0 && err != nil {
			return err
		}
	}
	return nil
}

func (p *person) close() error { return nil }
