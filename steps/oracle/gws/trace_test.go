package gws_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle/example"
)

// writer writes a trace of this wire, by these lines:
//
//	> METHOD PATH BODY       a request, its body being JSON, !TEXT, or nothing
//	< STATUS BODY            the answer to the last request, as JSON
//	<3 STATUS BODY           the answer to the third
//	type MEDIA               the Content-Type of the answers that follow
//	ws> BODY, ws< BODY       a frame over WebSocket
//	listens ID NAMES         a session is begun and has subscribed to names
//	hears ID DATA            it gets a message on the topic
//	stage METHOD             something happens at the stage door
//	login WHAT               what the next request carries of its login
//
// A line of another desk than ana begins with it: "ben > …".
type writer struct {
	*example.Trace
	requests int
	media    string
	login    string
}

var (
	setLine  = regexp.MustCompile(`^(login|type|stage) (.+)$`)
	wireLine = regexp.MustCompile(`^(?:(ben) )?(>|<\d*|ws>|ws<|listens|hears) (.+)$`)
)

// lines begins a trace of this wire.
func lines(t *example.Trace) func(string) error {
	w := &writer{Trace: t, media: "application/json;charset=UTF-8"}
	return w.write
}

func (w *writer) write(line string) error {
	if m := setLine.FindStringSubmatch(line); m != nil {
		switch m[1] {
		case "type":
			w.media = m[2]
		case "login":
			w.login = m[2]
		case "stage":
			return w.Cross(trace.Record{Door: trace.Stage, Dir: trace.Sent}, fmt.Sprintf(`{"method":%q}`, m[2]))
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
		return w.asks(desk, m[3])
	case "ws>":
		return w.cross(desk, trace.Sent, `{"body":%s}`, m[3])
	case "ws<":
		return w.cross(desk, trace.Received, `{"body":%s}`, m[3])
	case "listens":
		return w.listens(desk, strings.Fields(m[3]))
	case "hears":
		id, data, _ := strings.Cut(m[3], " ")
		return w.polls(desk, id, fmt.Sprintf(`{"channel":"/v2/me/interactions","data":%s},`, data))
	default:
		status, body, _ := strings.Cut(m[3], " ")
		no := w.requests
		if how != "<" {
			no, _ = strconv.Atoi(how[1:])
		}
		return w.answers(desk, no, status, body)
	}
}

func (w *writer) asks(desk, what string) error {
	f := append(strings.SplitN(what, " ", 3), "", "")
	path, query, _ := strings.Cut(f[1], "?")
	w.requests++
	login := w.login
	w.login = ""
	return w.cross(desk, trace.Sent, `{"exchange":%d,"method":%q,"path":%q,"query":%q,"login":%q%s}`, w.requests, f[0], path, query, login, example.Bodied(f[2]))
}

func (w *writer) answers(desk string, no int, status, body string) error {
	return w.cross(desk, trace.Received, `{"exchange":%d,"status":%s,"headers":{"Content-Type":%q}%s}`, no, status, w.media, example.Bodied(body))
}

const advice = `"advice":{"reconnect":"retry","interval":0,"timeout":30000}`

func (w *writer) listens(desk string, words []string) error {
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
		if err := w.write(strings.TrimPrefix(desk+" ", "ana ") + line); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) polls(desk, id, events string) error {
	if err := w.asks(desk, `POST /notifications/connect [{"id":"9","channel":"/meta/connect","clientId":"`+id+`","connectionType":"long-polling"}]`); err != nil {
		return err
	}
	return w.answers(desk, w.requests, "200", `[`+events+`{"id":"9","channel":"/meta/connect","successful":true,`+advice+`}]`)
}

func (w *writer) cross(desk string, dir trace.Direction, format string, args ...any) error {
	return w.Cross(trace.Record{Door: "gws", Desk: desk, Page: 1, Dir: dir}, fmt.Sprintf(format, args...))
}
