package selftest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/trace"
)

// gws is the wire whose frames are HTTP messages and the Bayeux messages in them.
const gws = "gws"

// gwsFrames are the places of a record of that wire and what is said there: an answer, or
// each event of a batch, and its replies. Waiting holds the names of the requests whose
// answers have not come.
func gwsFrames(r trace.Record, waiting map[string]string) []told {
	var m map[string]any
	if json.Unmarshal(r.Frame, &m) != nil {
		return nil
	}
	exchange := fmt.Sprint(r.Desk, r.Page, m["exchange"])
	if r.Dir == trace.Sent {
		waiting[exchange] = operation(m)
		return nil
	}
	batch, isBatch := m["body"].([]any)
	name := waiting[exchange]
	switch {
	case isBatch && (m["exchange"] == nil || strings.Contains(name, "/notifications")):
		return batchFrames(batch)
	case r.Fence || name == "" || strings.Contains(name, "/notifications"):
		return nil
	}
	says := map[string]any{}
	for _, member := range []string{"status", "body"} {
		if m[member] != nil {
			says[member] = m[member]
		}
	}
	return []told{{place{Wire: gws, Frame: "answer", Request: name}, says}}
}

// operation is what a request asks for.
func operation(m map[string]any) string {
	body, _ := m["body"].(map[string]any)
	if name := word(body, "operationName"); name != "" {
		return name
	}
	segments := strings.Split(word(m, "path"), "/")
	for i := 1; i < len(segments); i++ {
		if slices.Contains([]string{"interactions", "workbins"}, segments[i-1]) && segments[i] != "" {
			segments[i] = "{id}"
		}
	}
	return word(m, "method") + " " + strings.Join(segments, "/")
}

func batchFrames(batch []any) []told {
	var out []told
	replies := place{Wire: gws, Frame: "reply"}
	for i, v := range batch {
		m, _ := v.(map[string]any)
		if _, isReply := m["successful"]; isReply {
			if i == len(batch)-1 {
				replies.Request = word(m, "channel")
				out = append(out, told{replies, m})
			}
			continue
		}
		if data, ok := m["data"].(map[string]any); ok {
			out = append(out, told{eventOf(m, data), m})
		}
	}
	return out
}

// eventOf is the place of an event: its state, wherever it has it, or else its type.
func eventOf(m, data map[string]any) place {
	at := place{Wire: gws, Frame: "event"}
	if inner, nested := data["interaction"].(map[string]any); nested {
		at.State = word(inner, "state")
		return at
	}
	for _, member := range []string{"notificationType", "state", "messageType"} {
		if value := word(data, member); value != "" {
			at.Member, at.Value = "data."+member, value
			return at
		}
	}
	at.Member, at.Value = "channel", word(m, "channel")
	return at
}

// said are the answers that tell of success, and of a failure.
var said = map[string]string{
	"granted": `{"status":"ok","statusCode":0}`,
	"refused": `{"status":"error","errorDescription":"Refused","statusCode":2,"statusMessage":"Refused"}`,
}

// gwsAnswers is every request answered by a refusal, by a success that it is not, and by
// a success without an effect; and every batch without its messages, with them in another
// order, and with an event that nobody asked for.
func gwsAnswers(list []*site) []mutation {
	var out []mutation
	for _, s := range list {
		if s.Wire != gws {
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
		switch s.Frame {
		case "answer":
			for name, body := range said {
				status := map[string]int{"granted": 200, "refused": 400}[name]
				add(name, put("status", status), put("body", json.RawMessage(body)), map[string]any{"do": "add", "path": "body", "value": json.RawMessage(body)})
			}
			request := place{Wire: gws, Frame: "request", Request: s.Request}
			method, path := put("method", "GET"), put("path", "/me/channels")
			method["on"], path["on"] = request, request
			add("ignored", method, path, put("status", 200), put("body", json.RawMessage(said["granted"])))
		case "reply":
			add("lost", map[string]any{"do": "lose", "path": "*"})
			add("rotated", map[string]any{"do": "rotate"})
			add("with-an-event", map[string]any{"do": "precede", "value": json.RawMessage(`{"channel":"/v2/me/stranger","data":{}}`)})
			add("with-a-reply", map[string]any{"do": "follow", "value": json.RawMessage(`{"channel":"/meta/connect","successful":true}`)})
		}
	}
	slices.SortFunc(out, func(a, b mutation) int { return strings.Compare(a.id, b.id) })
	return out
}

// nearGWS reports whether a fault may take away what is checked of an item of that book.
func (m *mutation) nearGWS(b *book.Book, it book.Item) bool {
	s := m.site
	switch of := it.Of.(type) {
	case *book.Value:
		return s.has(b, it, m.path) || s.Request == of.Value || strings.HasPrefix(it.ID, "gws.layout.") && s.Frame == "event"
	case *book.Member:
		return s.hit(b, it, false, m.path)
	case *book.Method, *book.Answer, *book.Refusal:
		return s.sends(b, it.ID)
	case *book.Message:
		return s.Frame == "event"
	case *book.Step:
		return of.Kind == "event" && s.Frame == "event" || of.Request == s.Request
	case *book.Type, *book.Enum:
		return false
	}
	switch {
	case it.Kind == "case":
		return s.sends(b, it.ID)
	case strings.HasPrefix(it.ID, "gws.bayeux."):
		return s.Frame == "reply"
	case strings.HasPrefix(it.ID, "gws.msg."):
		return s.Frame == "event"
	case strings.HasPrefix(it.ID, "gws.transition."):
		return s.Frame == "event" || strings.HasSuffix(m.id, "/ignored") || strings.HasSuffix(m.id, "/refused")
	case strings.HasPrefix(it.ID, "gws.op.any."):
		return strings.HasSuffix(m.id, "/granted") || strings.HasPrefix(s.Request, "GET ")
	case strings.HasPrefix(it.ID, "gws.result"), strings.HasPrefix(it.ID, "gws.auth."):
		return s.Frame == "answer"
	}
	return true
}
