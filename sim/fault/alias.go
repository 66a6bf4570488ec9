package fault

import "strings"

func (a *armed) prefix() string {
	s, _ := text(a.Value) // Validate has seen it
	return s
}

// byID is what comes before an id in a URI.
const byID = "/interactions/"

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
		if path, ok := m["path"].(string); ok && a.Do == Alias && f.isGWS() && strings.Contains(path, "/"+a.prefix()) {
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
