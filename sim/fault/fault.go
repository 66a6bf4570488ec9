// Package fault makes a desk misbehave on purpose: it loses, repeats, changes or
// misdirects frames on their way out, so that a judge can be judged.
package fault

import (
	"bytes"
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
	Swap      Deed = "swap"      // with the next frame of the same input to the same page
	Replace   Deed = "replace"   // Path gets Value
	Remove    Deed = "remove"    // Path is taken out
	Stale     Deed = "stale"     // Path keeps the value that the interaction had before
	Misdirect Deed = "misdirect" // it goes to another agent's desk
)

var deeds = []Deed{Lose, Repeat, Swap, Replace, Remove, Stale, Misdirect}

// maxTold is of how many interactions a fault remembers what was said: pages that
// close before the end would let them grow without end.
const maxTold = 4096

// Max is how many faults a plan takes.
const Max = 32

// Validate reports what is wrong with a fault.
func (f *Fault) Validate() error {
	takesPath := f.Do == Replace || f.Do == Remove || f.Do == Stale
	switch {
	case !slices.Contains(deeds, f.Do):
		return fmt.Errorf("fault: do: %q is not one of %v", f.Do, deeds)
	case !slices.Contains([]string{"", "event", "answer"}, f.On.Frame):
		return fmt.Errorf("fault: on.frame: %q is neither event nor answer", f.On.Frame)
	case f.On.Nth < 0:
		return fmt.Errorf("fault: on.nth: %d is not 0 or more", f.On.Nth)
	case takesPath && f.Path == "":
		return fmt.Errorf("fault: %s needs a path", f.Do)
	case !takesPath && f.Path != "":
		return fmt.Errorf("fault: %s takes no path", f.Do)
	case f.Do == Replace && !json.Valid(f.Value):
		return fmt.Errorf("fault: replace needs a value")
	case f.Do != Replace && f.Value != nil:
		return fmt.Errorf("fault: %s takes no value", f.Do)
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
	seen  int
	last  map[told]any // value at Path in the last frame
	order []told       // those in last, the first that came first
}

// told is an interaction as one page knows it.
type told struct {
	agent       string
	page        uint32
	interaction string
}

// Set replaces the plan's faults. An error names the fault that is wrong, and nothing is set.
func (p *Plan) Set(faults []Fault) error {
	if len(faults) > Max {
		return fmt.Errorf("%d faults: a plan takes %d", len(faults), Max)
	}
	next := make([]*armed, 0, len(faults))
	for _, f := range faults {
		if err := f.Validate(); err != nil {
			return err
		}
		next = append(next, &armed{Fault: f, last: map[told]any{}})
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

// struck is a frame after some faults. One that has been copied or misdirected is
// not again, or a few faults could make any number of frames.
type struck struct {
	Frame
	spread bool
}

func (p *Plan) one(f Frame, desks, out []Frame) []Frame {
	waiting := p.release(f)
	frames := []struck{{Frame: f}}
	for _, a := range p.faults {
		var next []struck
		for _, s := range frames {
			next = append(next, p.befall(a, s, desks, len(waiting) > 0)...)
		}
		frames = next
	}
	for _, s := range frames {
		out = append(out, s.Frame)
	}
	return append(out, waiting...)
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

// befall is what becomes of one frame under one fault. A frame that another waits
// for, to be swapped with it, goes on.
func (p *Plan) befall(a *armed, f struck, desks []Frame, waitedFor bool) []struck {
	m, ok := decode(f.Body)
	if !ok {
		return []struck{f}
	}
	stale, had := a.remember(f.Frame, m)
	if !a.hits(m) {
		return []struck{f}
	}
	switch {
	case a.Do == Lose:
		return nil
	case a.Do == Repeat && !f.spread:
		f.spread = true
		return []struck{f, f}
	case a.Do == Misdirect && !f.spread:
		return misdirected(f.Frame, desks)
	case a.Do == Swap && !waitedFor:
		p.held = append(p.held, f.Frame)
		return nil
	case a.Do == Replace:
		v, _ := decodeAny(a.Value) // Validate has seen it
		set(m, a.Path, v)
	case a.Do == Remove || a.Do == Stale && had && stale == nil:
		remove(m, a.Path)
	case a.Do == Stale && had:
		set(m, a.Path, stale)
	default:
		return []struck{f}
	}
	f.Body, _ = json.Marshal(m) // it came from JSON
	return []struck{f}
}

// remember keeps the value at Path of the frame's interaction and returns the one before.
func (a *armed) remember(f Frame, m map[string]any) (any, bool) {
	id, ok := get(m, "data.interaction.interactionId").(string)
	if !ok || a.Do != Stale {
		return nil, false
	}
	key := told{f.Agent, f.Page, id}
	before, had := a.last[key]
	if get(m, "data.eventType") == "REMOVED" {
		a.forget(key)
		return before, had
	}
	if !had {
		if len(a.order) == maxTold {
			a.forget(a.order[0])
		}
		a.order = append(a.order, key)
	}
	a.last[key] = get(m, a.Path)
	return before, had
}

// forget drops what was said about an interaction that has gone.
func (a *armed) forget(key told) {
	if _, known := a.last[key]; !known {
		return
	}
	delete(a.last, key)
	i := slices.Index(a.order, key)
	a.order = slices.Delete(a.order, i, i+1)
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
func misdirected(f Frame, desks []Frame) []struck {
	var out []struck
	to := ""
	for _, d := range desks {
		if d.Agent != f.Agent && (to == "" || to == d.Agent) {
			to = d.Agent
			out = append(out, struck{Frame{Agent: d.Agent, Page: d.Page, Body: f.Body}, true})
		}
	}
	return out
}

// decode reads a JSON object, its numbers as they are written.
func decode(body []byte) (map[string]any, bool) {
	v, err := decodeAny(body)
	m, ok := v.(map[string]any)
	return m, ok && err == nil
}

func decodeAny(body []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// get returns the value at path, nil if there is none.
func get(m map[string]any, path string) any {
	object, name := walk(m, path)
	return object[name]
}

// set puts v at path, if the objects on the way are there.
func set(m map[string]any, path string, v any) {
	if object, name := walk(m, path); object != nil {
		object[name] = v
	}
}

func remove(m map[string]any, path string) {
	object, name := walk(m, path)
	delete(object, name)
}

// walk returns the object that holds the last name of path, nil if it is not there.
func walk(m map[string]any, path string) (map[string]any, string) {
	names := strings.Split(path, ".")
	last := len(names) - 1
	for _, name := range names[:last] {
		m, _ = m[name].(map[string]any)
	}
	return m, names[last]
}
