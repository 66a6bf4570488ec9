package selftest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/trace"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

// webex is the wire whose frames are HTTP messages and notifications over sockets.
const webex = wire.Wire

// webexFrames are the places of a record of that wire and what is said there: an answer,
// or a notification. Waiting holds the names of the requests whose answers have not come.
func webexFrames(r trace.Record, waiting map[string]string) []told {
	var m map[string]any
	if r.Fence || json.Unmarshal(r.Frame, &m) != nil {
		return nil
	}
	body, _ := m["body"].(map[string]any)
	exchange := fmt.Sprint(r.Desk, r.Page, m["exchange"])
	switch {
	case m["socket"] != nil && r.Dir == trace.Received && word(body, "type") != "":
		return []told{{notified(body), ofWebex(body)}}
	case m["exchange"] == nil:
		return nil
	case r.Dir == trace.Sent:
		waiting[exchange] = webexRequest(m)
		return nil
	case waiting[exchange] == "":
		return nil
	}
	says := map[string]any{}
	for _, member := range []string{"status", "body"} {
		if m[member] != nil {
			says[member] = m[member]
		}
	}
	return []told{{place{Wire: webex, Frame: "answer", Request: waiting[exchange]}, says}}
}

// webexRequest is what a request asks for.
func webexRequest(m map[string]any) string {
	return wire.Name(wire.Request{Method: word(m, "method"), Path: word(m, "path"), Service: word(m, "service"), Body: m["body"]})
}

// notified is the place of a notification.
func notified(body map[string]any) place {
	at := place{Wire: webex, Frame: "event", Member: "data.type"}
	data, _ := body["data"].(map[string]any)
	if at.Value = word(data, "type"); at.Value == "" {
		at.Member, at.Value = "type", word(body, "type")
	}
	return at
}

// byID are the objects whose members are named by ids, which are others in each world.
var byID = []string{"media", "participants", "callFlowParams", "callAssociatedData"}

// ofWebex is what a notification says, with the first of what is named by ids under the
// name that stands for all of it.
func ofWebex(v map[string]any) map[string]any {
	out := map[string]any{}
	for name, x := range v {
		inner, isObject := x.(map[string]any)
		switch {
		case !isObject:
		case slices.Contains(byID, name):
			x = map[string]any{}
			for _, id := range slices.Sorted(maps.Keys(inner)) {
				if one, ok := inner[id].(map[string]any); ok {
					x = map[string]any{"*": ofWebex(one)}
					break
				}
			}
		default:
			x = ofWebex(inner)
		}
		out[name] = x
	}
	return out
}

// webexRefusals is every operation that is not heard and not taken, and every request
// that is refused or answered with nothing.
func webexRefusals(list []*site) []mutation {
	var out []mutation
	for _, s := range list {
		if s.Wire != webex || s.Frame != "answer" {
			continue
		}
		add := func(name string, faults ...map[string]any) {
			m := mutation{id: s.String() + "/" + name, site: s, scenarios: s.scenarios}
			for _, f := range faults {
				if f["on"] == nil {
					f["on"] = s.place
				}
				m.faults = append(m.faults, json.RawMessage(asJSON(f)))
			}
			out = append(out, m)
		}
		put := func(path string, value any) map[string]any {
			return map[string]any{"do": "replace", "path": path, "value": value}
		}
		request := place{Wire: webex, Frame: "request", Request: s.Request}
		method, path := put("method", "GET"), put("path", "/u2c/api/v1/catalog")
		method["on"], path["on"] = request, request
		add("ignored", method, path, put("status", 202))
		add("refused", put("status", 503))
		add("emptied", map[string]any{"do": "remove", "path": "body"})
	}
	return out
}

// nearWebex reports whether a fault may take away what is checked of an item of that book.
func (m *mutation) nearWebex(b *book.Book, it book.Item) bool {
	s := m.site
	switch of := it.Of.(type) {
	case *book.Value:
		return s.has(b, it, m.path)
	case *book.Member:
		return s.hit(b, it, false, m.path)
	case *book.Event:
		return s.sends(b, it.ID)
	case *book.Method, *book.Answer, *book.Refusal:
		return s.sends(b, it.ID) || s.settles(b, it)
	case *book.Message:
		return s.Frame == "event"
	case *book.Step:
		return of.Type != "" && of.Type == s.Value || of.Request != "" && of.Request == s.Request || of.Quotes != "" && s.sends(b, of.Quotes)
	case *book.Type, *book.Enum, *book.Sequence:
		return false
	}
	return true
}

// settles reports whether a site is of the notifications that tell an outcome of an
// operation: that it was done, or that it failed.
func (s *site) settles(b *book.Book, outcome book.Item) bool {
	operation, _ := b.Claim(parent(outcome.ID))
	m, ok := operation.Of.(*book.Method)
	if !ok || m.Settles == nil {
		return false
	}
	told := m.Settles.Resolve
	if outcome.Kind == "refusal" {
		told = m.Settles.Reject
	}
	return slices.ContainsFunc(told, func(m book.Match) bool { return m.Event == s.Value })
}

// tells reports whether a site is of the notifications of an event.
func (s *site) tells(e *book.Event) bool {
	if s.Wire != webex {
		return e.Event == s.Event && e.Type == s.Type
	}
	return s.Frame == "event" && (e.Type == s.Value || e.Type == "" && e.Event == s.Value)
}
