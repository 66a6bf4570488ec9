package selftest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// anywhere is every documented value replaced by a word that no document has, wherever a
// desk sends it in the member that it is for.
func anywhere(b *book.Book, list []*site) []mutation {
	var out []mutation
	for i := range b.Enums {
		e := &b.Enums[i]
		for _, name := range membersOf(e, list) {
			for _, v := range e.Values {
				for _, path := range []string{"**." + name, "**." + name + ".*"} {
					if m := unheard(list, path, v.Value); len(m.scenarios) > 0 {
						out = append(out, m)
					}
				}
			}
		}
	}
	return out
}

// unheard replaces a value at a path that begins with **, where sites show it.
func unheard(list []*site, path, value string) mutation {
	is := asJSON(value)
	fault := map[string]any{"do": "replace", "path": path, "is": json.RawMessage(is), "value": json.RawMessage(`"UNHEARD"`)}
	m := mutation{
		id: "anywhere/unheard/" + path + "/" + value, faults: []json.RawMessage{json.RawMessage(asJSON(fault))}, path: path,
		site: &site{members: map[string]map[string]struct{}{path: {is: {}}}}, scenarios: map[string]bool{},
	}
	for _, s := range list {
		if s.shows(path, is) {
			maps.Copy(m.scenarios, s.scenarios)
		}
	}
	return m
}

// membersOf are the names of the members that an enum is for, as sites have them.
func membersOf(e *book.Enum, list []*site) []string {
	names := map[string]bool{}
	for _, s := range list {
		for path := range s.members {
			if isFor(e, path) {
				names[last(path)] = true
			}
		}
	}
	return sortedKeys(names)
}

// isFor reports whether an enum is for the member at a path.
func isFor(e *book.Enum, path string) bool {
	words := strings.FieldsFunc(e.Of, func(r rune) bool { return r == '.' || r == ' ' })
	return slices.Contains(words, last(strings.TrimSuffix(path, ".*")))
}

// last is the last name of a path.
func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// shows reports whether a member of the name in a path has a value, or where the path
// ends in an asterisk, has it among others.
func (s *site) shows(path, value string) bool {
	name, among := strings.CutSuffix(path, ".*")
	for at, values := range s.members {
		if last(at) != last(name) {
			continue
		}
		for v := range values {
			if !among && v == value || among && strings.HasPrefix(v, "[") && strings.Contains(v, value) {
				return true
			}
		}
	}
	return false
}

// requests are the places of the requests in traces, with their parameters as members.
func requests(verdicts []result.Scenario) []*site {
	found := map[string]*site{}
	for _, v := range verdicts {
		for _, r := range v.Trace {
			var m map[string]any
			if r.Door == trace.Stage || r.Dir != trace.Sent || r.Fence || json.Unmarshal(r.Frame, &m) != nil || word(m, "request") == "" {
				continue
			}
			name := word(m, "request")
			if found[name] == nil {
				found[name] = &site{place: place{Frame: "request", Request: name}, scenarios: map[string]bool{}, members: map[string]map[string]struct{}{}}
			}
			s := found[name]
			s.scenarios[v.ID] = true
			parameters, _ := m["parameters"].([]any)
			for i, p := range parameters {
				path := fmt.Sprintf("parameters.%d", i)
				note(s.members, path, asJSON(p))
				if object, ok := p.(map[string]any); ok {
					walk(object, path+".", func(path, value string) { note(s.members, path, value) })
				}
			}
		}
	}
	var out []*site
	for _, name := range sortedKeys(found) {
		out = append(out, found[name])
	}
	return out
}

// deaf is every request that is not heard, and every parameter of one: a desk that does
// as if it had not been sent, or had been another.
func deaf(list []*site) []mutation {
	var out []mutation
	for _, s := range list {
		add := func(name, path string, fault map[string]any) {
			fault["on"] = s.place
			out = append(out, mutation{s.String() + "/" + name, []json.RawMessage{json.RawMessage(asJSON(fault))}, path, s, s.scenarios})
		}
		add("lost", "", map[string]any{"do": "lose"})
		for _, path := range sortedKeys(s.members) {
			add("missing/"+path, path, map[string]any{"do": "remove", "path": path})
			if strings.HasPrefix(sortedKeys(s.members[path])[0], `"`) {
				add("unheard/"+path, path, map[string]any{"do": "replace", "path": path, "value": "UNHEARD"})
			}
		}
	}
	return out
}
