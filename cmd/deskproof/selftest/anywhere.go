package selftest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// anywhere is every documented value replaced wherever a desk sends it in a member that
// it is for, by a word that no document has and by another documented one, and
// every documented value in place of all others.
func anywhere(b *book.Book, list []*site) []mutation {
	var out []mutation
	for i := range b.Enums {
		e := &b.Enums[i]
		names := membersFor(b, e)
		for _, v := range e.Values {
			next := another(e, v.Value)
			out = append(out,
				replaced("anywhere/unheard/"+e.Name+"/"+v.Value, names, v.Value, "UNHEARD", list),
				replaced("anywhere/wrong/"+e.Name+"/"+v.Value, names, v.Value, next, list),
				nothingBut("anywhere/only/"+e.Name+"/"+v.Value, names, e, v.Value, list))
		}
	}
	if b.System != scapi {
		onWire(out, b.System)
	}
	return slices.DeleteFunc(out, func(m mutation) bool { return len(m.faults) == 0 })
}

// onWire has faults befall the frames of a wire.
func onWire(list []mutation, wire string) {
	for _, m := range list {
		for i, raw := range m.faults {
			m.faults[i] = append(fmt.Appendf(nil, `{"on":{"wire":%q},`, wire), raw[1:]...)
		}
	}
}

// another is a value that another one is not, and not UNKNOWN, which may be told of anything.
func another(e *book.Enum, value string) string {
	i := slices.IndexFunc(e.Values, func(v book.Value) bool { return v.Value != value && v.Value != "UNKNOWN" })
	if i < 0 {
		return "UNHEARD"
	}
	return e.Values[i].Value
}

// replaced puts another word in place of a value, in all members of some names.
func replaced(id string, names []string, value, instead string, list []*site) mutation {
	m := mutation{id: id, scenarios: map[string]bool{}}
	for _, name := range names {
		for _, path := range []string{"**." + name, "**." + name + ".*"} {
			m.where(path, value, list, []book.Value{{Value: value}}, map[string]any{"do": "replace", "path": path, "is": value, "value": instead})
		}
	}
	return m
}

// nothingBut puts a value in place of all others of its enum, in members of some names.
func nothingBut(id string, names []string, e *book.Enum, value string, list []*site) mutation {
	m := mutation{id: id, scenarios: map[string]bool{}}
	for _, name := range names {
		path := "**." + name
		m.where(path, value, list, e.Values, map[string]any{"do": "replace", "path": path, "value": value})
	}
	return m
}

// where adds a fault that is about a value at a path, if sites show one of some values
// there. The first path is the mutation's own.
func (m *mutation) where(path, value string, list []*site, shown []book.Value, fault map[string]any) {
	found := false
	for _, s := range list {
		if slices.ContainsFunc(shown, func(v book.Value) bool { return s.shows(path, asJSON(v.Value)) }) {
			maps.Copy(m.scenarios, s.scenarios)
			found = true
		}
	}
	if !found {
		return
	}
	if m.site == nil {
		m.path = path
		m.site = &site{members: map[string]map[string]struct{}{path: {asJSON(value): {}}}}
	}
	m.faults = append(m.faults, json.RawMessage(asJSON(fault)))
}

// membersFor are the names of the members that an enum is for, and of what they are in,
// sorted.
func membersFor(b *book.Book, e *book.Enum) []string {
	names := strings.FieldsFunc(e.Of, func(r rune) bool { return r == '.' || r == ' ' })
	var add func(members []book.Member)
	add = func(members []book.Member) {
		for _, m := range members {
			if m.Enum == e.Name {
				names = append(names, m.Name)
			}
			add(m.Members)
		}
	}
	for i := range b.Types {
		add(b.Types[i].Members)
	}
	for i := range b.Events {
		add(b.Events[i].Members)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// isFor reports whether an enum is for the member at a path.
func isFor(b *book.Book, e *book.Enum, path string) bool {
	return slices.Contains(membersFor(b, e), last(strings.TrimSuffix(path, ".*")))
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

// says reports whether a verdict has a check that binds and is met, and expects a value.
func says(v *result.Scenario, value string) bool {
	notInWord := func(r rune) bool { return r != '_' && !unicode.IsLetter(r) }
	return slices.ContainsFunc(v.Claims, func(c result.Claim) bool {
		return c.Binding && c.Met && slices.Contains(strings.FieldsFunc(c.Expected, notInWord), value)
	})
}
