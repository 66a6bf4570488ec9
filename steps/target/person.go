package target

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

// person is a stage door that is somebody at the keyboard: it says what to do
// and waits until it is done, or they say why it cannot be, however long that takes. It never opens worlds: they
// have one target.
type person struct {
	prompt io.Writer
	keys   io.Reader
	typed  chan typed // the line that is being read; nil: none is
}

// typed is a line that somebody typed.
type typed struct {
	line string
	err  error
}

var errNobody = errors.New("nobody is there to ask: run it in a terminal")

func newPerson(cfg Config) door { return &person{prompt: cfg.Prompt, keys: cfg.Person} }

// requests are what a person is asked for, by method.
var requests = map[string]string{
	"agent.set":    "Put agent %[agent] in state %[state].",
	"chat.arrive":  "As %[from], ask for a chat that agent %[agent] gets.",
	"chat.message": "As %[from], write in the chat: %[text].",
	"chat.typing":  "As %[from], begin to write in the chat without sending anything, or stop that.",
	"chat.end":     "As %[from], leave the chat.",
	"email.arrive": "As %[from], write an e-mail that agent %[agent] gets.",

	"desktop.compose":         "In the desktop of agent %[agent], begin to write in interaction %[interaction].",
	"desktop.say":             "In the desktop of agent %[agent], write in the chat %[interaction]: %[text].",
	"desktop.endChat":         "In the desktop of agent %[agent], end the chat %[interaction].",
	"desktop.reply":           "In the desktop of agent %[agent], reply to the e-mail %[interaction].",
	"desktop.insertResponse":  "In the desktop of agent %[agent], insert a standard response into the e-mail %[interaction].",
	"desktop.send":            "In the desktop of agent %[agent], send the e-mail %[interaction].",
	"desktop.cancel":          "In the desktop of agent %[agent], cancel the e-mail %[interaction].",
	"desktop.save":            "In the desktop of agent %[agent], save the e-mail %[interaction].",
	"desktop.placeInWorkbin":  "In the desktop of agent %[agent], place the e-mail %[interaction] in the agent's own workbin.",
	"desktop.placeInQueue":    "In the desktop of agent %[agent], place the e-mail %[interaction] in the queue %[queue].",
	"desktop.pullFromWorkbin": "In the desktop of agent %[agent], pull the e-mail of %[from] from the agent's own workbin.",
	"desktop.pullFromQueue":   "In the desktop of agent %[agent], pull the e-mail of %[from] from the queue %[queue].",
	"desktop.leaveConference": "In the desktop of agent %[agent], leave the conference of interaction %[interaction].",
	"desktop.moveToCase":      "In the desktop of agent %[agent], put interaction %[interaction] into the case of interaction %[to].",

	"call.arrive":      "Call agent %[agent] from %[from].",
	"call.answer":      "At %[number], answer the call.",
	"call.busy":        "Let %[number] be busy.",
	"call.noAnswer":    "Let %[number] ring until it is given up.",
	"call.hangUp":      "At %[number], hang up.",
	"phone.answer":     "At the phone of agent %[agent], answer the call.",
	"phone.hangUp":     "At the phone of agent %[agent], hang up.",
	"campaign.load":    "Load the %[mode] preview campaign %[campaign].",
	"campaign.start":   "Start the campaign %[campaign].",
	"campaign.stop":    "Stop the campaign %[campaign].",
	"campaign.unload":  "Unload the campaign %[campaign].",
	"campaign.record":  "Add a record to the campaign %[campaign].",
	"desk.clear":       "Agent %[agent] still has interactions (%[interactions]): end them, and mark them done.",
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
		return refusal(id, codeNoMethod, c.Method)
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

func refusal(id, code int, why string) ([]byte, error) {
	return json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "error": map[string]any{"code": code, "message": why}})
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

// done says what to do and answers once it is done, or cannot be.
func (p *person) done(ctx context.Context, id int, text string, result any) ([]byte, error) {
	if p.keys == nil || p.prompt == nil {
		return nil, errNobody
	}
	p.dropTypedAhead()
	fmt.Fprintf(p.prompt, "\n  %s\n  Press Enter when it is done, or say why it cannot be. ", text)
	if p.typed == nil {
		next := make(chan typed, 1)
		go func() { next <- readKeys(p.keys) }()
		p.typed = next
	}
	select {
	case got := <-p.typed:
		p.typed = nil
		why := strings.TrimSpace(strings.ToValidUTF8(got.line, "\uFFFD"))
		switch {
		case got.err != nil:
			return nil, fmt.Errorf("%w (%w)", errNobody, got.err)
		case why != "":
			return refusal(id, codeCannot, why)
		}
		return reply(id, result)
	case <-ctx.Done(): // the line that is being read is for the next question
		return nil, ctx.Err()
	}
}

// dropTypedAhead drops what was typed at a terminal before it was asked for: it is no
// answer. From a pipe, which may hold all answers from the beginning, each line is one.
func (p *person) dropTypedAhead() {
	f, ok := p.keys.(*os.File)
	if !ok || !flush(f) {
		return
	}
	select {
	case <-p.typed: // a nil channel holds nothing
		p.typed = nil
	default:
	}
}

// readKeys reads up to the end of a line and not a byte more: what is typed next
// may be for another connection.
func readKeys(r io.Reader) (got typed) {
	for b := []byte{0}; ; {
		n, err := r.Read(b)
		switch {
		case n > 0 && b[0] == '\n':
			return got
		case n > 0 && len(got.line) < mostTyped:
			got.line += string(b)
		case n == 0 && err != nil:
			got.err = err
			return got
		}
	}
}

// mostTyped is how much of a line is kept, in bytes.
const mostTyped = 1000

func (p *person) close() error { return nil }
