package fault

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// befall is what becomes of one frame under one fault, name being the request that it
// answers. A frame that another waits for, to be swapped with it, goes on.
func (p *Plan) befall(a *armed, f struck, name string, desks []Frame, waitedFor bool) []struck {
	m, ok := decode(f.Body)
	if !ok {
		return []struck{f}
	}
	before, had := a.remember(f.Frame, name, m)
	if !a.hits(f.Frame, kindOf(f.Frame, m), name, m) {
		return []struck{f}
	}
	switch {
	case asks(f.Wire) && f.Exchange != 0 && (a.Do == Misdirect || a.Do == Broadcast): // it is for whoever asked
	case a.Do == Misdirect && !f.spread:
		return misdirected(f.Frame, desks)
	case a.Do == Broadcast && !f.spread:
		return p.broadcast(f, desks)
	case a.Do == Swap && !waitedFor:
		p.swapped = append(p.swapped, f.Frame)
		return nil
	case a.Do == Last:
		p.last = append(p.last, f.Frame)
		return nil
	case a.Do == Late:
		p.late = append(p.late, f.Frame)
		return nil
	case a.Do == Delay:
		f.Delay += p.held(a)
		return []struck{f}
	case a.Do == Stale && had:
		return []struck{f.with(m, stale(m, a.Path, before))}
	case a.Do == Reorder:
		return []struck{f.with(m, true)}
	case a.Do == Respell:
		f.Body = respelled(say(m))
		return []struck{f}
	case a.Do == Alias:
		return []struck{f.with(m, aliased(f.Frame, m, a.Path, a.prefix()))}
	}
	return a.alter(f, m)
}

// befallRequest is what becomes of a request of that name under one fault.
func (a *armed) befallRequest(f struck, name string) []struck {
	m, ok := decode(f.Body)
	if !ok || a.On.Frame != "request" || !a.hits(f.Frame, "request", name, m) {
		return []struck{f}
	}
	return a.alter(f, m)
}

// alter is the deeds that befall what leaves and what comes alike.
func (a *armed) alter(f struck, m any) []struck {
	switch a.Do {
	case Lose:
		if a.Path == "" {
			return nil
		}
		return []struck{f.with(without(m, a.Path))}
	case Replace:
		return []struck{f.with(m, a.replace(m))}
	case Add:
		return []struck{f.with(m, a.add(m))}
	case Append:
		return []struck{f.with(m, a.append(m))}
	case Remove:
		return []struck{f.with(m, a.remove(m))}
	}
	if f.spread {
		return []struck{f}
	}
	f.spread = true
	other := f
	switch a.Do {
	case Repeat:
		return []struck{f, f}
	case Copy:
		return []struck{f, f.with(m, a.put(m))}
	case Precede:
		other.Body = a.said()
		return []struck{other, f}
	case Follow:
		other.Body = a.said()
		return []struck{f, other}
	}
	f.spread = false
	return []struck{f}
}

// broadcast sends f to the pages of its desk that are not told of it as well. The first
// page that is told does so for all.
func (p *Plan) broadcast(f struck, desks []Frame) []struck {
	f.spread = true
	out := []struck{f}
	var told []uint32
	for _, in := range p.input {
		if in.isOf(f.Frame) && bytes.Equal(in.Body, f.was) {
			told = append(told, in.Page)
		}
	}
	switch {
	case len(told) == 0 || told[0] != f.Page:
		return out
	case asks(f.Wire):
		return append(out, others(f, desks)...)
	}
	for _, d := range desks {
		if d.isOf(f.Frame) && !slices.Contains(told, d.Page) {
			other := f
			other.Page = d.Page
			out = append(out, other)
		}
	}
	return out
}

// others are f as everybody else is told it.
func others(f struck, desks []Frame) []struck {
	var out []struck
	for _, d := range desks {
		if d.Wire == f.Wire && d.Agent != f.Agent {
			other := f
			other.Agent, other.Page = d.Agent, d.Page
			out = append(out, other)
		}
	}
	return out
}

// maxBody is how long a frame may become.
const maxBody = 1 << 20

