package selftest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// misuse is what enumerate leaves out, for it is the same everywhere: every member with
// a value of another type, every text with a word that no document has, and every
// answer that says yes as a refusal.
func misuse(list []*site) []mutation {
	var out []mutation
	for _, s := range list {
		add := func(name string, faults ...map[string]any) {
			m := mutation{id: s.String() + "/" + name, site: s, scenarios: s.scenarios}
			m.path, _ = faults[0]["path"].(string)
			for _, f := range faults {
				f["on"] = s.place
				m.faults = append(m.faults, json.RawMessage(asJSON(f)))
			}
			out = append(out, m)
		}
		replace := func(path, value string) map[string]any {
			return map[string]any{"do": "replace", "path": path, "value": json.RawMessage(value)}
		}
		for _, path := range slices.Sorted(maps.Keys(s.members)) {
			here := slices.Sorted(maps.Keys(s.members[path]))[0]
			add("mistyped/"+path, replace(path, mistyped(here)))
			switch {
			case strings.HasPrefix(here, `"`):
				add("unheard/"+path, replace(path, `"UNHEARD"`))
			case strings.HasPrefix(here, `["`):
				add("unheard/"+path, replace(path, `["UNHEARD"]`))
			}
		}
		if s.Frame == "answer" && s.Wire == "" {
			add("refused", map[string]any{"do": "remove", "path": "data"}, map[string]any{"do": "add", "path": "errorMessage", "value": json.RawMessage(`"Refused"`)})
		}
	}
	return out
}

// mistyped is a value of another type.
func mistyped(value string) string {
	if strings.HasPrefix(value, `"`) {
		return "4711"
	}
	return `"mistyped"`
}
