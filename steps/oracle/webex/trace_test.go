package webex_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
)

// example is a trace in testdata and what the judge must say of it. A file holds several,
// separated by empty lines:
//
//	accept: the name of a trace in which every claim that binds is met
//	note ITEM: one in which claims are not met, none of them binding, among them one of ITEM
//	refuse ITEM: one that breaks a binding claim of ITEM
//	> METHOD PATH BODY       a request, its body being JSON, !TEXT, or nothing
//	< STATUS BODY            the answer to the last request
//	<3 STATUS BODY           the answer to the third
//	headers JSON             those of the next request or answer
//	opens N, closes N        socket N
//	says N BODY, hears N BODY   a frame over socket N
//	registers                socket 1 is opened and greeted, and nobody has logged in before
//	tells EVENT ID PATCH     a notification about the contact ID over socket 1, which the patch changes:
//	                         what is null in it is not there
//	at MS                    when the next lines happen
//	client N                 whose the next lines are, of the agent's several
//	proves ITEMS, leaves ITEMS   that the trace does or does not prove
type example struct {
	name, verdict, item string
	records             []trace.Record
	proves, leaves      []string

	requests int
	ms       int64
	page     int
	headers  string
}

var (
	headLine = regexp.MustCompile(`^(accept|note|refuse)(?: (\S+))?: (.+)$`)
	itemLine = regexp.MustCompile(`^(proves|leaves) (.+)$`)
	wireLine = regexp.MustCompile(`^(>|<\d*|at|client|headers|opens|closes|says|hears|tells|registers)(?: (.+))?$`)
)

func examples(t testing.TB, path string) []*example {
	t.Helper()
	file, err := os.ReadFile(path)
	require.NoError(t, err)
	var out []*example
	for n, line := range strings.Split(string(file), "\n") {
		if line == "" {
			continue
		}
		if m := headLine.FindStringSubmatch(line); m != nil {
			out = append(out, &example{verdict: m[1], item: m[2], name: m[3]})
			continue
		}
		require.NotEmpty(t, out, "%s:%d: a line before the first head", path, n+1)
		require.NoError(t, out[len(out)-1].read(line), "%s:%d", path, n+1)
	}
	return out
}

func (e *example) read(line string) error {
	if m := itemLine.FindStringSubmatch(line); m != nil {
		list := map[string]*[]string{"proves": &e.proves, "leaves": &e.leaves}[m[1]]
		*list = append(*list, strings.Fields(m[2])...)
		return nil
	}
	m := wireLine.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("no line of a trace: %s", line)
	}
	first, rest, _ := strings.Cut(m[2], " ")
	switch how := m[1]; how {
	case ">":
		return e.asks(m[2])
	case "at":
		e.ms, _ = strconv.ParseInt(m[2], 10, 64)
	case "client":
		e.page, _ = strconv.Atoi(m[2])
	case "headers":
		e.headers = m[2]
	case "opens":
		return e.cross(trace.Sent, `{"socket":%s,"opened":"/v1/notification/subscription/AgentDesktop-1"}`, first)
	case "closes":
		return e.cross(trace.Received, `{"socket":%s,"closed":1006}`, first)
	case "says":
		return e.cross(trace.Sent, `{"socket":%s,"body":%s}`, first, rest)
	case "hears":
		return e.cross(trace.Received, `{"socket":%s%s}`, first, bodied(rest))
	case "registers":
		return e.all(`opens 1`, `hears 1 {"type":"Welcome","data":{"agentId":"a1"}}`,
			`tells AgentReloginFailed - {"type":"AgentReloginFailed","data":{"eventType":"AgentDesktopMessage","agentId":"a1","reason":"AGENT_NOT_FOUND"}}`)
	case "tells":
		id, patch, _ := strings.Cut(rest, " ")
		return e.tells(first, id, patch)
	default:
		no := e.requests
		if how != "<" {
			no, _ = strconv.Atoi(how[1:])
		}
		return e.cross(trace.Received, `{"exchange":%d,"status":%s%s%s}`, no, first, e.header(), bodied(rest))
	}
	return nil
}

func (e *example) all(lines ...string) error {
	for _, line := range lines {
		if err := e.read(line); err != nil {
			return err
		}
	}
	return nil
}

func (e *example) asks(what string) error {
	f := append(strings.SplitN(what, " ", 3), "", "")
	path, query, _ := strings.Cut(f[1], "?")
	e.requests++
	return e.cross(trace.Sent, `{"exchange":%d,"method":%q,"path":%q,"query":%q%s%s}`, e.requests, f[0], path, query, e.header(), bodied(f[2]))
}

func (e *example) header() string {
	if e.headers == "" {
		return ""
	}
	out := `,"headers":` + e.headers
	e.headers = ""
	return out
}

func bodied(body string) string {
	if text, ok := strings.CutPrefix(body, "!"); ok {
		return fmt.Sprintf(`,"text":%q`, text)
	}
	if body == "" {
		return ""
	}
	return `,"body":` + body
}

// tells is a notification about a contact, or of the agent where id is a dash.
func (e *example) tells(event, id, patch string) error {
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
	return e.cross(trace.Received, `{"socket":1,"body":%s}`, raw)
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

func (e *example) cross(dir trace.Direction, format string, args ...any) error {
	frame := fmt.Sprintf(format, args...)
	if !json.Valid([]byte(frame)) {
		return fmt.Errorf("not JSON: %s", frame)
	}
	e.records = append(e.records, trace.Record{
		Seq: len(e.records) + 1, Millis: e.ms, Door: "webex", Desk: "ana", Page: max(e.page, 1), Dir: dir, Frame: json.RawMessage(frame),
	})
	return nil
}