// with is a frame that says m, if it was changed and has not become too long.
func (s struck) with(m any, changed bool) struck {
	if !changed {
		return s
	}
	if body := say(m); len(body) <= maxBody {
		s.Body = []byte(body)
	}
	return s
}

func (a *armed) hits(f Frame, kind, name string, m any) bool {
	if !a.On.matches(f, kind, name, m) {
		return false
	}
	a.seen++
	return a.On.Nth == 0 || a.On.Nth == a.seen
}

// value is what a fault puts at its path, in so many places; false if it takes it from
// where nothing is, or if no frame could hold it all.
func (a *armed) value(m any, places int) (any, bool) {
	raw := a.Value
	if a.From != "" {
		if !has(m, a.From) {
			return nil, false
		}
		raw = []byte(say(get(m, a.From))) // a value of its own: Path may lie within From
	}
	if len(raw)*places > maxBody {
		return nil, false
	}
	v, err := decodeAny(raw)
	return v, err == nil
}

func (a *armed) replace(m any) (changed bool) {
	at := places(m, a.Path)
	value, ok := a.value(m, len(at))
	for _, p := range at {
		if v, there := p.get(); ok && there && same(v, a.Is) {
			p.set(value)
			changed = true
		}
	}
	return changed
}

func (a *armed) add(m any) (changed bool) {
	at := places(m, a.Path)
	value, ok := a.value(m, len(at))
	for _, p := range at {
		if _, there := p.get(); ok && !there {
			p.set(value)
			changed = true
		}
	}
	return changed
}

func (a *armed) append(m any) (changed bool) {
	at := places(m, a.Path)
	value, ok := a.value(m, len(at))
	for _, p := range at {
		v, _ := p.get()
		if list, isList := v.([]any); ok && isList {
			p.set(append(slices.Clone(list), value))
			changed = true
		}
	}
	return changed
}

// put is replace and add.
func (a *armed) put(m any) bool {
	at := places(m, a.Path)
	value, ok := a.value(m, len(at))
	if !ok {
		return false
	}
	for _, p := range at {
		p.set(value)
	}
	return len(at) > 0
}

func (a *armed) remove(m any) (changed bool) {
	for _, p := range places(m, a.Path) {
		if v, there := p.get(); there && same(v, a.Is) {
			p.remove()
			changed = true
		}
	}
	return changed
}

// stale puts a value back that was there before; nil: nothing was.
func stale(m any, path string, before any) bool {
	at := places(m, path)
	if len(say(before))*len(at) > maxBody {
		return false
	}
	for _, p := range at {
		if before == nil {
			p.remove()
		} else {
			p.set(before)
		}
	}
	return true
}

// misdirected sends f to every page of the first other agent.
func misdirected(f Frame, desks []Frame) []struck {
	var out []struck
	to := ""
	for _, d := range desks {
		if d.Wire == f.Wire && d.Agent != f.Agent && (to == "" || to == d.Agent) {
			to = d.Agent
			other := f
			other.Agent, other.Page = d.Agent, d.Page
			out = append(out, struck{Frame: other, spread: true})
		}
	}
	return out
}

// said is what Precede and Follow send.
func (a *armed) said() []byte {
	if s, isText := text(a.Value); isText {
		return []byte(s)
	}
	return a.Value
}

// respelled is JSON that says the same in other signs: each letter of a text as an
// escape, blanks wherever they may be.
func respelled(compact string) []byte {
	var b bytes.Buffer
	within, escape := false, 0 // in a text; how much of an escape is left
	for _, c := range []byte(compact) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		switch {
		case escape > 0:
			b.WriteByte(c)
			if escape--; c == 'u' {
				escape = 4
			}
			continue
		case within && letter:
			fmt.Fprintf(&b, `\u%04x`, c)
			continue
		case c == '"':
			within = !within
		case c == '\\':
			escape = 1
		}
		b.WriteByte(c)
		if !within && strings.IndexByte(",:{[", c) >= 0 {
			b.WriteString("\r\n\t ")
		}
	}
	return b.Bytes()
}
