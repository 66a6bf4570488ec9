package gws

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// to reports whether a moment is the reply to a message on a channel, or its absence.
func (m *moment) to(channel string) bool { return m.kind == replied && m.said["channel"] == channel }

// done reports whether a reply tells of success.
func (m *moment) done() bool { return m.reply["successful"] == true }

// what is a message for people.
func what(said value.Object) string {
	if channel := value.Text(said["channel"]); channel != "" {
		return "a message to " + value.Clip(channel)
	}
	return "a message without channel"
}

// answered reports whether a message came to the server over HTTP and was answered there.
func (m *moment) answered() bool {
	return m.kind == replied && !m.request.socket && m.response.status == http.StatusOK
}

// everyMessageHasAReply: each is answered, and told whether it was successful.
func everyMessageHasAReply(_ *judge, m *moment) finding {
	if !m.answered() || m.said["channel"] != metaHandshake && len(m.request.messages) > 1 && m.request.messages[0]["channel"] == metaHandshake {
		return finding{}
	}
	if _, ok := m.reply["successful"].(bool); ok {
		return kept
	}
	if m.reply == nil {
		return finding{text: what(m.said) + " is replied to", expected: "a reply", seen: "none"}
	}
	return finding{text: "the reply to " + what(m.said) + " tells whether it was successful", expected: "successful: true or false", seen: value.Seen(m.reply, "successful")}
}

// idComesBack: without it a client's callbacks never run.
func idComesBack(_ *judge, m *moment) finding {
	id, has := m.said["id"]
	if m.kind != replied || m.reply == nil || !has {
		return finding{}
	}
	if value.Same(m.reply["id"]) == value.Same(id) {
		return kept
	}
	return finding{text: "the reply to " + what(m.said) + " has its id", expected: value.Describe(id), seen: value.Seen(m.reply, "id")}
}

func handshakeVersion(_ *judge, m *moment) finding {
	if !m.to(metaHandshake) || !m.done() {
		return finding{}
	}
	if m.reply["version"] == "1.0" {
		return kept
	}
	return finding{text: "a handshake is answered with the version of the protocol", expected: "1.0", seen: value.Seen(m.reply, "version")}
}

func clientIDIsNew(j *judge, m *moment) finding {
	if !m.to(metaHandshake) || !m.done() {
		return finding{}
	}
	id := value.Text(m.reply["clientId"])
	if id != "" && j.sessions[id] == nil {
		return kept
	}
	f := finding{text: "a handshake gets a clientId of its own", expected: "a text that no other session has", seen: value.Seen(m.reply, "clientId")}
	if id != "" {
		f.seen = "that of another session"
	}
	return f
}

func handshakeTypes(_ *judge, m *moment) finding {
	if !m.to(metaHandshake) || !m.done() {
		return finding{}
	}
	if list, ok := m.reply["supportedConnectionTypes"].([]any); ok && slices.Contains(names(list), "long-polling") {
		return kept
	}
	return finding{text: "a handshake is answered with the connection types that are served", expected: "a list with long-polling", seen: value.Seen(m.reply, "supportedConnectionTypes")}
}

// atOnce reports whether a message is a connect that asks not to be held.
func atOnce(said value.Object) bool {
	advice, _ := value.ObjectOf(said["advice"])
	return said["channel"] == metaConnect && isNumber(advice["timeout"], 0)
}

// advised: a handshake, and the first connect if it is not to be held, are answered with
// advice.
func advised(_ *judge, m *moment) finding {
	first := m.kind == replied && atOnce(m.said) && m.session != nil && m.session.connects == 1
	if !first && !m.to(metaHandshake) || !m.done() {
		return finding{}
	}
	if _, ok := value.ObjectOf(m.reply["advice"]); ok {
		return kept
	}
	return finding{text: what(m.said) + " is answered with advice", expected: "advice", seen: value.Seen(m.reply, "advice")}
}

// advisedAgain: so is every other connect, in our reading.
func advisedAgain(_ *judge, m *moment) finding {
	if !m.to(metaConnect) || !m.done() || m.session == nil || m.session.connects < 2 {
		return finding{}
	}
	if _, ok := value.ObjectOf(m.reply["advice"]); ok {
		return kept
	}
	return finding{text: "every connect is answered with advice", expected: "advice", seen: value.Seen(m.reply, "advice")}
}

// patience is how much longer than it may, in milliseconds, an answer takes before it is
// late: so long clients wait for a slow network.
const patience = 10_000

// connectAtOnce: a connect that asks not to be held is not.
func connectAtOnce(_ *judge, m *moment) finding {
	if m.kind != replied || !atOnce(m.said) || m.reply == nil {
		return finding{}
	}
	return within(m, 0, "a connect with timeout 0 is answered at once")
}

