package fault

import (
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/sim/wire"
)

func (a *armed) prefix() string {
	s, _ := text(a.Value) // Validate has seen it
	return s
}

// byID is what comes before an id in a URI.
const byID = "/interactions/"

// aliased gives the members of that name, at any depth, texts that begin with prefix.
func aliased(f Frame, m map[string]any, name, prefix string) (changed bool) {
	if !f.isWebex() {
		return alias(m, name, prefix, f.Wire == wire.GWS)
	}
	meant := map[string]bool{}
	named(m, name, meant)
	maps.DeleteFunc(meant, func(s string, _ bool) bool { return strings.HasPrefix(s, prefix) }) // another alias was there first
	return len(meant) > 0 && rename(m, prefix, meant)
}

// named adds the texts that the members of a name have, or have in a list.
func named(v any, name string, out map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		list, isList := v[name].([]any)
		if !isList {
			list = []any{v[name]}
		}
		for _, x := range list {
			if s, ok := x.(string); ok && s != "" {
				out[s] = true
			}
		}
		for _, x := range v {
			named(x, name, out)
		}
	case []any:
		for _, x := range v {
			named(x, name, out)
		}
	}
}

// rename gives all texts and members that are called so names that begin with prefix: on
// webex a contact's id is the name of members, too.
func rename(v any, prefix string, meant map[string]bool) (changed bool) {
	text := func(x any) (any, bool) {
		s, ok := x.(string)
		return prefix + s, ok && meant[s]
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			x := v[k]
			if s, ok := text(x); ok {
				v[k], changed = s, true
			} else {
				changed = rename(x, prefix, meant) || changed
			}
			if meant[k] {
				v[prefix+k], changed = v[k], true
				delete(v, k)
			}
		}
	case []any:
		for i, x := range v {
			if s, ok := text(x); ok {
				v[i], changed = s, true
			} else {
				changed = rename(x, prefix, meant) || changed
			}
		}
	}
	return changed
}

// alias gives the members of that name, at any depth, texts that begin with prefix. Where
// there are URIs, the ids in them do, too.
func alias(v any, name, prefix string, uris bool) (changed bool) {
	put := func(key string, x any, set func(string)) {
		s, isText := x.(string)
		switch {
		case isText && key == name && s != "":
			s = prefix + s
		case isText && uris && strings.Contains(s, byID):
			s = strings.Replace(s, byID, byID+prefix, 1)
		default:
			changed = !isText && alias(x, name, prefix, uris) || changed
			return
		}
		set(s)
		changed = true
	}
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			put(k, x, func(s string) { v[k] = s })
		}
	case []any:
		for i, x := range v {
			put("", x, func(s string) { v[i] = s })
		}
	}
	return changed
}

// unaliased is a frame of a page with the texts that aliases made as they were.
func (p *Plan) unaliased(f Frame, m map[string]any) Frame {
	changed := false
	for _, a := range p.faults {
		if a.Do == Alias {
			changed = unalias(m, a.prefix()) || changed
		}
		if path, ok := m["path"].(string); ok && a.Do == Alias && asks(f.Wire) && strings.Contains(path, "/"+a.prefix()) {
			m["path"], changed = strings.Replace(path, "/"+a.prefix(), "/", 1), true
		}
	}
	return struck{Frame: f}.with(m, changed).Frame
}

// Meant is what a text names that an Alias may have given another beginning: the stage
// door names things as the wire does.
func (p *Plan) Meant(text string) string {
	for _, a := range p.faults {
		if a.Do == Alias {
			text = strings.TrimPrefix(text, a.prefix())
		}
	}
	return text
}

func unalias(v any, prefix string) (changed bool) {
	meant := func(x any) (any, bool) {
		s, ok := x.(string)
		bare, had := strings.CutPrefix(s, prefix)
		return bare, ok && had
	}
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if s, ok := meant(x); ok {
				v[k], changed = s, true
			} else {
				changed = unalias(x, prefix) || changed
			}
		}
	case []any:
		for i, x := range v {
			if s, ok := meant(x); ok {
				v[i], changed = s, true
			} else {
				changed = unalias(x, prefix) || changed
			}
		}
	}
	return changed
}
