package target

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
)

// person is a stage door that is somebody at the keyboard: it says what to do
// and waits until it is done. It never opens worlds: they have one target.
type person struct {
	prompt io.Writer
	lines  chan string
	ended  chan struct{}
}

var errNobody = errors.New("nobody is there to ask: run it in a terminal")

func newPerson(cfg Config) door {
	p := &person{prompt: cfg.Prompt, lines: make(chan string), ended: make(chan struct{})}
	if cfg.Person == nil || cfg.Prompt == nil {
		close(p.ended)
		return p
	}
	go func() {
		defer close(p.ended)
		for s := bufio.NewScanner(cfg.Person); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	return p
}

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

func (p *person) call(ctx context.Context, id int, line []byte) ([]byte, error) {
	var c struct {
		Method string         `json:"method"`
		Params map[string]any `json:"params"`
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, err
	}
	switch c.Method {
	case "hello":
		return reply(id, personHello())
	case "world.open":
		return reply(id, p.ask(ctx, "Begin anew: no calls, no records, every agent signed in."))
	case "world.close", "barrier":
		return reply(id, nil)
	}
	text, ok := requests[c.Method]
	if !ok {
		return json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "error": map[string]any{"code": codeNoMethod, "message": c.Method}})
	}
	return reply(id, p.ask(ctx, fill(text, c.Params)))
}

func personHello() map[string]any {
	var features []string
	for m := range requests {
		features = append(features, m)
	}
	sort.Strings(features)
	return map[string]any{"name": "a person", "protocol": Protocol, "worlds": "one", "wires": []string{"scapi"}, "features": features}
}

// reply is the answer to a call: a result, or the error it is.
func reply(id int, result any) ([]byte, error) {
	if err, ok := result.(error); ok && err != nil {
		return nil, err
	}
	if result == nil {
		result = struct{}{}
	}
	return json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "result": result})
}

// fill puts a call's parameters in the places named in text.
func fill(text string, params map[string]any) string {
	for name, value := range params {
		text = strings.ReplaceAll(text, "%["+name+"]", fmt.Sprint(value))
	}
	return text
}

// ask says what to do and waits for a key; an error is why nobody did it.
func (p *person) ask(ctx context.Context, text string) any {
	if p.prompt != nil {
		fmt.Fprintf(p.prompt, "\n  %s\n  Press Enter when it is done. ", text)
	}
	select {
	case <-p.lines:
		return nil
	case <-p.ended:
		return errNobody
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *person) close() error { return nil }
