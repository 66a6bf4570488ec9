package gws

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// asks reports whether the request of a batch is one that Bayeux answers: a POST with
// messages.
func (m *moment) asks() bool {
	return m.kind == batch && !m.request.socket && m.request.method == http.MethodPost && len(m.request.messages) > 0
}

// contentIsAnArray: messages are answered with HTTP 200 by an array of JSON.
func contentIsAnArray(_ *judge, m *moment) finding {
	if !m.asks() || m.response.status != http.StatusOK {
		return finding{}
	}
	list, isArray := m.response.body.([]any)
	media, known := m.response.headers["Content-Type"]
	switch {
	case !isArray:
		return finding{text: "Bayeux messages are answered by an array", expected: "an array", seen: m.response.seen()}
	case slices.ContainsFunc(list, func(v any) bool { _, ok := value.ObjectOf(v); return !ok }):
		return finding{text: "Bayeux messages are objects", expected: "an array of objects", seen: m.response.seen()}
	case known && !isJSON(value.Text(media)):
		return finding{text: "Bayeux messages come as JSON", expected: "application/json", seen: value.Describe(media)}
	}
	return kept
}

func (a *response) seen() string {
	switch {
	case a.text != "":
		return value.Clip(a.text)
	case !a.there:
		return "no body"
	}
	return value.Describe(a.body)
}

// neverEmpty: no empty array answers messages.
func neverEmpty(_ *judge, m *moment) finding {
	if !m.asks() || m.response.status != http.StatusOK {
		return finding{}
	}
	if list, ok := m.response.body.([]any); ok && len(list) == 0 {
		return finding{text: "messages are not answered by an empty array", expected: "a reply to each", seen: "[]"}
	}
	return kept
}

// badRequest: what is no message at all is refused with HTTP 400.
func badRequest(_ *judge, m *moment) finding {
	switch {
	case !m.isHeard():
	case m.request.method == http.MethodPost && m.request.text != "":
		return m.refused("a body that is not JSON")
	case m.request.method == http.MethodGet && !strings.Contains(m.request.query, "jsonp="):
		return m.refused("GET without jsonp")
	}
	return finding{}
}

// emptyIsBad: so is an empty array, about which servers differ.
func emptyIsBad(_ *judge, m *moment) finding {
	if !m.isHeard() || m.request.method != http.MethodPost {
		return finding{}
	}
	if list, isArray := m.request.body.([]any); isArray && len(list) == 0 {
		return m.refused("an empty array")
	}
	return finding{}
}

// isHeard reports whether a moment is the answer to a request over HTTP. Who is not logged
// in is refused before.
func (m *moment) isHeard() bool {
	return m.kind == batch && !m.request.socket && m.request.login == "" &&
		m.response.status != http.StatusUnauthorized && m.response.status != http.StatusForbidden
}

// refused finds whether a request is refused as a bad one.
func (m *moment) refused(what string) finding {
	if m.response.status == http.StatusBadRequest {
		return kept
	}
	return finding{text: what + " is refused", expected: "HTTP 400", seen: fmt.Sprintf("HTTP %d", m.response.status)}
}

// handshakeAlone: nothing else is in the answer to a handshake.
func handshakeAlone(_ *judge, m *moment) finding {
	if !m.asks() || m.response.status != http.StatusOK || len(m.request.messages) != 1 || m.request.messages[0]["channel"] != metaHandshake {
		return finding{}
	}
	if len(m.messages) <= 1 {
		return kept
	}
	return finding{text: "the reply to a handshake is alone", expected: "one message", seen: fmt.Sprintf("%d messages", len(m.messages))}
}

// eventsBeforeConnect: a client may stop reading at the reply to its connect.
func eventsBeforeConnect(_ *judge, m *moment) finding {
	if !m.asks() {
		return finding{}
	}
	at := slices.IndexFunc(m.messages, func(x value.Object) bool { return isReply(x) && x["channel"] == metaConnect })
	if at < 0 || !slices.ContainsFunc(m.messages, isEvent) {
		return finding{}
	}
	if !slices.ContainsFunc(m.messages[at:], isEvent) {
		return kept
	}
	return finding{text: "events stand before the reply to connect", expected: "the reply to connect after all events", seen: "an event after it"}
}
