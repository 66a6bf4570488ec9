package webex_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle/example"
)

// writer writes a trace of this wire, by these lines:
//
//	> METHOD PATH BODY       a request, its body being JSON, !TEXT, or nothing
//	< STATUS BODY            the answer to the last request
//	<3 STATUS BODY           the answer to the third
//	headers JSON             those of the next request or answer
//	opens N, closes N        socket N
//	says N BODY, hears N BODY   a frame over socket N
//	registers                socket 1 is opened and greeted, and nobody has logged in before
//	tells EVENT ID PATCH     a notification about the contact ID over socket 1, which the patch changes:
//	                         what is null in it is not there
//	client N                 whose the next lines are, of the agent's several
type writer struct {
	*example.Trace
	requests int
	page     int
	headers  string
}

var wireLine = regexp.MustCompile(`^(>|<\d*|client|headers|opens|closes|says|hears|tells|registers)(?: (.+))?$`)

// lines begins a trace of this wire.
func lines(t *example.Trace) func(string) error {
	w := &writer{Trace: t, page: 1}
	return w.write
}

func (w *writer) write(line string) error {
	m := wireLine.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("no line of a trace: %s", line)
	}
	first, rest, _ := strings.Cut(m[2], " ")
	switch how := m[1]; how {
	case ">":
		return w.asks(m[2])
	case "client":
		w.page, _ = strconv.Atoi(m[2])
	case "headers":
		w.headers = m[2]
	case "opens":
		return w.cross(trace.Sent, `{"socket":%s,"opened":"/v1/notification/subscription/AgentDesktop-1"}`, first)
	case "closes":
		return w.cross(trace.Received, `{"socket":%s,"closed":1006}`, first)
	case "says":
		return w.cross(trace.Sent, `{"socket":%s,"body":%s}`, first, rest)
	case "hears":
		return w.cross(trace.Received, `{"socket":%s%s}`, first, example.Bodied(rest))
	case "registers":
		return w.all(`opens 1`, `hears 1 {"type":"Welcome","data":{"agentId":"a1"}}`,
			`tells AgentReloginFailed - {"type":"AgentReloginFailed","data":{"eventType":"AgentDesktopMessage","agentId":"a1","reason":"AGENT_NOT_FOUND"}}`)
	case "tells":
		id, patch, _ := strings.Cut(rest, " ")
		return w.tells(first, id, patch)
	default:
		no := w.requests
		if how != "<" {
			no, _ = strconv.Atoi(how[1:])
		}
		return w.cross(trace.Received, `{"exchange":%d,"status":%s%s%s}`, no, first, w.header(), example.Bodied(rest))
	}
	return nil
}

func (w *writer) all(lines ...string) error {
	for _, line := range lines {
		if err := w.write(line); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) asks(what string) error {
	f := append(strings.SplitN(what, " ", 3), "", "")
	path, query, _ := strings.Cut(f[1], "?")
	w.requests++
	return w.cross(trace.Sent, `{"exchange":%d,"method":%q,"path":%q,"query":%q%s%s}`, w.requests, f[0], path, query, w.header(), example.Bodied(f[2]))
}

func (w *writer) header() string {
	if w.headers == "" {
		return ""
	}
	out := `,"headers":` + w.headers
	w.headers = ""
	return out
}

// tells is a notification about a contact, or of the agent where id is a dash.
func (w *writer) tells(event, id, patch string) error {
	whole := map[string]any{"type": "RoutingMessage", "orgId": "o", "trackingId": "t", "data": map[string]any{"type": event}}
	if id != "-" {
		raw, err := os.ReadFile("../../../fixtures/samples/webex/contact-held.json")
		if err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(strings.ReplaceAll(strings.ReplaceAll(string(raw),
			"5b1de0c2-7a0e-4f7e-9c11-0d2f0a3b4c5d", id), "a0000000-0000-4000-8000-000000000001", "a1")), &whole); err != nil {
			return err
		}
		whole["data"].(map[string]any)["type"] = event
	}
	if patch != "" {
		var change map[string]any
		if err := json.Unmarshal([]byte(patch), &change); err != nil {
			return err
		}
		merge(whole, change)
	}
	raw, _ := json.Marshal(whole)
	return w.cross(trace.Received, `{"socket":1,"body":%s}`, raw)
}

// merge changes an object as a merge patch says.
func merge(o, patch map[string]any) {
	for name, v := range patch {
		inner, isObject := v.(map[string]any)
		was, wasObject := o[name].(map[string]any)
		switch {
		case v == nil:
			delete(o, name)
		case isObject && wasObject:
			merge(was, inner)
		default:
			o[name] = v
		}
	}
}

func (w *writer) cross(dir trace.Direction, format string, args ...any) error {
	return w.Cross(trace.Record{Door: "webex", Desk: "ana", Page: w.page, Dir: dir}, fmt.Sprintf(format, args...))
}
