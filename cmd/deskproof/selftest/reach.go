package selftest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// requests are the places of the requests in traces, with their parameters as members.
func requests(verdicts []result.Scenario) []*site {
	found := map[string]*site{}
	for _, v := range verdicts {
		for _, r := range v.Trace {
			var m map[string]any
			switch r.Door {
			case gws:
				gwsRequest(r, v.ID, found)
				continue
			case webex:
				askedOverWebex(r, v.ID, found)
				continue
			}
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

// gwsRequest notes the place of a request of that wire, with the members of its body.
func gwsRequest(r trace.Record, id string, found map[string]*site) {
	var m map[string]any
	if r.Dir != trace.Sent || r.Fence || json.Unmarshal(r.Frame, &m) != nil || word(m, "method") == "" || strings.HasPrefix(word(m, "path"), "/notifications") {
		return
	}
	noteRequest(place{Wire: gws, Frame: "request", Request: operation(m)}, m, id, found)
}

// askedOverWebex notes the place of a request of that wire.
func askedOverWebex(r trace.Record, id string, found map[string]*site) {
	var m map[string]any
	if r.Dir == trace.Sent && !r.Fence && json.Unmarshal(r.Frame, &m) == nil && word(m, "method") != "" {
		noteRequest(place{Wire: webex, Frame: "request", Request: webexRequest(m)}, m, id, found)
	}
}

// noteRequest notes the place of a HTTP request, with the members of its body.
func noteRequest(at place, m map[string]any, id string, found map[string]*site) {
	s := found[at.Request]
	if s == nil {
		s = &site{place: at, scenarios: map[string]bool{}, members: map[string]map[string]struct{}{}}
		found[at.Request] = s
	}
	s.scenarios[id] = true
	if body, ok := m["body"].(map[string]any); ok {
		walk(body, "body.", func(path, value string) { note(s.members, path, value) })
	}
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
		if s.Wire == "" { // elsewhere every request has an answer
			add("lost", "", map[string]any{"do": "lose"})
		}
		for _, path := range sortedKeys(s.members) {
			add("missing/"+path, path, map[string]any{"do": "remove", "path": path})
			if strings.HasPrefix(sortedKeys(s.members[path])[0], `"`) {
				add("unheard/"+path, path, map[string]any{"do": "replace", "path": path, "value": "UNHEARD"})
			}
		}
	}
	return out
}