// connectInTime: a connect is held no longer than advised.
func connectInTime(_ *judge, m *moment) finding {
	if !m.to(metaConnect) || atOnce(m.said) || !m.done() || m.session == nil || m.session.hold < 0 {
		return finding{}
	}
	return within(m, int64(m.session.hold), "a connect is held no longer than advised")
}

func within(m *moment, hold int64, text string) finding {
	if took := m.response.millis - m.request.millis; took > hold+patience {
		return finding{text: text, expected: fmt.Sprintf("an answer within %d ms", hold+patience), seen: fmt.Sprintf("one after %d ms", took)}
	}
	return kept
}

// subscriptionRepeated: a client finds out by it what it is subscribed to.
func subscriptionRepeated(_ *judge, m *moment) finding {
	if !m.to(metaSubscribe) || !m.done() {
		return finding{}
	}
	want, got := names(m.said["subscription"]), names(m.reply["subscription"])
	slices.Sort(want)
	slices.Sort(got)
	if slices.Equal(slices.Compact(want), slices.Compact(got)) {
		return kept
	}
	return finding{text: "the reply to a subscription repeats it", expected: value.Describe(m.said["subscription"]), seen: value.Seen(m.reply, "subscription")}
}

// unknownClient: a session that was never begun, or has ended, is not served, and its
// connect is sent to a handshake. What was said before its end was known, such as a
// connect that its end lets go, may be answered as if it went on.
func unknownClient(_ *judge, m *moment) finding {
	channel := value.Text(m.said["channel"])
	goesOn := m.session != nil && (m.session.ended == 0 || m.kind == replied && m.request.seq < m.session.ended)
	if m.kind != replied || m.reply == nil || !slices.Contains([]string{metaConnect, metaSubscribe, metaUnsubscribe}, channel) || goesOn {
		return finding{}
	}
	advice, _ := value.ObjectOf(m.reply["advice"])
	switch {
	case m.reply["successful"] != false:
		return finding{text: what(m.said) + " of a session that is not there is not successful", expected: "successful: false", seen: value.Seen(m.reply, "successful")}
	case channel == metaConnect && advice["reconnect"] != "handshake":
		return finding{text: "a connect of a session that is not there is advised to handshake", expected: "advice.reconnect: handshake", seen: value.Seen(m.reply, "advice")}
	}
	return kept
}

// sessionOfAnother: a clientId is known to its own user alone.
func sessionOfAnother(_ *judge, m *moment) finding {
	if m.kind != replied || m.reply == nil || m.session == nil || m.session.desk == m.request.desk {
		return finding{}
	}
	if m.reply["successful"] == false {
		return kept
	}
	return finding{text: what(m.said) + " with the clientId of another user is not successful", expected: "successful: false", seen: value.Seen(m.reply, "successful")}
}

// unsubscribed: unsubscribing is successful, whatever there was.
func unsubscribed(_ *judge, m *moment) finding {
	if !m.to(metaUnsubscribe) || m.reply == nil || m.session == nil || m.session.ended > 0 || m.session.desk != m.request.desk || len(names(m.said["subscription"])) == 0 || unknown(m.reply) {
		return finding{}
	}
	if m.done() {
		return kept
	}
	return finding{text: "unsubscribing is successful", expected: "successful: true", seen: value.Seen(m.reply, "successful")}
}

// channelMissing: a message that is for no channel is not successful.
func channelMissing(_ *judge, m *moment) finding {
	if m.kind != replied || m.reply == nil || m.said["channel"] != nil {
		return finding{}
	}
	if m.reply["successful"] == false {
		return kept
	}
	return finding{text: "a message without channel is not successful", expected: "successful: false", seen: value.Seen(m.reply, "successful")}
}

// publishRefused: clients have nothing to publish.
func publishRefused(_ *judge, m *moment) finding {
	channel := value.Text(m.said["channel"])
	if m.kind != replied || m.reply == nil || channel == "" || strings.HasPrefix(channel, "/meta/") {
		return finding{}
	}
	if m.reply["successful"] == false {
		return kept
	}
	return finding{text: what(m.said) + " is refused", expected: "successful: false", seen: value.Seen(m.reply, "successful")}
}

var errorText = regexp.MustCompile(`^\d{3}:[^:]*:`)

// errorFormat: a client takes an error apart.
func errorFormat(_ *judge, m *moment) finding {
	told, has := m.reply["error"]
	if m.kind != replied || !has || told == nil {
		return finding{}
	}
	if errorText.MatchString(value.Text(told)) {
		return kept
	}
	return finding{text: "the error in the reply to " + what(m.said) + " has a code, arguments and a text", expected: "code:args:text", seen: value.Describe(told)}
}
