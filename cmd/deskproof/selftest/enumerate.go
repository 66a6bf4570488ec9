package selftest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// mutation is a fault at a site.
type mutation struct {
	id        string // the place, what befalls it, and the member if it is one
	faults    []json.RawMessage
	path      string // of the member
	site      *site
	scenarios map[string]bool // the ids of those who see the place
}

// deeds are what befalls whole frames, in our words and in those of fault.set.
var deeds = []struct{ name, do string }{{"lost", "lose"}, {"twice", "repeat"}, {"late", "late"}, {"elsewhere", "misdirect"}}

// enumerate is every frame lost, twice, late and at the wrong desk, and every member
// of every frame wrong and missing.
func enumerate(list []*site, values map[string][]string) []mutation {
	var out []mutation
	for _, s := range list {
		add := func(name string, fault map[string]any) {
			fault["on"] = s.place
			path, _ := fault["path"].(string)
			out = append(out, mutation{s.String() + "/" + name, []json.RawMessage{json.RawMessage(asJSON(fault))}, path, s, s.scenarios})
		}
		for _, d := range deeds {
			if s.Wire == gws && (s.Frame != "event" || d.do == "repeat" || d.do == "late") || s.Wire == webex && s.Frame != "event" {
				continue // a batch leaves as it is made, an answer has nowhere else to go, and on gws how often and how soon is left open
			}
			add(d.name, map[string]any{"do": d.do})
		}
		for _, path := range slices.Sorted(maps.Keys(s.members)) {
			wrong := other(slices.Sorted(maps.Keys(s.members[path])), values[s.Frame+" "+path])
			add("wrong/"+path, map[string]any{"do": "replace", "path": path, "value": json.RawMessage(wrong)})
			add("missing/"+path, map[string]any{"do": "remove", "path": path})
		}
	}
	return out
}

// other is a value that a member does not have here: one that it has elsewhere, or one
// of its kind.
func other(here, anywhere []string) string {
	for _, v := range anywhere {
		if !slices.Contains(here, v) {
			return v
		}
	}
	switch v := here[0]; {
	case v == "true":
		return "false"
	case v == "false":
		return "true"
	case strings.HasPrefix(v, "["):
		return `["wrong"]`
	case strings.HasPrefix(v, "{"):
		return `{"wrong":"wrong"}`
	case strings.HasPrefix(v, `"`):
		return `"wrong"`
	}
	return "987654321"
}
