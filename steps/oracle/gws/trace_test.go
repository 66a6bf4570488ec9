package gws_test

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
//	< STATUS BODY            the answer to the last request, as JSON
//	<3 STATUS BODY           the answer to the third
//	type MEDIA               the Content-Type of the answers that follow
//	ws> BODY, ws< BODY       a frame over WebSocket
//	listens ID NAMES         a session is begun and has subscribed to names
//	hears ID DATA            it gets a message on the topic
//	stage METHOD             something happens at the stage door
//	at MS                    when the next lines happen
//	login WHAT               what the next request carries of its login
//	proves ITEMS, leaves ITEMS   that the trace does or does not prove
//
// A line of another desk than ana begins with it: "ben > …".
type example struct {
	name, verdict, item string
	records             []trace.Record
	proves, leaves      []string

	requests int
	ms       int64
	media    string
	login    string
}

var (
	headLine = regexp.MustCompile(`^(accept|note|refuse)(?: (\S+))?: (.+)$`)
	itemLine = regexp.MustCompile(`^(proves|leaves) (.+)$`)
	setLine  = regexp.MustCompile(`^(at|login|type|stage) (.+)$`)
	wireLine = regexp.MustCompile(`^(?:(ben) )?(>|<\d*|ws>|ws<|listens|hears) (.+)$`)
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
			out = append(out, &example{verdict: m[1], item: m[2], name: m[3], media: "application/json;charset=UTF-8"})
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
	if m := setLine.FindStringSubmatch(line); m != nil {
		switch m[1] {
		case "at":
			e.ms, _ = strconv.ParseInt(m[2], 10, 64)
		case "type":
			e.media = m[2]
		case "login":
			e.login = m[2]
		case "stage":
			e.records = append(e.records, trace.Record{
				Seq: len(e.records) + 1, Millis: e.ms, Door: trace.Stage, Dir: trace.Sent, Frame: json.RawMessage(fmt.Sprintf(`{"method":%q}`, m[2])),
			})
		}
		return nil
	}
	m := wireLine.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("no line of a trace: %s", line)
	}
	desk := m[1]
	if desk == "" {
		desk = "ana"
	}
	switch how := m[2]; how {
	case ">":
		return e.asks(desk, m[3])
	case "ws>":
		return e.cross(desk, trace.Sent, `{"body":%s}`, m[3])
	case "ws<":
		return e.cross(desk, trace.Received, `{"body":%s}`, m[3])
	case "listens":
		return e.listens(desk, strings.Fields(m[3]))
	case "hears":
		id, data, _ := strings.Cut(m[3], " ")
		return e.polls(desk, id, fmt.Sprintf(`{"channel":"/v2/me/interactions","data":%s},`, data))
	default:
		status, body, _ := strings.Cut(m[3], " ")
		no := e.requests
		if how != "<" {
			no, _ = strconv.Atoi(how[1:])
		}
		return e.answers(desk, no, status, body)
	}
}

func (e *example) asks(desk, what string) error {
	f := append(strings.SplitN(what, " ", 3), "", "")
	path, query, _ := strings.Cut(f[1], "?")
	e.requests++
	login := e.login
	e.login = ""
	return e.cross(desk, trace.Sent, `{"exchange":%d,"method":%q,"path":%q,"query":%q,"login":%q%s}`, e.requests, f[0], path, query, login, bodied(f[2]))
}

func (e *example) answers(desk string, no int, status, body string) error {
	return e.cross(desk, trace.Received, `{"exchange":%d,"status":%s,"headers":{"Content-Type":%q}%s}`, no, status, e.media, bodied(body))
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

const advice = `"advice":{"reconnect":"retry","interval":0,"timeout":30000}`

func (e *example) listens(desk string, words []string) error {
	id, channels := words[0], words[1:]
	names, _ := json.Marshal(channels)
	for _, line := range []string{
		`> POST /notifications/handshake [{"id":"1","channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`,
		`< 200 [{"id":"1","channel":"/meta/handshake","successful":true,"version":"1.0","clientId":"` + id + `","supportedConnectionTypes":["long-polling"],` + advice + `}]`,
		`> POST /notifications/connect [{"id":"2","channel":"/meta/connect","clientId":"` + id + `","connectionType":"long-polling","advice":{"timeout":0}}]`,
		`< 200 [{"id":"2","channel":"/meta/connect","successful":true,` + advice + `}]`,
		`> POST /notifications [{"id":"3","channel":"/meta/subscribe","clientId":"` + id + `","subscription":` + string(names) + `}]`,
		`< 200 [{"id":"3","channel":"/meta/subscribe","successful":true,"subscription":` + string(names) + `}]`,
	} {
		if len(channels) == 0 && strings.Contains(line, "/meta/subscribe") {
			continue
		}
		if err := e.read(strings.TrimPrefix(desk+" ", "ana ") + line); err != nil {
			return err
		}
	}
	return nil
}

func (e *example) polls(desk, id, events string) error {
	if err := e.asks(desk, `POST /notifications/connect [{"id":"9","channel":"/meta/connect","clientId":"`+id+`","connectionType":"long-polling"}]`); err != nil {
		return err
	}
	return e.answers(desk, e.requests, "200", `[`+events+`{"id":"9","channel":"/meta/connect","successful":true,`+advice+`}]`)
}

func (e *example) cross(desk string, dir trace.Direction, format string, args ...any) error {
	frame := fmt.Sprintf(format, args...)
	if !json.Valid([]byte(frame)) {
		return fmt.Errorf("not JSON: %s", frame)
	}
	e.records = append(e.records, trace.Record{
		Seq: len(e.records) + 1, Millis: e.ms, Door: "gws", Desk: desk, Page: 1, Dir: dir, Frame: json.RawMessage(frame),
	})
	return nil
}
