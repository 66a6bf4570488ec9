package selftest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// place is where a fault can be set: a kind of frame that a desk sends. It is the
// site of a fault.set.
type place struct {
	Wire     string `json:"wire,omitempty"`
	Frame    string `json:"frame"`
	Request  string `json:"request,omitempty"`
	Event    string `json:"event,omitempty"`
	Type     string `json:"type,omitempty"`
	Media    string `json:"media,omitempty"`
	CallType string `json:"callType,omitempty"`
	State    string `json:"state,omitempty"`
	Member   string `json:"-"` // path of a member that has
	Value    string `json:"-"` // this value
}

// onThe is a place as fault.set takes it.
type onThe struct {
	plainly
	Where map[string]string `json:"where,omitempty"`
}

type plainly place

func (p place) MarshalJSON() ([]byte, error) {
	on := onThe{plainly: plainly(p)}
	if p.Member != "" {
		on.Where = map[string]string{p.Member: p.Value}
	}
	return json.Marshal(on)
}

func (p *place) UnmarshalJSON(raw []byte) error {
	var on onThe
	if err := json.Unmarshal(raw, &on); err != nil {
		return err
	}
	*p = place(on.plainly)
	for p.Member, p.Value = range on.Where {
	}
	return nil
}

func (p place) String() string {
	words := []string{p.Wire, p.Frame, p.Request, p.Event, p.Type, p.Media, p.CallType, p.State, p.Value}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "/")
}

// site is a place with what the frames there say, and who sees them.
type site struct {
	place
	scenarios map[string]bool                // ids
	members   map[string]map[string]struct{} // by path, the values as JSON
}

// sites are the places of the frames in traces, in the order of their names, and the
// values that each path has anywhere, by kind of frame.
func sites(verdicts []result.Scenario) ([]*site, map[string][]string) {
	found := map[place]*site{}
	values := map[string]map[string]struct{}{}
	for _, v := range verdicts {
		waiting := map[string]string{}
		for _, r := range v.Trace {
			for _, t := range framesOf(r, waiting) {
				s := found[t.at]
				if s == nil {
					s = &site{place: t.at, scenarios: map[string]bool{}, members: map[string]map[string]struct{}{}}
					found[t.at] = s
				}
				s.scenarios[v.ID] = true
				walk(t.says, t.at.before(), func(path, value string) {
					note(s.members, path, value)
					note(values, t.at.Frame+" "+path, value)
				})
			}
		}
	}
	list := slices.SortedFunc(maps.Values(found), func(a, b *site) int { return cmp.Compare(a.String(), b.String()) })
	sorted := map[string][]string{}
	for path, vs := range values {
		sorted[path] = slices.Sorted(maps.Keys(vs))
	}
	return list, sorted
}

func note(values map[string]map[string]struct{}, path, value string) {
	if values[path] == nil {
		values[path] = map[string]struct{}{}
	}
	values[path][value] = struct{}{}
}

// told is what was said at a place.
type told struct {
	at   place
	says map[string]any
}

// before is what comes before the paths of members at a place.
func (p place) before() string {
	if p.Frame == "reply" {
		return "*." // of each message
	}
	return ""
}

// framesOf are the places of a record and what it says there; none if no desk sent it.
func framesOf(r trace.Record, waiting map[string]string) []told {
	switch r.Door {
	case gws:
		return gwsFrames(r, waiting)
	case webex:
		return webexFrames(r, waiting)
	}
	at, m, ok := frameOf(r, waiting)
	if !ok {
		return nil
	}
	return []told{{at, m}}
}

// frameOf is the place of a record and what it says; false if no desk sent it. Waiting
// holds the names of the requests whose answers have not come.
func frameOf(r trace.Record, waiting map[string]string) (place, map[string]any, bool) {
	var m map[string]any
	if r.Door == trace.Stage || r.Fence || json.Unmarshal(r.Frame, &m) != nil {
		return place{}, nil, false
	}
	reference := fmt.Sprint(r.Desk, r.Page, m["referenceId"])
	if r.Dir == trace.Sent {
		waiting[reference] = cmp.Or(word(m, "request"), word(m, "event"))
		return place{}, nil, false
	}
	if event := word(m, "event"); event != "" {
		data, _ := m["data"].(map[string]any)
		interaction, _ := data["interaction"].(map[string]any)
		return place{
			Frame: "event", Event: event, Type: word(data, "eventType"), Media: word(data, "media"),
			CallType: word(interaction, "callType"), State: word(interaction, "state"),
		}, m, true
	}
	name := waiting[reference]
	return place{Frame: "answer", Request: name}, m, name != ""
}

func word(m map[string]any, name string) string {
	s, _ := m[name].(string)
	return s
}

// whole are members that are taken as one value: what is in them is the customer's.
var whole = []string{"userData"}

// walk tells each member of m that is not an object, by its path, and objects and
// arrays of objects with the members in them.
func walk(m map[string]any, before string, tell func(path, value string)) {
	for name, v := range m {
		path := before + name
		elements, isArray := v.([]any)
		object, isObject := v.(map[string]any)
		switch {
		case slices.Contains(whole, name):
		case isObject:
			walk(object, path+".", tell)
		case isArray:
			for _, e := range elements {
				if o, ok := e.(map[string]any); ok {
					walk(o, path+".*.", tell)
				}
			}
		}
		tell(path, asJSON(v))
	}
}

func asJSON(v any) string {
	b, _ := json.Marshal(v) // it came from JSON
	return string(b)
}
