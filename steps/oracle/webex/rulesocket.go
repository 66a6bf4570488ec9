package webex

import (
	"fmt"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// everyMessageHasData: the SDK fails on a notification without data.
func everyMessageHasData(m *moment) finding {
	if m.kind != told {
		return finding{}
	}
	if m.notice.data != nil {
		return kept
	}
	return finding{text: value.Article(value.Clip(m.notice.event)) + " has data", expected: "an object", seen: value.Seen(m.notice.whole, "data")}
}

// welcomeFirst: nobody is registered before Welcome, so what comes earlier may be lost.
func welcomeFirst(m *moment) finding {
	switch {
	case m.kind != told || m.socket.greeted:
		return finding{}
	case m.notice.family == "Welcome" && value.Text(m.notice.data["agentId"]) != "":
		return kept
	case m.notice.family == "Welcome":
		return finding{text: "Welcome tells who the agent is", expected: "agentId", seen: value.Seen(m.notice.data, "agentId")}
	}
	return finding{text: "Welcome comes before all other notifications", expected: "Welcome", seen: value.Clip(m.notice.event), weak: true, earlier: []int{m.socket.opened}}
}

// lost is after how many milliseconds of silence a client takes its connection for lost.
const lost = 8000

// keepaliveInTime: a client that hears nothing opens another socket. What is late by the
// judge's clock may be so by the judge, so that it is binding that there is an answer at all.
func keepaliveInTime(m *moment) finding {
	if m.kind != ponged && m.kind != unponged || m.ping == (ping{}) {
		return finding{}
	}
	took := m.millis - m.ping.millis
	f := finding{text: "a keepalive is answered before the client takes its connection for lost", expected: fmt.Sprintf("an answer within %d ms", lost), earlier: []int{m.ping.seq}}
	switch {
	case m.kind == ponged && value.Text(m.body["keepalive"]) != "true":
		return finding{text: "a keepalive is answered with the same text", expected: "true", seen: value.Describe(m.body["keepalive"]), earlier: []int{m.ping.seq}}
	case m.kind == ponged && m.millis-max(m.ping.millis, m.socket.heard) > lost:
		f.weak, f.seen = true, fmt.Sprintf("an answer after %d ms", took)
		return f
	case m.kind == ponged:
		return kept
	case took > lost+patience:
		f.seen = fmt.Sprintf("none after %d ms", took)
		return f
	}
	return finding{}
}
