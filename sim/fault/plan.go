package fault

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// Plan applies faults to the frames of a world. The zero value changes nothing.
// One goroutine owns it.
type Plan struct {
	Chance  *rand.Rand // how long Delay holds back; nil: as long as it may
	faults  []*armed
	waiting memory[asked, string] // the names of requests without an answer
	swapped []Frame               // waiting for the next frame of their page
	last    []Frame               // waiting for the other frames of the input
	late    []Frame               // waiting for the frames of the next input
	input   []Frame               // the frames of the input that Apply is at, as they were
}

type armed struct {
	Fault
	seen int
	last memory[told, any] // the value at Path in the last frame
}

// Set replaces the plan's faults. An error names the fault that is wrong, and nothing is set.
func (p *Plan) Set(faults []Fault) error {
	if err := Validate(faults); err != nil {
		return err
	}
	next := make([]*armed, 0, len(faults))
	for _, f := range faults {
		next = append(next, &armed{Fault: f})
	}
	*p = Plan{Chance: p.Chance, faults: next}
	return nil
}

// Validate reports the first fault that is wrong, or that they are too many.
func Validate(faults []Fault) error {
	if len(faults) > Max {
		return fmt.Errorf("%d faults: a plan takes %d", len(faults), Max)
	}
	for _, f := range faults {
		if err := f.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// Keeps reports whether the answer of an exchange waits for the next input.
func (p *Plan) Keeps(wire, agent string, exchange uint32) bool {
	return slices.ContainsFunc(p.late, func(f Frame) bool {
		return f.Wire == wire && f.Agent == agent && f.Exchange == exchange
	})
}

// Hear returns what becomes of a frame that a page has sent, in order.
func (p *Plan) Hear(f Frame) []Frame {
	if len(p.faults) == 0 {
		return []Frame{f}
	}
	m, ok := decode(f.Body)
	if !ok {
		return []Frame{f}
	}
	name := requestName(f, m)
	p.waiting.put(reference(f, m), name)
	frames := []struck{{Frame: p.unaliased(f, m)}}
	for _, a := range p.faults {
		frames = each(frames, func(s struck) []struck { return a.befallRequest(s, name) })
	}
	return bare(frames)
}

// Awaits is for how long real time is to pass before Hear is asked about a frame that a
// page has sent.
func (p *Plan) Awaits(f Frame) (d time.Duration) {
	if !slices.ContainsFunc(p.faults, (*armed).delaysRequests) {
		return 0
	}
	m, ok := decode(f.Body)
	for _, a := range p.faults {
		if ok && a.delaysRequests() && a.On.matches(f, "request", requestName(f, m), m) && (a.On.Nth == 0 || a.On.Nth == a.seen+1) {
			d += p.held(a)
		}
	}
	return d
}

func (a *armed) delaysRequests() bool { return a.Do == Delay && a.On.Frame == "request" }

// Apply returns what becomes of the frames of one input, in order. Desks are all
// pages that are open, by agent, in a fixed order: where a misdirected frame can go.
func (p *Plan) Apply(frames []Frame, desks []Frame) []Frame {
	if len(p.faults) == 0 {
		return frames
	}
	late := p.late
	p.late, p.input = nil, frames
	var out []Frame
	for _, f := range frames {
		out = p.one(f, desks, out)
	}
	out = append(out, p.swapped...) // nothing followed to swap with
	out = append(out, p.last...)
	p.swapped, p.last, p.input = nil, nil, nil
	return append(out, late...)
}

// struck is a frame after some faults. One that has been multiplied or misdirected is
// not again, or a few faults could make any number of frames.
type struck struct {
	Frame
	was    []byte // the body before any fault
	spread bool
}

func (p *Plan) one(f Frame, desks, out []Frame) []Frame {
	waiting := p.release(f)
	name := p.answered(f)
	frames := []struck{{Frame: f, was: f.Body}}
	for _, a := range p.faults {
		frames = each(frames, func(s struck) []struck { return p.befall(a, s, name, desks, len(waiting) > 0) })
	}
	out = append(out, bare(frames)...)
	return append(out, waiting...)
}

func each(frames []struck, f func(struck) []struck) []struck {
	var out []struck
	for _, s := range frames {
		out = append(out, f(s)...)
	}
	return out
}

func bare(frames []struck) []Frame {
	var out []Frame
	for _, s := range frames {
		out = append(out, s.Frame)
	}
	return out
}

// release takes out the frames held back for f's page.
func (p *Plan) release(f Frame) []Frame {
	var out []Frame
	p.swapped = slices.DeleteFunc(p.swapped, func(h Frame) bool {
		if h.isOf(f) && h.Page == f.Page {
			out = append(out, h)
			return true
		}
		return false
	})
	return out
}

// answered is the name of the request that a frame answers, if it is an answer.
func (p *Plan) answered(f Frame) string {
	m, ok := decode(f.Body)
	if !ok || kindOf(f, m) != "answer" {
		return ""
	}
	key := reference(f, m)
	name := p.waiting.values[key]
	p.waiting.forget(key)
	return name
}

// held is for how long a fault holds a frame back.
func (p *Plan) held(a *armed) time.Duration {
	most := time.Duration(a.Millis) * time.Millisecond
	if p.Chance == nil {
		return most
	}
	return time.Duration(p.Chance.Int64N(int64(most) + 1))
}

// say is a value as JSON.
func say(v any) string {
	b, _ := json.Marshal(v) // it came from JSON
	return string(b)
}
