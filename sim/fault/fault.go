// Package fault makes a desk misbehave on purpose: it loses, repeats, changes or
// misdirects frames on their way out, so that a judge can be judged.
package fault

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Fault is one misbehavior.
type Fault struct {
	On    Site            `json:"on"`
	Do    Deed            `json:"do"`
	Path  string          `json:"path,omitempty"`  // member to change, such as data.interaction.state
	Value json.RawMessage `json:"value,omitempty"` // Replace
}

// Site says which frames a fault befalls. Empty members match anything.
type Site struct {
	Frame    string `json:"frame,omitempty"`    // "event", "answer", or empty for both
	Event    string `json:"event,omitempty"`    // the envelope's event name
	Type     string `json:"type,omitempty"`     // data.eventType
	State    string `json:"state,omitempty"`    // data.interaction.state
	CallType string `json:"callType,omitempty"` // data.interaction.callType
	Nth      int    `json:"nth,omitempty"`      // only the n-th such frame, from 1; 0: all
}

// Deed is what befalls a frame.
type Deed string

// The deeds.
const (
	Lose      Deed = "lose"
	Repeat    Deed = "repeat"
	Swap      Deed = "swap"      // with the next frame to the same page
	Replace   Deed = "replace"   // Path gets Value
	Remove    Deed = "remove"    // Path is taken out
	Stale     Deed = "stale"     // Path keeps the value that the interaction had before
	Misdirect Deed = "misdirect" // it goes to another agent's desk
)

var deeds = []Deed{Lose, Repeat, Swap, Replace, Remove, Stale, Misdirect}

// Validate reports what is wrong with a fault.
func (f *Fault) Validate() error {
	needsPath := f.Do == Replace || f.Do == Remove || f.Do == Stale
	switch {
	case !slices.Contains(deeds, f.Do):
		return fmt.Errorf("fault: do: %q is not one of %v", f.Do, deeds)
	case needsPath && f.Path == "":
		return fmt.Errorf("fault: %s needs a path", f.Do)
	case f.Do == Replace && !json.Valid(f.Value):
		return fmt.Errorf("fault: replace needs a value")
	}
	return nil
}

// Frame is a frame on its way out.
type Frame struct {
	Agent string
	Page  uint32
	Body  []byte
}

// Plan applies faults to the frames of a world. The zero value changes nothing.
// One goroutine owns it.
type Plan struct {
	faults []*armed
	held   []Frame // swapped, waiting for the next frame of their page
}

type armed struct {
	Fault
	seen int
	last map[string]any // interaction → value at Path in its last frame
}

// Set replaces the plan's faults. An error names the fault that is wrong, and nothing is set.
func (p *Plan) Set(faults []Fault) error {
	next := make([]*armed, 0, len(faults))
	for _, f := range faults {
		if err := f.Validate(); err != nil {
			return err
		}
		next = append(next, &armed{Fault: f, last: map[string]any{}})
	}
	p.faults, p.held = next, nil
	return nil
}

// Apply returns what becomes of the frames of one input, in order. Desks are all
// pages that are open, by agent, in a fixed order: where a misdirected frame can go.
func (p *Plan) Apply(frames []Frame, desks []Frame) []Frame {
	if len(p.faults) == 0 {
		return frames
	}
	var out []Frame
	for _, f := range frames {
		out = p.one(f, desks, out)
	}
	out = append(out, p.held...) // nothing followed to swap with
	p.held = nil
	return out
}

func (p *Plan) one(f Frame, desks, out []Frame) []Frame {
	released := p.release(f)
	sent := []Frame{f}
	for _, a := range p.faults {
		var next []Frame
		for _, s := range sent {
			next = append(next, p.befall(a, s, desks)...)
		}
		sent = next
	}
	return append(append(out, sent...), released...)
}

// release takes out the frames held back for f's page.
func (p *Plan) release(f Frame) []Frame {
	var out []Frame
	p.held = slices.DeleteFunc(p.held, func(h Frame) bool {
		if h.Agent == f.Agent && h.Page == f.Page {
			out = append(out, h)
			return true
		}
		return false
	})
	return out
}

// befall is what a becomes of one frame under one fault.
func (p *Plan) befall(a *armed, f Frame, desks []Frame) []Frame {
	var m map[string]any
	if json.Unmarshal(f.Body, &m) != nil {
		return []Frame{f}
	}
	stale, had := a.remember(m)
	if !a.hits(m) {
		return []Frame{f}
	}
	switch a.Do {
	case Lose:
		return nil
	case Repeat:
		return []Frame{f, f}
	case Swap:
		p.held = append(p.held, f)
		return nil
	case Misdirect:
		return misdirected(f, desks)
	case Replace:
		var v any
		_ = json.Unmarshal(a.Value, &v) // Validate has seen it
		set(m, a.Path, v)
	case Remove:
		set(m, a.Path, nil)
	case Stale:
		if had {
			set(m, a.Path, stale)
		}
	}
	f.Body, _ = json.Marshal(m) // it came from JSON
	return []Frame{f}
}

// remember keeps the value at Path of the frame's interaction and returns the one before.
func (a *armed) remember(m map[string]any) (any, bool) {
	id, ok := get(m, "data.interaction.interactionId").(string)
	if !ok || a.Do != Stale {
		return nil, false
	}
	before, had := a.last[id]
	a.last[id] = get(m, a.Path)
	return before, had
}

func (a *armed) hits(m map[string]any) bool {
	if !a.On.matches(m) {
		return false
	}
	a.seen++
	return a.On.Nth == 0 || a.On.Nth == a.seen
}

func (s Site) matches(m map[string]any) bool {
	_, isEvent := m["event"]
	_, isAnswer := m["referenceId"]
	is := func(want, path string) bool { return want == "" || get(m, path) == any(want) }
	return (s.Frame != "event" || isEvent) && (s.Frame != "answer" || isAnswer && !isEvent) &&
		is(s.Event, "event") && is(s.Type, "data.eventType") &&
		is(s.State, "data.interaction.state") && is(s.CallType, "data.interaction.callType")
}

// misdirected sends f to every page of the first other agent.
func misdirected(f Frame, desks []Frame) []Frame {
	var out []Frame
	to := ""
	for _, d := range desks {
		if d.Agent != f.Agent && (to == "" || to == d.Agent) {
			to = d.Agent
			out = append(out, Frame{Agent: d.Agent, Page: d.Page, Body: f.Body})
		}
	}
	return out
}

func get(m map[string]any, path string) any {
	var v any = m
	for _, name := range strings.Split(path, ".") {
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[name]
	}
	return v
}

// set puts v at path, or with nil takes it out; objects on the way must be there.
func set(m map[string]any, path string, v any) {
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		next, ok := m[name].(map[string]any)
		if !ok {
			return
		}
		m = next
	}
	last := names[len(names)-1]
	if v == nil {
		delete(m, last)
		return
	}
	m[last] = v
}
