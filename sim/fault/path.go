package fault

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

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

func text(raw json.RawMessage) (string, bool) {
	v, err := decodeAny(raw)
	s, ok := v.(string)
	return s, ok && err == nil
}

// place is a member of an object, whether it is there or not, or an element of an array.
type place struct {
	object map[string]any
	name   string
	array  []any
	index  int
}

// places are where a path leads from m: several if it has a * or **, none if an object
// or array on the way is not there.
func places(m any, path string) []place {
	at := []place{{object: map[string]any{"": m}}}
	for name := range strings.SplitSeq(path, ".") {
		var next []place
		for _, p := range at {
			next = append(next, p.step(name)...)
		}
		at = next
	}
	return at
}

func (p place) step(name string) []place {
	v, _ := p.get()
	if name == "**" {
		return p.below(v)
	}
	switch v := v.(type) {
	case map[string]any:
		return members(v, name)
	case []any:
		return elements(v, name)
	}
	return nil
}

func members(v map[string]any, name string) []place {
	if name != "*" {
		return []place{{object: v, name: name}}
	}
	var out []place
	for _, n := range slices.Sorted(maps.Keys(v)) {
		out = append(out, place{object: v, name: n})
	}
	return out
}

// below are p, whose value is v, and all that is in it, objects and arrays alone.
func (p place) below(v any) []place {
	var out []place
	switch v := v.(type) {
	case map[string]any:
		out = append(out, p)
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out = append(out, place{object: v, name: name}.below(v[name])...)
		}
	case []any:
		out = append(out, p)
		for i := range v {
			out = append(out, place{array: v, index: i}.below(v[i])...)
		}
	}
	return out
}

func elements(v []any, name string) []place {
	if name == "*" {
		var out []place
		for i := range v {
			out = append(out, place{array: v, index: i})
		}
		return out
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
		return []place{{array: v, index: i}}
	}
	return nil
}

func (p place) get() (any, bool) {
	if p.array != nil {
		return p.array[p.index], true
	}
	v, ok := p.object[p.name]
	return v, ok
}

func (p place) set(v any) {
	if p.array != nil {
		p.array[p.index] = v
		return
	}
	p.object[p.name] = v
}

// remove takes out a member. An element stays: those after it would be others.
func (p place) remove() { delete(p.object, p.name) }

// get returns the value at path, nil if there is none.
func get(m any, path string) any {
	for _, p := range places(m, path) {
		v, _ := p.get()
		return v
	}
	return nil
}

func has(m any, path string) bool {
	for _, p := range places(m, path) {
		if _, ok := p.get(); ok {
			return true
		}
	}
	return false
}

// without is v when what is at a path, of names or indexes, has been taken out: elements
// after it move up. It reports whether anything was there.
func without(v any, path string) (any, bool) {
	name, rest, deeper := strings.Cut(path, ".")
	switch v := v.(type) {
	case map[string]any:
		child, there := v[name]
		switch {
		case there && deeper:
			v[name], there = without(child, rest)
		case there:
			delete(v, name)
		}
		return v, there
	case []any:
		return withoutElement(v, name, rest, deeper)
	}
	return v, false
}

func withoutElement(v []any, name, rest string, deeper bool) (any, bool) {
	if name == "*" && !deeper {
		return []any{}, len(v) > 0
	}
	changed := false
	for _, p := range elements(v, name) {
		if !deeper {
			return slices.Delete(v, p.index, p.index+1), true
		}
		var did bool
		v[p.index], did = without(v[p.index], rest)
		changed = changed || did
	}
	return v, changed
}

// same reports whether v is what raw says; anything is what nothing says.
func same(v any, raw json.RawMessage) bool {
	if raw == nil {
		return true
	}
	want, err := decodeAny(raw)
	return err == nil && reflect.DeepEqual(v, want)
}
